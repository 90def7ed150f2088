"""The page of one city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beautiful_cities.art import Shape, cover_art
from beautiful_cities.i18n import TAGS
from beautiful_cities.model import City, Fact, Kind, Topic, TopicId
from beautiful_cities.routes import CITIES, HOME, city
from beautiful_cities.series import Series, series_of
from beautiful_cities.status import Status
from beautiful_cities.views.charting import ChartView, deadline_chart, progress_chart, timeline_chart, trend_chart
from beautiful_cities.views.context import Context, Heading, Link, Twin
from beautiful_cities.views.facts import Facts, FactView, StatementView, StatusView, statement, status_view
from beautiful_cities.views.sourcing import SourceGroup, source_groups


@dataclass(frozen=True, slots=True)
class KindView:
    """The facts of a theme that are of one kind, such as its measures."""

    name: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A group that stays folded until wanted."""

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
    """One topic of a city: its charts and its facts."""

    id: TopicId
    heading: Heading
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
    is_plan: bool
    status: StatusView | None


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of a long page's contents."""

    heading: Heading
    topic: TopicId | None
    count: str


@dataclass(frozen=True, slots=True)
class CityView:
    """Everything on a city's page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    name: str
    twin: Twin
    art: tuple[Shape, ...]
    art_caption: str
    coordinates: str
    tagline: str
    reviewed: str
    summary: str
    contents: tuple[ContentsLine, ...]
    key_figures: Heading
    statements: tuple[StatementView, ...]
    targets: Heading
    targets_note: str
    target_charts: tuple[ChartView, ...]
    target_groups: tuple[TargetGroup, ...]
    topics: tuple[TopicView, ...]
    timeline: Heading
    timeline_count: str
    timeline_charts: tuple[ChartView, ...]
    events: tuple[EventView, ...]
    sources: Heading
    sources_note: str
    source_groups: tuple[SourceGroup, ...]
    colophon: str

    @property
    def charts(self) -> tuple[ChartView, ...]:
        """Every chart of the page."""
        of_topics = (chart for topic in self.topics for chart in (*topic.charts, *topic.more_charts))
        return (*self.target_charts, *of_topics, *self.timeline_charts)


# Facts of a theme in the order of its page: what happened, what was promised, what is done, what binds, the rest.
_KINDS: tuple[tuple[Kind, ...], ...] = (
    ("result", "observation"),
    ("target",),
    ("measure",),
    ("regulation", "designation"),
    ("milestone", "definition"),
)
_DATED: frozenset[Kind] = frozenset({"milestone", "designation", "regulation"})


def city_view(context: Context, slug: str) -> CityView:
    """The page of the city with this slug."""
    _, data = context.say, context.data
    place = data.cities[slug]
    series = series_of(place.facts, data.indicators, data.sources)
    facts = Facts(context, slug, place.facts, series)
    by_id = {fact.id: fact for fact in place.facts}
    targets = facts.dated_targets()
    number_of_targets = sum(map(len, targets.values()))
    topics = tuple(
        _topic(context, slug, topic, facts, [fact for fact in place.facts if fact.topic == topic.id], series)
        for topic in data.topics.values()
        if any(fact.topic == topic.id for fact in place.facts)
    )
    chosen = _events(facts, place.facts)
    name = context.words(place.name)
    groups = source_groups(context, place.facts)
    headings = _headings(context)
    return CityView(
        title=_("%(city)s: plans and results", city=name),
        description=context.words(place.summary),
        crumbs=_crumbs(context, place),
        name=name,
        twin=_twin(context, place),
        art=art_of(slug, place),
        art_caption=_("Drawn from %(city)s’s position, terrain and water; not a view.", city=name),
        coordinates=coordinates(context, place),
        tagline=context.words(place.tagline),
        reviewed=_("Reviewed on %(date)s", date=context.wording.date(place.reviewed)),
        summary=context.words(place.summary),
        contents=_contents(
            context, headings, topics, number_of_targets, len(chosen), sum(len(one.sources) for one in groups)
        ),
        key_figures=headings["key-figures"],
        statements=tuple(statement(context, slug, by_id[fact_id]) for fact_id in place.key_figures),
        targets=headings["targets"],
        targets_note=_(
            "Status is worked out from the date, the published outcome and the as-of date (%(date)s), never typed in.",
            date=context.today,
        ),
        target_charts=_target_charts(context, slug, name, targets, series),
        target_groups=tuple(_target_group(context, facts, status, of_status) for status, of_status in targets.items()),
        topics=topics,
        timeline=headings["timeline"],
        timeline_count=context.count("%(number)s entry", "%(number)s entries", len(chosen)),
        timeline_charts=_timeline_charts(context, slug, name, chosen),
        events=tuple(_event(context, facts, fact) for fact in chosen),
        sources=headings["sources"],
        sources_note=_(
            "We link only the sites of public bodies, official media, journals and established publishers."
            " Where we read a copy, we name the issuer, title, date and document number. If you know the address of an"
            " original, please tell us; the page About says how."
        ),
        source_groups=groups,
        colophon=_(
            "This page was reviewed on %(date)s. The sign ¶ after a statement is its address.",
            date=context.wording.date(place.reviewed),
        ),
    )


def art_of(slug: str, place: City) -> tuple[Shape, ...]:
    """The cover of a city."""
    return cover_art(
        slug=slug,
        terrain=place.terrain,
        water=place.water,
        level=place.level,
        latitude=float(place.coordinates.latitude),
        longitude=float(place.coordinates.longitude),
    )


def coordinates(context: Context, place: City) -> str:
    """The position in words: "36.67° N, 117.00° E"."""
    position = place.coordinates
    return context.say(
        "%(latitude)s° N, %(longitude)s° E", latitude=f"{position.latitude:.2f}", longitude=f"{position.longitude:.2f}"
    )


def _headings(context: Context) -> dict[str, Heading]:
    _ = context.say
    titles = {
        "key-figures": _("In short"),
        "targets": _("Targets and results"),
        "timeline": _("Timeline"),
        "sources": _("Sources"),
    }
    return {anchor: Heading(anchor, title) for anchor, title in titles.items()}


def _twin(context: Context, place: City) -> Twin:
    other = context.wording.other
    return Twin(place.name[other], TAGS[other])


def _crumbs(context: Context, place: City) -> tuple[Link, ...]:
    _ = context.say
    crumbs = [Link(_("Home"), context.link(HOME)), Link(_("Cities"), context.link(CITIES))]
    if place.parent is not None:
        parent = context.data.cities[place.parent]
        crumbs.append(Link(context.words(parent.name), context.link(city(place.parent))))
    elif place.level != "municipality":
        province = context.data.provinces[place.province]
        crumbs.append(Link(context.words(province.name), context.link(CITIES, f"province-{province.id}")))
    return tuple(crumbs)


def _contents(
    context: Context,
    headings: dict[str, Heading],
    topics: Sequence[TopicView],
    targets: int,
    events: int,
    sources: int,
) -> tuple[ContentsLine, ...]:
    number = context.wording.number
    lines = [ContentsLine(headings["targets"], None, number(targets))] if targets else []
    lines += [
        ContentsLine(
            topic.heading, topic.id, number(sum(len(kind.facts) for theme in topic.themes for kind in theme.kinds))
        )
        for topic in topics
    ]
    lines += [ContentsLine(headings["timeline"], None, number(events))] if events else []
    return (*lines, ContentsLine(headings["sources"], None, number(sources)))


def _target_charts(
    context: Context,
    slug: str,
    name: str,
    targets: Mapping[Status, Sequence[Fact]],
    every: Sequence[Series],
) -> tuple[ChartView, ...]:
    """When the targets fall due, where they are of two years at least; and how far the open ones are reached."""
    charts = []
    dated = [(target, status) for status, of_status in targets.items() for target in of_status]
    if len({target.deadline.year for target, _ in dated if target.deadline}) > 1:
        charts.append(deadline_chart(context, dated, id=f"{slug}-deadlines", place=name))
    trends = {series.indicator.id: series for series in every if series.is_trend and not series.indicator.yearly}
    measured = [
        (target, series)
        for status in ("due-soon", "ahead")
        for target in targets.get(status, ())
        if (series := trends.get(target.indicator or "")) and _can_progress(target, series)
    ]
    if measured:
        charts.append(progress_chart(context, slug, measured, id=f"{slug}-progress", place=name))
    return tuple(charts)


def _can_progress(target: Fact, series: Series) -> bool:
    """There is a way to go: the first value is from before the deadline and is not the target already."""
    first = series.points[0]
    is_before = target.deadline is not None and first.date.year < target.deadline.year
    return target.value is not None and is_before and first.value != target.value


_OPEN_AT_MOST = 6
"""A longer list of targets is folded, so that the page does not become a wall."""


def _target_group(context: Context, facts: Facts, status: Status, targets: Sequence[Fact]) -> TargetGroup:
    return TargetGroup(
        status=status_view(context, status),
        count=context.count("%(number)s target", "%(number)s targets", len(targets)),
        is_open=len(targets) <= _OPEN_AT_MOST,
        facts=tuple(facts.view(target) for target in targets),
    )


_CHARTS_OPEN = 2
"""The longest series of a topic stand open; a page of ten charts would bury its facts."""


def _topic(
    context: Context, slug: str, topic: Topic, facts: Facts, of_topic: Sequence[Fact], series: Sequence[Series]
) -> TopicView:
    themes = tuple(
        _theme(context, theme.name[context.language], facts, [fact for fact in of_topic if fact.theme == theme.id])
        for theme in context.data.themes.values()
        if any(fact.theme == theme.id for fact in of_topic)
    )
    name = context.words(context.data.cities[slug].name)
    charts = tuple(
        trend_chart(context, slug, one, id=f"{slug}-{one.indicator.id}", place=name)
        for one in sorted(series, key=lambda one: -len(one.points))
        if one.is_trend and one.points[-1].fact.topic == topic.id
    )
    return TopicView(
        id=topic.id,
        heading=Heading(topic.id, context.words(topic.name)),
        count=context.count("%(number)s fact", "%(number)s facts", len(of_topic)),
        themes_line=context.wording.list([theme.name for theme in themes]),
        charts=charts[:_CHARTS_OPEN],
        more_charts=charts[_CHARTS_OPEN:],
        themes=themes,
    )


def _theme(context: Context, name: str, facts: Facts, of_theme: Sequence[Fact]) -> ThemeView:
    groups = [[fact for fact in of_theme if fact.kind in kinds] for kinds in _KINDS]
    counts = [_count(context, index, len(group)) for index, group in enumerate(groups) if group]
    kinds = tuple(
        KindView(_kind_name(context, index), tuple(facts.view(fact, is_address=True) for fact in group))
        for index, group in enumerate(groups)
        if group
    )
    return ThemeView(name, context.wording.list(counts), kinds)


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


def _events(facts: Facts, every: Sequence[Fact]) -> tuple[Fact, ...]:
    """Dated events, rules and titles, and the targets whose deadline is still ahead, in order of time."""
    chosen = [
        fact
        for fact in every
        if (fact.kind in _DATED and fact.date is not None)
        or (fact.kind == "target" and facts.status(fact) in ("ahead", "due-soon"))
    ]
    return tuple(sorted(chosen, key=lambda one: str(one.when)))


def _event(context: Context, facts: Facts, fact: Fact) -> EventView:
    view = facts.view(fact)
    return EventView(view.when, view.text, view.permalink, fact.kind == "target", view.status)


def _timeline_charts(context: Context, slug: str, name: str, chosen: Sequence[Fact]) -> tuple[ChartView, ...]:
    """A picture of the timeline, where there is enough to see."""
    if len(chosen) < _EVENTS_AT_LEAST:
        return ()
    rows = {kind: _kind_name(context, index) for index, of_row in enumerate(_KINDS) for kind in of_row}
    events = [(fact, rows[fact.kind]) for fact in chosen]
    return (timeline_chart(context, slug, events, id=f"{slug}-timeline", place=name),)


_EVENTS_AT_LEAST = 4
"""Fewer are read faster in the list than in a picture."""
