"""Entries added to data files as text, so that nothing else in the file moves: not a comment, not a quotation mark.

In: the text of a file and what is to be added. Out: the text with it. ruamel.yaml was tried: with quotes kept and lines
of any length it gives 65 of our 66 files back to the byte, once it is told how each is indented; a file that somebody
indents in a way of their own it writes anew as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from beautiful_cities.languages import LANGUAGES
from beautiful_cities.parsing import Place, UnreadableError, parsed
from beautiful_cities.problems import Keys


class NoRoomError(Exception):
    """The list is not written as the others are, so that nothing can be added to it without disturbing it."""


_BLOCKS = ("text", "caveat", "title", "tagline", "summary", "definition")
"""Keys whose two texts stand on lines of their own; everything else stands on the line of its key."""


def entry_lines(entry: Mapping[str, Any], indent: str = "") -> list[str]:
    """An entry of a list as the data files write it, from its hyphen on."""
    first, *rest = mapping_lines(entry, indent + "  ")
    return [f"{indent}- {first.lstrip()}", *rest]


def mapping_lines(entry: Mapping[str, Any], indent: str = "") -> list[str]:
    """Keys with their values as the data files write them."""
    return [line for key, value in entry.items() for line in _key_lines(key, value, indent)]


def _key_lines(key: str, value: Any, indent: str) -> Iterator[str]:
    if key in _BLOCKS and isinstance(value, Mapping):
        yield f"{indent}{key}:"
        yield from mapping_lines(value, indent + "  ")
    elif key == "sources":
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {_inline(key, one)}" for one in value)
    else:
        yield f"{indent}{key}: {_inline(key, value)}"


def _inline(key: str, value: Any) -> str:
    """The value of a key on one line.

    >>> _inline("locator", {"zh": "第2段", "en": "2"}), _inline("date", "2024")
    ('{zh: "第2段", en: "2"}', '2024')
    >>> _inline("other_numbers", [Decimal("2.50"), 7])
    '[2.50, 7]'
    """
    match value:
        case Mapping():
            return "{" + ", ".join(f"{name}: {_inline(name, one)}" for name, one in value.items()) + "}"
        case Decimal():
            return f"{value:f}"
        case str():
            pattern = r"\d{4}(-\d\d){0,2}" if key in _DATES else r"[A-Za-zµ][A-Za-z0-9µ²³/-]+"
            is_plain = key not in LANGUAGES and re.fullmatch(pattern, value)
            return value if is_plain and value.lower() not in _WORDS else json.dumps(value, ensure_ascii=False)
        case int():
            return str(value)
        case _:
            return "[" + ", ".join(_inline(key, one) for one in value) + "]"


_DATES = ("date", "deadline", "published", "reviewed")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off")
"""What YAML, in one of its versions, takes for something other than a word."""


Addition = tuple[int, Sequence[str]]
"""The index of the entry after which a new one stands, and the lines of the new one, its comments before it."""


def inserted(text: str, keys: Keys, additions: Sequence[Addition]) -> str:
    """A file's text with new entries in the list at `keys`; raises NoRoomError.

    They are indented as far as the entry before them; several after one entry keep their order. What the file held is
    compared afterwards: every value that was there is there still, in its order.
    """
    body, mark = text.removeprefix("\ufeff"), "\ufeff" * text.startswith("\ufeff")
    end = "\r" if "\r\n" in body else ""
    try:
        old, places = parsed(body, "")
        rows = body.removesuffix("\n").split("\n")
        if end and not rows[-1].endswith(end):
            rows[-1] += end
        for after in sorted({after for after, _ in additions}, reverse=True):
            last, indent = _end_of(rows, places, (*keys, after))
            lines = (line for at, entry in additions if at == after for line in entry)
            rows[last + 1 : last + 1] = [(indent + line).rstrip() + end for line in lines]
        made = "\n".join([*rows, ""])
        now = parsed(made, "")[0]
        left = now
        for key in keys:
            left = left[key]
        for number, after in reversed(list(enumerate(sorted(after for after, _ in additions)))):
            del left[after + 1 + number]
    except (KeyError, IndexError, StopIteration, UnreadableError):
        raise NoRoomError from None
    if now != old:
        raise NoRoomError
    return mark + made


def _end_of(rows: Sequence[str], places: Mapping[Keys, Place], entry: Keys) -> tuple[int, str]:
    """The row in which an entry ends, counted from 0, and the indentation of its hyphen."""
    start = places[entry].line
    others = (place.line for at, place in places.items() if at[: len(entry)] != entry)
    stop = min((line for line in others if line > start), default=len(rows) + 1)
    last = next(row for row in range(stop - 2, start - 2, -1) if re.match(r"\s*[^\s#]", rows[row]))
    hyphen = re.match(r"( *)- ", rows[start - 1])
    if hyphen is None:
        raise NoRoomError
    return last, hyphen[1]
