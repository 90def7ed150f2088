"""What must hold between entries and between files.

In: a `Reading`. Out: problems, without line and column yet. Each function is one check and a generator; it neither
prints nor raises. Entries that are malformed were reported by `reading` and are passed over here. It is one long module
because whoever asks whether something is checked has one place to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import ClassVar, get_args
from urllib.parse import urlsplit

from beautiful_cities.model import LANGUAGES, City, Fact, Indicator, Source, Text, Topic, TopicId
from beautiful_cities.numerals import numbers_in, spelled_numbers_in, unmatched_numbers
from beautiful_cities.problems import Keys, Problem, problem, suggestion
from beautiful_cities.reading import Reading
from beautiful_cities.status import computed_outcome

Check = Callable[[Reading], Iterator[Problem]]


def check(reading: Reading) -> tuple[Problem, ...]:
    """Every problem between entries, placed; the problems of form in `reading` are not repeated."""
    return reading.place(chain.from_iterable(one(reading) for one in CHECKS))


def _facts(reading: Reading) -> Iterator[tuple[str, Keys, Fact]]:
    for name, fact in reading.entries["facts"].items():
        path, keys = reading.origins["facts", name]
        yield path, keys, fact


def _listed(reading: Reading, kind: str) -> Iterator[tuple[str, Keys, object]]:
    for name, entry in reading.entries[kind].items():
        path, keys = reading.origins[kind, name]
        yield path, keys, entry


# References


def check_fact_references(reading: Reading) -> Iterator[Problem]:
    """Sources, themes, indicators and units that a fact names exist."""
    has = _Lookup(reading)
    for path, keys, fact in _facts(reading):
        for index, citation in enumerate(fact.sources):
            yield from has("sources", citation.source, path, *keys, "sources", index, "source")
        yield from has("themes", fact.theme, path, *keys, "theme")
        yield from has("indicators", fact.indicator, path, *keys, "indicator")
        yield from has("units", fact.unit, path, *keys, "unit")


def check_topics(reading: Reading) -> Iterator[Problem]:
    """Every topic has an entry, and is opened by two national facts of which the second has a value."""
    for path, keys, entry in _listed(reading, "topics"):
        assert isinstance(entry, Topic)
        for index, name in enumerate(entry.facts):
            yield from _national(reading, name, path, (*keys, "facts", index), reason="the topic is introduced by it")
        yield from _set_large(reading, entry.facts[-1], path, (*keys, "facts", len(entry.facts) - 1))
    if "topics" not in reading.unread:
        for name in get_args(TopicId):
            if name not in reading.known("topics"):
                yield problem("topic-missing", "data/topics.yml", found=name)


def check_indicator_references(reading: Reading) -> Iterator[Problem]:
    """Themes, units and national facts that an indicator names exist; its lines stand at values in its unit."""
    has = _Lookup(reading)
    for path, keys, entry in _listed(reading, "indicators"):
        assert isinstance(entry, Indicator)
        yield from has("themes", entry.theme, path, *keys, "theme")
        yield from has("units", entry.unit, path, *keys, "unit")
        for index, line in enumerate(entry.lines):
            here = (*keys, "lines", index, "fact")
            yield from _national(reading, line.fact, path, here, reason="a chart draws its value as a line")
            fact = reading.entries["facts"].get(line.fact)
            if fact is not None and (fact.value is None or fact.unit != entry.unit):
                yield problem("line-value", path, *here, found=line.fact, unit=entry.unit)


def check_city_references(reading: Reading) -> Iterator[Problem]:
    """Province, parent, summary facts and key figures of a city exist."""
    has = _Lookup(reading)
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
            yield from _here(reading, name, path, ("summary", "facts", index), reason="the summary rests on it")
        for index, name in enumerate(city.key_figures):
            yield from _here(reading, name, path, ("key_figures", index), reason="it is to be shown as a key figure")
            yield from _set_large(reading, name, path, ("key_figures", index))


def _set_large(reading: Reading, name: str, path: str, keys: Keys) -> Iterator[Problem]:
    """A fact whose number is set large has one, and gives it in digits in both languages."""
    fact: Fact | None = reading.entries["facts"].get(name)
    if fact is None:
        return
    if fact.value is None:
        yield problem("key-figure-value", path, *keys, found=name)
        return
    for language in LANGUAGES:
        if fact.value not in numbers_in(fact.text[language], language):
            yield problem("key-figure-digits", path, *keys, found=name, language=_NAMES[language])


def check_sources_used(reading: Reading) -> Iterator[Problem]:
    """Every source carries a fact. While a fact is malformed nobody can say what it rests on."""
    if "facts" in reading.unread or len(reading.entries["facts"]) < len(reading.known("facts")):
        return
    used = {citation.source for _, _, fact in _facts(reading) for citation in fact.sources}
    for path, keys, entry in _listed(reading, "sources"):
        assert isinstance(entry, Source)
        if entry.id not in used:
            yield problem("source-unused", path, *keys, found=entry.id)


class _Lookup:
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

    def __call__(self, kind: str, name: str | None, path: str, *keys: str | int) -> Iterator[Problem]:
        known = self._known.get(kind)
        if name is not None and known is not None and name not in known:
            yield problem(self._RULES[kind], path, *keys, found=name, suggestion=suggestion(name, self._entries[kind]))


def _here(reading: Reading, name: str, path: str, keys: Keys, *, reason: str) -> Iterator[Problem]:
    """A problem unless the file has a fact with this id: a page shows the facts of its own file."""
    known = reading.fact_ids.get(path, ())
    if name not in known:
        values = {"where": "this file", "reason": reason, "suggestion": suggestion(name, known)}
        yield problem("fact-unknown", path, *keys, found=name, **values)


def _national(reading: Reading, name: str, path: str, keys: Keys, *, reason: str) -> Iterator[Problem]:
    """A problem unless the fact is a national one; none while those cannot be read."""
    file, _ = reading.origins["national", "national"]
    known = reading.fact_ids.get(file, ())
    if known and name not in known:
        yield problem(
            "fact-unknown", path, *keys, found=name, where=file, reason=reason, suggestion=suggestion(name, known)
        )


# Targets


def check_answers(reading: Reading) -> Iterator[Problem]:
    """An answer names a dated target, and gives an outcome exactly where none can be worked out."""
    outcomes: dict[str, tuple[str, str]] = {}
    for path, keys, fact in _facts(reading):
        for index, name in enumerate(fact.answers):
            yield from _answer(reading, path, (*keys, "answers", index), fact, name, outcomes)


def _answer(
    reading: Reading, path: str, keys: Keys, fact: Fact, name: str, outcomes: dict[str, tuple[str, str]]
) -> Iterator[Problem]:
    """One target that a fact answers; `outcomes` holds what earlier facts said of each target."""
    yield from _here(reading, name, path, keys, reason="this fact is to be its outcome")
    target: Fact | None = reading.entries["facts"].get(name)
    if target is None or reading.origins["facts", name][0] != path:
        return
    if target.kind != "target":
        yield problem("answers-kind", path, *keys, found=name, kind=target.kind)
        return
    if target.deadline is None:
        yield problem("answers-undated", path, *keys, found=name)
    computed = computed_outcome(target, fact)
    if computed is not None and fact.outcome is not None:
        yield problem("outcome-typed", path, *keys[:-2], "outcome", found=name)
    elif computed is None and fact.outcome is None:
        yield problem("outcome-needed", path, *keys, found=name)
    outcome = computed or fact.outcome or ""
    other, before = outcomes.setdefault(name, (fact.id, outcome))
    if outcome and before and outcome != before:
        yield problem("answers-disagree", path, *keys, found=name, other=other)


def check_series(reading: Reading) -> Iterator[Problem]:
    """Facts of one indicator have a value, its unit and a date."""
    indicators: Mapping[str, Indicator] = reading.entries["indicators"]
    for path, keys, fact in _facts(reading):
        indicator = indicators.get(fact.indicator or "")
        if indicator is None:
            continue
        if fact.value is None:
            yield problem("series-value", path, *keys, "indicator", kind=fact.kind)
        elif fact.unit != indicator.unit and fact.unit in reading.entries["units"]:
            yield problem(
                "series-unit", path, *keys, "unit", found=fact.unit, indicator=indicator.id, expected=indicator.unit
            )
        if fact.when is None:
            yield problem("series-date", path, *keys, "indicator", kind=fact.kind)


# Texts


def check_numbers(reading: Reading) -> Iterator[Problem]:
    """Both languages give the same numbers, and a fact's value is one of them."""
    for path, keys, text in _texts(reading):
        only_zh, only_en = unmatched_numbers(text.zh, text.en)
        if only_zh or only_en:
            sides = (("zh", only_zh), ("en", only_en))
            difference = ", ".join(f"{_list(numbers)} only in {_NAMES[side]}" for side, numbers in sides if numbers)
            yield problem("numbers-differ", path, *keys, difference=difference)
    for path, keys, fact in _facts(reading):
        if fact.value is None:
            continue
        silent = [_NAMES[language] for language in LANGUAGES if not _says(fact.text[language], language, fact.value)]
        if silent:
            yield problem(
                "value-not-in-text", path, *keys, "value", found=f"{fact.value:f}", language=" or ".join(silent)
            )


_NAMES = {"zh": "Chinese", "en": "English"}


def check_summaries(reading: Reading) -> Iterator[Problem]:
    """Every number in a summary stands in one of the facts it names; while one of those is malformed, who knows."""
    facts: Mapping[str, Fact] = reading.entries["facts"]
    for slug, city in reading.entries["cities"].items():
        path, _ = reading.origins["cities", slug]
        if not all(name in facts for name in city.summary.facts):
            continue
        for language in LANGUAGES:
            for number in sorted(numbers_in(city.summary[language], language)):
                if not any(_says_anywhere(facts[name], number) for name in city.summary.facts):
                    yield problem("summary-number", path, "summary", language, found=f"{number:f}")


def check_no_fact_twice(reading: Reading) -> Iterator[Problem]:
    """No two facts of one file say the same."""
    first: dict[tuple[str, str], str] = {}
    for path, keys, fact in _facts(reading):
        for language in LANGUAGES:
            words = re.sub(r"[\W_]+", "", fact.text[language].casefold())
            other = first.setdefault((path, words), fact.id)
            if other != fact.id:
                yield problem("text-twice", path, *keys, "text", language, other=other)
                break


_ADDRESS = re.compile(r"https?://\S+|\b(?:[a-z0-9-]+\.)+(?:com|cn|org|net|gov|edu|info|cc|xyz|ai)\b", re.ASCII | re.I)


def check_no_address_in_text(reading: Reading) -> Iterator[Problem]:
    """No web address stands in a text, where nobody would check it."""
    for path, keys, text in chain(_texts(reading), _names(reading)):
        for language in LANGUAGES:
            if match := _ADDRESS.search(text[language]):
                yield problem("address-in-text", path, *keys, language, found=match[0])


def _texts(reading: Reading) -> Iterator[tuple[str, Keys, Text]]:
    """Every text that must say the same in both languages."""
    for path, keys, fact in _facts(reading):
        yield path, (*keys, "text"), fact.text
        if fact.caveat is not None:
            yield path, (*keys, "caveat"), fact.caveat
        for index, citation in enumerate(fact.sources):
            yield path, (*keys, "sources", index, "locator"), citation.locator
    for slug, city in reading.entries["cities"].items():
        assert isinstance(city, City)
        path, _ = reading.origins["cities", slug]
        yield path, ("summary",), city.summary
        yield path, ("tagline",), city.tagline
    for path, keys, entry in _listed(reading, "sources"):
        assert isinstance(entry, Source)
        if entry.caveat is not None:
            yield path, (*keys, "caveat"), entry.caveat


def _names(reading: Reading) -> Iterator[tuple[str, Keys, Text]]:
    for path, keys, entry in _listed(reading, "sources"):
        assert isinstance(entry, Source)
        yield path, (*keys, "title"), entry.title
        if entry.publisher is not None:
            yield path, (*keys, "publisher"), entry.publisher


def _says(text: str, language: str, number: Decimal) -> bool:
    written = abs(number)  # a fall below zero is said in words or with a sign that is not part of the digits
    return written in numbers_in(text, language) or written in spelled_numbers_in(text, language)


def _says_anywhere(fact: Fact, number: Decimal) -> bool:
    when = {Decimal(part) for part in str(fact.when or "").split("-") if part}
    return number in when or any(_says(fact.text[language], language, number) for language in LANGUAGES)


def _list(numbers: Iterable[Decimal]) -> str:
    return " and ".join(f"{number:f}" for number in numbers)


# Links


def check_links(reading: Reading) -> Iterator[Problem]:
    """Only publishers' own sites are linked."""
    hosts = set(reading.known("publishers"))
    is_complete = "publishers" not in reading.unread and len(hosts) == len(reading.entries["publishers"])
    for path, keys, entry in _listed(reading, "sources"):
        assert isinstance(entry, Source)
        if entry.url is None:
            continue
        if entry.reliability == "mirror":
            yield problem("mirror-linked", path, *keys, "url")
        host = (urlsplit(entry.url).hostname or "").rstrip(".")
        labels = host.split(".")
        if is_complete and not any(".".join(labels[start:]) in hosts for start in range(len(labels))):
            yield problem("link-stranger", path, *keys, "url", found=host)


CHECKS: tuple[Check, ...] = (
    check_fact_references,
    check_topics,
    check_indicator_references,
    check_city_references,
    check_sources_used,
    check_answers,
    check_series,
    check_numbers,
    check_summaries,
    check_no_fact_twice,
    check_no_address_in_text,
    check_links,
)
