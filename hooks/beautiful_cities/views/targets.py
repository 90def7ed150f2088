"""Every dated target with its status: what was promised, by when, and whether it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beautiful_cities.model import PartialDate
from beautiful_cities.routes import calendar_file
from beautiful_cities.status import Status
from beautiful_cities.views.charting import ChartView, deadline_chart
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.deadlines import YEARS_BACK, DatedTarget, calendar_link, dated_targets
from beautiful_cities.views.facts import Facts, FactView, StatusView, status_meaning, status_view, status_word
from beautiful_cities.views.finder import places_in_order


@dataclass(frozen=True, slots=True)
class YearView:
    """The targets of one status that fall due in one year."""

    name: str
    count: str
    is_open: bool
    """False where the status has many: they are folded year by year."""
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The targets of one status."""

    heading: Heading
    status: StatusView
    number: str
    """How many, for the tally."""
    count: str
    note: str
    years: tuple[YearView, ...]


@dataclass(frozen=True, slots=True)
class TargetsView:
    """Everything on the page of targets."""

    title: str
    description: str
    heading: str
    lead: str
    tally_label: str
    groups: tuple[StatusGroup, ...]
    place_options: tuple[tuple[str, str], ...]
    """Id and name of each place that has a dated target, for the filter."""
    topic_options: tuple[tuple[str, str], ...]
    status_options: tuple[tuple[str, str], ...]
    tools: tuple[Link, ...]
    """Where on the page the chart and the calendars are."""
    due: Heading
    charts: tuple[ChartView, ...]
    subscribe: Heading
    subscribe_lines: tuple[str, ...]
    calendar: Link
    calendar_address: str
    """In full, to be copied into a calendar program."""
    calendars_label: str
    calendars: tuple[Link, ...]
    """Those of single cities."""


_ORDER: tuple[Status, ...] = ("due-soon", "past", "missed", "met", "ahead")
"""What comes next, what nobody has answered for, what was decided, what is far."""
_OPEN_AT_MOST = 6
"""A longer list is folded year by year, so that the page does not become a wall."""


def targets_view(context: Context) -> TargetsView:
    """All dated targets by status; what is open nearest first, the rest newest first."""
    _, data = context.say, context.data
    every = dated_targets(context)
    groups = tuple(
        _group(context, status, of_status)
        for status in _ORDER
        if (of_status := [one for one in every if one.status == status])
    )
    places = _places(context, every)
    charts = _charts(context, every)
    due, subscribe = Heading("due", _("When they fall due")), Heading("calendars", _("As a calendar"))
    return TargetsView(
        title=_("Dated targets and their results"),
        description=_(
            "What was promised, by when, and did it happen? Every dated target, with its status and sources."
        ),
        heading=_("The date has come: was it done?"),
        lead=_lead(context, len(every)),
        tally_label=_("By status"),
        groups=groups,
        place_options=tuple((one.id, one.place) for one in places),
        topic_options=tuple((topic.id, context.words(topic.name)) for topic in data.topics.values()),
        status_options=tuple((group.status.code, group.status.word) for group in groups),
        tools=tuple(Link(one.title, f"#{one.id}") for one, is_there in ((due, charts), (subscribe, every)) if is_there),
        due=due,
        charts=charts,
        subscribe=subscribe,
        subscribe_lines=(
            _("Copy the address into a calendar program that can subscribe; it then fetches changes by itself."),
            _(
                "In the calendar is what falls due from %(year)s on, each target on the last day of its date:"
                " a year stands for its 31 December.",
                year=str(context.as_of.year - YEARS_BACK),
            ),
        ),
        calendar=calendar_link(context, _("Calendar of all targets (ICS)")),
        calendar_address=context.site_url + calendar_file(context.language),
        calendars_label=_("Calendars of single cities"),
        calendars=tuple(calendar_link(context, one.place, one.slug) for one in places if one.slug),
    )


def _places(context: Context, every: Sequence[DatedTarget]) -> list[Facts]:
    """Each place that has a dated target, the nation first."""
    used = {one.facts.slug: one.facts for one in every}
    in_order = ("", *(slug for slug, _place in places_in_order(context.data)))
    return [used[slug] for slug in in_order if slug in used]


def _lead(context: Context, number: int) -> str:
    return context.say(
        "%(targets)s in this guide, of cities and of the nation. Their status is worked out from the date, the"
        " published outcome and the as-of date (%(date)s), never typed in. “%(past)s” says that we found none, not"
        " that the target was missed.",
        targets=context.count("%(number)s dated target", "%(number)s dated targets", number),
        date=context.today,
        past=status_word(context, "past"),
    )


def _group(context: Context, status: Status, targets: Sequence[DatedTarget]) -> StatusGroup:
    is_past = status not in ("due-soon", "ahead")
    years: dict[int, list[DatedTarget]] = {}
    for one in sorted(targets, key=lambda one: one.deadline.last_day, reverse=is_past):
        years.setdefault(one.deadline.year, []).append(one)
    note = status_meaning(context, status)
    if status == "past":
        note = context.say(
            "%(meaning)s If you know where a result is published, please tell us; the page About says how.",
            meaning=note,
        )
    return StatusGroup(
        heading=Heading(status, status_word(context, status)),
        status=status_view(context, status),
        number=context.wording.number(len(targets)),
        count=_count(context, len(targets)),
        note=note,
        years=tuple(
            YearView(
                name=context.wording.date(PartialDate(year)),
                count=_count(context, len(of_year)),
                is_open=len(targets) <= _OPEN_AT_MOST,
                facts=tuple(one.facts.view(one.target, with_place=True) for one in of_year),
            )
            for year, of_year in years.items()
        ),
    )


def _count(context: Context, number: int) -> str:
    return context.count("%(number)s target", "%(number)s targets", number)


def _charts(context: Context, every: Sequence[DatedTarget]) -> tuple[ChartView, ...]:
    """When the targets fall due, where there is more than one year."""
    if len({one.deadline.year for one in every}) < _YEARS_AT_LEAST:
        return ()
    dated = [(one.target, one.status) for one in every]
    return (deadline_chart(context, dated, id="targets-deadlines", place=context.say("Cities and the nation")),)


_YEARS_AT_LEAST = 2
"""One bar is no picture."""
