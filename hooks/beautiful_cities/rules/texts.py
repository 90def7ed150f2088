"""Texts say the same in all their languages, with the numbers that the values give, once, and without addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from beautiful_cities.languages import Language, family
from beautiful_cities.model import Change, City, Fact, Source, Term, Text
from beautiful_cities.numerals import numbers_in, spelled_numbers_in, unmatched_numbers
from beautiful_cities.phrases import Phrase, both, either, say
from beautiful_cities.problems import Keys, Problem, problem
from beautiful_cities.reading import Reading
from beautiful_cities.rules.entries import (
    LANGUAGE_NAMES,
    facts_in,
    listed,
    numbers,
    readable,
    roster_citations,
    rosters,
    summaries,
)


def check_numbers(reading: Reading) -> Iterator[Problem]:
    """All languages give the same numbers, and a fact's value is one of them."""
    for path, keys, text in texts(reading):
        (first, words), *others = readable(text).items()
        for other, translated in others:
            sides = unmatched_numbers(words, translated, (family(first), family(other)))
            parts = [_only(only, side) for side, only in zip((first, other), sides, strict=True) if only]
            if parts:
                difference = say("{first}, {second}", first=parts[0], second=parts[1]) if len(parts) > 1 else parts[0]
                yield problem("numbers-differ", path, *keys, difference=difference)
    for path, keys, fact in facts_in(reading):
        if fact.value is None:
            continue
        silent = [
            LANGUAGE_NAMES[language]
            for language, text in readable(fact.text).items()
            if not _says(text, language, fact.value)
        ]
        if silent:
            yield problem("value-not-in-text", path, *keys, "value", found=f"{fact.value:f}", language=either(silent))


def check_other_numbers(reading: Reading) -> Iterator[Problem]:
    """Every number in digits is the fact's value, a part of its date, or declared; and what is declared is there."""
    for path, keys, fact in facts_in(reading):
        said = numbers(fact.text)
        known = {abs(number) for number in fact.other_numbers} | _parts(fact)
        if fact.value is not None:
            known.add(abs(fact.value))
        is_said = fact.value is None or _is_said(fact.text, fact.value)
        for number in sorted(said - known) if is_said else ():  # else the number is likely the value, mistyped
            yield problem("number-undeclared", path, *keys, "text", found=f"{number:f}")
        for index, number in enumerate(fact.other_numbers):
            if not _is_said(fact.text, number):
                yield problem("number-idle", path, *keys, "other_numbers", index, found=f"{number:f}")


def check_summaries(reading: Reading) -> Iterator[Problem]:
    """Every number in a summary stands in one of the facts it names; while one of those is malformed, who knows."""
    facts: Mapping[str, Fact] = reading.entries["facts"]
    for path, keys, summary in summaries(reading):
        if not all(name in facts for name in summary.facts):
            continue
        for language, text in readable(summary).items():
            for number in sorted(numbers_in(text, family(language))):
                if not any(_says_anywhere(facts[name], number) for name in summary.facts):
                    yield problem("summary-number", path, *keys, language, found=f"{number:f}")


def check_no_fact_twice(reading: Reading) -> Iterator[Problem]:
    """No two facts of one file say the same."""
    first: dict[tuple[str, str], str] = {}
    for path, keys, fact in facts_in(reading):
        for language, text in fact.text.given.items():
            words = re.sub(r"[\W_]+", "", text.casefold())
            other = first.setdefault((path, words), fact.id)
            if other != fact.id:
                yield problem("text-twice", path, *keys, "text", language, other=other)
                break


_ADDRESS = re.compile(r"https?://\S+|\b(?:[a-z0-9-]+\.)+(?:com|cn|org|net|gov|edu|info|cc|xyz|ai)\b", re.ASCII | re.I)


def check_no_address_in_text(reading: Reading) -> Iterator[Problem]:
    """No web address stands in a text, where nobody would check it."""
    for path, keys, text in chain(texts(reading), names(reading)):
        for language, words in text.given.items():
            if match := _ADDRESS.search(words):
                yield problem("address-in-text", path, *keys, language, found=match[0])


def texts(reading: Reading) -> Iterator[tuple[str, Keys, Text]]:
    """Every text that must say the same in both languages."""
    for path, keys, fact in facts_in(reading):
        yield path, (*keys, "text"), fact.text
        if fact.caveat is not None:
            yield path, (*keys, "caveat"), fact.caveat
        for index, citation in enumerate(fact.sources):
            yield path, (*keys, "sources", index, "locator"), citation.locator
    for slug, city in reading.entries["cities"].items():
        assert isinstance(city, City)
        path, _ = reading.origins["cities", slug]
        yield path, ("tagline",), city.tagline
    yield from summaries(reading)
    for path, keys, entry in listed(reading, "glossary"):
        assert isinstance(entry, Term)
        yield path, (*keys, "definition"), entry.definition
    for path, keys, entry in listed(reading, "changes"):
        assert isinstance(entry, Change)
        yield path, (*keys, "text"), entry.text
    for path, roster in rosters(reading):
        for keys, citation in roster_citations(roster):
            yield path, (*keys, "locator"), citation.locator
        for index, member in enumerate(roster.members):
            if member.caveat is not None:
                yield path, ("members", index, "caveat"), member.caveat
    for path, keys, entry in listed(reading, "sources"):
        assert isinstance(entry, Source)
        if entry.caveat is not None:
            yield path, (*keys, "caveat"), entry.caveat


def names(reading: Reading) -> Iterator[tuple[str, Keys, Text]]:
    """Titles and names, which may say other numbers in the other language."""
    for path, keys, entry in listed(reading, "sources"):
        assert isinstance(entry, Source)
        yield path, (*keys, "title"), entry.title
        if entry.publisher is not None:
            yield path, (*keys, "publisher"), entry.publisher


def _says(text: str, language: Language, number: Decimal) -> bool:
    written = abs(number)  # a fall below zero is said in words or with a sign that is not part of the digits
    return written in numbers_in(text, family(language)) or written in spelled_numbers_in(text, family(language))


def _is_said(text: Text, number: Decimal) -> bool:
    return any(_says(own, language, number) for language, own in readable(text).items())


def _says_anywhere(fact: Fact, number: Decimal) -> bool:
    return number in _parts(fact) or _is_said(fact.text, number)


def _parts(fact: Fact) -> set[Decimal]:
    """Year, month and day of the fact's date or deadline."""
    return {Decimal(part) for part in str(fact.when or "").split("-") if part}


def _only(only: Iterable[Decimal], language: Language) -> Phrase:
    every = both(f"{number:f}" for number in only)
    return say("{numbers} only in {language}", numbers=every, language=LANGUAGE_NAMES[language])
