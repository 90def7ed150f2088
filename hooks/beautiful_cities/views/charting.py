"""Charts as a page shows them: a title that says the finding, the pictures, the figure, and the table behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import beautiful_cities.charts as kinds
from beautiful_cities.charts import Level, Mark
from beautiful_cities.model import RELIABILITIES, Fact, Indicator, TopicId
from beautiful_cities.pictures import Order
from beautiful_cities.routes import Route, chart_file, embed
from beautiful_cities.series import Point, Series, is_next_year, reliability_of
from beautiful_cities.standins import plain_in
from beautiful_cities.status import STATUSES, Status
from beautiful_cities.views.context import Context, Link
from beautiful_cities.views.facts import CitationView, address, by, citations, status_word

_FIRST_HAND = RELIABILITIES.index("state-media")
_PUBLISHERS_AT_MOST = 3
"""So many are named under a chart; the table names them all."""


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
    """One chart with everything that a reader needs to trust it and take it away."""

    id: str
    """Unique on the site and lasting: part of the addresses of its files and of its embed page."""
    topic: TopicId | None
    title: str
    subtitle: str
    credit: str
    """Sources, as-of date and licence in one line."""
    figure: Mapping[str, Any]
    """The Plotly figure as plain JSON values; colours are CSS custom properties. A file of its own: no reader needs
    it before asking for the live chart."""
    figure_href: str
    wide: Order
    """The picture on a desktop."""
    narrow: Order
    """The picture on a phone."""
    files: tuple[Order, Order]
    """The chart as an SVG and as a PNG file, with its title and credit."""
    csv: Link
    picture_files: tuple[Link, ...]
    """There only where pictures could be drawn."""
    embed: str
    """The address of the page that shows the chart on another site."""
    embed_height_px: int
    embed_title: str
    table: TableView


def trend_chart(context: Context, slug: str, series: Series, *, id: str, place: str) -> ChartView:
    """The chart of a series of one place."""
    _, wording, indicator = context.say, context.wording, series.indicator
    unit = context.data.units[indicator.unit]
    topic = series.points[-1].fact.topic
    marks = [mark_of(context, point.fact, wording.date(point.date)) for point in series.points]
    last = series.points[-1].date
    open_targets = [target for target in series.targets if target.deadline and str(target.deadline) > str(last)]
    targets = [mark_of(context, target, by(context, target.deadline)) for target in open_targets if target.deadline]
    figure = kinds.trend(marks, topic=topic, wording=wording, levels=levels_of(context, indicator), targets=targets)
    notes = [
        context.words(indicator.definition),
        _("Unit: %(unit)s.", unit=wording.unit(unit)),
        _("Solid marks: official source or state media; open marks: a copy or a secondary source."),
    ]
    if _has_gap(series):
        notes.append(_("Dotted line: we found no published figure for the years between."))
    if targets:
        notes.append(_("Short bar: target."))
    notes += level_notes(context, indicator)
    facts = [fact for point in series.points for fact in _facts_of(point)] + open_targets
    return chart_view(
        context,
        figure,
        id=id,
        topic=topic,
        title=_finding(context, series, place),
        notes=notes,
        facts=facts,
        table=_trend_table(context, slug, series, open_targets),
    )


def deadline_chart(context: Context, targets: Sequence[tuple[Fact, Status]], *, id: str, place: str) -> ChartView:
    """How many dated targets of a place fall due in each year, and where they stand."""
    _ = context.say
    counts: defaultdict[int, Counter[Status]] = defaultdict(Counter)
    for target, status in targets:
        if target.deadline is not None:
            counts[target.deadline.year][status] += 1
    names: Mapping[Status, str] = {status: status_word(context, status) for status in STATUSES}
    used = [status for status in STATUSES if any(of_year[status] for of_year in counts.values())]
    rows = tuple(
        (cell(str(year)), *(number_cell(context, counts[year][status]) for status in used)) for year in sorted(counts)
    )
    columns = (cell(_("Due in")), *(number_head(names[status]) for status in used))
    title = _("%(place)s: dated targets by the year they fall due", place=place)
    return chart_view(
        context,
        kinds.deadlines(counts, names=names, wording=context.wording),
        id=id,
        topic=None,
        title=title,
        notes=[_("Number of targets. Status on %(date)s.", date=context.today)],
        facts=[target for target, _status in targets],
        table=TableView(title, columns, rows),
    )


def progress_chart(
    context: Context, slug: str, pairs: Sequence[tuple[Fact, Series]], *, id: str, place: str
) -> ChartView:
    """How far the targets of a place have been reached, each against the first value of its series.

    The share is (latest - first) / (target - first), in percent: the way gone of the way to go.
    """
    _, wording = context.say, context.wording
    steps, rows = [], []
    for target, series in pairs:
        assert target.value is not None
        assert target.deadline is not None
        first, last = series.points[0], series.points[-1]
        share = 100 * (last.value - first.value) / (target.value - first.value)
        unit = context.data.units[series.indicator.unit]
        name = _("%(name)s, %(when)s", name=context.words(series.indicator.name), when=by(context, target.deadline))
        words = {
            "first": wording.number(first.value),
            "last": wording.number(last.value),
            "target": wording.value(target.value, unit),
        }
        steps.append(kinds.Progress(name, share, _("%(first)s, now %(last)s, target %(target)s", **words)))
        rows.append(
            (
                CellView(name, address(context, slug, target), False, ()),
                _value_cell(context, first.value, wording.date(first.date)),
                _value_cell(context, last.value, wording.date(last.date)),
                CellView(str(words["target"]), "", True, citations(context, target, slug)),
            )
        )
    title = _("%(place)s: how far the measured targets are reached", place=place)
    columns = (cell(_("Target")), *map(number_head, (_("First value"), _("Latest value"), _("Target value"))))
    facts = [target for target, _series in pairs] + [series.points[-1].fact for _target, series in pairs]
    notes = [
        _("The way gone from the first published value to the target, in percent."),
        _("Only targets that are open and whose measure has at least two published values."),
    ]
    return chart_view(
        context,
        kinds.progress(steps, wording=wording),
        id=id,
        topic=None,
        title=title,
        notes=notes,
        facts=facts,
        table=TableView(title, columns, tuple(rows)),
    )


def timeline_chart(
    context: Context, slug: str, events: Sequence[tuple[Fact, str]], *, id: str, place: str
) -> ChartView:
    """Dated rules, titles, events and open targets of a place; each comes with the name of its row."""
    _, wording = context.say, context.wording
    dots, rows = [], []
    for fact, lane in events:
        assert fact.when is not None
        when = by(context, fact.deadline) if fact.deadline else wording.date(fact.when)
        text = context.words(fact.text)
        dots.append(
            kinds.Event(fact.when, lane, _("%(date)s: %(value)s", date=when, value=_short(text)), fact.kind == "target")
        )
        rows.append((CellView(when, address(context, slug, fact), False, ()), cell(lane), cell(text)))
    lanes = tuple(dict.fromkeys(lane for _fact, lane in events))
    title = _("%(place)s: rules, titles, events and open targets", place=place)
    return chart_view(
        context,
        kinds.timeline(dots, lanes=lanes, wording=wording),
        id=id,
        topic=None,
        title=title,
        notes=[_("Solid marks: past; open marks: ahead on %(date)s.", date=context.today)],
        facts=[fact for fact, _lane in events],
        table=TableView(title, tuple(map(cell, (_("Date"), _("Kind"), _("Statement")))), tuple(rows)),
    )


def chart_view(
    context: Context,
    figure: Any,
    *,
    id: str,
    topic: TopicId | None,
    title: str,
    notes: Sequence[str],
    facts: Iterable[Fact],
    table: TableView,
) -> ChartView:
    """A figure of any kind with its pictures, files, credit and embed code."""
    _, language = context.say, context.language
    values = kinds.plain(figure)
    credit = _credit(context, facts)
    subtitle = sentences(context, notes)
    page = f"{context.site_url}{context.route.url}#chart-{id}"
    alone = plain_in(kinds.titled(values, title=title, notes=[subtitle, credit, page]))
    return ChartView(
        id=id,
        topic=topic,
        title=title,
        subtitle=subtitle,
        credit=credit,
        figure=values,
        figure_href=context.route.asset(chart_file(language, id, "json")),
        wide=Order(values, kinds.WIDE_PX, "inline", language),
        narrow=Order(kinds.compact(values), kinds.NARROW_PX, "inline", language),
        files=(Order(alone, kinds.WIDE_PX, "svg", language), Order(alone, kinds.WIDE_PX, "png", language)),
        csv=_file_link(context, id, "csv"),
        picture_files=tuple(_file_link(context, id, form) for form in ("svg", "png")),
        embed=context.site_url + Route(language, embed(id)).url,
        embed_height_px=values["layout"]["height"] + _EMBED_ROOM_PX,
        embed_title=_("Show this chart on another site"),
        table=table,
    )


def _file_link(context: Context, id: str, form: str) -> Link:
    return Link(form.upper(), context.route.asset(chart_file(context.language, id, form)))


_EMBED_ROOM_PX = 220
"""What title, subtitle and credit take beside the picture on an embed page."""


def levels_of(context: Context, indicator: Indicator) -> tuple[Level, ...]:
    """The lines that the charts of an indicator carry, such as a national standard."""
    national = {fact.id: fact for fact in context.data.national.facts}
    return tuple(
        Level(value, f"{context.words(line.name)} {context.wording.number(value)}")
        for line in indicator.lines
        if (value := national[line.fact].value) is not None
    )


def level_notes(context: Context, indicator: Indicator) -> list[str]:
    """What the lines across mean, for the words under a chart's title."""
    return [context.say("Dashed line: %(name)s.", name=level.label) for level in levels_of(context, indicator)]


def _credit(context: Context, facts: Iterable[Fact]) -> str:
    """Who says so, and as of when: the publishers of the facts, those of most facts first."""
    _ = context.say
    publishers = (context.data.sources[citation.source].publisher for fact in facts for citation in fact.sources)
    counts = Counter(context.words(publisher) for publisher in publishers if publisher)
    names = [name for name, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    shown = names[:_PUBLISHERS_AT_MOST]
    if len(names) > len(shown):
        more = context.count("%(number)s more", "%(number)s more", len(names) - len(shown))
        shown = [*shown, more]
    return _(
        "Sources: %(publishers)s. As of %(date)s. Beautiful Cities, CC BY 4.0.",
        publishers=context.wording.list(shown),
        date=context.today,
    )


_LABEL_AT_MOST = 60
"""Characters of a statement on a label; the table has the whole."""


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_AT_MOST else text[:_LABEL_AT_MOST] + "…"


def mark_of(context: Context, fact: Fact, when: str) -> Mark:
    """A fact of a series as a chart draws it; `when` is its date in words."""
    assert fact.value is not None
    assert fact.unit is not None
    assert fact.when is not None
    value = context.wording.value(fact.value, context.data.units[fact.unit])
    rank = reliability_of(fact, context.data.sources)
    words = context.say("%(date)s: %(value)s", date=when, value=value)
    return Mark(fact.when, fact.value, words, rank <= _FIRST_HAND)


def _has_gap(series: Series) -> bool:
    return any(not is_next_year(before.date, after.date) for before, after in pairwise(series.points))


def _finding(context: Context, series: Series, place: str) -> str:
    """The chart's title: what happened from the first value to the last."""
    _, wording = context.say, context.wording
    first, last = series.points[0], series.points[-1]
    name = context.words(series.indicator.name)
    percent = "%" if series.indicator.unit == "%" else ""
    values = {
        "name": _("%(name)s in %(place)s", place=place, name=name),
        "first": wording.number(first.value) + percent,
        "last": wording.number(last.value) + percent,
        "first_date": wording.date(first.date),
        "last_date": wording.date(last.date),
    }
    if last.value < first.value:
        return _("%(name)s: %(first)s (%(first_date)s), down to %(last)s (%(last_date)s)", **values)
    if last.value > first.value:
        return _("%(name)s: %(first)s (%(first_date)s), up to %(last)s (%(last_date)s)", **values)
    return _("%(name)s: %(first)s (%(first_date)s), the same (%(last_date)s)", **values)


def sentences(context: Context, sentences: Sequence[str]) -> str:
    """Sentences one after another: English with a space between them, Chinese without."""
    return context.wording.between.join(sentences)


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
    columns = (cell(_("Date")), number_head(unit), cell(_("Source")))
    return TableView(context.words(series.indicator.name), columns, tuple(rows))


def _facts_of(point: Point) -> tuple[Fact, ...]:
    return (point.fact, *point.others)


def _trend_row(context: Context, slug: str, fact: Fact, when: str) -> tuple[CellView, ...]:
    assert fact.value is not None
    return (
        CellView(when, address(context, slug, fact), False, ()),
        CellView(context.wording.number(fact.value), "", True, ()),
        CellView("", "", False, citations(context, fact, slug)),
    )


def cell(text: str) -> CellView:
    """A cell of words."""
    return CellView(text, "", False, ())


def number_head(text: str) -> CellView:
    """The head of a column of numbers."""
    return CellView(text, "", True, ())


def number_cell(context: Context, number: int) -> CellView:
    """A whole number."""
    return CellView(context.wording.number(number), "", True, ())


def _value_cell(context: Context, value: Any, when: str) -> CellView:
    words = context.say("%(value)s (%(date)s)", value=context.wording.number(value), date=when)
    return CellView(words, "", True, ())
