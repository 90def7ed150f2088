"""Facts of one indicator in order of time: each date once, the most reliable source first."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.model import RELIABILITIES, Data, Fact, Source, SourceId
from beautiful_cities.reading import read_data
from beautiful_cities.series import reliability_of, series_of
from small import SMALL, fact


@pytest.fixture(scope="module")
def small() -> Data:
    """The data of the small site."""
    return read_data(SMALL).data()


@pytest.fixture(scope="module")
def sources(small: Data) -> dict[SourceId, Source]:
    """One source of each reliability, named like it."""
    a_source = next(iter(small.sources.values()))
    return {SourceId(one): a_source.model_copy(update={"id": one, "reliability": one}) for one in RELIABILITIES}


def measured(date: str | None, value: int, *cited: str, **changes: object) -> Fact:
    """A fact of a series."""
    citations = [{"source": one, "locator": {"zh": "表", "en": "table"}} for one in cited or ("official",)]
    whole = {
        "id": f"f-{date}-{value}".lower(),
        "date": date,
        "indicator": "pm25-annual",
        "value": value,
        "unit": "µg/m³",
    }
    return fact(**(whole | {"sources": citations} | changes))


def test_series_of_the_small_site_is_as_written(small: Data) -> None:
    pm25, recycling = series_of(small.cities["qinghe"].facts, small.indicators, small.sources)
    expected = [("2019", "42", 0), ("2020", "40", 0), ("2023", "35.5", 1)]
    assert expected == [(str(point.date), str(point.value), len(point.others)) for point in pm25.points]
    assert ["qinghe-pm25-target-2020", "qinghe-pm25-target-2035"] == [target.id for target in pm25.targets]
    assert (True, False) == (pm25.is_trend, recycling.is_trend)


def test_place_without_values_has_no_series(small: Data) -> None:
    target = measured(None, 30, kind="target", deadline=2035)
    assert () == series_of(small.cities["liuwan"].facts, small.indicators, small.sources)
    assert () == series_of([target], small.indicators, small.sources)


def test_series_stand_in_the_order_of_the_indicators(small: Data, sources: dict[SourceId, Source]) -> None:
    facts = [measured("2020", 1, indicator="recycling-rate"), measured("2020", 2)]
    series = series_of(facts, small.indicators, sources)
    assert ["pm25-annual", "recycling-rate"] == [one.indicator.id for one in series]


@given(st.permutations(RELIABILITIES))
def test_most_reliable_source_speaks_for_a_date(small: Data, sources: dict[SourceId, Source], order: list[str]) -> None:
    facts = [measured("2020", RELIABILITIES.index(one), one) for one in order]
    ((series),) = series_of(facts, small.indicators, sources)
    (point,) = series.points
    assert [0, 1, 2, 3] == [point.value, *(other.value for other in point.others)]


def test_fact_is_as_reliable_as_its_best_source(sources: dict[SourceId, Source]) -> None:
    assert 1 == reliability_of(measured("2020", 1, "secondary", "state-media", "mirror"), sources)


@given(st.lists(st.tuples(st.dates(), st.integers(1, 500)), unique_by=lambda one: one[0], min_size=1))
def test_points_are_in_order_of_time_and_none_is_lost(
    small: Data, sources: dict[SourceId, Source], values: list[tuple[object, int]]
) -> None:
    dated = [(str(day), value) for day, value in values if str(day) >= "1900" and str(day) < "2100"]
    series = series_of([measured(day, value) for day, value in dated], small.indicators, sources)
    points = [point for one in series for point in one.points]
    assert sorted(dated) == [(str(point.date), int(point.value)) for point in points]


def test_value_of_another_precision_is_a_point_of_its_own(small: Data, sources: dict[SourceId, Source]) -> None:
    facts = [measured("2020-06", 3), measured("2020", 2), measured("2020-06-15", 4), measured("2019", 1)]
    (series,) = series_of(facts, small.indicators, sources)
    assert [Decimal(value) for value in (1, 2, 3, 4)] == [point.value for point in series.points]
