"""The diagrams of the explainers, drawn from facts and words: shapes and labels for a template to print.

A diagram is as wide as a phone's column, so that its words are at least 12 px high there without a second form. What
it shows in figures comes from facts; how it is coloured is the stylesheet's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from beautiful_cities.languages import DEFAULT, family
from beautiful_cities.model import Fact, FactId, TopicId
from beautiful_cities.numerals import numerals
from beautiful_cities.quotes import DIAGRAMS
from beautiful_cities.status import outcome_of
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import by, publisher_of, status_word
from beautiful_cities.views.quoting import located

_WIDTH = 320
_LINE = 20
"""From one line of words to the next."""
_EM = 14
"""The size of words, set in the stylesheet."""
_CHARACTER = re.compile(r"[\u2e80-\uffef]")


@dataclass(frozen=True, slots=True)
class MarkView:
    """One shape."""

    kind: Literal["rect", "circle", "path"]
    css_class: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LabelView:
    """One line of words."""

    css_class: str
    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class EmblemView:
    """A diagram as an ornament, wide and without words."""

    view_box: str
    turn: str
    """A transformation of all of it; may be empty."""
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class DiagramView:
    """One picture. Lengths are those of its own plane."""

    id: str
    topic: TopicId | None
    title: str
    description: str
    """Everything that it says, for those who cannot see it."""
    width: int
    height: int
    marks: tuple[MarkView, ...]
    labels: tuple[LabelView, ...]
    emblem: EmblemView


@dataclass(slots=True)
class _Plane:
    """What has been drawn so far."""

    marks: list[MarkView] = field(default_factory=list)
    labels: list[LabelView] = field(default_factory=list)

    def rect(self, css_class: str, x: float, y: float, width: float, height: float) -> None:
        self._mark("rect", css_class, x=x, y=y, width=width, height=height, rx=4)

    def circle(self, css_class: str, x: float, y: float, radius: float) -> None:
        self._mark("circle", css_class, cx=x, cy=y, r=radius)

    def path(self, css_class: str, path: str) -> None:
        self.marks.append(MarkView("path", css_class, (("d", path),)))

    def words(self, text: str, x: int, y: int, *, width: int, css_class: str = "bc-diagram__words") -> int:
        """Write a text in lines of at most `width`, the first on the base line `y`; gives the base line after them."""
        for line in _lines(text, width):
            self.labels.append(LabelView(css_class, x, y, line))
            y += _LINE
        return y

    def _mark(self, kind: Literal["rect", "circle"], css_class: str, **attributes: float) -> None:
        self.marks.append(MarkView(kind, css_class, tuple((name, f"{value:g}") for name, value in attributes.items())))


_HEAD, _CENTRED, _CENTRED_HEAD = "bc-diagram__head", "bc-diagram__centred", "bc-diagram__centred-head"

_Drawing = tuple[_Plane, int, TopicId | None, str, Sequence[str]]
"""What was drawn, its height, its topic, its title, and what it says in sentences."""


def diagram(context: Context, name: str) -> DiagramView:
    """The diagram with this id; raises KeyError where a fact that it shows is missing."""
    facts = located(context.data)
    shown = [facts[FactId(one)][1] for one in DIAGRAMS[name]]
    plane, height, topic, title, said = _DRAWERS[name](context, shown)
    description = context.wording.between.join(said)
    marks = tuple(plane.marks)
    emblem = _row_of_icons() if name == "five-respects" else _lying(marks, height, _EMBLEM_HEIGHTS[name])
    return DiagramView(name, topic, title, description, _WIDTH, height, marks, tuple(plane.labels), emblem)


_EMBLEM_HEIGHTS = {"waste-ways": 320, "wildlife-count": 320, "air-scale": 60, "promise": 40}
"""How much of a diagram that lies on its left side is shown."""


def _lying(marks: tuple[MarkView, ...], height: int, shown: int) -> EmblemView:
    """A diagram turned, so that what stood below stands to the right, and bars grow upwards."""
    return EmblemView(f"0 {_WIDTH - shown} {height} {shown}", f"translate(0 {_WIDTH}) rotate(-90)", marks)


# The five respects

_ICONS = (
    "M-12 10C-14-4-4-12 12-12C13 2 4 11-8 8M-13 14C-8 4-2-1 5-5",
    "M0-14C7-5 10-1 10 4A10 10 0 0 1-10 4C-10-1-7-5 0-14ZM-5 5A5 5 0 0 0 0 10",
    "M0 15V8M-11 8L0-14L11 8ZM-5 0H5",
    "M0-13L11-9V0C11 7 6 11 0 14C-6 11-11 7-11 0V-9ZM-5 0L-1 4L6-4",
    "M-9-9L9-6L-4 9ZM-9-9m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M9-6m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
    "M-4 9m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
)
"""A leaf, a drop, a tree, a shield and a net, each about the origin."""


def _row_of_icons() -> EmblemView:
    plane = _Plane()
    for index, icon in enumerate(_ICONS):
        plane.circle("bc-diagram__plate", 34 + 64 * index, 34, 28)
        plane.path("bc-diagram__icon", _moved(icon, 34 + 64 * index, 34))
    return EmblemView("0 0 324 68", "", tuple(plane.marks))


def _five_respects(context: Context, facts: Sequence[Fact]) -> _Drawing:
    _ = context.say
    rows = (
        (_("Green and low-carbon"), _("How people make things, travel and heat")),
        (_("Clean surroundings"), _("Air, water, soil and quiet")),
        (_("Nature and liveability"), _("Parks, plants and animals near home")),
        (_("Safe and healthy"), _("Protection from pollution and danger")),
        (_("Smart and efficient"), _("Measuring, and managing with what is measured")),
    )
    plane, step = _Plane(), 84
    plane.path("bc-diagram__line", f"M34 40V{40 + 4 * step}")
    for index, ((head, text), icon) in enumerate(zip(rows, _ICONS, strict=True)):
        y = 40 + index * step
        plane.circle("bc-diagram__plate", 34, y, 30)
        plane.path("bc-diagram__icon", _moved(icon, 34, y))
        below = plane.words(head, 80, y - 8, width=232, css_class=_HEAD)
        plane.words(text, 80, below, width=232)
    said = [context.words(facts[0].text)]
    return plane, 80 + 4 * step, "beautiful-city", _("The five respects in which a beautiful city is to do well"), said


# The ways of waste


def _waste_ways(context: Context, facts: Sequence[Fact]) -> _Drawing:
    _ = context.say
    plane = _Plane()
    parts = (
        (_("First: make less"), _("Use less, and use it longer"), 296),
        (_("Then: use again"), _("Repair, reuse, recycle"), 248),
        (_("Last: get rid of it safely"), _("Send as little as possible to landfill"), 200),
    )
    y, bands = 8, []
    for index, (head, text, width) in enumerate(parts):
        left, room = 8 + (296 - width) // 2, width - 20
        lines = len(_lines(head, room)) + len(_lines(text, room))
        height = max(80, lines * _LINE + 28)
        bands.append((y, height))
        plane.rect(f"bc-diagram__band-{index + 1}", left, y, width, height)
        base = y + (height - lines * _LINE) // 2 + 15
        base = plane.words(head, left + width // 2, base, width=room, css_class=_CENTRED_HEAD)
        plane.words(text, left + width // 2, base, width=room, css_class=_CENTRED)
        y += height + 26
        if index < len(parts) - 1:
            plane.path("bc-diagram__arrow", f"M156 {y - 22}V{y - 4}M149 {y - 10}L156 {y - 3}L163 {y - 10}")
    tip = bands[0][0] + bands[0][1] + 3
    plane.path("bc-diagram__arrow", f"M283 {bands[1][0] + 40}H296V{tip}M289 {tip + 7}L296 {tip}L303 {tip + 7}")
    said = [f"{head}{_(': ')}{text}{_('. ')}" for head, text, _width in parts]
    said.append(_("What is used again takes the place of something new."))
    return plane, y - 18, "zero-waste", _("Three ways of waste, the best at the top"), said


# Counting wildlife


def _wildlife_count(context: Context, facts: Sequence[Fact]) -> _Drawing:
    _, number = context.say, context.wording.number
    plane, room = _Plane(), 296
    pairs = [(of_year, so_far) for of_year, so_far in zip(facts[::2], facts[1::2], strict=True)]
    most = max(fact.value or Decimal(0) for fact in facts)
    y, said = 20, []
    for of_year, so_far in pairs:
        assert of_year.value is not None
        assert so_far.value is not None
        assert of_year.date is not None
        year = context.wording.date(of_year.date)
        plane.words(year, 8, y, width=room, css_class=_HEAD)
        y += 10
        for fact, kind, words in (
            (of_year, "bar-part", _("found in that year: %(number)s", number=number(of_year.value))),
            (so_far, "bar-whole", _("found so far: %(number)s", number=number(so_far.value))),
        ):
            plane.rect(f"bc-diagram__{kind}", 8, y, float((fact.value or 0) / most * room), 12)
            y = plane.words(words, 8, y + 30, width=room) - _LINE + 10
            said.append(_("%(year)s, %(words)s species.", year=year, words=words))
        y += 26
    return (
        plane,
        y - 16,
        "biodiversity",
        _("Species found by Beijing’s surveys: each year, and all years together"),
        said,
    )


# The scale of air

_SWATCHES = tuple(f"bc-diagram__aqi-{level}" for level in range(1, 7))


def _air_scale(context: Context, facts: Sequence[Fact]) -> _Drawing:
    _ = context.say
    names = (
        _("Excellent"),
        _("Good"),
        _("Light pollution"),
        _("Moderate pollution"),
        _("Heavy pollution"),
        _("Severe pollution"),
    )
    text = context.words(facts[0].text)
    found = [numeral.value for numeral in numerals(facts[0].text[DEFAULT], family(DEFAULT))]
    bounds = [context.wording.number(value) for value in found[-11:]]
    ranges = [_("%(low)s to %(high)s", low=bounds[at], high=bounds[at + 1]) for at in range(0, 10, 2)]
    ranges.append(_("above %(number)s", number=bounds[10]))
    plane, y = _Plane(), 8
    for name, span, swatch in zip(names, ranges, _SWATCHES, strict=True):
        plane.rect(swatch, 8, y, 44, 40)
        plane.words(name, 66, y + 25, width=150, css_class=_HEAD)
        plane.words(span, 216, y + 25, width=96)
        y += 46
    return plane, y + 2, "beautiful-city", _("The six levels of the air quality index"), [text]


# A promise


def _promise(context: Context, facts: Sequence[Fact]) -> _Drawing:
    _, wording, data = context.say, context.wording, context.data
    target, outcome = facts
    assert target.value is not None
    assert target.unit is not None
    assert target.deadline is not None
    assert outcome.value is not None
    assert outcome.unit is not None
    assert outcome.date is not None
    source = data.sources[target.sources[0].source]
    indicator = context.words(data.indicators[target.indicator].name) if target.indicator else ""
    reached = _(
        "%(value)s (%(date)s)",
        value=wording.value(outcome.value, data.units[outcome.unit]),
        date=wording.date(outcome.date),
    )
    promised = wording.value(target.value, data.units[target.unit])
    outcome_word = outcome_of(target, outcome)
    judged = status_word(context, outcome_word) if outcome_word else _("nobody can say whether it was met")
    parts = (
        (
            _("Target: what is to be reached"),
            f"{indicator}{_(': ')}{promised}",
        ),
        (_("Deadline: by when"), by(context, target.deadline)),
        (_("Outcome: what was published"), f"{reached}{_('; ')}{judged}"),
        (_("Source: who says so"), publisher_of(context, source)),
    )
    plane, y = _Plane(), 28
    tops = []
    for head, text in parts:
        tops.append(y - 6)
        y = plane.words(head, 44, y, width=268, css_class=_HEAD)
        y = plane.words(text, 44, y, width=268) + 18
    plane.path("bc-diagram__line", f"M18 {tops[0]}V{tops[-1]}")
    for top in tops:
        plane.circle("bc-diagram__stop", 18, top, 10)
    plane.path("bc-diagram__tick", _moved("M-5 0L-1 4L5-4", 18, tops[2]))
    said = [f"{head}{_(': ')}{text}{_('. ')}" for head, text in parts]
    return plane, y - 24, "beautiful-city", _("The four parts of a promise"), said


_DRAWERS: Mapping[str, Callable[[Context, Sequence[Fact]], _Drawing]] = {
    "five-respects": _five_respects,
    "waste-ways": _waste_ways,
    "wildlife-count": _wildlife_count,
    "air-scale": _air_scale,
    "promise": _promise,
}


def _moved(path: str, x: int, y: int) -> str:
    """A path put elsewhere; its small commands are relative and stay as they are."""
    return "".join(_commands(path, x, y))


def _commands(path: str, x: int, y: int) -> Iterator[str]:
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        match command:
            case "H":
                numbers = [numbers[0] + x]
            case "V":
                numbers = [numbers[0] + y]
            case "A":
                numbers[5] += x
                numbers[6] += y
            case "M" | "L" | "C":
                numbers = [one + (y if at % 2 else x) for at, one in enumerate(numbers)]
        yield command + " ".join(f"{one:g}" for one in numbers)


def _lines(text: str, width: int) -> list[str]:
    """A text in lines that fit; Chinese breaks between characters, but not before a mark."""
    pieces = re.findall(r"[\u2e80-\uffef][，。；：、）”·]*|[^\s\u2e80-\uffef]+|\s+", text)
    lines = [""]
    for piece in pieces:
        if _width(lines[-1] + piece.rstrip()) > width and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines if line.strip()]


def _width(text: str) -> float:
    """About how wide a text is: a Chinese character is as wide as high, a Latin letter a little over half."""
    return sum(_EM if _CHARACTER.match(one) else 0.56 * _EM for one in text)
