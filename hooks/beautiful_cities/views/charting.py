"""Charts as a page shows them: a title that says the finding, the figure, and the table behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from beautiful_cities.charts import Level, Mark, deadlines, plain, trend
from beautiful_cities.model import RELIABILITIES, Fact, TopicId
from beautiful_cities.routes import city
from beautiful_cities.series import Point, Series, reliability_of
from beautiful_cities.status import STATUSES, Status
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import CitationView, by, citations, status_word

_FIRST_HAND = RELIABILITIES.index("state-media")


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of a table: words, and where they lead."""

    text: str
    href: str
    is_number: bool
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """The numbers behind a chart. The first cell of a row is its head."""

    caption: str
    columns: tuple[CellView, ...]
    rows: tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """One chart with everything that a reader needs to trust it."""

    id: str
    topic: TopicId | None
    title: str
    subtitle: str
    figure: dict[str, Any]
    """The Plotly figure as plain JSON values; colours are CSS custom properties."""
    table: TableView


def trend_chart(context: Context, slug: str, series: Series, *, id: str, place: str = "") -> ChartView:
    """The chart of a series of one place; `place` names it in the title where the page is not its own."""
    _, wording, indicator = context.say, context.wording, series.indicator
    unit = context.data.units[indicator.unit]
    topic = series.points[-1].fact.topic
    levels = tuple(
        Level(fact.value, f"{context.words(line.name)} {wording.number(fact.value)}")
        for line in indicator.lines
        for fact in (next(one for one in context.data.national.facts if one.id == line.fact),)
        if fact.value is not None
    )
    marks = [_mark(context, point.fact, wording.date(point.date)) for point in series.points]
    last = series.points[-1].date
    open_targets = [target for target in series.targets if target.deadline and str(target.deadline) > str(last)]
    targets = [_mark(context, target, by(context, target.deadline)) for target in open_targets if target.deadline]
    figure = trend(marks, topic=topic, unit=unit, wording=wording, levels=levels, targets=targets)
    notes = [
        context.words(indicator.definition),
        _("Unit: %(unit)s.", unit=wording.unit(unit)),
        _("Solid marks: official source or state media; open marks: a copy or a secondary source."),
    ]
    if _has_gap(series):
        notes.append(_("Dotted line: we found no published figure for the years between."))
    if targets:
        notes.append(_("Short bar: target."))
    return ChartView(
        id=id,
        topic=topic,
        title=_finding(context, series, place),
        subtitle=_sentences(context, notes),
        figure=plain(figure),
        table=_trend_table(context, slug, series, open_targets),
    )


def deadline_chart(context: Context, targets: Sequence[tuple[Fact, Status]], *, id: str) -> ChartView:
    """How many dated targets fall due in each year, and where they stand."""
    _ = context.say
    counts: defaultdict[int, Counter[Status]] = defaultdict(Counter)
    for target, status in targets:
        if target.deadline is not None:
            counts[target.deadline.year][status] += 1
    names: Mapping[Status, str] = {status: status_word(context, status) for status in STATUSES}
    used = [status for status in STATUSES if any(of_year[status] for of_year in counts.values())]
    rows = tuple(
        (_cell(str(year)), *(_number_cell(context, counts[year][status]) for status in used)) for year in sorted(counts)
    )
    columns = (_cell(_("Due in")), *(_number_head(names[status]) for status in used))
    return ChartView(
        id=id,
        topic=None,
        title=_("Dated targets by the year they fall due"),
        subtitle=_("Number of targets. Status on %(date)s.", date=context.today),
        figure=plain(deadlines(counts, names=names, wording=context.wording)),
        table=TableView(_("Dated targets by the year they fall due"), columns, rows),
    )


def _mark(context: Context, fact: Fact, when: str) -> Mark:
    assert fact.value is not None
    assert fact.unit is not None
    assert fact.when is not None
    value = context.wording.value(fact.value, context.data.units[fact.unit])
    rank = reliability_of(fact, context.data.sources)
    words = context.say("%(date)s: %(value)s", date=when, value=value)
    return Mark(fact.when, fact.value, words, rank <= _FIRST_HAND)


def _has_gap(series: Series) -> bool:
    years = [point.date.year for point in series.points if point.date.month is None]
    return any(after - before > 1 for before, after in pairwise(years))


def _finding(context: Context, series: Series, place: str) -> str:
    """The chart's title: what happened from the first value to the last."""
    _, wording = context.say, context.wording
    first, last = series.points[0], series.points[-1]
    name = context.words(series.indicator.name)
    percent = "%" if series.indicator.unit == "%" else ""
    values = {
        "name": _("%(place)s: %(name)s", place=place, name=name) if place else name,
        "first": wording.number(first.value) + percent,
        "last": wording.number(last.value) + percent,
        "first_date": wording.date(first.date),
        "last_date": wording.date(last.date),
    }
    if last.value < first.value:
        return _("%(name)s: %(first)s in %(first_date)s, down to %(last)s in %(last_date)s", **values)
    if last.value > first.value:
        return _("%(name)s: %(first)s in %(first_date)s, up to %(last)s in %(last_date)s", **values)
    return _("%(name)s: %(first)s in %(first_date)s, the same in %(last_date)s", **values)


def _sentences(context: Context, sentences: Sequence[str]) -> str:
    """Sentences one after another: English with a space between them, Chinese without."""
    return ("" if context.language == "zh" else " ").join(sentences)


def _trend_table(context: Context, slug: str, series: Series, targets: Sequence[Fact]) -> TableView:
    _, wording = context.say, context.wording
    unit = wording.unit(context.data.units[series.indicator.unit])
    rows = [
        _trend_row(context, slug, fact, wording.date(point.date))
        for point in series.points
        for fact in _facts_of(point)
    ]
    rows += [
        _trend_row(context, slug, target, _("target, %(when)s", when=by(context, target.deadline)))
        for target in targets
        if target.deadline is not None
    ]
    columns = (_cell(_("Date")), _number_head(unit), _cell(_("Source")))
    return TableView(context.words(series.indicator.name), columns, tuple(rows))


def _facts_of(point: Point) -> tuple[Fact, ...]:
    return (point.fact, *point.others)


def _trend_row(context: Context, slug: str, fact: Fact, when: str) -> tuple[CellView, ...]:
    assert fact.value is not None
    return (
        CellView(when, context.link(city(slug), fact.id), False, ()),
        CellView(context.wording.number(fact.value), "", True, ()),
        CellView("", "", False, citations(context, fact, slug)),
    )


def _cell(text: str) -> CellView:
    return CellView(text, "", False, ())


def _number_head(text: str) -> CellView:
    return CellView(text, "", True, ())


def _number_cell(context: Context, number: int) -> CellView:
    return CellView(context.wording.number(number), "", True, ())
