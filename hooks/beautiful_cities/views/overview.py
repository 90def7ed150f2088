"""The pages that stand above the cities: home, the city index, all sources, and the page for a wrong address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beautiful_cities.art import Shape
from beautiful_cities.i18n import TAGS
from beautiful_cities.model import City, Data, Fact, FactId, TopicId
from beautiful_cities.routes import CITIES, HOME, SOURCES, city
from beautiful_cities.series import series_of
from beautiful_cities.views.charting import ChartView, trend_chart
from beautiful_cities.views.comparing import comparison_charts
from beautiful_cities.views.context import Context, Heading, Link, Twin
from beautiful_cities.views.facts import CitationView, Facts, FactView, citations, statement
from beautiful_cities.views.place import art_of
from beautiful_cities.views.sourcing import (
    LegendView,
    SourceGroup,
    reliability_legend,
    source_groups,
    status_legend,
)


@dataclass(frozen=True, slots=True)
class TileView:
    """A cell of the province grid."""

    short: str
    name: str
    column: int
    row: int
    href: str
    """Empty where the province has no city page."""
    count: str
    """The number of city pages; empty where there is none."""
    label: str
    """The whole cell in words, for a screen reader."""


@dataclass(frozen=True, slots=True)
class ProvinceView:
    """A province with its cities."""

    anchor: str
    name: str
    cities: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FinderView:
    """The province grid with the list beside it."""

    heading: Heading
    note: str
    tiles: tuple[TileView, ...]
    provinces: tuple[ProvinceView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """One topic on the home page: what it is, and one figure from the nation."""

    id: TopicId
    name: str
    definition: str
    definition_citations: tuple[CitationView, ...]
    before: str
    figure: str
    after: str
    citations: tuple[CitationView, ...]
    count: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on the home page."""

    title: str
    description: str
    heading: tuple[str, ...]
    """The page's title in the pieces between which it may break."""
    lead: str
    art: tuple[Shape, ...]
    art_caption: str
    counts: str
    entries: tuple[EntryView, ...]
    due: Heading
    due_note: str
    due_facts: tuple[FactView, ...]
    cities_link: Link
    chart_heading: Heading
    chart_note: str
    charts: tuple[ChartView, ...]
    """The one picture of the home page; empty while no city has a series."""
    finder: FinderView
    marks: Heading
    marks_note: str
    reliabilities_title: str
    reliabilities: tuple[LegendView, ...]
    statuses_title: str
    statuses: tuple[LegendView, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """A city in the index: its plate, its name, one sentence with its source."""

    name: str
    twin: Twin
    href: str
    tagline: str
    meta: str
    text: str
    """One true sentence: the first of its key figures."""
    citations: tuple[CitationView, ...]
    permalink: str
    art: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class CitiesView:
    """The city index."""

    title: str
    description: str
    lead: str
    finder: FinderView
    cards_heading: Heading
    cards: tuple[CardView, ...]
    comparison: Heading
    charts: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class PlaceSources:
    """The sources of one place."""

    heading: Heading
    count: str
    href: str
    groups: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """All sources."""

    title: str
    description: str
    lead: str
    marks: Heading
    reliabilities: tuple[LegendView, ...]
    places: tuple[PlaceSources, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What stands at a wrong address, in one language; the page shows both."""

    tag: str
    title: str
    lead: str
    links: tuple[Link, ...]


def home_view(context: Context) -> HomeView:
    """The home page."""
    _, data = context.say, context.data
    slug = _cover_city(data)
    cover = data.cities[slug]
    name = context.words(cover.name)
    return HomeView(
        title=_("Beautiful Cities: what Chinese cities plan, and what they have done"),
        description=_lead(context),
        heading=(_("What Chinese cities plan,"), _("and what they have done")),
        lead=_lead(context),
        art=art_of(slug, cover),
        art_caption=_("Cover: %(city)s. Worked out from position, terrain and water; not a view.", city=name),
        counts=_counts(context),
        entries=tuple(_entry(context, topic_id) for topic_id in data.topics),
        due=Heading("due", _("Due soon")),
        due_note=_("Targets whose date is at most half a year away, on %(date)s.", date=context.today),
        due_facts=_due(context),
        cities_link=Link(_("All cities"), context.link(CITIES)),
        chart_heading=Heading("air", _("Years of air")),
        chart_note=_("One indicator of one city, year by year."),
        charts=_longest_trend(context),
        finder=_finder(context),
        marks=Heading("marks", _("How to read the marks")),
        marks_note=_("Shape and word; never colour alone."),
        reliabilities_title=_("How reliable a source is (squares)"),
        reliabilities=reliability_legend(context),
        statuses_title=_("Where a target stands (circles)"),
        statuses=status_legend(context),
    )


def cities_view(context: Context) -> CitiesView:
    """The city index."""
    _ = context.say
    return CitiesView(
        title=_("Cities"),
        description=_("All cities of this guide, by province."),
        lead=_counts(context),
        finder=_finder(context),
        cards_heading=Heading("list", _("All cities")),
        cards=tuple(_card(context, slug, place) for slug, place in _in_order(context.data)),
        comparison=Heading("comparison", _("Side by side")),
        charts=comparison_charts(context, _in_order(context.data)),
    )


def sources_view(context: Context) -> SourcesView:
    """All sources, by the place whose facts rest on them."""
    _ = context.say
    national = context.data.national.facts
    places = [_place_sources(context, "national", _("The whole country"), "", national)]
    places += [
        _place_sources(context, slug, context.words(place.name), context.link(city(slug)), place.facts)
        for slug, place in _in_order(context.data)
    ]
    return SourcesView(
        title=_("Sources"),
        description=_("Every document that this guide rests on, with its publisher, date and reliability."),
        lead=_(
            "%(count)s stand behind this guide. We link only the sites of public bodies, official media, journals and"
            " established publishers; of a copy we name the issuer, title, date and document number.",
            count=context.count("%(number)s document", "%(number)s documents", len(context.data.sources)),
        ),
        marks=Heading("marks", _("How reliable a source is (squares)")),
        reliabilities=reliability_legend(context),
        places=tuple(places),
    )


def not_found_view(context: Context) -> NotFoundView:
    """The page for a wrong address, in the language of the context."""
    _ = context.say
    return NotFoundView(
        tag=context.wording.tag,
        title=_("There is no page at this address"),
        lead=_("It may have been mistyped. These pages lead on:"),
        links=(
            Link(_("Home"), context.link(HOME)),
            Link(_("Cities"), context.link(CITIES)),
            Link(_("Sources"), context.link(SOURCES)),
        ),
    )


def _lead(context: Context) -> str:
    return context.say(
        "Beautiful cities, zero waste, biodiversity: plans and results from scattered bulletins, plans and reports,"
        " brought together, each with its source. Independent public education, not a government site."
    )


def _counts(context: Context) -> str:
    data = context.data
    facts = sum(len(place.facts) for place in data.cities.values()) + len(data.national.facts)
    counts = [
        context.count("%(number)s city or district", "%(number)s cities and districts", len(data.cities)),
        context.count("%(number)s fact", "%(number)s facts", facts),
        context.count("%(number)s source", "%(number)s sources", len(data.sources)),
    ]
    return context.say("%(counts)s, as of %(date)s", counts=context.wording.list(counts), date=context.today)


def _in_order(data: Data) -> list[tuple[str, City]]:
    """Cities by province in the order of data/provinces.yml, a district after the city it lies in."""
    provinces = list(data.provinces)
    return sorted(
        data.cities.items(),
        key=lambda item: (provinces.index(item[1].province), item[1].parent is not None, item[0]),
    )


def _cover_city(data: Data) -> str:
    """The city whose cover stands on the home page: the one with the most facts."""
    return max(data.cities, key=lambda slug: len(data.cities[slug].facts))


def _longest_trend(context: Context) -> tuple[ChartView, ...]:
    """The series with the most values: the one picture of the home page."""
    data = context.data
    every = [
        (slug, place, series)
        for slug, place in data.cities.items()
        for series in series_of(place.facts, data.indicators, data.sources)
        if series.is_trend
    ]
    if not every:
        return ()
    slug, place, series = max(every, key=lambda item: len(item[2].points))
    name = context.words(place.name)
    return (trend_chart(context, slug, series, id=f"{slug}-{series.indicator.id}", place=name),)


def _entry(context: Context, topic_id: TopicId) -> EntryView:
    data = context.data
    topic = data.topics[topic_id]
    national: dict[FactId, Fact] = {fact.id: fact for fact in data.national.facts}
    definition, figure = (national[fact_id] for fact_id in topic.facts)
    said = statement(context, "", figure)
    number = sum(fact.topic == topic_id for place in data.cities.values() for fact in place.facts)
    return EntryView(
        id=topic_id,
        name=context.words(topic.name),
        definition=context.words(definition.text),
        definition_citations=citations(context, definition, ""),
        before=said.before,
        figure=said.figure,
        after=said.after,
        citations=said.citations,
        count=context.count("%(number)s fact on cities", "%(number)s facts on cities", number),
    )


_DUE_AT_MOST = 6
"""As many as fit on the first screens; each city's page has them all."""


def _due(context: Context) -> tuple[FactView, ...]:
    data = context.data
    due: list[tuple[str, FactView]] = []
    for slug, place in data.cities.items():
        facts = Facts(context, slug, place.facts, series_of(place.facts, data.indicators, data.sources))
        due += [
            (str(target.deadline), facts.view(target, with_place=True))
            for target in facts.dated_targets().get("due-soon", ())
        ]
    return tuple(view for _, view in sorted(due, key=lambda item: item[0])[:_DUE_AT_MOST])


def _finder(context: Context) -> FinderView:
    _, data = context.say, context.data
    by_province: dict[str, list[tuple[str, City]]] = {}
    for slug, place in _in_order(data):
        by_province.setdefault(place.province, []).append((slug, place))
    tiles = []
    for province in data.provinces.values():
        name = context.words(province.name)
        number = len(by_province.get(province.id, ()))
        count = context.count("%(number)s page", "%(number)s pages", number)
        tiles.append(
            TileView(
                short=name if context.language == "zh" else province.code,
                name=name,
                column=province.cell.column,
                row=province.cell.row,
                href=context.link(CITIES, f"province-{province.id}") if number else "",
                count=context.wording.number(number) if number else "",
                label=_("%(province)s: %(count)s", province=name, count=count),
            )
        )
    return FinderView(
        heading=Heading("find", _("Find a city")),
        note=_("One cell for each province-level division in the data; the number counts its city pages."),
        tiles=tuple(tiles),
        provinces=tuple(
            ProvinceView(
                anchor=f"province-{province}",
                name=context.words(data.provinces[province].name),
                cities=tuple(Link(context.words(place.name), context.link(city(slug))) for slug, place in places),
            )
            for province, places in by_province.items()
        ),
    )


def _card(context: Context, slug: str, place: City) -> CardView:
    other = context.wording.other
    first = next(fact for fact in place.facts if fact.id == place.key_figures[0])
    return CardView(
        name=context.words(place.name),
        twin=Twin(place.name[other], TAGS[other]),
        href=context.link(city(slug)),
        tagline=context.words(place.tagline),
        text=context.words(first.text),
        citations=citations(context, first, slug),
        permalink=context.link(city(slug), first.id),
        meta=context.count("%(number)s fact", "%(number)s facts", len(place.facts)),
        art=art_of(slug, place),
    )


def _place_sources(context: Context, slug: str, name: str, href: str, facts: Sequence[Fact]) -> PlaceSources:
    groups = source_groups(context, facts)
    number = sum(len(group.sources) for group in groups)
    return PlaceSources(
        heading=Heading(slug, name),
        count=context.count("%(number)s document", "%(number)s documents", number),
        href=href,
        groups=groups,
    )
