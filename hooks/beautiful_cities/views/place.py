"""The page of one city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beautiful_cities.art import Shape, cover_art
from beautiful_cities.model import City, TopicId
from beautiful_cities.routes import CITIES, HOME, city, city_document, worksheet
from beautiful_cities.series import series_of
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link, Twin
from beautiful_cities.views.deadlines import calendar_link, targets_link
from beautiful_cities.views.facts import Facts, StatementView, statement
from beautiful_cities.views.sections import (
    EventView,
    TargetGroup,
    TopicView,
    event_view,
    events_in,
    target_charts,
    target_groups,
    timeline_charts,
    topic_view,
)
from beautiful_cities.views.sourcing import SourceGroup, source_groups


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of a long page's contents."""

    heading: Heading
    topic: TopicId | None
    count: str


@dataclass(frozen=True, slots=True)
class CityView:
    """Everything on a city's page."""

    slug: str
    title: str
    description: str
    crumbs: tuple[Link, ...]
    name: str
    twin: Twin | None
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
    targets_link: Link
    """The same targets in the list of all."""
    calendar: Link
    """There where it has dated targets."""
    topics: tuple[TopicView, ...]
    timeline: Heading
    timeline_count: str
    timeline_charts: tuple[ChartView, ...]
    events: tuple[EventView, ...]
    sources: Heading
    sources_note: str
    source_groups: tuple[SourceGroup, ...]
    document: Link
    """Everything on the page as JSON."""
    colophon: str
    worksheet: Link

    @property
    def charts(self) -> tuple[ChartView, ...]:
        """Every chart of the page."""
        of_topics = (chart for topic in self.topics for chart in (*topic.charts, *topic.more_charts))
        return (*self.target_charts, *of_topics, *self.timeline_charts)


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
        topic_view(context, topic, facts, [fact for fact in place.facts if fact.topic == topic.id], series)
        for topic in data.topics.values()
        if any(fact.topic == topic.id for fact in place.facts)
    )
    chosen = events_in(facts, place.facts)
    name = facts.place
    groups = source_groups(context, place.facts)
    headings = _headings(context)
    return CityView(
        slug=slug,
        title=_("%(city)s: plans and results", city=name),
        description=context.words(place.summary),
        crumbs=_crumbs(context, place),
        name=name,
        twin=context.twin(place.name),
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
        target_charts=target_charts(context, facts, targets, series, id=slug),
        target_groups=target_groups(context, facts, targets),
        targets_link=targets_link(context, _("In the list of all targets"), place=facts.id),
        calendar=calendar_link(context, _("As a calendar (ICS)"), slug),
        topics=topics,
        timeline=headings["timeline"],
        timeline_count=context.count("%(number)s entry", "%(number)s entries", len(chosen)),
        timeline_charts=timeline_charts(context, facts, chosen, id=slug),
        events=tuple(event_view(facts, fact) for fact in chosen),
        sources=headings["sources"],
        sources_note=_(
            "We link only the sites of public bodies, official media, journals and established publishers."
            " Where we read a copy, we name the issuer, title, date and document number. If you know the address of an"
            " original, please tell us; the page About says how."
        ),
        source_groups=groups,
        document=Link(_("Everything on this page as JSON"), context.route.asset(city_document(slug))),
        colophon=_(
            "This page was reviewed on %(date)s. The sign ¶ after a statement is its address.",
            date=context.wording.date(place.reviewed),
        ),
        worksheet=Link(_("Worksheet for a class, one page of A4"), context.link(worksheet(slug))),
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
    lines += [ContentsLine(topic.heading, topic.id, number(topic.number)) for topic in topics]
    lines += [ContentsLine(headings["timeline"], None, number(events))] if events else []
    return (*lines, ContentsLine(headings["sources"], None, number(sources)))
