"""Where a text first uses a term of the glossary.

In: texts in the order of a page. Out: the same texts in pieces, the first use of each term apart. It knows nothing of
HTML. A longer term goes before a shorter one inside it; English terms are whole words, with or without a plural s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from beautiful_cities.languages import Language, family
from beautiful_cities.model import Term


@dataclass(frozen=True, slots=True)
class Use:
    """The first use of a term on a page."""

    words: str
    """As they stand in the text."""
    id: str
    definition: str


class FirstUses:
    """Finds the first use of each term on one page; it remembers what it has found."""

    def __init__(self, terms: Iterable[Term], language: Language) -> None:
        self._spellings, self._pattern = _spellings(tuple(terms), language)
        self._language: Language = language
        self._seen: set[str] = set()

    def pieces(self, text: str) -> Iterator[str | Use]:
        """The text in pieces that put together are the text again."""
        end = 0
        small = text.casefold()
        if len(small) != len(text):  # a letter such as ß, which becomes two
            small = text.lower() if len(text.lower()) == len(text) else text
        for match in self._pattern.finditer(small) if self._spellings else ():
            term = self._spellings[match[1]]
            if term.id in self._seen:
                continue
            self._seen.add(term.id)
            yield text[end : match.start()]
            yield Use(text[match.start() : match.end()], term.id, term.definition[self._language])
            end = match.end()
        yield text[end:]


@lru_cache
def _spellings(terms: tuple[Term, ...], language: Language) -> tuple[dict[str, Term], re.Pattern[str]]:
    """Every spelling in small letters with its term, and a pattern that finds the longest of them in small letters.

    A pattern that ignores case itself takes three to six times as long.
    """
    spellings = {
        spelling.casefold(): term
        for term in terms
        for spelling in (term.term.own(language), *term.spellings[language])
        if spelling is not None
    }
    longest_first = "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
    pattern = rf"({longest_first})" if family(language) == "zh" else rf"(?<![\w-])({longest_first})(?:e?s)?(?![\w-])"
    return spellings, re.compile(pattern)
