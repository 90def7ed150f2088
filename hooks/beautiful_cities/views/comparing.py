"""Charts that set all cities side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import beautiful_cities.charts as kinds
from beautiful_cities.model import City
from beautiful_cities.routes import city
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
    number_cell,
    number_head,
)
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import citations

Places = Sequence[tuple[str, City]]
"""Slugs and cities, in the order in which pages list them."""

_LINES_AT_MOST = 6
"""More lines cannot be told apart; the cities with the most values are drawn."""


def comparison_charts(context: Context, places: Places) -> tuple[ChartView, ...]:
    """The trend and the latest values of the indicator that most cities have, and what the data cover."""
    by_indicator: dict[str, list[tuple[str, Series]]] = {}
    for slug, place in places:
        for series in series_of(place.facts, context.data.indicators, context.data.sources):
            by_indicator.setdefault(series.indicator.id, []).append((slug, series))
    shared = max(by_indicator.values(), key=len, default=[])
    trends = [(slug, series) for slug, series in shared if series.is_trend]
    charts = []
    if len(trends) > 1:
        charts.append(_compared(context, trends))
    if len(shared) > 1:
        charts.append(_ranked(context, shared))
    return (*charts, _coverage(context, places))


def _compared(context: Context, trends: Sequence[tuple[str, Series]]) -> ChartView:
    _, wording = context.say, context.wording
    chosen = sorted(trends, key=lambda item: -len(item[1].points))[:_LINES_AT_MOST]
    indicator = chosen[0][1].indicator
    lines = [
        kinds.Line(
            context.words(context.data.cities[slug].name),
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
                    context.link(city(slug), points[date].fact.id) if date in points else "",
                    True,
                    (),
                )
                for (slug, _series), points in zip(chosen, values, strict=True)
            ),
        )
        for date in dates
    )
    title = _("%(name)s in several cities", name=context.words(indicator.name))
    topic = chosen[0][1].points[-1].fact.topic
    return chart_view(
        context,
        kinds.compared(lines, topic=topic, wording=wording, levels=levels_of(context, indicator)),
        id=f"compared-{indicator.id}",
        topic=topic,
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


def _ranked(context: Context, shared: Sequence[tuple[str, Series]]) -> ChartView:
    _, wording = context.say, context.wording
    indicator = shared[0][1].indicator
    unit = context.data.units[indicator.unit]
    is_better_high = indicator.good == "higher"
    ordered = sorted(shared, key=lambda item: item[1].points[-1].value, reverse=is_better_high)
    ranks, rows = [], []
    for slug, series in ordered:
        last = series.points[-1]
        name, when = context.words(context.data.cities[slug].name), wording.date(last.date)
        text = _("%(value)s (%(date)s)", value=wording.number(last.value), date=when)
        ranks.append(kinds.Rank(name, mark_of(context, last.fact, when), text))
        rows.append(
            (
                CellView(name, context.link(city(slug)), False, ()),
                CellView(str(wording.value(last.value, unit)), context.link(city(slug), last.fact.id), True, ()),
                cell(when),
                CellView("", "", False, citations(context, last.fact, slug)),
            )
        )
    title = _("%(name)s: latest published values", name=context.words(indicator.name))
    topic = ordered[0][1].points[-1].fact.topic
    columns = (cell(_("City")), number_head(_("Value")), cell(_("Date")), cell(_("Source")))
    return chart_view(
        context,
        kinds.ranked(ranks, topic=topic, wording=wording, levels=levels_of(context, indicator)),
        id=f"ranked-{indicator.id}",
        topic=topic,
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


def _coverage(context: Context, places: Places) -> ChartView:
    _ = context.say
    counts = {slug: Counter(fact.theme for fact in place.facts) for slug, place in places}
    themes = [theme for theme in context.data.themes.values() if any(count[theme.id] for count in counts.values())]
    names = [context.words(place.name) for _slug, place in places]
    numbers = [[counts[slug][theme.id] for slug, _place in places] for theme in themes]
    title = _("What the data cover")
    words = [context.words(theme.name) for theme in themes]
    rows = tuple(
        (cell(theme), *(number_cell(context, number) for number in of_theme))
        for theme, of_theme in zip(words, numbers, strict=True)
    )
    return chart_view(
        context,
        kinds.coverage(names, words, numbers, wording=context.wording),
        id="coverage",
        topic=None,
        title=title,
        notes=[
            _("Number of facts on each theme in each city."),
            _("An empty place means that this guide has no fact yet, not that the city does nothing."),
        ],
        facts=[fact for _slug, place in places for fact in place.facts],
        table=TableView(title, (cell(_("Theme")), *map(number_head, names)), rows),
    )
