"""Which questions a seed draws: the same seed gives the same sheet, in both languages and in the browser.

In: the ids, kinds and places of all questions, and a seed. Out: positions. Each question is ranked on its own, so
that a new question changes a sheet only where it is drawn itself. The script quiz-sheet.js does the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

SHEET = 10
"""Questions on a sheet: a quarter of an hour."""
_OF_KIND, _OF_PLACE = 2, 2
"""So many of one kind and of one place, as long as there are others; the kind counts for more."""
_BITS = 0xFFFFFFFF


class Ticket(NamedTuple):
    """What is drawn."""

    id: str
    kind: str
    place: str


def rank(text: str) -> int:
    """A number below 2³² that follows from the text alone: FNV-1a, stirred by the last step of MurmurHash3.

    >>> rank(""), rank("a")
    (2872998923, 444641715)
    """
    state = 2166136261
    for byte in text.encode():
        state = ((state ^ byte) * 16777619) & _BITS
    state = ((state ^ state >> 16) * 0x85EBCA6B) & _BITS
    state = ((state ^ state >> 13) * 0xC2B2AE35) & _BITS
    return state ^ state >> 16


def drawn(tickets: Sequence[Ticket], seed: str) -> list[int]:
    """The positions of the questions on the sheet of a seed, in the order of the sheet."""
    ranked = sorted(range(len(tickets)), key=lambda at: (rank(f"{seed}/{tickets[at].id}"), tickets[at].id))
    kinds, places = Counter[str](), Counter[str]()
    chosen: list[int] = []
    for of_kind, of_place in ((_OF_KIND, _OF_PLACE), (_OF_KIND, SHEET), (SHEET, SHEET)):
        for at in ranked:
            ticket = tickets[at]
            is_free = at not in chosen and len(chosen) < SHEET
            if is_free and kinds[ticket.kind] < of_kind and places[ticket.place] < of_place:
                kinds[ticket.kind] += 1
                places[ticket.place] += 1
                chosen.append(at)
    return chosen
