"""The sections that the page of a city and the page of a topic share: facts by theme, targets, timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beautiful_cities.model import Fact, Kind, Topic, TopicId
from beautiful_cities.series import Series
from beautiful_cities.status import Status
from beautiful_cities.views.charting import ChartView, deadline_chart, progress_chart, timeline_chart, trend_chart
from beautiful_cities.views.context import Context, Heading
from beautiful_cities.views.facts import Facts, FactView, StatusView, status_view


@dataclass(frozen=True, slots=True)
class KindView:
    """The facts of a theme that are of one kind, such as its measures."""

    name: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A group that stays folded until wanted."""

    anchor: str
    name: str
    count: str
    kinds: tuple[KindView, ...]


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The dated targets of one status."""

    status: StatusView
    count: str
    is_open: bool
    """False where the list is long: it is folded until wanted."""
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic of a place: its charts and its facts."""

    id: TopicId
    heading: Heading
    number: int
    count: str
    themes_line: str
    charts: tuple[ChartView, ...]
    """The few that stand open."""
    more_charts: tuple[ChartView, ...]
    """The rest, folded, so that the facts are not far below."""
    themes: tuple[ThemeView, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the timeline."""

    when: str
    text: str
    href: str
    permalink_name: str
    is_plan: bool
    status: StatusView | None


# Facts of a theme in the order of its page: what happened, what was promised, what is done, what binds, the rest.
_KINDS: tuple[tuple[Kind, ...], ...] = (
    ("result", "observation"),
    ("target",),
    ("measure",),
    ("regulation", "designation"),
    ("milestone", "definition"),
)
_DATED: frozenset[Kind] = frozenset({"milestone", "designation", "regulation"})


TARGETS_ANCHOR = "targets"
"""Where the dated targets stand on a page."""


def theme_anchor(topic_id: TopicId, theme_id: str) -> str:
    """Where the facts of a theme stand on a page: "zero-waste-solid-waste"."""
    return f"{topic_id}-{theme_id}"


def target_charts(
    context: Context, facts: Facts, targets: Mapping[Status, Sequence[Fact]], every: Sequence[Series], *, id: str
) -> tuple[ChartView, ...]:
    """When the targets fall due, where they are of two years at least; and how far the open ones are reached.

    `id` is what the charts' own ids begin with.
    """
    charts = []
    dated = [(target, status) for status, of_status in targets.items() for target in of_status]
    if len({target.deadline.year for target, _ in dated if target.deadline}) > 1:
        charts.append(deadline_chart(context, dated, id=f"{id}-deadlines", place=facts.place))
    trends = {series.indicator.id: series for series in every if series.is_trend and not series.indicator.yearly}
    measured = [
        (target, series)
        for status in ("due-soon", "ahead")
        for target in targets.get(status, ())
        if (series := trends.get(target.indicator or "")) and _can_progress(target, series)
    ]
    if measured:
        charts.append(progress_chart(context, facts.slug, measured, id=f"{id}-progress", place=facts.place))
    return tuple(charts)


def _can_progress(target: Fact, series: Series) -> bool:
    """There is a way to go: the first value is from before the deadline and is not the target already."""
    first = series.points[0]
    is_before = target.deadline is not None and first.date.year < target.deadline.year
    return target.value is not None and is_before and first.value != target.value


_OPEN_AT_MOST = 6
"""A longer list of targets is folded, so that the page does not become a wall."""


def target_groups(context: Context, facts: Facts, targets: Mapping[Status, Sequence[Fact]]) -> tuple[TargetGroup, ...]:
    """Dated targets by status."""
    return tuple(
        TargetGroup(
            status=status_view(context, status),
            count=context.count("%(number)s target", "%(number)s targets", len(of_status)),
            is_open=len(of_status) <= _OPEN_AT_MOST,
            facts=tuple(facts.view(target) for target in of_status),
        )
        for status, of_status in targets.items()
    )


_CHARTS_OPEN = 2
"""The longest series of a topic stand open; a page of ten charts would bury its facts."""


def topic_view(
    context: Context, topic: Topic, facts: Facts, of_topic: Sequence[Fact], series: Sequence[Series]
) -> TopicView:
    """One topic of a place; `series` are all of the place's."""
    themes = tuple(
        _theme(context, topic, theme.id, facts, [fact for fact in of_topic if fact.theme == theme.id])
        for theme in context.data.themes.values()
        if any(fact.theme == theme.id for fact in of_topic)
    )
    charts = tuple(
        trend_chart(context, facts.slug, one, id=f"{facts.id}-{one.indicator.id}", place=facts.place)
        for one in sorted(series, key=lambda one: -len(one.points))
        if one.is_trend and one.points[-1].fact.topic == topic.id
    )
    return TopicView(
        id=topic.id,
        heading=Heading(topic.id, context.words(topic.name)),
        number=len(of_topic),
        count=context.count("%(number)s fact", "%(number)s facts", len(of_topic)),
        themes_line=context.wording.list([theme.name for theme in themes]),
        charts=charts[:_CHARTS_OPEN],
        more_charts=charts[_CHARTS_OPEN:],
        themes=themes,
    )


def _theme(context: Context, topic: Topic, theme_id: str, facts: Facts, of_theme: Sequence[Fact]) -> ThemeView:
    groups = [[fact for fact in of_theme if fact.kind in kinds] for kinds in _KINDS]
    counts = [_count(context, index, len(group)) for index, group in enumerate(groups) if group]
    kinds = tuple(
        KindView(_kind_name(context, index), tuple(facts.view(fact, is_address=True) for fact in group))
        for index, group in enumerate(groups)
        if group
    )
    name = context.words(context.data.themes[theme_id].name)
    return ThemeView(theme_anchor(topic.id, theme_id), name, context.wording.list(counts), kinds)


def _kind_name(context: Context, index: int) -> str:
    _ = context.say
    names = (
        _("Results and observations"),
        _("Targets"),
        _("Measures"),
        _("Rules, plans and titles"),
        _("Events and explanations"),
    )
    return names[index]


def _count(context: Context, index: int, number: int) -> str:
    count = context.count
    match index:
        case 0:
            return count("%(number)s result", "%(number)s results", number)
        case 1:
            return count("%(number)s target", "%(number)s targets", number)
        case 2:
            return count("%(number)s measure", "%(number)s measures", number)
        case 3:
            return count("%(number)s rule or title", "%(number)s rules and titles", number)
    return count("%(number)s event or explanation", "%(number)s events and explanations", number)


def events_in(facts: Facts, every: Sequence[Fact]) -> tuple[Fact, ...]:
    """Dated events, rules and titles, and the targets whose deadline is still ahead, in order of time."""
    chosen = [
        fact
        for fact in every
        if (fact.kind in _DATED and fact.date is not None)
        or (fact.kind == "target" and facts.status(fact) in ("ahead", "due-soon"))
    ]
    return tuple(sorted(chosen, key=lambda one: str(one.when)))


def event_view(facts: Facts, fact: Fact) -> EventView:
    """One line of the timeline."""
    view = facts.view(fact)
    return EventView(view.when, view.text, view.permalink, view.permalink_name, fact.kind == "target", view.status)


def timeline_charts(context: Context, facts: Facts, chosen: Sequence[Fact], *, id: str) -> tuple[ChartView, ...]:
    """A picture of the timeline, where there is enough to see; `id` is what its own id begins with."""
    if len(chosen) < _EVENTS_AT_LEAST:
        return ()
    rows = {kind: _kind_name(context, index) for index, of_row in enumerate(_KINDS) for kind in of_row}
    events = [(fact, rows[fact.kind]) for fact in chosen]
    return (timeline_chart(context, facts.slug, events, id=f"{id}-timeline", place=facts.place),)


_EVENTS_AT_LEAST = 4
"""Fewer are read faster in the list than in a picture."""
