"""What one entry names in another exists, and every source is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar, get_args

from beautiful_cities.languages import LANGUAGES, family
from beautiful_cities.model import NATION, Change, Fact, Indicator, Source, Term, Text, Topic, TopicId
from beautiful_cities.numerals import numbers_in, spelled_numbers_in
from beautiful_cities.phrases import Phrase, say
from beautiful_cities.problems import Keys, Problem, problem, suggestion
from beautiful_cities.reading import Reading
from beautiful_cities.rules.entries import (
    LANGUAGE_NAMES,
    explained,
    facts_in,
    listed,
    readable,
    roster_citations,
    rosters,
)


def check_fact_references(reading: Reading) -> Iterator[Problem]:
    """Sources, themes, indicators and units that a fact names exist."""
    has = Lookup(reading)
    for path, keys, fact in facts_in(reading):
        for index, citation in enumerate(fact.sources):
            yield from has("sources", citation.source, path, *keys, "sources", index, "source")
        yield from has("themes", fact.theme, path, *keys, "theme")
        yield from has("indicators", fact.indicator, path, *keys, "indicator")
        yield from has("units", fact.unit, path, *keys, "unit")


def check_topics(reading: Reading) -> Iterator[Problem]:
    """Every topic has an entry, and is opened by two national facts of which the second has a value."""
    for path, keys, entry in listed(reading, "topics"):
        assert isinstance(entry, Topic)
        for index, name in enumerate(entry.facts):
            yield from national(
                reading, name, path, (*keys, "facts", index), reason=say("the topic is introduced by it")
            )
        for key, words in explained(entry):
            for index, name in enumerate(words.facts):
                here = (*keys, key, "facts", index)
                yield from national(reading, name, path, here, reason=say("the explanation rests on it"))
        yield from _set_large(reading, entry.facts[-1], path, (*keys, "facts", len(entry.facts) - 1))
    if "topics" not in reading.unread:
        for name in get_args(TopicId):
            if name not in reading.known("topics"):
                yield problem("topic-missing", "data/topics.yml", found=name)


def check_glossary(reading: Reading) -> Iterator[Problem]:
    """A definition rests on national facts, and no spelling stands for two terms."""
    first: dict[str, str] = {}
    for path, keys, entry in listed(reading, "glossary"):
        assert isinstance(entry, Term)
        for index, name in enumerate(entry.facts):
            yield from national(reading, name, path, (*keys, "facts", index), reason=say("the definition rests on it"))
        for language in LANGUAGES:
            own, others = entry.term.own(language), entry.spellings[language]
            spellings: list[tuple[Keys, str]] = [(("term", language), own)] if own else []
            spellings += [(("spellings", language, index), other) for index, other in enumerate(others)]
            for inner, spelling in spellings:
                before = first.setdefault(spelling.casefold(), entry.id)
                if before != entry.id:
                    yield problem("spelling-twice", path, *keys, *inner, found=spelling, other=before)


def check_changes(reading: Reading) -> Iterator[Problem]:
    """Cities and facts that an entry of the news names exist."""
    facts, places = reading.known("facts"), [*reading.known("cities"), NATION]
    for path, keys, entry in listed(reading, "changes"):
        assert isinstance(entry, Change)
        for index, fact in enumerate(entry.facts):
            if fact not in facts and "facts" not in reading.unread:
                values = {
                    "where": "data",
                    "reason": say("the entry leads to it"),
                    "suggestion": suggestion(fact, facts),
                }
                yield problem("fact-unknown", path, *keys, "facts", index, found=fact, **values)
        for index, name in enumerate(entry.places):
            if name not in places and "cities" not in reading.unread:
                here = (*keys, "places", index)
                yield problem("place-unknown", path, *here, found=name, suggestion=suggestion(name, places))


def check_roster(reading: Reading) -> Iterator[Problem]:
    """Sources, provinces, rounds and facts that the roster names exist, and its counts do not exceed what is known."""
    has = Lookup(reading)
    for path, roster in rosters(reading):
        for keys, citation in roster_citations(roster):
            yield from has("sources", citation.source, path, *keys, "source")
        for index, one in enumerate(roster.rounds):
            for key in ("cities", "special_areas"):
                name = getattr(one, key)
                here = ("rounds", index, key)
                yield from national(reading, name, path, here, reason=say("the page counts against it"))
                fact = reading.entries["facts"].get(name)
                if fact is not None and fact.value is None:
                    yield problem("count-value", path, *here, found=name)
        rounds = {one.id for one in roster.rounds}
        confirmed: Counter[str] = Counter()
        for index, member in enumerate(roster.members):
            yield from has("provinces", member.province, path, "members", index, "province")
            for at, membership in enumerate(member.rounds):
                if membership.round not in rounds:
                    yield problem(
                        "round-unknown", path, "members", index, "rounds", at, "round", found=membership.round
                    )
                elif membership.round == "2022-list" and member.kind != "special-area":
                    confirmed[member.province] += 1
        for index, listing in enumerate(roster.provinces):
            name, count = listing.province, confirmed[listing.province]
            yield from has("provinces", name, path, "provinces", index, "province")
            if listing.listed is not None and count > listing.listed:
                values = {"found": count, "province": name, "listed": listing.listed}
                yield problem("roster-count", path, "provinces", index, "listed", **values)


def check_indicator_references(reading: Reading) -> Iterator[Problem]:
    """Themes, units and national facts that an indicator names exist; its lines stand at values in its unit."""
    has = Lookup(reading)
    for path, keys, entry in listed(reading, "indicators"):
        assert isinstance(entry, Indicator)
        yield from has("themes", entry.theme, path, *keys, "theme")
        yield from has("units", entry.unit, path, *keys, "unit")
        for index, line in enumerate(entry.lines):
            here = (*keys, "lines", index, "fact")
            yield from national(reading, line.fact, path, here, reason=say("a chart draws its value as a line"))
            fact = reading.entries["facts"].get(line.fact)
            if fact is not None and (fact.value is None or fact.unit != entry.unit):
                yield problem("line-value", path, *here, found=line.fact, unit=entry.unit)


def check_city_references(reading: Reading) -> Iterator[Problem]:
    """Province, parent, summary facts and key figures of a city exist."""
    has = Lookup(reading)
    for slug, city in reading.entries["cities"].items():
        path, _ = reading.origins["cities", slug]
        yield from has("provinces", city.province, path, "province")
        if city.parent is not None and city.level not in ("district", "special-area"):
            yield problem("parent-level", path, "parent", level=city.level)
        elif city.parent == slug:
            yield problem("parent-self", path, "parent")
        else:
            yield from has("cities", city.parent, path, "parent")
        for index, name in enumerate(city.summary.facts):
            yield from here_in(reading, name, path, ("summary", "facts", index), reason=say("the summary rests on it"))
        for index, name in enumerate(city.key_figures):
            yield from here_in(
                reading, name, path, ("key_figures", index), reason=say("it is to be shown as a key figure")
            )
            yield from _set_large(reading, name, path, ("key_figures", index))


def _set_large(reading: Reading, name: str, path: str, keys: Keys) -> Iterator[Problem]:
    """A fact whose number is set large has one, and gives it in digits in both languages."""
    fact: Fact | None = reading.entries["facts"].get(name)
    if fact is None:
        return
    if fact.value is None:
        yield problem("key-figure-value", path, *keys, found=name)
        return
    for language, text in readable(fact.text).items():
        is_said = fact.value in spelled_numbers_in(text, family(language))  # else its own rule tells
        if is_said and fact.value not in numbers_in(text, family(language)):
            yield problem("key-figure-digits", path, *keys, found=name, language=LANGUAGE_NAMES[language])


def check_sources_used(reading: Reading) -> Iterator[Problem]:
    """Every source carries a fact. While a fact is malformed nobody can say what it rests on."""
    if "facts" in reading.unread or len(reading.entries["facts"]) < len(reading.known("facts")):
        return
    if "roster" in reading.unread or not reading.entries["roster"]:
        return
    used = {citation.source for _, _, fact in facts_in(reading) for citation in fact.sources}
    used |= {citation.source for _, roster in rosters(reading) for _, citation in roster_citations(roster)}
    for path, keys, entry in listed(reading, "sources"):
        assert isinstance(entry, Source)
        if entry.id not in used:
            yield problem("source-unused", path, *keys, found=entry.id)


class Lookup:
    """Whether entries of other files exist. A kind of which a file cannot be read is passed over."""

    _RULES: ClassVar[Mapping[str, str]] = {
        "sources": "source-unknown",
        "themes": "theme-unknown",
        "indicators": "indicator-unknown",
        "units": "unit-unknown",
        "provinces": "province-unknown",
        "cities": "parent-unknown",
    }

    def __init__(self, reading: Reading) -> None:
        self._entries = reading.entries
        self._known = {kind: frozenset(reading.known(kind)) for kind in self._RULES if kind not in reading.unread}
        self._offered = self._known if reading.focus is not None else reading.entries

    def __call__(self, kind: str, name: str | None, path: str, *keys: str | int) -> Iterator[Problem]:
        """A problem at `keys` unless there is an entry of this kind and id; None is never one."""
        known = self._known.get(kind)
        if name is not None and known is not None and name not in known:
            found = self._id_of(kind, name) or name
            yield problem(self._RULES[kind], path, *keys, found=name, suggestion=suggestion(found, self._offered[kind]))

    def _id_of(self, kind: str, name: str) -> str | None:
        """The id of the entry that is called so in one of the languages, since people write what they read."""
        for known, entry in self._entries[kind].items():
            called = getattr(entry, "name", None)
            if isinstance(called, Text) and name in called.given.values():
                return str(known)
        return None


def here_in(reading: Reading, name: str, path: str, keys: Keys, *, reason: Phrase) -> Iterator[Problem]:
    """A problem unless the file has a fact with this id: a page shows the facts of its own file."""
    known = reading.fact_ids.get(path, ())
    if name not in known:
        values = {"where": say("this file"), "reason": reason, "suggestion": suggestion(name, known)}
        yield problem("fact-unknown", path, *keys, found=name, **values)


def national(reading: Reading, name: str, path: str, keys: Keys, *, reason: Phrase) -> Iterator[Problem]:
    """A problem unless the fact is a national one; none while those cannot be read."""
    file, _ = reading.origins["national", "national"]
    known = reading.fact_ids.get(file, ())
    if known and name not in known:
        yield problem(
            "fact-unknown", path, *keys, found=name, where=file, reason=reason, suggestion=suggestion(name, known)
        )
