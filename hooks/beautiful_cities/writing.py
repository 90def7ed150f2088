"""Entries added to data files as text, so that nothing else in the file moves: not a comment, not a quotation mark.

In: the text of a file and what is to be added. Out: the text with it. ruamel.yaml was tried: with quotes kept and lines
of any length it gives 65 of our 66 files back to the byte, once it is told how each is indented; a file that somebody
indents in a way of their own it writes anew as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from beautiful_cities.model import LANGUAGES
from beautiful_cities.parsing import UnreadableError, parsed
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
            is_plain = key not in LANGUAGES and re.fullmatch(r"[a-z][a-z0-9-]+|\d{4}(-\d\d){0,2}", value)
            return value if is_plain and value not in _WORDS else json.dumps(value, ensure_ascii=False)
        case int():
            return str(value)
        case _:
            return "[" + ", ".join(_inline(key, one) for one in value) + "]"


_WORDS = ("true", "false", "null", "yes", "no", "on", "off")
"""What YAML, in one of its versions, takes for something other than a word."""


def inserted(text: str, keys: Keys, after: int, lines: Iterable[str]) -> str:
    """A file's text with `lines`, one entry, after the entry `after` of the list at `keys`; raises NoRoomError.

    The lines are indented as far as the entry before them. What the file held is compared afterwards: every value that
    was there is there still, in its order.
    """
    body, mark = text.removeprefix("\ufeff"), "\ufeff" * text.startswith("\ufeff")
    end = "\r\n" if "\r\n" in body else "\n"
    try:
        old, places = parsed(body, "")
        start = places[*keys, after].line
        next_lines = (place.line for at, place in places.items() if at[: len(keys) + 1] != (*keys, after))
        stop = min((line for line in next_lines if line > start), default=body.count("\n") + 2)
        rows = body.split("\n")
        last = next(at for at in range(stop - 2, start - 2, -1) if re.match(r"\s*[^\s#]", rows[at]))
        hyphen = re.match(r"( *)- ", rows[start - 1])
        if hyphen is None:
            raise NoRoomError
        new = [(hyphen[1] + line).rstrip() + end.removesuffix("\n") for line in lines]
        rows[last] = rows[last].removesuffix("\r") + end.removesuffix("\n")
        made = "\n".join([*rows[: last + 1], *new, *(rows[last + 1 :] or [""])])
        now = parsed(made, "")[0]
    except (KeyError, StopIteration, UnreadableError):
        raise NoRoomError from None
    added = now
    for key in keys:
        added = added[key]
    del added[after + 1 : after + 2]
    if now != old:
        raise NoRoomError
    return mark + made
