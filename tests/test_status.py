"""Where a target stands: what is decided stays decided, and time moves in one direction."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.model import Comparator, Fact, Outcome
from beautiful_cities.status import SOON_DAYS, STATUSES, Status, computed_outcome, outcome_of, status_of
from small import fact, golden

COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
MIRRORED: dict[Comparator, Comparator] = {">=": "<=", "<=": ">=", "=": "=", "about": "about"}
OPEN: tuple[Status, ...] = ("ahead", "due-soon", "past")
"""The statuses without an outcome, in order of time."""

values = st.decimals(-1000, 1000, places=1)
comparators = st.sampled_from(COMPARATORS)
days = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
deadlines = days.flatmap(lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"]))


def valued(comparator: str, value: Decimal | int | float, **changes: object) -> Fact:
    """A fact with a value."""
    return fact(comparator=comparator, value=Decimal(str(value)), unit="%", **changes)


def target(deadline: str | None = "2025", **changes: object) -> Fact:
    """A target without a value."""
    return fact(id="a-target", kind="target", deadline=deadline, **changes)


@pytest.mark.parametrize("case", golden("status/outcomes"), ids=str)
def test_outcome_follows_from_the_values_as_far_as_they_decide(case: dict[str, Any]) -> None:
    assert case["outcome"] == computed_outcome(valued(*case["target"], kind="target"), valued(*case["result"]))


def test_values_in_different_units_decide_nothing() -> None:
    assert computed_outcome(valued(">=", 1), fact(value=2, unit="km")) is None
    assert computed_outcome(fact(), valued("=", 2)) is None
    assert computed_outcome(valued(">=", 1), fact()) is None


@given(comparators, values, comparators, values)
def test_every_pair_of_values_has_an_answer(wanted: Comparator, goal: Decimal, bound: Comparator, got: Decimal) -> None:
    assert computed_outcome(valued(wanted, goal), valued(bound, got)) in (*get_args(Outcome), None)


@given(st.sampled_from([">=", "<="]), values, comparators, values)
def test_less_of_a_bad_thing_is_judged_like_more_of_a_good_one(
    wanted: Comparator, goal: Decimal, bound: Comparator, got: Decimal
) -> None:
    expected = computed_outcome(valued(MIRRORED[wanted], -goal), valued(MIRRORED[bound], -got))
    assert expected == computed_outcome(valued(wanted, goal), valued(bound, got))


@given(st.sampled_from([">=", "="]), values, comparators, values, st.decimals(0, 1000, places=1))
def test_better_result_never_turns_met_into_missed(
    wanted: Comparator, goal: Decimal, bound: Comparator, got: Decimal, more: Decimal
) -> None:
    before = computed_outcome(valued(wanted, goal), valued(bound, got))
    after = computed_outcome(valued(wanted, goal), valued(bound, got + more))
    assert ("met", "missed") != (before, after)


def test_typed_outcome_speaks_only_where_the_values_are_silent() -> None:
    answer = valued("=", 5, answers=["a-target"], outcome="met")
    assert "missed" == outcome_of(valued(">=", 10), answer)
    assert "met" == outcome_of(target(), answer)
    assert outcome_of(target(), fact(answers=["a-target"])) is None


@pytest.mark.parametrize(
    ("deadline", "day", "expected"),
    [
        ("2025", "2025-12-31", "due-soon"),
        ("2025", "2026-01-01", "past"),
        ("2025", "2025-07-01", "due-soon"),
        ("2025", "2025-06-30", "ahead"),
        ("2024-02", "2024-02-29", "due-soon"),
        ("2024-02", "2024-03-01", "past"),
        ("2024-02-10", "2024-02-10", "due-soon"),
        ("2024-02-10", "2024-02-11", "past"),
        ("2035", "2024-01-01", "ahead"),
    ],
)
def test_deadline_lasts_to_the_end_of_its_year_month_or_day(deadline: str, day: str, expected: Status) -> None:
    assert expected == status_of(target(deadline), (), as_of=dt.date.fromisoformat(day))


def test_target_without_a_deadline_has_no_status() -> None:
    assert status_of(target(None), (), as_of=dt.date(2026, 11, 22)) is None


def test_target_without_a_result_is_not_called_missed() -> None:
    open_answer = fact(answers=["a-target"])
    assert "past" == status_of(target("2020"), (open_answer,), as_of=dt.date(2026, 11, 22))


@given(deadlines, days, days)
def test_time_moves_a_target_from_ahead_to_due_soon_to_past_and_never_back(
    deadline: str, one: dt.date, other: dt.date
) -> None:
    statuses = [status_of(target(deadline), (), as_of=day) for day in sorted((one, other))]
    assert set(statuses) <= set(OPEN)
    assert statuses == sorted(statuses, key=lambda status: OPEN.index(status or "past"))


@given(deadlines, days, values, values)
def test_published_outcome_stays_whatever_the_day(deadline: str, day: dt.date, goal: Decimal, got: Decimal) -> None:
    promise = valued(">=", goal, kind="target", deadline=deadline)
    expected = "met" if got >= goal else "missed"
    assert expected == status_of(promise, (fact(), valued("=", got)), as_of=day)


@given(deadlines)
def test_due_soon_is_half_a_year(deadline: str) -> None:
    last_day = target(deadline).deadline.last_day  # type: ignore[union-attr]
    soon, before = (last_day - dt.timedelta(days) for days in (SOON_DAYS, SOON_DAYS + 1))
    assert "due-soon" == status_of(target(deadline), (), as_of=soon)
    assert "ahead" == status_of(target(deadline), (), as_of=before)


def test_statuses_are_listed_once_each() -> None:
    assert set(get_args(Status)) == set(STATUSES)
    assert 5 == len(STATUSES)
