"""All sources, each with the facts that rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from beautiful_cities.model import RELIABILITIES, Fact, Reliability, SourceId
from beautiful_cities.routes import ROSTER
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.facts import address, place_name, reliability_meaning, reliability_word, when
from beautiful_cities.views.finder import places_in_order
from beautiful_cities.views.roster import INCOMPLETE
from beautiful_cities.views.sourcing import SourceView, source_view


@dataclass(frozen=True, slots=True)
class RestingView:
    """The facts of one place that rest on a source."""

    place: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ListedView:
    """One document in the list of all."""

    source: SourceView
    places: str
    """The slugs of the places whose facts rest on it, with spaces between them, for the filter."""
    resting: tuple[RestingView, ...]


@dataclass(frozen=True, slots=True)
class ReliabilityView:
    """The documents of one reliability."""

    heading: Heading
    code: Reliability
    meaning: str
    count: str
    listed: tuple[ListedView, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """All sources."""

    title: str
    description: str
    lead: str
    publishers: tuple[str, ...]
    reliability_options: tuple[tuple[str, str], ...]
    """Id and word of each reliability, for the filter."""
    places: tuple[tuple[str, str], ...]
    """Slug and name of each place, the nation first as "national"."""
    groups: tuple[ReliabilityView, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


_NATION, _ROSTER = "national", "roster"


def sources_view(context: Context) -> SourcesView:
    """All sources by reliability, the newest first."""
    _, data = context.say, context.data
    places = places_in_order(data)
    resting: dict[SourceId, dict[str, list[Link]]] = {}
    for slug, fact in _facts(context):
        for source in dict.fromkeys(citation.source for citation in fact.sources):
            of_place = resting.setdefault(source, {}).setdefault(slug or _NATION, [])
            of_place.append(Link(_label(context, fact), address(context, slug, fact)))
    for member in data.roster.members:
        for source in dict.fromkeys(citation.source for citation in member.citations):
            of_roster = resting.setdefault(source, {}).setdefault(_ROSTER, [])
            of_roster.append(Link(context.words(member.name), context.link(ROSTER, member.id)))
    for listing in data.roster.provinces:
        for source in dict.fromkeys(citation.source for citation in listing.sources):
            of_roster = resting.setdefault(source, {}).setdefault(_ROSTER, [])
            of_roster.append(
                Link(context.words(data.provinces[listing.province].name), context.link(ROSTER, INCOMPLETE))
            )
    names = {_NATION: place_name(context, ""), _ROSTER: _("Roster of zero-waste cities")}
    names |= {slug: context.words(place.name) for slug, place in places}
    publishers = {context.words(source.publisher) for source in data.sources.values() if source.publisher}
    return SourcesView(
        title=_("Sources"),
        description=_("Every document that this guide rests on, with its publisher, date and reliability."),
        lead=_(
            "%(count)s stand behind this guide. We link only the sites of public bodies, official media, journals and"
            " established publishers; of a copy we name the issuer, title, date and document number.",
            count=context.count("%(number)s document", "%(number)s documents", len(data.sources)),
        ),
        publishers=tuple(sorted(publishers)),
        reliability_options=tuple((one, reliability_word(context, one)) for one in RELIABILITIES),
        places=((_NATION, names[_NATION]), *((slug, names[slug]) for slug, _place in places)),
        groups=tuple(_groups(context, resting, names)),
    )


def _facts(context: Context) -> Iterator[tuple[str, Fact]]:
    yield from (("", fact) for fact in context.data.national.facts)
    for slug, place in places_in_order(context.data):
        yield from ((slug, fact) for fact in place.facts)


def _label(context: Context, fact: Fact) -> str:
    """A fact in two words: its theme and its date."""
    theme, date = context.words(context.data.themes[fact.theme].name), when(context, fact)
    return context.say("%(theme)s, %(date)s", theme=theme, date=date) if date else theme


def _groups(
    context: Context, resting: dict[SourceId, dict[str, list[Link]]], names: dict[str, str]
) -> Iterator[ReliabilityView]:
    count = context.count
    for reliability in RELIABILITIES:
        of_kind = [one for one in context.data.sources.values() if one.reliability == reliability]
        of_kind.sort(key=lambda one: str(one.published or ""), reverse=True)
        listed = []
        for source in of_kind:
            of_source = resting.get(source.id, {})
            number = sum(len(links) for place, links in of_source.items() if place != _ROSTER)
            carried = count("%(number)s fact", "%(number)s facts", number)
            listed.append(
                ListedView(
                    source_view(context, source, carried),
                    " ".join(of_source),
                    tuple(RestingView(names[place], tuple(links)) for place, links in of_source.items()),
                )
            )
        if listed:
            yield ReliabilityView(
                heading=Heading(reliability, reliability_word(context, reliability)),
                code=reliability,
                meaning=reliability_meaning(context, reliability),
                count=count("%(number)s document", "%(number)s documents", len(listed)),
                listed=tuple(listed),
            )
