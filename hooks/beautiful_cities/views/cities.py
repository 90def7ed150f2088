"""The city index."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.art import Shape
from beautiful_cities.model import City
from beautiful_cities.routes import city
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.comparing import comparison_charts, shared_indicators
from beautiful_cities.views.context import Context, Heading, Twin
from beautiful_cities.views.facts import CitationView, citations, permalink_name
from beautiful_cities.views.finder import FinderView, finder_view, places_in_order
from beautiful_cities.views.place import art_of


@dataclass(frozen=True, slots=True)
class CardView:
    """A city in the index: its plate, its name, one sentence with its source."""

    name: str
    twin: Twin | None
    href: str
    tagline: str
    meta: str
    text: str
    """One true sentence: the first of its key figures."""
    citations: tuple[CitationView, ...]
    permalink: str
    permalink_name: str
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


def cities_view(context: Context) -> CitiesView:
    """The city index."""
    _ = context.say
    places = places_in_order(context.data)
    most_shared = shared_indicators(context, places)[:1]
    return CitiesView(
        title=_("Cities"),
        description=_("All cities of this guide, by province."),
        lead=counts_line(context),
        finder=finder_view(context),
        cards_heading=Heading("list", _("All cities")),
        cards=tuple(_card(context, slug, place) for slug, place in places),
        comparison=Heading("comparison", _("Side by side")),
        charts=tuple(chart for shared in most_shared for chart in comparison_charts(context, shared)),
    )


def counts_line(context: Context) -> str:
    """How much the guide holds, in one line."""
    data = context.data
    facts = sum(len(place.facts) for place in data.cities.values()) + len(data.national.facts)
    counts = [
        context.count("%(number)s city or district", "%(number)s cities and districts", len(data.cities)),
        context.count("%(number)s fact", "%(number)s facts", facts),
        context.count("%(number)s source", "%(number)s sources", len(data.sources)),
    ]
    return context.say("%(counts)s, as of %(date)s", counts=context.wording.list(counts), date=context.today)


def _card(context: Context, slug: str, place: City) -> CardView:
    first = next(fact for fact in place.facts if fact.id == place.key_figures[0])
    return CardView(
        name=context.words(place.name),
        twin=context.twin(place.name),
        href=context.link(city(slug)),
        tagline=context.words(place.tagline),
        text=context.words(first.text),
        citations=citations(context, first, slug),
        permalink=context.link(city(slug), first.id),
        permalink_name=permalink_name(context, first),
        meta=context.count("%(number)s fact", "%(number)s facts", len(place.facts)),
        art=art_of(slug, place),
    )
