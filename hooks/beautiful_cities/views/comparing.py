"""Charts that set all cities side by side, with the nation among them where it has the same measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import beautiful_cities.charts as kinds
from beautiful_cities.model import City, Indicator, Kind, Topic, TopicId
from beautiful_cities.routes import city, topic
from beautiful_cities.series import Series, series_of
from beautiful_cities.views.charting import (
    CellView,
    ChartView,
    TableView,
    cell,
    chart_view,
    level_notes,
    levels_of,
    mark_of,
    number_head,
)
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import address, citations, place_name
from beautiful_cities.views.sections import theme_anchor

Places = Sequence[tuple[str, City]]
"""Slugs and cities, in the order in which pages list them."""

_LINES_AT_LEAST = 3
_LINES_AT_MOST = 6
"""More lines cannot be told apart; the cities with the most values are drawn."""


@dataclass(frozen=True, slots=True)
class Shared:
    """An indicator with values in at least two cities."""

    indicator: Indicator
    topic: TopicId
    """The topic of most of its facts."""
    series: tuple[tuple[str, Series], ...]
    """Of each place that has values, by its slug; the nation's, if any, comes first with an empty slug."""

    @property
    def cities(self) -> int:
        """How many cities have it."""
        return sum(bool(slug) for slug, _ in self.series)


def shared_indicators(context: Context, places: Places) -> tuple[Shared, ...]:
    """Every indicator of two cities or more, those of most cities first."""
    data = context.data
    by_indicator: dict[str, list[tuple[str, Series]]] = {}
    for slug, facts in [("", data.national.facts), *((slug, place.facts) for slug, place in places)]:
        for series in series_of(facts, data.indicators, data.sources):
            if slug or not series.indicator.sum:
                by_indicator.setdefault(series.indicator.id, []).append((slug, series))
    every = []
    for found in by_indicator.values():
        topics = Counter(point.fact.topic for _slug, series in found for point in series.points)
        every.append(Shared(found[0][1].indicator, topics.most_common(1)[0][0], tuple(found)))
    return tuple(sorted((one for one in every if one.cities > 1), key=lambda one: -one.cities))


def comparison_charts(context: Context, shared: Shared) -> tuple[ChartView, ...]:
    """The trends of an indicator, where several places have one, and its latest values."""
    trends = [(slug, series) for slug, series in shared.series if series.is_trend]
    charts = [_compared(context, shared, trends)] if len(trends) >= _LINES_AT_LEAST else []
    return (*charts, _ranked(context, shared))


def _compared(context: Context, shared: Shared, trends: Sequence[tuple[str, Series]]) -> ChartView:
    _, wording, indicator = context.say, context.wording, shared.indicator
    chosen = sorted(trends, key=lambda item: (bool(item[0]), -len(item[1].points)))[:_LINES_AT_MOST]
    lines = [
        kinds.Line(
            place_name(context, slug),
            tuple(mark_of(context, point.fact, wording.date(point.date)) for point in series.points),
        )
        for slug, series in chosen
    ]
    dates = sorted({point.date for _slug, series in chosen for point in series.points}, key=str)
    values = [{point.date: point for point in series.points} for _slug, series in chosen]
    rows = tuple(
        (
            cell(wording.date(date)),
            *(
                CellView(
                    wording.number(points[date].value) if date in points else _("no figure found"),
                    address(context, slug, points[date].fact) if date in points else "",
                    True,
                    (),
                )
                for (slug, _series), points in zip(chosen, values, strict=True)
            ),
        )
        for date in dates
    )
    title = _("%(name)s in several cities", name=context.words(indicator.name))
    return chart_view(
        context,
        kinds.compared(lines, topic=shared.topic, wording=wording, levels=levels_of(context, indicator)),
        id=f"compared-{indicator.id}",
        topic=shared.topic,
        title=title,
        notes=[
            context.words(indicator.definition),
            _("Unit: %(unit)s.", unit=wording.unit(context.data.units[indicator.unit])),
            _("Solid marks: official source or state media; open marks: a copy or a secondary source."),
            _("Dotted line: we found no published figure for the years between."),
            *level_notes(context, indicator),
        ],
        facts=[point.fact for _slug, series in chosen for point in series.points],
        table=TableView(title, (cell(_("Date")), *(number_head(line.name) for line in lines)), rows),
    )


def _ranked(context: Context, shared: Shared) -> ChartView:
    _, wording, indicator = context.say, context.wording, shared.indicator
    unit = context.data.units[indicator.unit]
    is_better_high = indicator.good == "higher"
    ordered = sorted(shared.series, key=lambda item: item[1].points[-1].value, reverse=is_better_high)
    ranks, rows = [], []
    for slug, series in ordered:
        last = series.points[-1]
        name, when = place_name(context, slug), wording.date(last.date)
        text = _("%(value)s (%(date)s)", value=wording.number(last.value), date=when)
        ranks.append(kinds.Rank(name, mark_of(context, last.fact, when), text))
        rows.append(
            (
                CellView(name, context.link(city(slug) if slug else topic(shared.topic)), False, ()),
                CellView(str(wording.value(last.value, unit)), address(context, slug, last.fact), True, ()),
                cell(when),
                CellView("", "", False, citations(context, last.fact, slug)),
            )
        )
    title = _("%(name)s: latest published values", name=context.words(indicator.name))
    columns = (cell(_("City")), number_head(_("Value")), cell(_("Date")), cell(_("Source")))
    return chart_view(
        context,
        kinds.ranked(ranks, topic=shared.topic, wording=wording, levels=levels_of(context, indicator)),
        id=f"ranked-{indicator.id}",
        topic=shared.topic,
        title=title,
        notes=[
            _("Unit: %(unit)s.", unit=wording.unit(unit)),
            _("The years differ: each city’s latest value is shown, with its year."),
            _("Solid bars: official source or state media; open bars: a copy or a secondary source."),
            *level_notes(context, indicator),
        ],
        facts=[series.points[-1].fact for _slug, series in ordered],
        table=TableView(title, columns, tuple(rows)),
    )


ACTIONS: frozenset[Kind] = frozenset({"measure", "target", "regulation"})
"""What a city does or promises, as against what was found or happened."""


def coverage_chart(context: Context, topic_entry: Topic, places: Places) -> ChartView | None:
    """Which city has measures, targets and rules on which theme of a topic; None while no city has any."""
    _ = context.say
    counts = {
        slug: Counter(fact.theme for fact in place.facts if fact.topic == topic_entry.id and fact.kind in ACTIONS)
        for slug, place in places
    }
    themes = [theme for theme in context.data.themes.values() if any(count[theme.id] for count in counts.values())]
    if not themes:
        return None
    rows = tuple(
        (
            CellView(context.words(place.name), context.link(city(slug), topic_entry.id), False, ()),
            *(
                CellView(
                    context.wording.number(counts[slug][theme.id]),
                    context.link(city(slug), theme_anchor(topic_entry.id, theme.id)) if counts[slug][theme.id] else "",
                    True,
                    (),
                )
                for theme in themes
            ),
        )
        for slug, place in places
    )
    words = [context.words(theme.name) for theme in themes]
    title = _(
        "%(number)s of %(count)s have measures, targets or rules on record here",
        number=context.wording.number(sum(map(bool, counts.values()))),
        count=context.count("%(number)s city or district", "%(number)s cities and districts", len(places)),
    )
    return chart_view(
        context,
        kinds.coverage(
            [context.words(place.name) for _slug, place in places],
            words,
            [[counts[slug][theme.id] for theme in themes] for slug, _place in places],
            wording=context.wording,
        ),
        id=f"coverage-{topic_entry.id}",
        topic=topic_entry.id,
        title=title,
        notes=[
            _("Number of measures, targets and rules on each theme in each city."),
            _("Nothing there means that this guide has no fact yet, not that the city does nothing."),
        ],
        facts=[fact for _slug, place in places for fact in place.facts if fact.topic == topic_entry.id],
        table=TableView(title, (cell(_("City")), *map(number_head, words)), rows),
    )
