"""Where a target stands, worked out from its deadline, its published outcome and the as-of date.

In: facts and a date. Out: a word. Nothing here is typed by an editor and nothing asks the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from beautiful_cities.model import Fact, Outcome

Status = Literal["ahead", "due-soon", "past", "missed", "met"]
"""`past` means: past its date, no published outcome found."""
STATUSES: tuple[Status, ...] = ("due-soon", "missed", "met", "ahead", "past")
"""In the order in which a page lists targets: what is near, what was decided, what is far, what nobody knows."""

SOON_DAYS = 183
"""A target is due soon in the last half year before its deadline."""


def status_of(target: Fact, answers: Sequence[Fact], *, as_of: dt.date) -> Status | None:
    """The status on the day `as_of`; None for a target without a deadline, which has no date to be judged by.

    `answers` are the facts that answer it; an outcome once published stays, whatever the as-of date.
    """
    if target.deadline is None:
        return None
    for answer in answers:
        if outcome := outcome_of(target, answer):
            return outcome
    days_left = (target.deadline.last_day - as_of).days
    if days_left < 0:
        return "past"
    return "due-soon" if days_left <= SOON_DAYS else "ahead"


def outcome_of(target: Fact, answer: Fact) -> Outcome | None:
    """Whether the answer says that the target was met: from the values, else as its source says; None if open."""
    return computed_outcome(target, answer) or answer.outcome


def computed_outcome(target: Fact, answer: Fact) -> Outcome | None:
    """The outcome as far as it follows from the two values.

    A target of exactly a number ("17 plants") is a number to reach: more is met too. An approximate target, values in
    different units, and bounds that leave it open ("more than 5" against 10) give None.
    """
    if target.value is None or answer.value is None or target.unit != answer.unit or target.comparator == "about":
        return None
    reached, wanted = answer.value, target.value
    if target.comparator == "<=":
        reached, wanted = -reached, -wanted
        bound = {">=": "<=", "<=": ">="}.get(answer.comparator, answer.comparator)
    else:
        bound = answer.comparator
    if reached >= wanted and bound != "<=":
        return "met"
    if reached < wanted and bound != ">=":
        return "missed"
    return None
