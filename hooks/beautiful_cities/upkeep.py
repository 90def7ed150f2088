"""What the data cover, and what an editor could look at next.

In: the data and the as-of date. Out: counts and lists by id, for a page and for the command line.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import NATION, Data, Fact, FactId, PartialDate, SourceId, TopicId
from beautiful_cities.status import status_of
from beautiful_cities.terms import FirstUses

STALE_DAYS = 365
"""A page or source that nobody has read again for so long is due for it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is on one place."""

    slug: str
    """That of a city, or `NATION`."""
    facts: Mapping[TopicId, int]
    targets: int
    """How many of the facts are targets with a deadline."""
    overdue: tuple[Fact, ...]
    """The targets past their date for which no outcome was found, the oldest first."""
    reviewed: PartialDate | None
    """When the file was last read against its sources; None for the nation's, which does not say."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The state of the whole data set on a day."""

    places: tuple[Coverage, ...]
    """Every city in the order of the files, then the nation."""
    stale_places: tuple[str, ...]
    """The cities that were not reviewed for a year, the longest first."""
    stale_sources: tuple[SourceId, ...]
    """The sources that only such cities cite."""
    unused_terms: tuple[str, ...]
    """Terms of the glossary that no text uses in either language."""


def upkeep(data: Data, as_of: dt.date) -> Upkeep:
    """What the data cover on a day."""
    stale = sorted(
        (place.reviewed, slug)
        for slug, place in data.cities.items()
        if (as_of - place.reviewed.last_day).days > STALE_DAYS
    )
    stale_places = tuple(slug for _reviewed, slug in stale)
    facts = {slug: place.facts for slug, place in data.cities.items()} | {NATION: data.national.facts}
    fresh = {source for slug, of_place in facts.items() if slug not in stale_places for source in _cited(of_place)}
    cited = {source for slug in stale_places for source in _cited(facts[slug])}
    return Upkeep(
        places=tuple(
            _coverage(slug, of_place, data.cities[slug].reviewed if slug != NATION else None, as_of)
            for slug, of_place in facts.items()
        ),
        stale_places=stale_places,
        stale_sources=tuple(source for source in data.sources if source in cited - fresh),
        unused_terms=_unused_terms(data),
    )


def _cited(facts: Iterable[Fact]) -> Iterator[SourceId]:
    return (citation.source for fact in facts for citation in fact.sources)


def _coverage(slug: str, facts: tuple[Fact, ...], reviewed: PartialDate | None, as_of: dt.date) -> Coverage:
    targets = [fact for fact in facts if fact.kind == "target" and fact.deadline is not None]
    answers: defaultdict[FactId, list[Fact]] = defaultdict(list)
    for fact in facts:
        for target_id in fact.answers:
            answers[target_id].append(fact)
    overdue = [target for target in targets if status_of(target, answers[target.id], as_of=as_of) == "past"]
    return Coverage(
        slug,
        Counter(fact.topic for fact in facts),
        len(targets),
        tuple(sorted(overdue, key=lambda target: str(target.deadline))),
        reviewed,
    )


def _unused_terms(data: Data) -> tuple[str, ...]:
    unused = dict.fromkeys(data.glossary)
    for language in LANGUAGES:
        uses = FirstUses(data.glossary.values(), language)
        for text in (text for text in _texts(data, language) if unused):
            for piece in uses.pieces(text):
                if not isinstance(piece, str):
                    unused.pop(piece.id, None)
    return tuple(unused)


def _texts(data: Data, language: Language) -> Iterator[str]:
    """Every text in which pages explain terms."""
    for facts in (data.national.facts, *(place.facts for place in data.cities.values())):
        yield from (fact.text[language] for fact in facts)
    yield from (place.summary[language] for place in data.cities.values())
    for topic in data.topics.values():
        yield from (part[language] for part in (topic.what, topic.why, topic.decided, topic.household))
    yield from (one.markdown for one in data.explainers.values() if one.language == language)
