"""What a text in Markdown quotes: facts, their dates and texts, terms, pages and diagrams, each by its id.

In: Markdown. Out: where each quote stands and what it asks for, or the text with something in their place. It knows
neither facts nor HTML. The forms are those of a link and of a picture:

    [](fact:jinan-pm25-2024)           the value with its unit
    [much dirtier](fact:jinan-…)       words that rest on the fact
    [](date:jinan-pm25-2024)           its date, or its deadline
    [](text:national-def-aqi)          the whole statement
    [](term:pm25)                      a word with its definition, or one of its spellings
    [all targets](page:targets)        a page of the site
    ![](diagram:air-scale)             a diagram
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Scheme = Literal["fact", "date", "text", "term", "page", "diagram"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

PAGES = ("about", "cities", "compare", "glossary", "learn", "learn/quiz", "roster", "sources", "targets")
"""The pages that a text may lead to, beside those of cities and topics."""
DIAGRAMS: Mapping[str, tuple[str, ...]] = {
    "five-respects": ("national-beautiful-city-definition",),
    "waste-ways": ("national-zero-waste-definition",),
    "wildlife-count": tuple(
        f"beijing-species-{kind}-{year}" for year in (2021, 2022, 2023) for kind in ("year", "cumulative")
    ),
    "air-scale": ("national-def-aqi-levels",),
    "promise": ("jinan-pm25-target-2017", "jinan-pm25-2017"),
}
"""What may stand as a picture, with the facts that it shows; `views.diagrams` draws it."""

_LINK = re.compile(r"(?P<mark>!?)\[(?P<words>[^\[\]]*)\]\((?P<address>[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote in a text."""

    scheme: str
    """One of SCHEMES, or whatever else stands before the colon."""
    id: str
    words: str
    """Between the brackets; empty where the data are to speak."""
    is_picture: bool
    start: int
    """Where it begins in the text."""
    end: int

    @property
    def address(self) -> str:
        """As it is written between the round brackets."""
        return f"{self.scheme}:{self.id}" if self.id else self.scheme


def quotes(markdown: str) -> Iterator[Quote]:
    """Every quote and every other link, in reading order.

    >>> [(one.scheme, one.id, one.words) for one in quotes("It fell to [](fact:a-b), [less](fact:c) than before.")]
    [('fact', 'a-b', ''), ('fact', 'c', 'less')]
    """
    for found in _LINK.finditer(markdown):
        scheme, _, name = found["address"].strip().partition(":")
        yield Quote(scheme, name, " ".join(found["words"].split()), bool(found["mark"]), found.start(), found.end())


def filled(markdown: str, fill: Callable[[Quote], str]) -> str:
    """The text with each quote replaced by what `fill` makes of it, in reading order.

    >>> filled("It fell to [](fact:a-b).", lambda quote: "35")
    'It fell to 35.'
    """
    parts, begun = [], 0
    for quote in quotes(markdown):
        parts += [markdown[begun : quote.start], fill(quote)]
        begun = quote.end
    return "".join([*parts, markdown[begun:]])
