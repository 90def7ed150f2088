"""Cities side by side: all of them in one table for each topic.

A script narrows the tables down to the chosen cities and draws one indicator of theirs over the years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import beautiful_cities.charts as kinds
from beautiful_cities.model import Topic
from beautiful_cities.routes import chart_file, city
from beautiful_cities.series import series_of
from beautiful_cities.status import STATUSES
from beautiful_cities.views.charting import ChartView, level_notes, levels_of, mark_of, sentences
from beautiful_cities.views.comparing import ACTIONS, Places, Shared, shared_indicators
from beautiful_cities.views.context import Context, Heading
from beautiful_cities.views.facts import Facts, address, status_word
from beautiful_cities.views.finder import places_in_order
from beautiful_cities.views.sections import TARGETS_ANCHOR, theme_anchor


@dataclass(frozen=True, slots=True)
class FigureView:
    """What one city has in one row."""

    text: str
    """Empty where nothing was found."""
    href: str
    amount: str
    """The value as a plain number, for the bar beside it; empty where a bar would say nothing."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One thing that is compared."""

    name: str
    figures: tuple[FigureView, ...]
    """One for each city, in the order of the page."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The rows of one kind."""

    heading: Heading
    note: str
    label: str
    """What the table is called for those who hear it."""
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TrendView:
    """One indicator whose lines the chosen cities can be compared by."""

    id: str
    name: str
    notes: str
    """What it measures, its unit, and how to read the marks."""
    cities: tuple[str, ...]
    """The slugs of the cities that have values."""
    href: str
    """The figure with the lines of all cities, loaded when a reader asks for it."""


@dataclass(frozen=True, slots=True)
class TrendsView:
    """The indicators of a topic that can be drawn."""

    topic: str
    trends: tuple[TrendView, ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Everything on the page."""

    title: str
    description: str
    lead: str
    cities: tuple[tuple[str, str, str], ...]
    """Slug, name and address of each city."""
    groups: tuple[GroupView, ...]
    gap: str
    """What stands where a chosen city has no figure."""
    without: str
    """What is said of the chosen cities that have no line; "{}" stands for their names."""
    gap_note: str
    trends: tuple[TrendsView, ...]
    figures: Mapping[str, Mapping[str, Any]]
    """The figures behind `trends` as plain values, by their address below the site's root. The `anchors` of each say
    where on a city's page its values stand with their sources."""
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page that is drawn at build time: none."""


def compare_view(context: Context) -> CompareView:
    """All cities in one table for each topic."""
    _, data = context.say, context.data
    places = places_in_order(data)
    shared = shared_indicators(context, places)
    groups = [_targets(context, places)]
    groups += [
        _group(context, topic, places, [one for one in shared if one.topic == topic.id])
        for topic in data.topics.values()
    ]
    drawn = [one for one in shared if sum(series.is_trend for slug, series in one.series if slug) > 1]
    return CompareView(
        title=_("Compare cities"),
        description=_("Two to four cities side by side: indicators, targets and measures, with what is missing."),
        lead=_(
            "Choose two to four cities. The choice stands in the address of this page: send it, and others see the same"
            " thing. Cities publish different things in different years: look at the year beside each figure."
        ),
        cities=tuple((slug, context.words(place.name), context.link(city(slug))) for slug, place in places),
        groups=tuple(group for group in groups if group.rows),
        gap=_("no published figure found"),
        without=_("%(name)s: no published figure found", name="{}"),
        gap_note=_("A dash means that this guide has found no published figure or measure."),
        trends=tuple(
            TrendsView(context.words(topic.name), tuple(_trend(context, one) for one in drawn if one.topic == topic.id))
            for topic in data.topics.values()
            if any(one.topic == topic.id for one in drawn)
        ),
        figures={_figure_file(context, one): _figure(context, one) for one in drawn},
    )


def _trend(context: Context, one: Shared) -> TrendView:
    _ = context.say
    notes = [
        context.words(one.indicator.definition),
        _("Unit: %(unit)s.", unit=context.wording.unit(context.data.units[one.indicator.unit])),
        _("Solid marks: official source or state media; open marks: a copy or a secondary source."),
        _("Dotted line: we found no published figure for the years between."),
        *level_notes(context, one.indicator),
    ]
    return TrendView(
        id=one.indicator.id,
        name=context.words(one.indicator.name),
        notes=sentences(context, notes),
        cities=tuple(slug for slug, _series in one.series if slug),
        href=context.route.asset(_figure_file(context, one)),
    )


def _figure_file(context: Context, one: Shared) -> str:
    return chart_file(context.language, f"chosen-{one.indicator.id}", "json")


def _figure(context: Context, one: Shared) -> Mapping[str, Any]:
    lines = {
        slug: kinds.Line(
            context.words(context.data.cities[slug].name),
            tuple(mark_of(context, point.fact, context.wording.date(point.date)) for point in series.points),
        )
        for slug, series in one.series
        if slug
    }
    figure = kinds.chosen(lines, wording=context.wording, levels=levels_of(context, one.indicator))
    anchors = {
        slug: f"chart-{slug}-{one.indicator.id}" if series.is_trend else series.points[-1].fact.id
        for slug, series in one.series
        if slug
    }
    return {**kinds.plain(figure), "anchors": anchors}


def _targets(context: Context, places: Places) -> GroupView:
    """How many dated targets each city has, by where they stand."""
    _, data = context.say, context.data
    counts = []
    for slug, place in places:
        facts = Facts(context, slug, place.facts, series_of(place.facts, data.indicators, data.sources))
        counts.append({status: len(targets) for status, targets in facts.dated_targets().items()})
    rows = tuple(
        RowView(
            status_word(context, status),
            tuple(
                _count(context, of_city.get(status, 0), context.link(city(slug), TARGETS_ANCHOR))
                for (slug, _place), of_city in zip(places, counts, strict=True)
            ),
        )
        for status in STATUSES
    )
    return _grouped(
        context, Heading("targets", _("Dated targets")), _("Number of targets on %(date)s.", date=context.today), rows
    )


def _group(context: Context, topic: Topic, places: Places, shared: list[Shared]) -> GroupView:
    """The shared indicators of a topic, then how many measures, targets and rules each city has on its themes."""
    rows = [*_indicators(context, places, shared), *_measures(context, topic, places)]
    note = context.say("Latest published values, with their dates; then the number of measures, targets and rules.")
    return _grouped(context, Heading(topic.id, context.words(topic.name)), note, tuple(rows))


def _grouped(context: Context, heading: Heading, note: str, rows: tuple[RowView, ...]) -> GroupView:
    _ = context.say
    return GroupView(heading, note, _("%(name)s: city by city", name=heading.title), rows)


def _indicators(context: Context, places: Places, shared: list[Shared]) -> Iterator[RowView]:
    _, wording = context.say, context.wording
    for one in shared:
        series = dict(one.series)
        unit = context.data.units[one.indicator.unit]
        figures = []
        for slug, _place in places:
            if slug not in series:
                figures.append(FigureView("", "", ""))
                continue
            last = series[slug].points[-1]
            words = _("%(value)s (%(date)s)", value=wording.value(last.value, unit), date=wording.date(last.date))
            figures.append(FigureView(words, address(context, slug, last.fact), f"{last.value:f}"))
        yield RowView(context.words(one.indicator.name), tuple(figures))


def _measures(context: Context, topic: Topic, places: Places) -> Iterator[RowView]:
    counts = [
        Counter(fact.theme for fact in place.facts if fact.topic == topic.id and fact.kind in ACTIONS)
        for _slug, place in places
    ]
    for theme in context.data.themes.values():
        numbers = [of_place[theme.id] for of_place in counts]
        if any(numbers):
            figures = tuple(
                _count(context, number, context.link(city(slug), theme_anchor(topic.id, theme.id)))
                for (slug, _place), number in zip(places, numbers, strict=True)
            )
            yield RowView(context.say("Measures: %(theme)s", theme=context.words(theme.name)), figures)


def _count(context: Context, number: int, href: str) -> FigureView:
    return FigureView(context.wording.number(number), href if number else "", str(number))
