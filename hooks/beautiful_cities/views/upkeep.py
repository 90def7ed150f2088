"""What the guide covers so far, and what is due to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.model import NATION, City, Fact
from beautiful_cities.routes import ABOUT, GLOSSARY, SOURCES, city
from beautiful_cities.upkeep import STALE_DAYS, Coverage, upkeep
from beautiful_cities.views.charting import CellView, ChartView, TableView, cell, number_cell, number_head
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.deadlines import targets_link
from beautiful_cities.views.facts import address, place_name
from beautiful_cities.views.finder import places_in_order


@dataclass(frozen=True, slots=True)
class ListView:
    """Things of one kind that are due to be looked at."""

    heading: Heading
    note: str
    links: tuple[Link, ...]
    none: str
    """What is said where there is nothing."""


@dataclass(frozen=True, slots=True)
class UpkeepView:
    """Everything on the page."""

    title: str
    description: str
    lead: str
    about: Link
    coverage: Heading
    coverage_note: str
    table: TableView
    lists: tuple[ListView, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


def upkeep_view(context: Context) -> UpkeepView:
    """The state of the guide on the as-of date."""
    _, data = context.say, context.data
    state = upkeep(data, context.as_of)
    by_slug = {one.slug: one for one in state.places}
    slugs = [*(slug for slug, _place in places_in_order(data)), NATION]
    return UpkeepView(
        title=_("State of the guide"),
        description=_("How many facts each city has, which targets wait for an outcome, and what is due for review."),
        lead=_(
            "Worked out anew at every build, as of %(date)s. Editors see the same at the command line.",
            date=context.today,
        ),
        about=Link(_("About"), context.link(ABOUT)),
        coverage=Heading("coverage", _("Facts by city and topic")),
        coverage_note=_(
            "A small number says how far we have read, not how much a city does. Targets past their date wait for a"
            " published outcome that we have not found."
        ),
        table=_table(context, [by_slug[slug] for slug in slugs]),
        lists=(
            ListView(
                Heading("overdue", _("The oldest targets without an outcome")),
                _("Whoever knows of a published outcome can report it at the target."),
                tuple(_target(context, slug, target) for slug, target in _oldest(state.places)),
                _("There are none."),
            ),
            ListView(
                Heading("stale-places", _("Cities not reviewed for a year")),
                _("Counted from the date at the end of each city’s page."),
                tuple(Link(place_name(context, slug), context.link(city(slug))) for slug in state.stale_places),
                _("There are none: every page was reviewed within the last %(days)s days.", days=str(STALE_DAYS)),
            ),
            ListView(
                Heading("stale-sources", _("Sources not read again for a year")),
                _("Sources that only such cities cite."),
                tuple(
                    Link(context.words(data.sources[source].title), context.link(SOURCES, source))
                    for source in state.stale_sources
                ),
                _("There are none."),
            ),
            ListView(
                Heading("unused-terms", _("Terms that no text uses")),
                _("They stand in the glossary, and nothing leads to them."),
                tuple(
                    Link(context.words(data.glossary[term].term), context.link(GLOSSARY, term))
                    for term in state.unused_terms
                ),
                _("There are none."),
            ),
        ),
    )


_OLDEST = 12
"""So many targets are named; the page of targets has them all."""


def _oldest(places: tuple[Coverage, ...]) -> list[tuple[str, Fact]]:
    overdue = [(one.slug, target) for one in places for target in one.overdue]
    return sorted(overdue, key=lambda item: str(item[1].deadline))[:_OLDEST]


def _target(context: Context, slug: str, target: Fact) -> Link:
    assert target.deadline is not None
    _ = context.say
    place = "" if slug == NATION else slug
    words = _(
        "%(place)s, %(date)s: %(value)s",
        place=place_name(context, place),
        date=context.wording.date(target.deadline),
        value=context.words(target.text),
    )
    return Link(words, address(context, place, target))


def _table(context: Context, places: list[Coverage]) -> TableView:
    _, data = context.say, context.data
    columns = (
        cell(_("Place")),
        *(number_head(context.words(one.name)) for one in data.topics.values()),
        number_head(_("Dated targets")),
        number_head(_("Past its date, no outcome found")),
        cell(_("Reviewed")),
    )
    return TableView(
        _("Facts, targets and date of review, place by place"), columns, tuple(_row(context, one) for one in places)
    )


def _row(context: Context, one: Coverage) -> tuple[CellView, ...]:
    place: City | None = context.data.cities.get(one.slug)
    slug = one.slug if place else ""
    filtered = targets_link(context, "", place=one.slug, status="past").href
    return (
        CellView(place_name(context, slug), context.link(city(slug)) if place else "", False, ()),
        *(
            CellView(
                context.wording.number(one.facts[name]),
                context.link(city(slug), name) if place and one.facts[name] else "",
                True,
                (),
            )
            for name in context.data.topics
        ),
        number_cell(context, one.targets),
        CellView(context.wording.number(len(one.overdue)), filtered if one.overdue else "", True, ()),
        cell(context.wording.date(one.reviewed) if one.reviewed else "–"),
    )
