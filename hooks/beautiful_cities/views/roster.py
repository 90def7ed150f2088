"""The roster of zero-waste cities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from beautiful_cities.model import Listing, Member, Round, RoundId, SourceId
from beautiful_cities.routes import CITIES, ROSTER, city
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link, Twin
from beautiful_cities.views.facts import CitationView, address, citation_view
from beautiful_cities.views.finder import TileView, province_anchor, tiles
from beautiful_cities.views.sourcing import SourceGroup, groups_of


@dataclass(frozen=True, slots=True)
class MembershipView:
    """A round that a place belongs to, and who says so."""

    name: str
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """A city or area on the roster."""

    anchor: str
    name: str
    twin: Twin | None
    href: str
    """Its page; empty where it has none."""
    kind: str
    """Empty for a city."""
    rounds: tuple[MembershipView, ...]
    round_ids: str
    """The ids of the rounds with spaces between them, for the filter."""
    areas: str
    area_citations: tuple[CitationView, ...]
    caveat: str


@dataclass(frozen=True, slots=True)
class RosterProvinceView:
    """The members of one province."""

    anchor: str
    name: str
    count: str
    note: str
    """What is still missing, in words."""
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class RosterView:
    """The roster."""

    title: str
    description: str
    lead: str
    counts: tuple[tuple[str, str, str], ...]
    """Of each round: its name, how many of its members are confirmed in words, and the link to what it is."""
    grid: Heading
    grid_note: str
    tiles: tuple[TileView, ...]
    incomplete: Heading
    incomplete_note: str
    incomplete_lines: tuple[tuple[str, str, tuple[CitationView, ...]], ...]
    """Provinces of which members may be missing: name, what is known, and who says so."""
    members: Heading
    members_note: str
    round_options: tuple[tuple[str, str], ...]
    """Id and name of each round, for the filter."""
    areas_label: str
    provinces: tuple[RosterProvinceView, ...]
    sources: Heading
    source_groups: tuple[SourceGroup, ...]
    cities_link: Link
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


INCOMPLETE = "incomplete"
"""Where the page says what is missing."""


def _places(context: Context, number: int) -> str:
    return context.count("%(number)s place", "%(number)s places", number)


def roster_view(context: Context) -> RosterView:
    """All cities and areas of the zero-waste programme that a source confirms."""
    _, data = context.say, context.data
    roster = data.roster
    by_province = {
        province.id: [member for member in roster.members if member.province == province.id]
        for province in data.provinces.values()
    }
    used: Counter[SourceId] = Counter()
    for member in roster.members:
        used.update({citation.source for citation in member.citations})
    used.update({citation.source for listing in roster.provinces for citation in listing.sources} - used.keys())
    notes = {one.province: _known(context, one) for one in roster.provinces if _is_open(context, one)}
    return RosterView(
        title=_("Zero-waste cities"),
        description=_(
            "The cities and areas of the 2019 pilots and of the 2022 list, as far as a source confirms them."
        ),
        lead=_(
            "A place stands here only if a document that we read says so. The ministry’s own annex with the whole list"
            " of 2022 was not found, so the list is put together from other texts and is not complete."
        ),
        counts=tuple(_round_line(context, one) for one in roster.rounds),
        grid=Heading("grid", _("By province")),
        grid_note=_("One cell for each province-level division; the number counts its confirmed places."),
        tiles=tiles(
            context, ROSTER, {name: len(members) for name, members in by_province.items()}, partial(_places, context)
        ),
        incomplete=Heading(INCOMPLETE, _("What is missing")),
        incomplete_note=_("Provinces whose part of the 2022 list is not known to be complete here."),
        incomplete_lines=tuple(
            _missing(context, listing) for listing in roster.provinces if _is_open(context, listing)
        ),
        members=Heading("members", _("All confirmed places")),
        members_note=_places(context, len(roster.members)),
        round_options=tuple((one.id, context.words(one.name)) for one in roster.rounds),
        areas_label=_("Areas that take part"),
        provinces=tuple(
            RosterProvinceView(
                anchor=province_anchor(name),
                name=context.words(data.provinces[name].name),
                count=_places(context, len(members)),
                note=notes.get(name, ""),
                members=tuple(_member(context, member) for member in members),
            )
            for name, members in by_province.items()
            if members
        ),
        sources=Heading("sources", _("Sources")),
        source_groups=groups_of(context, {source: _places(context, number) for source, number in used.items()}),
        cities_link=Link(_("Cities with a page of their own"), context.link(CITIES)),
    )


_LIST: RoundId = "2022-list"


def _confirmed(context: Context, province_id: str) -> int:
    """How many cities of a province are confirmed on the list, special areas left out."""
    return sum(
        member.province == province_id and member.kind != "special-area" and _belongs(member, _LIST)
        for member in context.data.roster.members
    )


def _belongs(member: Member, round_id: RoundId) -> bool:
    return any(one.round == round_id for one in member.rounds)


def _is_open(context: Context, listing: Listing) -> bool:
    """Members of the province may be missing."""
    return listing.listed is None or _confirmed(context, listing.province) < listing.listed


def _missing(context: Context, listing: Listing) -> tuple[str, str, tuple[CitationView, ...]]:
    name = context.words(context.data.provinces[listing.province].name)
    return name, _known(context, listing), tuple(citation_view(context, one, ROSTER) for one in listing.sources)


def _known(context: Context, listing: Listing) -> str:
    """What is known of a province's part of the list."""
    number, confirmed = context.wording.number, _confirmed(context, listing.province)
    if listing.listed is None:
        return context.say(
            "Confirmed: %(confirmed)s. We found no text that says how many are on the list.",
            confirmed=number(confirmed),
        )
    return context.say(
        "Confirmed: %(confirmed)s of %(listed)s.", confirmed=number(confirmed), listed=number(listing.listed)
    )


def _round_line(context: Context, one: Round) -> tuple[str, str, str]:
    """A round, how much of it is confirmed, and where the whole numbers come from."""
    _, number, roster = context.say, context.wording.number, context.data.roster
    national = {fact.id: fact for fact in context.data.national.facts}
    wholes = [national[name] for name in (one.cities, one.special_areas)]
    members = [member for member in roster.members if _belongs(member, one.id)]
    special = sum(member.kind == "special-area" for member in members)
    words = _(
        "%(cities)s of %(all_cities)s cities and %(areas)s of %(all_areas)s special areas are confirmed here.",
        cities=number(len(members) - special),
        all_cities=number(wholes[0].value or 0),
        areas=number(special),
        all_areas=number(wholes[1].value or 0),
    )
    return context.words(one.name), words, address(context, "", wholes[0])


def _member(context: Context, member: Member) -> MemberView:
    _ = context.say
    kinds = {"city": "", "municipality": _("municipality"), "special-area": _("special area")}
    names = {one.id: context.words(one.name) for one in context.data.roster.rounds}
    area_sources = dict.fromkeys(citation for area in member.areas for citation in area.sources)
    return MemberView(
        anchor=member.id,
        name=context.words(member.name),
        twin=context.twin(member.name),
        href=context.link(city(member.id)) if member.id in context.data.cities else "",
        kind=kinds[member.kind],
        rounds=tuple(
            MembershipView(
                names[one.round], tuple(citation_view(context, citation, ROSTER) for citation in one.sources)
            )
            for one in member.rounds
        ),
        round_ids=" ".join(one.round for one in member.rounds),
        areas=context.wording.list([context.words(area.name) for area in member.areas]),
        area_citations=tuple(citation_view(context, citation, ROSTER) for citation in area_sources),
        caveat=context.words(member.caveat) if member.caveat else "",
    )
