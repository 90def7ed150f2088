"""Targets and their outcomes, series and their years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from beautiful_cities.model import Fact, Indicator
from beautiful_cities.phrases import say
from beautiful_cities.problems import Keys, Problem, problem
from beautiful_cities.reading import Reading
from beautiful_cities.rules.entries import facts_in
from beautiful_cities.rules.references import here_in
from beautiful_cities.status import computed_outcome


def check_answers(reading: Reading) -> Iterator[Problem]:
    """An answer names a dated target, and gives an outcome exactly where none can be worked out."""
    outcomes: dict[str, tuple[str, str]] = {}
    for path, keys, fact in facts_in(reading):
        for index, name in enumerate(fact.answers):
            yield from _answer(reading, path, (*keys, "answers", index), fact, name, outcomes)


def _answer(
    reading: Reading, path: str, keys: Keys, fact: Fact, name: str, outcomes: dict[str, tuple[str, str]]
) -> Iterator[Problem]:
    """One target that a fact answers; `outcomes` holds what earlier facts said of each target."""
    yield from here_in(reading, name, path, keys, reason=say("this fact is to be its outcome"))
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
    for path, keys, fact in facts_in(reading):
        indicator = indicators.get(fact.indicator or "")
        if indicator is None:
            continue
        if fact.value is None:
            yield problem("series-value", path, *keys, "indicator", kind=fact.kind)
        elif fact.unit != indicator.unit and {fact.unit, indicator.unit} <= reading.entries["units"].keys():
            yield problem(
                "series-unit", path, *keys, "unit", found=fact.unit, indicator=indicator.id, expected=indicator.unit
            )
        if fact.when is None:
            yield problem("series-date", path, *keys, "indicator", kind=fact.kind)


def check_series_once(reading: Reading) -> Iterator[Problem]:
    """A series has one value a year, or a caveat says how the second differs; readings on a day may be many."""
    indicators: Mapping[str, Indicator] = reading.entries["indicators"]
    first: dict[tuple[str, str, int], Fact] = {}
    for path, keys, fact in facts_in(reading):
        indicator = indicators.get(fact.indicator or "")
        if indicator is None or indicator.readings or fact.kind == "target" or fact.date is None:
            continue
        before = first.setdefault((path, indicator.id, fact.date.year), fact)
        if before is not fact and before.caveat is None and fact.caveat is None:
            values = {"other": before.id, "year": fact.date.year, "indicator": indicator.id}
            yield problem("series-twice", path, *keys, "indicator", **values)
