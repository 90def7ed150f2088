"""Cover art: the same city always has the same plate, another city another, and every plate is small and sound."""

from __future__ import annotations

import re
import zlib
from itertools import product
from typing import get_args

import pytest

from beautiful_cities.art import HEIGHT, HORIZON, WIDTH, Shape, cover_art
from beautiful_cities.model import Level, Terrain, Water

SLUGS = ("beijing", "jinan", "jinshan", "shanghai", "weifang", "kunming", "lhasa", "xiongan")
TERRAINS: tuple[Terrain, ...] = get_args(Terrain)
WATERS: tuple[Water, ...] = get_args(Water)
LEVELS: tuple[Level, ...] = get_args(Level)


def plate(
    slug: str = "jinan",
    terrain: Terrain = "hills",
    water: Water = "springs",
    level: Level = "prefecture",
    latitude: float = 36.67,
    longitude: float = 117.0,
) -> tuple[Shape, ...]:
    """The plate of Jinan, or of a city that differs from it as named."""
    return cover_art(slug=slug, terrain=terrain, water=water, level=level, latitude=latitude, longitude=longitude)


def of_tone(shapes: tuple[Shape, ...], tone: str) -> tuple[Shape, ...]:
    """The shapes in one tone, far to near."""
    return tuple(shape for shape in shapes if shape.css_class == f"bc-art__{tone}")


def sun(shapes: tuple[Shape, ...]) -> dict[str, int]:
    """Where the sun stands and how large it is: cx, cy, r."""
    (shape,) = of_tone(shapes, "sun")
    return {name: int(value) for name, value in shape.attributes}


def points(path: str) -> list[tuple[int, int]]:
    """Every point of absolute path data, control points included."""
    found: list[tuple[int, int]] = []
    for command, text in re.findall(r"([MLCHVZ])([^MLCHVZ]*)", path):
        numbers = [int(number) for number in text.split()]
        if command == "H":
            found.append((numbers[0], found[-1][1]))
        elif command == "V":
            found.append((found[-1][0], numbers[0]))
        else:
            found += zip(numbers[::2], numbers[1::2], strict=True)
    return found


def town(shapes: tuple[Shape, ...]) -> list[tuple[int, int]]:
    """Every corner of the skyline."""
    (shape,) = of_tone(shapes, "town")
    return points(dict(shape.attributes)["d"])


def as_svg(shapes: tuple[Shape, ...]) -> str:
    """What a template would print, near enough to weigh it."""
    return "".join(
        f'<{shape.kind} class="{shape.css_class}"{"".join(f" {name}={value!r}" for name, value in shape.attributes)}/>'
        for shape in shapes
    )


def test_same_city_has_the_same_plate() -> None:
    assert plate() == plate()


def test_plate_of_a_city_never_changes_between_machines_and_years() -> None:
    # A change here repaints every cover: change the number only when that is what you mean to do.
    assert 2006297771 == zlib.crc32(as_svg(plate()).encode())


def test_cities_alike_in_everything_but_their_slug_have_different_plates() -> None:
    plates = {plate(slug) for slug in SLUGS}
    towns = {of_tone(shapes, "town") for shapes in plates}
    ridges = {of_tone(shapes, "1") for shapes in plates}
    assert (len(SLUGS),) * 3 == (len(plates), len(towns), len(ridges))


def test_parts_do_not_move_one_another() -> None:
    assert of_tone(plate(water="springs"), "town") == of_tone(plate(water="river"), "town")
    assert of_tone(plate(level="district"), "4") == of_tone(plate(level="municipality"), "4")


@pytest.mark.parametrize(("terrain", "water", "level"), tuple(product(TERRAINS, WATERS, LEVELS)))
def test_every_kind_of_city_draws_whole_numbers_within_bounds_and_stays_small(
    terrain: Terrain, water: Water, level: Level
) -> None:
    for slug, longitude in product(SLUGS, (87.6, 121.5)):
        shapes = plate(slug, terrain, water, level, longitude=longitude)
        for shape in shapes:
            assert shape.kind in {"path", "rect", "circle", "ellipse"}
            for name, value in shape.attributes:
                if name == "d":
                    assert re.fullmatch(r"M[-0-9 MLCHVZ]+", value), f"{shape.css_class} is not plain path data: {value}"
                    assert all(-400 <= x <= WIDTH + 600 and 60 <= y <= HEIGHT + 40 for x, y in points(value))
                else:
                    assert 0 <= int(value) <= WIDTH
        paths = sum(len(value) for shape in shapes for name, value in shape.attributes if name == "d")
        assert paths <= 13_000
        assert len(zlib.compress(as_svg(shapes).encode(), 9)) <= 4_000


@pytest.mark.parametrize("terrain", TERRAINS)
def test_land_reaches_from_edge_to_edge(terrain: Terrain) -> None:
    for slug in SLUGS:
        ridge = of_tone(plate(slug, terrain), "1")[-1]
        across = [x for x, _ in points(dict(ridge.attributes)["d"])]
        assert min(across) <= 0
        assert max(across) >= WIDTH


def test_mountains_stand_higher_than_hills_and_hills_higher_than_a_plain() -> None:
    def summit(terrain: Terrain) -> int:
        tops = [
            min(y for _, y in points(dict(of_tone(plate(slug, terrain), "1")[-1].attributes)["d"])) for slug in SLUGS
        ]
        return HORIZON - sum(tops) // len(tops)

    assert summit("mountains") > summit("hills") > summit("plain")


def test_each_terrain_and_each_water_draws_a_plate_of_its_own() -> None:
    assert len(TERRAINS) == len({plate(terrain=terrain) for terrain in TERRAINS})
    drawn = {water: plate(water=water) for water in WATERS}
    after_water = {shapes[shapes.index(of_tone(shapes, "water")[0]) :] for shapes in drawn.values()}
    assert len(WATERS) == len(after_water)


def test_springs_are_rings_and_only_springs_are() -> None:
    with_rings = {water for water in WATERS if any(shape.kind == "ellipse" for shape in plate(water=water))}
    assert {"springs"} == with_rings


def test_sea_is_open_to_the_horizon_on_the_side_of_the_sun() -> None:
    for longitude, far_edge in ((121.5, WIDTH), (87.6, 0)):
        ridge = dict(of_tone(plate(water="sea", longitude=longitude), "4")[0].attributes)["d"]
        assert all(y >= HORIZON for x, y in points(ridge) if abs(x - far_edge) < 200)


@pytest.mark.parametrize("slug", SLUGS)
def test_skyline_falls_from_municipality_to_special_area(slug: str) -> None:
    ranked: tuple[Level, ...] = ("municipality", "prefecture", "district", "special-area")
    towns = [town(plate(slug, level=level)) for level in ranked]
    heights = [HORIZON - min(y for _, y in corners) for corners in towns]
    widths = [max(x for x, _ in corners) - min(x for x, _ in corners) for corners in towns]
    assert sorted(heights, reverse=True) == heights
    assert sorted(widths, reverse=True) == widths


def test_sun_stands_on_the_side_its_longitude_says() -> None:
    assert sun(plate(longitude=121.5))["cx"] > WIDTH // 2
    assert sun(plate(longitude=105.0))["cx"] > WIDTH // 2
    assert sun(plate(longitude=104.9))["cx"] < WIDTH // 2
    assert sun(plate(longitude=87.6))["cx"] < sun(plate(longitude=102.7))["cx"]


def test_sun_stands_higher_in_the_south() -> None:
    assert sun(plate(latitude=18.25))["cy"] < sun(plate(latitude=36.67))["cy"] < sun(plate(latitude=52.97))["cy"]


@pytest.mark.parametrize(("level", "longitude"), tuple(product(LEVELS, (75.0, 102.7, 105.0, 121.5, 135.0))))
def test_card_window_in_the_middle_holds_town_and_sun(level: Level, longitude: float) -> None:
    for slug in SLUGS:
        shapes = plate(slug, level=level, longitude=longitude)
        across = [x for x, _ in town(shapes)] + [sun(shapes)["cx"] - 36, sun(shapes)["cx"] + 36]
        assert 310 <= min(across)
        assert max(across) <= 890
