"""The province grid, and the lists of places beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from beautiful_cities.languages import family
from beautiful_cities.model import City, Data
from beautiful_cities.routes import CITIES, city
from beautiful_cities.views.context import Context, Heading, Link


@dataclass(frozen=True, slots=True)
class TileView:
    """A cell of the province grid."""

    short: str
    name: str
    column: int
    row: int
    href: str
    """Empty where there is nothing to lead to."""
    count: str
    """Empty where there is none."""
    counted: str
    """The number in words, for a screen reader: "4 pages"."""


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


def places_in_order(data: Data) -> list[tuple[str, City]]:
    """Cities by province in the order of data/provinces.yml, a district after the city it lies in."""
    provinces = list(data.provinces)
    return sorted(
        data.cities.items(),
        key=lambda item: (provinces.index(item[1].province), item[1].parent is not None, item[0]),
    )


def province_anchor(province_id: str) -> str:
    """Where a province stands on a page that lists places by province."""
    return f"province-{province_id}"


def tiles(
    context: Context, page: str, counts: Mapping[str, int], counted: Callable[[int], str]
) -> tuple[TileView, ...]:
    """The cells of the grid; those with a number lead to their province on `page`. `counted` says a number in words."""
    number = context.wording.number
    every = []
    for province in context.data.provinces.values():
        name, count = context.words(province.name), counts.get(province.id, 0)
        every.append(
            TileView(
                short=name if family(context.language) == "zh" else province.code,
                name=name,
                column=province.cell.column,
                row=province.cell.row,
                href=context.link(page, province_anchor(province.id)) if count else "",
                count=number(count) if count else "",
                counted=counted(count),
            )
        )
    return tuple(every)


def finder_view(context: Context) -> FinderView:
    """All cities of the guide by province."""
    _, data = context.say, context.data
    by_province: dict[str, list[tuple[str, City]]] = {}
    for slug, place in places_in_order(data):
        by_province.setdefault(place.province, []).append((slug, place))
    counts = {province: len(places) for province, places in by_province.items()}
    return FinderView(
        heading=Heading("find", _("Find a city")),
        note=_("One cell for each province-level division in the data; the number counts its city pages."),
        tiles=tiles(
            context, CITIES, counts, lambda number: context.count("%(number)s page", "%(number)s pages", number)
        ),
        provinces=tuple(
            ProvinceView(
                anchor=province_anchor(province),
                name=context.words(data.provinces[province].name),
                cities=tuple(Link(context.words(place.name), context.link(city(slug))) for slug, place in places),
            )
            for province, places in by_province.items()
        ),
    )
