"""Text that stands in for a translation that is missing, from where it is taken to where a reader meets it.

In: a text and its language. Out: the same text between Unicode's interlinear annotation characters, which exist for
such use inside a program and never leave it: sentences may be put together from it like from any other, and its
language is not lost on the way. Where a page is printed it becomes an element with its language and a visible note;
where a reader's program is told nothing of languages it is the plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

ANCHOR, SEPARATOR, TERMINATOR = "\ufff9", "\ufffa", "\ufffb"
_MARKED = re.compile(f"{ANCHOR}([^{ANCHOR}]*?){SEPARATOR}([^{ANCHOR}{SEPARATOR}{TERMINATOR}]*){TERMINATOR}")
_STRAY = re.compile(f"[{ANCHOR}{TERMINATOR}]|{SEPARATOR}[A-Za-z-]*")
"""What is left of a mark that was cut."""
_UNMARKABLE = re.compile(
    r"<!--.*?-->|<(script|style|title|textarea|option|svg)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
"""Where HTML has no room for an element: inside tags, and in elements that hold text alone or another grammar."""


def marked(text: str, language: str) -> str:
    """The text with the language that it is in."""
    return f"{ANCHOR}{text}{SEPARATOR}{language}{TERMINATOR}"


def is_marked(text: str) -> bool:
    """True where some of the text is a stand-in."""
    return ANCHOR in text


def plain(text: str) -> str:
    """The text without marks.

    >>> plain(f"Air: {marked('空气变好了。', 'zh')}")
    'Air: 空气变好了。'
    """
    return _STRAY.sub("", _MARKED.sub(r"\1", text)) if ANCHOR in text or SEPARATOR in text else text


def shown(html: str, element: Callable[[str, str], str]) -> str:
    """The HTML of a page with each stand-in as `element(html, language)`, and plain where no element can be.

    >>> shown(f'<p title="{marked("好", "zh")}">{marked("好", "zh")}</p>', lambda html, language: f"<i>{html}</i>")
    '<p title="好"><i>好</i></p>'
    """
    if ANCHOR not in html:
        return html
    kept = _UNMARKABLE.sub(lambda found: plain(found[0]), html)
    return _STRAY.sub("", _MARKED.sub(lambda found: element(found[1], found[2]), kept))


def plain_in(value: Any) -> Any:
    """Plain values, such as those of a figure, with every text in them without marks."""
    match value:
        case str():
            return plain(value)
        case dict():
            return {key: plain_in(inner) for key, inner in value.items()}
        case list() | tuple():
            return type(value)(map(plain_in, value))
    return value
