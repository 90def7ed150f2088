"""The pages written by hand: what their Markdown may hold.

In: the folder content/. Out: problems with their place. Markdown lets any HTML through, so what comes out of it is
judged: no element, attribute or address that could run or load anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import markdown

from beautiful_cities.languages import DEFAULT, LANGUAGES
from beautiful_cities.parsing import LESSONS, UnreadableError, text_of
from beautiful_cities.problems import Problem, problem

EXTENSIONS = ("attr_list", "tables", "toc", "fenced_code")
"""Those of mkdocs.yml, and those that MkDocs adds itself."""

_ELEMENTS = frozenset(
    """a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s small span
    strong sub sup table tbody td th thead tr ul""".split()  # noqa: SIM905  # a list of words is read more easily
)
_ATTRIBUTES = frozenset(("alt", "class", "colspan", "height", "href", "id", "lang", "rowspan", "src", "start", "title"))
_SCHEMES = ("", "http", "https")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_HEAD = re.compile(r"---\r?\n.*?\n---\r?\n", re.DOTALL)


def check_prose(root: Path) -> Iterator[Problem]:
    """What is wrong with the Markdown below content/ of the project in `root`."""
    for path in sorted((root / "content").rglob("*.md")):
        here = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()):
            yield replace(problem("file-elsewhere", here, path=here), line=1, column=1)
            continue
        try:
            text = text_of(path, here)
        except UnreadableError as error:
            yield error.found
            continue
        yield from _check(text, here, is_lesson=path.parent.name == LESSONS)
    yield from _untranslated(root)


def _untranslated(root: Path) -> Iterator[Problem]:
    """The pages of the first language that are not there in another; of lessons `rules` tells."""
    content = root / "content"
    for path in sorted((content / DEFAULT).rglob("*.md")):
        for language in LANGUAGES:
            twin = content / language / path.relative_to(content / DEFAULT)
            if path.parent.name != LESSONS and not twin.exists():
                here, there = (one.relative_to(root).as_posix() for one in (path, twin))
                yield replace(problem("twin-open", here, path=there), line=1, column=1)


def _check(text: str, here: str, *, is_lesson: bool) -> Iterator[Problem]:
    """What is wrong with one text. HTML in an explainer is shown as it is written, and `rules` judges its links."""
    if character := _INVISIBLE.search(text):
        found = problem("character", here, character=f"U+{ord(character[0]):04X}")
        yield _placed(found, text, character.start())
        return
    if is_lesson:
        return
    head = _HEAD.match(text)
    start = head.end() if head else 0
    judge = _Judge()
    judge.feed(markdown.markdown(text[start:], extensions=EXTENSIONS))
    for rule, word in judge.found:
        at = text.casefold().find(word.casefold(), start)  # not found where it is written in another way
        yield _placed(problem(rule, here, found=word), text, start if at < 0 else at)


def _placed(found: Problem, text: str, at: int) -> Problem:
    before = text[:at]
    return replace(found, line=before.count("\n") + 1, column=at - before.rfind("\n"))


class _Judge(HTMLParser):
    """Notes what a page may not hold, as a browser would read it: character references are read first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.found.append(("markdown-html", f"<{tag}"))
        for name, value in attrs:
            if name not in _ATTRIBUTES and not name.startswith("aria-"):
                self.found.append(("markdown-html", name))
            elif name in ("href", "src") and not _is_safe(value or ""):
                self.found.append(("markdown-link", value or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def _is_safe(address: str) -> bool:
    """True for a page or a file of the site, and for http(s)."""
    plain = re.sub(r"[\x00-\x20]", "", address)  # browsers pass over them
    try:
        parts = urlsplit(plain)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and (bool(parts.scheme) or not parts.netloc) and "\\" not in plain
