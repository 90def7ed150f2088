"""The home page."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.art import Shape
from beautiful_cities.model import Data, Fact, FactId, TopicId
from beautiful_cities.routes import CITIES, topic
from beautiful_cities.series import series_of
from beautiful_cities.views.charting import ChartView, trend_chart
from beautiful_cities.views.cities import counts_line
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.deadlines import targets_link
from beautiful_cities.views.facts import CitationView, Facts, FactView, citations, statement
from beautiful_cities.views.finder import FinderView, finder_view
from beautiful_cities.views.place import art_of
from beautiful_cities.views.sourcing import LegendView, reliability_legend, status_legend


@dataclass(frozen=True, slots=True)
class EntryView:
    """One topic on the home page: what it is, and one figure from the nation."""

    id: TopicId
    name: str
    href: str
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
    targets_link: Link
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


def home_view(context: Context) -> HomeView:
    """The home page."""
    _, data = context.say, context.data
    slug = cover_city(data)
    cover = data.cities[slug]
    name = context.words(cover.name)
    return HomeView(
        title=_("Beautiful Cities: what Chinese cities plan, and what they have done"),
        description=_lead(context),
        heading=(_("What Chinese cities plan,"), _("and what they have done")),
        lead=_lead(context),
        art=art_of(slug, cover),
        art_caption=_("Cover: %(city)s. Worked out from position, terrain and water; not a view.", city=name),
        counts=counts_line(context),
        entries=tuple(_entry(context, topic_id) for topic_id in data.topics),
        due=Heading("due", _("Due soon")),
        due_note=_("Targets whose date is at most half a year away, on %(date)s.", date=context.today),
        due_facts=_due(context),
        cities_link=Link(_("All cities"), context.link(CITIES)),
        targets_link=targets_link(context, _("All dated targets and their results")),
        chart_heading=Heading("air", _("Years of air")),
        chart_note=_("One indicator of one city, year by year."),
        charts=longest_trend(context),
        finder=finder_view(context),
        marks=Heading("marks", _("How to read the marks")),
        marks_note=_("Shape and word; never colour alone."),
        reliabilities_title=_("How reliable a source is (squares)"),
        reliabilities=reliability_legend(context),
        statuses_title=_("Where a target stands (circles)"),
        statuses=status_legend(context),
    )


def _lead(context: Context) -> str:
    return context.say(
        "Beautiful cities, zero waste, biodiversity: plans and results from scattered bulletins, plans and reports,"
        " brought together, each with its source. Independent public education, not a government site."
    )


def cover_city(data: Data) -> str:
    """The city whose cover stands on the home page: the one with the most facts."""
    return max(data.cities, key=lambda slug: len(data.cities[slug].facts))


def longest_trend(context: Context) -> tuple[ChartView, ...]:
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
    entry = data.topics[topic_id]
    national: dict[FactId, Fact] = {fact.id: fact for fact in data.national.facts}
    definition, figure = (national[fact_id] for fact_id in entry.facts)
    said = statement(context, "", figure)
    number = sum(fact.topic == topic_id for place in data.cities.values() for fact in place.facts)
    return EntryView(
        id=topic_id,
        name=context.words(entry.name),
        href=context.link(topic(topic_id)),
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
_DUE_PER_PLACE = 2
"""So that one city with many dates does not hide the others."""


def _due(context: Context) -> tuple[FactView, ...]:
    data = context.data
    due: list[tuple[str, FactView]] = []
    for slug, place in data.cities.items():
        facts = Facts(context, slug, place.facts, series_of(place.facts, data.indicators, data.sources))
        due += [
            (str(target.deadline), facts.view(target, with_place=True))
            for target in facts.dated_targets().get("due-soon", ())[:_DUE_PER_PLACE]
        ]
    return tuple(view for _, view in sorted(due, key=lambda item: item[0])[:_DUE_AT_MOST])
