"""What the checks walk through: well-formed entries with their file and keys.

Entries that are malformed were reported by `reading` and are passed over here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from beautiful_cities.languages import REGISTERED, Language, family
from beautiful_cities.model import Area, Citation, Fact, Membership, Roster, Summary, Text, Topic
from beautiful_cities.numerals import READABLE, numbers_in
from beautiful_cities.phrases import Phrase, say
from beautiful_cities.problems import Keys
from beautiful_cities.reading import Reading


def facts_in(reading: Reading) -> Iterator[tuple[str, Keys, Fact]]:
    """Every fact, of cities and of the nation."""
    for name, fact in reading.entries["facts"].items():
        path, keys = reading.origins["facts", name]
        yield path, keys, fact


def listed(reading: Reading, kind: str) -> Iterator[tuple[str, Keys, object]]:
    """Every entry of a kind; see `reading.KINDS`."""
    for name, entry in reading.entries[kind].items():
        path, keys = reading.origins[kind, name]
        yield path, keys, entry


def rosters(reading: Reading) -> Iterator[tuple[str, Roster]]:
    """The roster with its file, unless it is malformed."""
    for name, roster in reading.entries["roster"].items():
        yield reading.origins["roster", name][0], roster


def roster_citations(roster: Roster) -> Iterator[tuple[Keys, Citation]]:
    """Every citation in the roster with its keys."""
    for index, listing in enumerate(roster.provinces):
        for at, citation in enumerate(listing.sources):
            yield ("provinces", index, "sources", at), citation
    for index, member in enumerate(roster.members):
        groups: tuple[tuple[str, tuple[Membership | Area, ...]], ...] = (
            ("rounds", member.rounds),
            ("areas", member.areas),
        )
        for outer, group in groups:
            for at, one in enumerate(group):
                for inner, citation in enumerate(one.sources):
                    yield ("members", index, outer, at, "sources", inner), citation


def summaries(reading: Reading) -> Iterator[tuple[str, Keys, Summary]]:
    """Every text that rests on facts which it names."""
    for slug, city in reading.entries["cities"].items():
        yield reading.origins["cities", slug][0], ("summary",), city.summary
    for path, keys, entry in listed(reading, "topics"):
        assert isinstance(entry, Topic)
        for key, words in explained(entry):
            yield path, (*keys, key), words


def explained(topic: Topic) -> tuple[tuple[str, Summary], ...]:
    """The four parts of a topic's explanation by their keys."""
    return (
        ("what", topic.what),
        ("why", topic.why),
        ("decided", topic.decided),
        ("household", topic.household),
    )


_NAMES = {"zh": say("Chinese"), "en": say("English")}
LANGUAGE_NAMES = {code: _NAMES.get(code) or Phrase(one.name) for code, one in REGISTERED.items()}
"""What a language is called in a message."""


def readable(text: Text) -> dict[Language, str]:
    """The text in each language that it is in and whose numbers are understood."""
    return {language: own for language, own in text.given.items() if family(language) in READABLE}


def numbers(text: Text) -> frozenset[Decimal]:
    """Every number that the text gives in digits, in whichever language."""
    return frozenset().union(*(numbers_in(own, family(language)) for language, own in readable(text).items()))
