"""From the text of one YAML file to plain values, and where each of them stands.

In: a path. Out: dicts, lists, str, int, Decimal, bool and None. YAML is read from libyaml's events, so that nothing
recurses, nothing is built from a tag or an alias, and `no` stays a word. It knows nothing of what the values mean.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from beautiful_cities.memory import Memory
from beautiful_cities.phrases import later as _
from beautiful_cities.phrases import say
from beautiful_cities.problems import Keys, Problem, problem

MAX_DEPTH = 24
"""Our deepest file nests 6 levels; beyond this it is a slip, or text made to exhaust the reader."""
MAX_BYTES = 5_000_000
"""Our longest file has 150,000; what is thirty times as long is no editor's work."""


class Place(NamedTuple):
    """Where something stands, both counted from 1."""

    line: int
    column: int


class UnreadableError(Exception):
    """A file that is not plain YAML. `found` is the first thing that keeps it from being read."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.found = found


def parse(path: Path, here: str, memory: Memory | None = None) -> Any:
    """The plain values of one YAML file: dicts, lists, str, int, Decimal, bool, None; nobody may change them.

    With a `memory` the same text is read once. Raises UnreadableError.
    """
    text = _yaml(path, here)
    if memory is None:
        return _Builder(here).build(text)
    key = hashlib.sha256(f"{_MANNER}\n{text}".encode()).hexdigest()
    return memory.recall(key, lambda: _Builder(here).build(text))


_MANNER = "1"
"""Part of the name under which values are remembered: raise it when this module reads differently."""


LESSONS = "learn"
"""The folder of the explainers below content/zh and content/en."""
_HEAD = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
"""What stands between two lines of three hyphens at the beginning of a Markdown file."""


def below_head(path: Path, here: str) -> tuple[str, int]:
    """The text of a Markdown file below its head, and the line on which it begins; raises UnreadableError."""
    text = text_of(path, here)
    end = len(_head(text, here))
    return text[end:], text.count("\n", 0, end) + 1


def _yaml(path: Path, here: str) -> str:
    """The YAML of a file, each line on its own line of the file; raises UnreadableError."""
    text = text_of(path, here)
    return _head(text, here).rstrip().removesuffix("---") if path.suffix == ".md" else text


def _head(text: str, here: str) -> str:
    if found := _HEAD.match(text):
        return found[0]
    raise UnreadableError(replace(problem("head-missing", here), line=1, column=1))


def text_of(path: Path, here: str) -> str:
    """The text of a file without its byte order mark; raises UnreadableError."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a folder, or a pipe or a device, which may never end
            raise UnreadableError(problem("file-unreadable", here, path=here, detail=say("it is no file")))
        if state.st_size > MAX_BYTES:
            raise UnreadableError(problem("file-long", here, found=f"{state.st_size:,}", limit=f"{MAX_BYTES:,}"))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *lines, last = error.object[: error.start].decode().split("\n")
        found = problem("encoding", here, offset=error.start)
        raise UnreadableError(replace(found, line=len(lines) + 1, column=len(last) + 1)) from None
    except FileNotFoundError:
        raise UnreadableError(problem("file-missing", here, path=here)) from None
    except OSError as error:
        raise UnreadableError(problem("file-unreadable", here, path=here, detail=error.strerror or "")) from None


_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""What a YAML escape such as "\\0" can bring in and neither HTML nor XML may hold, and what nobody can see."""
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False} | dict.fromkeys(
    ("", "~", "null", "Null", "NULL")
)


def _scalar(event: yaml.ScalarEvent) -> Any:
    """YAML 1.2's core schema, without hexadecimal, octal and infinite numbers."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > 30:
        return text
    if _INT.fullmatch(text):
        return int(text)
    return Decimal(text) if _FLOAT.fullmatch(text) else text


_OPEN_QUOTE, _NO_COLON = "found unexpected end of stream", "could not find expected ':'"
# What libyaml says, in an editor's words; what is not here is shown as libyaml says it.
_SYNTAX = {
    _OPEN_QUOTE: _("the quotation mark that opens here is never closed"),
    "mapping values are not allowed in this context": _(
        "a colon with a space after it stands inside a text, or this line begins further right than the one above"
    ),
    "found character that cannot start any token": _("a tab, or a sign such as % or @, stands where a value begins"),
    "found a tab character that violates indentation": _("a tab stands in the indentation, where spaces belong"),
    "did not find expected key": _("this does not line up with the lines above, or a quoted text ends too early"),
    "did not find expected '-' indicator": _("this does not line up with the entries above"),
    "did not find expected ',' or '}'": _("a comma or the closing brace } is missing before this"),
    "did not find expected ',' or ']'": _("a comma or the closing bracket ] is missing before this"),
    "did not find expected node content": _("a value is missing before this"),
    "did not find expected comment or line break": _("a text that begins with > or | stands without quotes"),
    _NO_COLON: _("a key begins here, but no colon with a space follows it (: and not ：)"),
    "did not find expected <document start>": _("something stands after the end of the data"),
    "block sequence entries are not allowed in this context": _("a hyphen stands where no list can begin"),
    "found unknown escape character": _("a backslash stands in a text with double quotes; write two, or single quotes"),
}


_SLIPS = (
    (re.compile(r"\s*(-)[a-z_]+:(\s|$)"), _("a hyphen stands here without a space after it")),
    (re.compile(r"\s*(?:- )?[a-z_]+(：)"), _("a full-width colon (：) stands after a key, where : and a space belong")),
    (
        re.compile(r".*[{,][^{}]*(，)\s*[a-z_]+:"),
        _("a full-width comma (，) stands before a key, where a comma and a space belong"),
    ),
    (re.compile(r" *([\u00a0\u3000])"), _("a space of another kind stands in the indentation; delete it, type spaces")),
    (re.compile(r"(<{7}|={7}|>{7})"), _("Git left the marks of two versions here; keep one, delete the marks")),
    (re.compile(r'\s*(?:- )?[a-z_]+: (")[^"]*$'), _("the quotation mark that opens here is never closed")),
)
"""What people type that libyaml notices only later."""


def _slip_near(text: str, where: Place) -> tuple[Place, str] | None:
    """A slip on the line of an error or the line before it, and what it is called."""
    lines = text.split("\n")
    for number in (where.line, where.line - 1):
        for pattern, told in _SLIPS if 0 < number <= len(lines) else ():
            if found := pattern.match(lines[number - 1]):
                return Place(number, found.start(1) + 1), told
    return None


class _Builder:
    """Values from events, with a stack of its own instead of recursion."""

    def __init__(self, here: str) -> None:
        self._here = here
        self.places: dict[Keys, Place] = {}
        """Where each value stands, by its keys."""

    def build(self, text: str) -> Any:
        """The value of the document; raises UnreadableError."""
        try:
            return self._build(text)
        except yaml.reader.ReaderError as error:
            before = text.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
            where = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
            code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
            raise self._bad("character", where, character=f"U+{code:04X}") from None
        except yaml.MarkedYAMLError as error:
            detail = error.problem or "unreadable"
            begins_earlier = detail in (_OPEN_QUOTE, _NO_COLON) and error.context_mark is not None
            mark = error.context_mark if begins_earlier else error.problem_mark or error.context_mark
            where = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            where, told = _slip_near(text, where) or (where, _SYNTAX.get(detail, detail))
            raise self._bad("yaml-syntax", where, detail=say(told)) from None

    def _build(self, text: str) -> Any:
        document: list[Any] = []
        stack: list[tuple[Any, Keys]] = [(document, ())]
        pending: list[str | None] = [None]
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                stack.pop()
                pending.pop()
                continue
            if isinstance(event, yaml.DocumentStartEvent) and document:
                raise self._bad("yaml-documents", self._place(event))
            if not isinstance(event, yaml.NodeEvent):
                continue
            container, keys = stack[-1]
            self._refuse_anchor_and_tag(event)
            if isinstance(container, dict) and pending[-1] is None:
                key = pending[-1] = self._key(event, container)
                self.places.setdefault((*keys, key), self._place(event))
                continue
            value = self._value(event)
            if isinstance(container, dict):
                step: str | int = str(pending[-1])
                pending[-1] = None
                container[step] = value
            else:
                step = len(container)
                container.append(value)
            here = (*keys, step) if len(stack) > 1 else ()
            if not (isinstance(container, dict) and getattr(event, "flow_style", None) is False):
                self.places[here] = self._place(event)  # what begins on the next line stands at its key
            if isinstance(value, (dict, list)):
                if len(stack) > MAX_DEPTH:
                    raise self._bad("yaml-depth", self._place(event), limit=str(MAX_DEPTH))
                stack.append((value, here))
                pending.append(None)
        if not document or document[0] in (None, [], {}):
            raise self._bad("file-empty", Place(1, 1))
        return document[0]

    def _refuse_anchor_and_tag(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._bad("yaml-alias", self._place(event), name=f"*{event.anchor}")
        if event.anchor is not None:
            raise self._bad("yaml-alias", self._place(event), name=f"&{event.anchor}")
        if tag := getattr(event, "tag", None):
            raise self._bad("yaml-tag", self._place(event), name=str(tag).replace("tag:yaml.org,2002:", "!!"))

    def _key(self, event: yaml.NodeEvent, container: dict[str, Any]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._bad("key-odd", self._place(event))
        if event.value in container:
            raise self._bad("key-twice", self._place(event), key=event.value)
        return str(event.value)

    def _value(self, event: yaml.NodeEvent) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            if found := _UNPRINTABLE.search(event.value):
                raise self._bad("character", self._place(event), character=f"U+{ord(found[0]):04X}")
            return _scalar(event)
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)

    def _bad(self, rule_id: str, where: Place, **values: object) -> UnreadableError:
        found = problem(rule_id, self._here, **values)
        return UnreadableError(replace(found, line=where.line, column=where.column))


def places_in(path: Path) -> dict[Keys, Place]:
    """Where each value of a file stands, by its keys; empty for a file that cannot be read."""
    try:
        return parsed(_yaml(path, ""), "")[1]
    except UnreadableError:
        return {}


def parsed(text: str, here: str) -> tuple[Any, dict[Keys, Place]]:
    """The plain values of a text, and where each of them stands; raises UnreadableError."""
    builder = _Builder(here)
    value = builder.build(text)
    return value, builder.places


def nearest(places: Mapping[Keys, Place], keys: Keys) -> Place:
    """The place of the value, or of the nearest thing around it that stands in the file."""
    for length in range(len(keys), -1, -1):
        if keys[:length] in places:
            return places[keys[:length]]
    return Place(1, 1)
