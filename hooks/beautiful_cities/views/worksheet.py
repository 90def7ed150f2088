"""A sheet on one city for a class: one page of A4 with key figures, a chart, three questions and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beautiful_cities.languages import DEFAULT, LANGUAGES, family
from beautiful_cities.model import City, Fact
from beautiful_cities.routes import city
from beautiful_cities.series import Series, series_of
from beautiful_cities.status import Status
from beautiful_cities.views.charting import ChartView, trend_chart
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.explainer import learn_crumbs
from beautiful_cities.views.facts import Facts, StatementView, publisher_of, statement, status_word
from beautiful_cities.views.sections import events_in, target_charts, timeline_charts


@dataclass(frozen=True, slots=True)
class TaskView:
    """One question with room for its answer."""

    ask: str
    quoted: str
    """What is to be read first; may be empty."""
    answer: str
    """For the teacher, on the screen alone."""


@dataclass(frozen=True, slots=True)
class WorksheetView:
    """Everything on the sheet."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    name_line: str
    """Where a pupil writes name and date."""
    hint: str
    key_figures: Heading
    statements: tuple[StatementView, ...]
    chart: ChartView | None
    """It belongs to the page of the city, which has its files; None where that page has none."""
    chart_heading: Heading
    questions: Heading
    tasks: tuple[TaskView, ...]
    sources: Heading
    source_lines: tuple[str, ...]
    more: Link
    answers: Heading
    charts: tuple[ChartView, ...] = ()
    """Every chart that is the page's own: none."""


_SOURCES_AT_MOST = 6
"""As many as the sheet has room for; the page of the city has them all."""


def worksheet_view(context: Context, slug: str) -> WorksheetView:
    """The sheet on the city with this slug."""
    _, data = context.say, context.data
    place = data.cities[slug]
    name = context.words(place.name)
    by_id = {fact.id: fact for fact in place.facts}
    figures = [by_id[fact_id] for fact_id in place.key_figures]
    series = series_of(place.facts, data.indicators, data.sources)
    facts = Facts(context, slug, place.facts, series)
    chart, shown, tasks = _chart(context, slug, place, facts, series)
    target = _target(facts)
    if target is not None:
        tasks.append(_promise(context, facts, target))
    tasks += [
        TaskView(
            ask=_("Choose one key figure. Who says so? What could you hold beside it to judge it?"),
            quoted="",
            answer=_("The line under the figure names the source. An earlier year, a limit, a target or another city."),
        ),
        TaskView(
            ask=_("What would you like to know about this city that the sheet does not say? Whom could you ask?"),
            quoted="",
            answer=_("Any question that a published figure could answer. The publishers named under the figures."),
        ),
        TaskView(
            ask=_("Find another city on this site. Which of its figures can be set beside one of these?"),
            quoted="",
            answer=_("Only one of the same measure and the same time; the page “Compare” has them."),
        ),
    ]
    cited = _documents(context, [*figures, *shown, *([target] if target else [])])
    return WorksheetView(
        title=_("Worksheet: %(city)s", city=name),
        description=_("One page to print: key figures of %(city)s, a chart, three questions and sources.", city=name),
        crumbs=learn_crumbs(context),
        name_line=_("Name and date:"),
        hint=_("Print this page: it fills one sheet of A4. The answers below stay on the screen."),
        key_figures=Heading("key-figures", _("In short")),
        statements=tuple(statement(context, slug, fact) for fact in figures),
        chart=chart,
        chart_heading=Heading("chart", _("A chart")),
        questions=Heading("questions", _("Three questions")),
        tasks=tuple(tasks[:_TASKS]),
        sources=Heading("sources", _("Sources")),
        source_lines=tuple(cited[:_SOURCES_AT_MOST]),
        more=Link(_("All facts and sources on the page of %(city)s", city=name), context.link(city(slug))),
        answers=Heading("answers", _("Answers")),
    )


_TASKS = 3


def _chart(
    context: Context, slug: str, place: City, facts: Facts, series: Sequence[Series]
) -> tuple[ChartView | None, list[Fact], list[TaskView]]:
    """The longest series, else the years in which targets fall due, else the timeline; with a question on it.

    They are the charts of the city's page, so that no picture is drawn twice.
    """
    _ = context.say
    trends = [one for one in series if one.is_trend]
    if trends:
        longest = max(trends, key=lambda one: len(one.points))
        chart = trend_chart(context, slug, longest, id=f"{slug}-{longest.indicator.id}", place=facts.place)
        return chart, [longest.points[0].fact, longest.points[-1].fact], [_reading(context, longest)]
    targets = facts.dated_targets()
    charts = target_charts(context, facts, targets, series, id=slug) or timeline_charts(
        context, facts, events_in(facts, place.facts), id=slug
    )
    if not charts:
        return None, [], []
    task = TaskView(
        ask=_("Look at the chart. Which year has the most entries? Which are still to come?"),
        quoted="",
        answer=_("The table of the same chart on the page of the city counts them."),
    )
    return charts[0], [], [task]


def _reading(context: Context, series: Series) -> TaskView:
    """What a chart of one measure is asked: its first and its last value, and the change."""
    _, wording = context.say, context.wording
    first, last = series.points[0], series.points[-1]
    unit = context.data.units[series.indicator.unit]
    dates = {"first": wording.date(first.date), "last": wording.date(last.date)}
    change = abs(last.value - first.value)
    values = {
        "from": wording.value(first.value, unit),
        "to": wording.value(last.value, unit),
        "change": wording.number(change),
    }
    return TaskView(
        ask=_("Read the chart: what was the value for %(first)s, and for %(last)s? How much did it change?", **dates),
        quoted="",
        answer=_("%(from)s; %(to)s; a change of %(change)s.", **values),
    )


def _target(facts: Facts) -> Fact | None:
    """A promise with a date, and with a number where there is one; what is still open goes before what is decided."""
    dated = facts.dated_targets()
    in_order = [
        one
        for status in sorted(dated, key=_TOLD_FIRST.index)
        for one in dated[status]
        if len(one.text[_MEASURED_IN]) <= _QUOTED_AT_MOST
    ]
    with_number = [one for one in in_order if one.value is not None]
    return next(iter(with_number or in_order), None)


_TOLD_FIRST: tuple[Status, ...] = ("due-soon", "ahead", "met", "missed", "past")
_QUOTED_AT_MOST = 200
"""Characters of a promise that leave room for its answer."""
_MEASURED_IN = next((one for one in LANGUAGES if family(one) != "zh"), DEFAULT)
"""All languages ask of the same promise; outside Chinese it is longest."""


def _promise(context: Context, facts: Facts, target: Fact) -> TaskView:
    _ = context.say
    view = facts.view(target)
    status = facts.status(target)
    assert status is not None
    answer = (
        _("%(value)s %(bound)s, %(when)s. Status on %(date)s: %(status)s.")
        if view.number
        else _("%(when)s. Status on %(date)s: %(status)s.")
    )
    words = {
        "value": view.number + view.scale,
        "bound": view.bound,
        "when": view.when,
        "date": context.today,
        "status": status_word(context, status),
    }
    return TaskView(
        ask=_("Read this promise. What is to be reached, and by when? How could you check it?"),
        quoted=view.text,
        answer=" ".join((answer % words).split()),
    )


def _documents(context: Context, facts: Iterable[Fact]) -> list[str]:
    """The documents that the facts rest on, each once: who, what, when."""
    data = context.data
    lines = []
    for fact in facts:
        source = data.sources[fact.sources[0].source]
        date = context.wording.date(source.published) if source.published else context.say("no date")
        words = {"publisher": publisher_of(context, source), "title": context.words(source.title), "date": date}
        lines.append(context.say("%(publisher)s: %(title)s, %(date)s", **words))
    return list(dict.fromkeys(lines))
