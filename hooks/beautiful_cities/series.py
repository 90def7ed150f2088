"""Facts of one indicator in one place, in order of time.

In: facts and indicators. Out: series, for charts, tables and exports. Values of another definition never get in: the
rules see to it that facts of one indicator share a unit and have a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from beautiful_cities.model import RELIABILITIES, Fact, Indicator, PartialDate, Source, SourceId


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series."""

    date: PartialDate
    value: Decimal
    fact: Fact
    """The fact of the most reliable source for this date."""
    others: tuple[Fact, ...]
    """Facts of less reliable sources that give the same date; a table shows them too."""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator in one place."""

    indicator: Indicator
    points: tuple[Point, ...]
    """By date, each date once."""
    targets: tuple[Fact, ...]
    """Dated targets with a value for the same indicator, by deadline."""

    @property
    def is_trend(self) -> bool:
        """True when there is a line to draw: at least two values."""
        return len(self.points) > 1


def series_of(
    facts: Iterable[Fact], indicators: Mapping[str, Indicator], sources: Mapping[SourceId, Source]
) -> tuple[Series, ...]:
    """The series of one place, in the order of the indicators; those without a single value are left out."""
    values: defaultdict[str, defaultdict[PartialDate, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    targets: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.indicator is None or fact.value is None:
            continue
        if fact.kind == "target":
            targets[fact.indicator].append(fact)
        elif fact.date is not None:
            values[fact.indicator][fact.date].append(fact)
    return tuple(
        Series(
            indicator,
            tuple(
                _point(date, facts_of_date, sources) for date, facts_of_date in sorted(values[name].items(), key=_day)
            ),
            tuple(sorted(targets[name], key=lambda target: str(target.deadline))),
        )
        for name, indicator in indicators.items()
        if name in values
    )


def is_next_year(before: PartialDate, after: PartialDate) -> bool:
    """True for two whole years one after the other: nothing can have been published for the time between."""
    return before.month is None and after.month is None and after.year - before.year == 1


def _day(item: tuple[PartialDate, list[Fact]]) -> str:
    return item[0].first_day.isoformat()


def reliability_of(fact: Fact, sources: Mapping[SourceId, Source]) -> int:
    """The rank of the fact's most reliable source: 0 is official; see RELIABILITIES."""
    return min(RELIABILITIES.index(sources[citation.source].reliability) for citation in fact.sources)


def _point(date: PartialDate, facts: list[Fact], sources: Mapping[SourceId, Source]) -> Point:
    best, *others = sorted(facts, key=lambda fact: reliability_of(fact, sources))
    assert best.value is not None
    return Point(date, best.value, best, tuple(others))
