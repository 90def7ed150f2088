"""Cover art: a plate of layered hills, a skyline, a sun and water, worked out from a city's own attributes.

In: a slug, terrain, water, level and coordinates. Out: shapes as plain values, far to near, for a template to print
in a viewBox of 1200 by 400. It must never claim to be a view, know HTML or colours, or use chance that is not seeded
by the slug: the same city has the same picture on every machine and in every year.

It is one module because a plate is composed as a whole: sun, town and water make room for one another. Sun and town
stand within x 315 to 885, so that a card may be a 570-wide window in the middle of the same picture, and below y 100,
so that a strip sliced from the bottom still holds them. All path data is absolute, so that it can be checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from beautiful_cities.model import Level, Terrain, Water

_Point: TypeAlias = tuple[int, int]

WIDTH, HEIGHT = 1200, 400
"""The plate, in the units of its viewBox."""
HORIZON = 292
"""Where land and sky meet the water: low enough for tall hills, high enough for a winding river."""

_MIDDLE = WIDTH // 2
_FOOT = HORIZON + 4
"""Where land ends: a little below the horizon, so that no seam of sky shows above the water."""
_EAST_FROM = 105.0
"""Degrees east: a round meridian near the middle of the country, with cities enough on both sides of it."""
_PAIR = re.compile(r"(-?\d+) (-?\d+)")
"""One point in path data."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG element as plain values, for a template to print."""

    kind: str
    """The element: "path", "rect", "circle" or "ellipse"."""
    css_class: str
    """The tone, never a colour: "bc-art__3"."""
    attributes: tuple[tuple[str, str], ...]
    """Names and values in the order to print them: (("cx", "770"), ("cy", "150"), ("r", "36"))."""


@dataclass(frozen=True, slots=True)
class _Relief:
    """How the land of one terrain rises. Heights are above the horizon, far ridges are higher than near ones."""

    tones: tuple[int, ...]
    """One tone a ridge, far and pale (1) to near and dark (5)."""
    far: int
    """Height of the farthest crest."""
    near: int
    """Height of the nearest crest."""
    step: int
    """Distance from a saddle to the next crest on the farthest ridge; near ridges are busier."""
    saddle: tuple[int, int]
    """How high saddles are, in hundredths of the crest: low and deep, or high and gentle."""
    pull: int
    """How round crests are, in hundredths: 50 is a dome, 15 a peak."""
    flat: int = 0
    """Width of a level top; 0 for none."""
    bowl: bool = False
    """Whether the land rises towards both edges and is low in the middle."""


_RELIEFS: dict[Terrain, _Relief] = {
    "plain": _Relief(tones=(1, 3), far=46, near=24, step=230, saddle=(45, 70), pull=50),
    "hills": _Relief(tones=(1, 2, 3, 4), far=128, near=56, step=125, saddle=(35, 60), pull=44),
    "mountains": _Relief(tones=(1, 2, 3, 4, 5), far=184, near=52, step=105, saddle=(30, 58), pull=12),
    "basin": _Relief(tones=(1, 2, 3, 4), far=158, near=88, step=105, saddle=(55, 75), pull=36, bowl=True),
    "plateau": _Relief(tones=(1, 2, 4), far=132, near=62, step=95, saddle=(40, 66), pull=40, flat=120),
}

_SKYLINES: dict[Level, tuple[int, int]] = {
    "municipality": (112, 180),
    "prefecture": (80, 140),
    "district": (52, 104),
    "special-area": (30, 84),
}
"""Height of the tallest tower and half the width of the town."""


class _Chance:
    """A stream of choices fixed by the slug. Each part of the plate has its own, so that one never moves another."""

    def __init__(self, slug: str, part: str) -> None:
        self._seed = f"{slug}/{part}"
        self._asked = 0

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included.

        Each answer is a SHA-256 of slug, part and turn, because the random module promises the same integers only
        within one version of Python, and hash() not even within one day.
        """
        self._asked += 1
        digest = hashlib.sha256(f"{self._seed}/{self._asked}".encode()).digest()
        return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where the large things stand, decided before anything is drawn."""

    slug: str
    side: int
    """1 when the sun stands in the east, on the right; -1 in the west. The town stands on the other side."""
    sun: _Point
    town_x: int
    town_half: int
    town_height: int
    """Height of the tallest tower above the horizon, without its mast."""
    relief: _Relief
    open_side: bool
    """Whether the sun's side is open water with no land behind it."""

    def chance(self, part: str) -> _Chance:
        """The stream of choices for one part of this city's plate."""
        return _Chance(self.slug, part)

    def x(self, toward_sun: int) -> int:
        """The place that many units from the middle towards the sun's side."""
        return _MIDDLE + self.side * toward_sun


def cover_art(
    *, slug: str, terrain: Terrain, water: Water, level: Level, latitude: float, longitude: float
) -> tuple[Shape, ...]:
    """The plate of one city, in the order to print it: sky, sun, ridges, town, water, near bank."""
    scene = _scene(slug, terrain, water, level, latitude, longitude)
    return (
        _shape("rect", "sky", width=WIDTH, height=HEIGHT),
        _shape("circle", "sun", cx=scene.sun[0], cy=scene.sun[1], r=36),
        *_clouds(scene, terrain),
        *_ridges(scene, scene.relief),
        _town(scene),
        _shape("rect", "water", y=HORIZON, width=WIDTH, height=HEIGHT - HORIZON),
        *_WATERS[water](scene),
    )


def _scene(slug: str, terrain: Terrain, water: Water, level: Level, latitude: float, longitude: float) -> _Scene:
    """The composition: the sun by longitude and latitude, the town across from it."""
    chance = _Chance(slug, "scene")
    east = longitude - _EAST_FROM
    side = 1 if east >= 0 else -1
    sun_x = _MIDDLE + side * round(min(90 + 6 * abs(east), 230))
    # China spans about 18 to 53° N: the sun stands high over Hainan and low over Mohe.
    sun_y = round(144 + 56 * min(max((latitude - 18) / 35, 0), 1))
    height, half = _SKYLINES[level]
    town_x = _MIDDLE - side * chance.between(50, 285 - half)
    return _Scene(slug, side, (sun_x, sun_y), town_x, half, height, _RELIEFS[terrain], open_side=water == "sea")


def _shape(kind: str, tone: str, **attributes: int | str) -> Shape:
    """An element with its numbers written out, in the order they are given."""
    return Shape(kind, f"bc-art__{tone}", tuple((name, str(value)) for name, value in attributes.items()))


def _plate_path(scene: _Scene, tone: str, path: str) -> Shape:
    """A path drawn for a sun on the right, turned to the side where this city's sun stands."""
    return _shape("path", tone, d=_mirrored(scene, path))


def _mirrored(scene: _Scene, path: str) -> str:
    """Path data drawn for a sun on the right, x counted from the middle, as plate coordinates for this scene.

    Only absolute M, L, C and Z: every first number of a pair is an x.
    """
    return _PAIR.sub(lambda pair: f"{scene.x(int(pair[1]))} {pair[2]}", path)


def _clouds(scene: _Scene, terrain: Terrain) -> Iterator[Shape]:
    """Two or three long bars of cloud over flat land, whose sky would otherwise be empty."""
    if terrain != "plain":
        return
    chance = scene.chance("clouds")
    sun_x, sun_y = (scene.sun[0] - _MIDDLE) * scene.side, scene.sun[1]
    bars = ((sun_x + 40, sun_y + 19), (sun_x - 330, sun_y + 34), (sun_x - 560, sun_y - 20))
    for away, y in bars[: chance.between(2, 3)]:
        long = chance.between(200, 320)
        yield _plate_path(scene, "1", _bar(away + chance.between(-90, 40) - long // 2, y, long, 9))


def _bar(x: int, y: int, width: int, height: int) -> str:
    """A long flat bar with soft ends, its left end at x."""
    end, over, under = x + width, y - height, y + height // 2
    return (
        f"M{x} {y}C{x + 30} {y - height // 2} {end - 60} {over} {end} {y}C{end - 50} {under} {x + 40} {y + 2} {x} {y}Z"
    )


def _ridges(scene: _Scene, relief: _Relief) -> Iterator[Shape]:
    """Ridges from far to near; those from tone 3 on carry contour lines, as a woodcut hatches what is near."""
    last = len(relief.tones) - 1
    for place, tone in enumerate(relief.tones):
        crest = _crest(scene, relief, nearness=place / last, tone=tone)
        pull = min(50, relief.pull + 8 * place)
        yield _shape("path", str(tone), d=f"{_curve(crest, 100, pull)}V{_FOOT}H{crest[0][0]}Z")
        if 3 <= tone <= 4:
            for share in (80, 60, 40):
                yield _shape("path", "contour", d=_curve(crest, share, pull))


def _crest(scene: _Scene, relief: _Relief, *, nearness: float, tone: int) -> list[_Point]:
    """Knots of one ridge from the left edge to the right, (x, height above the foot), saddles and crests in turn."""
    chance = scene.chance(f"ridge {tone}")
    top = relief.far + (relief.near - relief.far) * nearness
    step = round(relief.step * (1 - 0.25 * nearness))
    knots: list[_Point] = []
    x = -40 - chance.between(0, step)
    is_crest = False
    while not knots or knots[-1][0] < WIDTH + 20:
        share = chance.between(66, 100) if is_crest else chance.between(*relief.saddle)
        height = round(top * share / 100 * _lift(scene, relief, x, nearness))
        knots.append((x, height))
        if is_crest and relief.flat:
            x += chance.between(relief.flat // 2, relief.flat)
            knots.append((x, height))
        stride = chance.between(step * 6 // 10, step * 14 // 10)
        if not relief.flat and chance.between(0, 2) == 0:  # a shoulder on the slope, so that hills are not all alike
            knots.append((x + stride, round(height * (0.72 if is_crest else 1.3))))
            stride += step * 6 // 10
        x += stride
        is_crest = not is_crest
    return knots


def _lift(scene: _Scene, relief: _Relief, x: int, nearness: float) -> float:
    """The share of its height a ridge has at x: a bowl, open water, and a gap that lets the sun be seen."""
    lift = 1.0
    if relief.bowl:
        lift *= 0.22 + 0.78 * _smooth(abs(x - _MIDDLE) / 560)
    if relief.tones[-1] == 5 and nearness == 1:  # the darkest ridge frames the plate and must not hide the town
        lift *= 0.1 + 1.5 * _smooth((abs(x - scene.town_x) - 260) / 320)
    if scene.open_side:
        lift *= 1 - _smooth(((x - _MIDDLE) * scene.side - 20) / 260)
    near_sun = max(0.0, 1 - abs(x - scene.sun[0]) / 190)
    return lift * (1 - 0.6 * _smooth(near_sun) * (1 - nearness))


def _smooth(share: float) -> float:
    """0 to 1 without corners: flat at both ends."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _curve(knots: list[_Point], share: int, pull: int) -> str:
    """Cubic Béziers through the knots, at that share (in hundredths) of their height, level at every knot."""
    points = [(x, _FOOT - round(height * share / 100)) for x, height in knots]
    path = "M{} {}".format(*points[0])
    for (x0, y0), (x1, y1) in pairwise(points):
        wide = x1 - x0
        leave, arrive = (pull, 50) if y0 < y1 else (50, pull)
        path += f"C{x0 + wide * leave // 100} {y0} {x1 - wide * arrive // 100} {y1} {x1} {y1}"
    return path


def _town(scene: _Scene) -> Shape:
    """The skyline: low houses under hipped roofs at its ends, towers in the middle."""
    chance = scene.chance("town")
    left, right = scene.town_x - scene.town_half, scene.town_x + scene.town_half
    lean = chance.between(-30, 30) / 100
    path, x = "", left
    while x + 26 <= right:  # the widest building still fits
        wide = chance.between(7, 13) if chance.between(0, 2) else chance.between(14, 26)
        height = _tower_height(scene, x + wide // 2, lean, chance)
        path += _building(x, wide, height, chance)
        x += wide + chance.between(0, 2) * chance.between(1, 5)
    return _shape("path", "town", d=path)


def _tower_height(scene: _Scene, x: int, lean: float, chance: _Chance) -> int:
    """Towers rise towards a point a little off the middle, and every other one stays back."""
    off = abs((x - scene.town_x) / scene.town_half - lean)
    bell = 1 - _smooth(off / (1 + abs(lean)))
    return 14 + round((scene.town_height - 14) * bell * chance.between(42, 100) / 100)


def _building(x: int, wide: int, height: int, chance: _Chance) -> str:
    """One building, its foot below the horizon: a house, a block, a stepped tower or a tower with a mast."""
    end, top, mid = x + wide, HORIZON - height, x + wide // 2
    if height < 27:
        eaves = top + 7
        return f"M{x} {_FOOT}V{eaves}H{x - 3}L{x + 4} {top}H{end - 4}L{end + 3} {eaves}H{end}V{_FOOT}Z"
    kind = chance.between(0, 5)
    if kind == 0 and wide > 11:
        return f"M{x} {_FOOT}V{top}H{x + 4}V{top - 7}H{end - 4}V{top}H{end}V{_FOOT}Z"
    if kind == 1 and height > 45:
        return f"M{x} {_FOOT}V{top}H{mid - 1}V{top - 15}H{mid + 1}V{top}H{end}V{_FOOT}Z"
    if kind == 2 and wide > 11:
        return f"M{x} {_FOOT}V{top}L{end} {top + 7}V{_FOOT}Z"
    return f"M{x} {_FOOT}V{top}H{end}V{_FOOT}Z"


def _bank(scene: _Scene, left: int = -20, right: int = WIDTH + 20) -> Shape:
    """The near bank along the horizon: clumps of trees with meadow between them, running out into a low point."""
    chance = scene.chance("bank")
    path, x = f"M{left - 50} {HORIZON + 1}L{left} {HORIZON - 2}", left
    while x < right:
        end = min(x + chance.between(24, 70), right)
        top = HORIZON - chance.between(3, 13)
        path += f"C{x + 6} {top} {end - 8} {top} {end} {HORIZON - 2}"
        x = end
        if chance.between(0, 3) == 0 and x < right:
            x = min(x + chance.between(30, 90), right)
            path += f"H{x}"
    return _shape("path", "5", d=f"{path}L{right + 50} {HORIZON + 1}L{right} {_FOOT}H{left}Z")


def _strokes(scene: _Scene, *spans: tuple[int, int, int]) -> Shape:
    """Calm water: one level stroke in each span (y, from, to), counted towards the sun; nearer strokes are longer."""
    chance = scene.chance("strokes")
    path = ""
    for y, low, high in spans:
        long = min(chance.between(16, 44) + (y - HORIZON), high - low)
        start, level = chance.between(low, high - long), y + chance.between(-3, 3)
        path += f"M{start} {level}L{start + long} {level}"
    return _plate_path(scene, "line", path)


def _glitter(scene: _Scene) -> Shape:
    """The sun's path on the water: strokes under the sun, wider towards the foreground."""
    chance = scene.chance("glitter")
    path = ""
    for y in range(302, 392, 11):
        half = 10 + (y - HORIZON) // 3
        x = scene.sun[0] + chance.between(-8, 8)
        path += f"M{x - half + chance.between(0, 10)} {y}H{x + half - chance.between(0, 10)}"
    return _shape("path", "line", d=path)


def _birds(scene: _Scene) -> Shape:
    """A few gulls or geese in the open sky beyond the town, flying towards the sun."""
    chance = scene.chance("birds")
    path = ""
    x, y = chance.between(-460, -400), chance.between(184, 204)
    for _ in range(chance.between(3, 5)):
        wing = chance.between(8, 11)
        path += f"M{x - wing} {y - 3}C{x - wing // 2} {y - 6} {x - 2} {y - 4} {x} {y}"
        path += f"C{x + 2} {y - 5} {x + wing // 2} {y - 7} {x + wing} {y - 5}"
        x, y = x + chance.between(24, 36), y + chance.between(-12, 8)
    return _plate_path(scene, "line", path)


def _near_shore(scene: _Scene, tone: str, y: int, reach: int) -> Shape:
    """A shore in the corner of the foreground on the town's side, from y at the edge to `reach` at the bottom."""
    path = f"M-660 420L-660 {y}C-560 {y - 16} {reach - 150} {y - 8} {reach - 70} {y + 22}"
    path += f"C{reach - 30} {y + 34} {reach - 6} 404 {reach} 420Z"
    return _plate_path(scene, tone, path)


def _springs(scene: _Scene) -> Iterator[Shape]:
    """Rings around three domes of rising water, and the rim of the pool."""
    chance = scene.chance("springs")
    yield _bank(scene)
    yield _strokes(scene, (305, -420, -120), (309, 240, 480), (318, -140, 0), (322, -560, -300), (345, 290, 560))
    for away, y, wide in ((-36, 334, 60), (64, 364, 84), (186, 332, 54)):
        x = scene.x(away + chance.between(-16, 16))
        yield from _spring(x, y + chance.between(-5, 4), wide + chance.between(-8, 10))
    deep = chance.between(-16, 10)
    yield _near_shore(scene, "3", 340 + deep, -300)
    yield _near_shore(scene, "5", 356 + deep, -360)


def _spring(x: int, y: int, wide: int) -> Iterator[Shape]:
    """One spring: three rings, the outermost reaching `wide` to either side, and a dome of clear water."""
    for share in (24, 58, 100):
        yield _shape("ellipse", "line", cx=x, cy=y, rx=wide * share // 100, ry=wide * share // 380)
    half, top = wide // 7, y - wide // 4
    yield _shape("path", "sky", d=f"M{x - half} {y}C{x - half + 2} {top} {x + half - 2} {top} {x + half} {y}Z")


def _sea(scene: _Scene) -> Iterator[Shape]:
    """Open water to the horizon on the sun's side, with an islet or two, birds, rows of waves and a beach."""
    chance = scene.chance("sea")
    cape = chance.between(70, 190)
    yield _birds(scene)
    yield _plate_path(scene, "line", f"M{cape} {HORIZON}L660 {HORIZON}")
    away = chance.between(290, 470)
    for tone in ("3", "4")[: chance.between(1, 2)]:
        yield _islet(scene, tone, away, chance.between(34, 70), chance.between(14, 30))
        away += chance.between(26, 60)
    yield _bank(scene, *sorted((scene.x(-660), scene.x(cape))))
    yield _waves(scene)
    yield _near_shore(scene, "3", chance.between(340, 356), chance.between(-340, -240))
    yield _near_shore(scene, "5", chance.between(362, 374), -400)


def _islet(scene: _Scene, tone: str, away: int, half: int, high: int) -> Shape:
    """A rock on the horizon, steeper towards the open sea."""
    y, top = HORIZON, HORIZON - high
    path = f"M{away - half} {y}C{away - half // 2} {y - 3} {away - half // 2} {top} {away - 4} {top}"
    path += f"C{away + half // 3} {top} {away + half // 3} {y - 6} {away + half} {y}Z"
    return _plate_path(scene, tone, path)


def _waves(scene: _Scene) -> Shape:
    """Rows of scallops, larger and wider apart towards the foreground, kept off the beach."""
    chance = scene.chance("waves")
    rows = ((305, -600, 14, 3, 210), (320, -600, 20, 4, 250), (341, -220, 30, 6, 290), (369, -200, 42, 9, 350))
    path = ""
    for y, first, long, high, apart in rows:
        for start in range(first, _MIDDLE, apart):
            x = start + chance.between(0, apart // 2)
            path += f"M{x} {y}"
            for _ in range(chance.between(2, 4)):
                path += f"C{x + long // 4} {y - high} {x + long * 3 // 4} {y - high} {x + long} {y}"
                x += long
    return _plate_path(scene, "line", path)


def _estuary(scene: _Scene) -> Iterator[Shape]:
    """A tongue of water that comes from behind the town and widens until it fills the foreground, with a sandbar."""
    chance = scene.chance("estuary")
    mouth, low, high = chance.between(20, 90), chance.between(-14, 14), chance.between(-6, 6)
    yield _birds(scene)
    for tone, out, up in (("2", 0, 0), ("3", 34, 5), ("4", 90, 11)):  # mud, marsh, firm land
        yield _plate_path(scene, tone, _town_bank(mouth - out, out, low - up))
        yield _plate_path(scene, tone, _far_bank(mouth + out, out, high - up))
    yield _bank(scene)
    yield _plate_path(scene, "3", _bar(chance.between(0, 110), chance.between(340, 352), chance.between(140, 230), 10))
    yield _strokes(
        scene, (322, 60, 200), (330, -20, 200), (364, -220, 60), (362, 200, 480), (378, -320, -60), (382, 60, 540)
    )


def _town_bank(mouth: int, out: int, low: int) -> str:
    """The estuary's bank on the town's side, which swings wide; `out` from the water, `low` towards the reader."""
    return (
        f"M-660 292L{mouth - 6} 292C{mouth + 40} 298 {mouth + 60} {306 + low // 4} {-20 - out} {316 + low // 2}"
        f"C{-160 - out} {332 + low} {-260 - out} {332 + low} {-330 - out} {356 + low}"
        f"C{-380 - out} {374 + low} {-420 - out} 400 {-440 - out} 420L-660 420Z"
    )


def _far_bank(mouth: int, out: int, low: int) -> str:
    """The estuary's bank on the sun's side, which runs back to the edge of the plate."""
    return (
        f"M660 292L{mouth + 8} 292C{mouth + 90} 297 {mouth + 130} {308 + low} {250 + out} {312 + low}"
        f"C{350 + out} {316 + low} {430 + out} {330 + low} 660 {352 + low}Z"
    )


def _lake(scene: _Scene) -> Iterator[Shape]:
    """A mirror: the nearest ridge upside down in the water, the sun's path, and a shore with reeds close by."""
    chance = scene.chance("lake")
    crest = _crest(scene, scene.relief, nearness=1, tone=scene.relief.tones[-1])
    yield _shape("path", "1", d=f"{_curve(crest, -60, 50)}V{HORIZON}H{crest[0][0]}Z")
    yield _bank(scene)
    yield _glitter(scene)
    yield _strokes(
        scene, (308, -540, -300), (316, -240, 40), (322, 260, 520), (338, -220, -40), (352, 280, 560), (372, -150, 80)
    )
    y, reach = 338 + chance.between(-22, 10), chance.between(-260, -170)
    yield _reeds(scene, reach, y)
    yield _near_shore(scene, "3", y, reach)
    yield _near_shore(scene, "5", y + 20, reach - 70)


def _reeds(scene: _Scene, reach: int, y: int) -> Shape:
    """Reeds on the near shore; their feet are hidden by the shore, which is drawn over them."""
    chance = scene.chance("reeds")
    path = ""
    for x in range(reach - 150, reach - 54, 9):
        stem, foot = x + chance.between(-3, 3), y + 30
        tip, bend = y - chance.between(2, 24), chance.between(5, 15)
        path += f"M{stem} {foot}C{stem} {foot - 20} {stem + bend // 3} {tip + 10} {stem + bend} {tip}"
    return _plate_path(scene, "line", path)


def _river(scene: _Scene) -> Iterator[Shape]:
    """A winding band: three spurs of land reach into the water in turn, each nearer one darker.

    The water is what the spurs leave open. A band drawn by offsetting one middle line is hair-thin wherever the river
    runs level, because the ground is seen so flat.
    """
    chance = scene.chance("river")
    a, b, c = chance.between(-50, 70), chance.between(-70, 70), chance.between(-80, 90)  # how far each bend swings
    far = (
        f"M660 292L96 292C210 296 {300 + a} 308 {220 + a} 318C120 328 {b - 40} 326 {b - 60} 338"
        f"C{b - 70} 350 200 356 660 352Z"
    )
    middle = (
        f"M-660 292L64 292C140 296 {200 + a} 304 {130 + a} 310C40 318 {b - 200} 320 {b - 220} 336"
        f"C{b - 230} 346 -300 352 -660 350Z"
    )
    near = (
        f"M-660 346C-500 342 -300 344 -180 356C-60 366 {140 + c} 372 {170 + c} 386"
        f"C{182 + c} 394 {178 + c} 404 {160 + c} 420L-660 420Z"
    )
    for tone, spur in (("2", far), ("3", middle), ("5", near)):
        yield _plate_path(scene, tone, spur)
    yield _bank(scene)
    yield _strokes(scene, (366, 300, 560), (378, 330, 600), (390, 300, 540))


def _canal(scene: _Scene) -> Iterator[Shape]:
    """Straight banks running to one point behind the town, pale quays, furrowed fields and an arched bridge."""
    chance = scene.chance("canal")
    far, near_left, near_right = chance.between(10, 70), chance.between(-270, -150), chance.between(190, 310)
    for tone, quay in (("2", 0), ("4", 24)):
        yield _plate_path(scene, tone, f"M-660 292L{far - 5} 292L{near_left - quay} 400L-660 400Z")
    for tone, quay in (("2", 0), ("3", 24)):
        yield _plate_path(scene, tone, f"M660 292L{far + 5} 292L{near_right + quay} 400L660 400Z")
    furrows = ((far - 14, near_left - 24, -1), (far + 14, near_right + 24, 1))
    yield _plate_path(scene, "contour", "".join(_furrows(*field, chance) for field in furrows))
    yield _bank(scene)
    yield from _bridge(scene, far, 311, near_left, near_right)
    yield _strokes(scene, (332, far - 30, far + 30), (346, -10, 70), (360, -60, 60), (374, 30, 150), (388, -80, 90))


def _furrows(far: int, near: int, out: int, chance: _Chance) -> str:
    """Furrows of a field beside the canal, from its vanishing point outwards (-1 left, 1 right)."""
    path = ""
    for _ in range(7):
        near += out * chance.between(40, 74)
        path += f"M{far + out * 4} {HORIZON + 4}L{near} {HEIGHT}"
        far += out * chance.between(8, 16)
    return path


def _bridge(scene: _Scene, far: int, y: int, near_left: int, near_right: int) -> Iterator[Shape]:
    """A stone bridge over the canal, its foot at y, its arch closed to a circle by the water."""
    share = (y - HORIZON) / (HEIGHT - HORIZON)
    left, right = (far + round((near - far) * share) for near in (near_left, near_right))
    x, half = (left + right) // 2, (right - left) // 2
    top, end = y - 14 - half // 2, half * 9 // 4
    rise = f"M{x - end} {y}C{x - half} {y - 2} {x - half} {top} {x} {top}"
    fall = f"C{x + half} {top} {x + half} {y - 2} {x + end} {y}L{x + end} {y + 3}L{x - end} {y + 3}Z"
    yield _plate_path(scene, "5", rise + fall)
    yield _shape("circle", "water", cx=scene.x(x), cy=y + 2, r=half * 5 // 8)


_WATERS: dict[Water, Callable[[_Scene], Iterator[Shape]]] = {
    "springs": _springs,
    "sea": _sea,
    "estuary": _estuary,
    "lake": _lake,
    "river": _river,
    "canal": _canal,
}
