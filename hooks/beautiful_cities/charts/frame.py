"""What all charts share: the empty figure, its scales, its form on a phone and its form as a file."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from beautiful_cities.charts.figure import Figure
from beautiful_cities.i18n import Wording
from beautiful_cities.model import PartialDate, TopicId
from beautiful_cities.standins import plain_in

HUES: Mapping[TopicId, str] = {"beautiful-city": "celadon", "zero-waste": "amber", "biodiversity": "leaf"}
"""The token of each topic's colour."""

INK, INK_2, INK_3, RULE, PAPER, STONE, SLATE, PALE, CINNABAR = (
    f"var(--bc-{token})"
    for token in ("ink", "ink-2", "ink-3", "rule", "paper", "stone", "slate-fill", "pale-fill", "cinnabar")
)
CLEAR = "rgba(0,0,0,0)"
LABEL_PX = 14
VALUE_PX = 18
WIDE_PX, NARROW_PX = 760, 350
"""Widths of the two pictures: at these a label of 14 px stays between 12 and 17 px on any screen."""
HEIGHT_PX = 300
"""Tall enough for four ticks at 14 px."""
ZERO_BELOW = 0.6
"""The axis begins at zero unless the least value is above this share of the greatest: a water level of 28 to 30 m
drawn from zero would show a flat line."""
_LEFT, _RIGHT = 0.12, 0.03
"""Room beside the first and the last year, as shares of the span: the first value's label must not reach the axis."""
_TICKS_WIDE, _TICKS_NARROW = 7, 4
"""At most so many years are named on the axis."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One value to be drawn."""

    date: PartialDate
    value: Decimal
    label: str
    """What a reader sees on touching it: "2021年：40微克/立方米，经济导报"."""
    is_first_hand: bool
    """True for an official source or state media: drawn solid; a copy or a secondary source is drawn open."""


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the chart, such as a national standard."""

    value: Decimal
    label: str


def ticks(low: float, high: float, *, about: int = 4, whole: bool = False) -> list[float]:
    """Round numbers that cover low to high, a little more or fewer than `about` steps.

    >>> ticks(0, 108)
    [0.0, 25.0, 50.0, 75.0, 100.0, 125.0]
    >>> ticks(28.2, 30.3)
    [28.0, 28.5, 29.0, 29.5, 30.0, 30.5]
    """
    span = (high - low) or abs(high) or 1.0
    magnitude = 10 ** math.floor(math.log10(span / about))
    step = min((factor * magnitude for factor in (1, 2, 2.5, 5, 10)), key=lambda size: abs(span / size - about))
    if whole:
        step = max(1.0, math.ceil(step))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:  # all values are one, and a tick: an axis needs a length
        first, last = first - (first > 0), last + 1
    return [round(index * step, 10) for index in range(first, last + 1)]


def empty(wording: Wording, *, height_px: int = HEIGHT_PX) -> Figure:
    """A figure in the site's manner: no frame, no colours of its own, one hairline a tick."""
    axis = {"linecolor": RULE, "gridcolor": RULE, "zerolinecolor": RULE, "fixedrange": True}
    return Figure(
        {
            "height": height_px,
            "margin": {"l": 44, "r": 56, "t": 24, "b": 32},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"family": "inherit", "size": LABEL_PX, "color": INK_3},
            "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK_3, "font": {"color": INK, "size": LABEL_PX}},
            "showlegend": False,
            "dragmode": False,
            "xaxis": axis | {"showgrid": False},
            "yaxis": axis | {"zeroline": True},
            "meta": {"lang": wording.tag, "compact": {}},
        }
    )


def legend_above(figure: Figure) -> None:
    """A legend in one line over the picture, for the kinds whose parts cannot carry their names."""
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
    )


def on_a_phone(figure: Figure, changes: Mapping[str, Any]) -> None:
    """Note what `compact` changes, as Plotly names it: {"xaxis.tickvals": [2013, 2019, 2025]}."""
    figure.layout["meta"]["compact"].update(changes)


def compact(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A plain figure as a phone shows it; the page's script does the same when it draws."""
    narrow: dict[str, Any] = json.loads(json.dumps(figure))  # a deep copy of plain values, in a fifth of the time
    for path, value in narrow["layout"]["meta"]["compact"].items():
        *way, last = path.split(".")
        node = narrow["layout"]
        for step in way:
            node = node[int(step)] if step.isdigit() else node[step]
        node[last] = value
    return narrow


def titled(figure: Mapping[str, Any], *, title: str, notes: Sequence[str], width_px: int = WIDE_PX) -> dict[str, Any]:
    """A plain figure as a file that stands alone: its title above, unit, sources and date below."""
    layout = dict(figure["layout"])
    head = _wrapped(title, (width_px - 16) / VALUE_PX)
    foot = [line for note in notes for line in _wrapped(note, (width_px - 16) / (LABEL_PX - 2))]
    top = layout["margin"]["t"]  # what stands over the picture: a legend, the names of columns
    layout["margin"] = layout["margin"] | {"t": top + 16 + 24 * len(head), "b": 48 + 17 * len(foot)}
    layout["height"] += 16 + 24 * len(head) + 17 * len(foot)
    frame = {
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "x": 0,
        "xshift": -36,
    }
    layout["annotations"] = [
        *layout.get("annotations", []),
        frame
        | {
            "y": 1,
            "yanchor": "bottom",
            "yshift": top + 4,
            "text": "<br>".join(head),
            "font": {"size": VALUE_PX, "color": INK},
        },
        frame
        | {
            "y": 0,
            "yanchor": "top",
            "yshift": -36,
            "text": "<br>".join(foot),
            "font": {"size": LABEL_PX - 2, "color": INK_3},
        },
    ]
    return {**figure, "layout": layout}


def plain(figure: Figure) -> dict[str, Any]:
    """The figure as plain JSON values; a picture has no room for a note, so words that stand in are unmarked."""
    values: dict[str, Any] = plain_in({"data": figure.data, "layout": figure.layout})
    return values


def scale_x(figure: Figure, dates: Sequence[PartialDate]) -> None:
    """Whole years as labels: all when they are few, else evenly spaced."""
    years = range(min(date.year for date in dates), max(date.year for date in dates) + 1)
    edges = [float(years[0]), *(place(date) for date in dates)]  # the first label has its place inside
    span = max(edges) - min(edges)
    wide, narrow = (years[:: math.ceil(len(years) / most)] for most in (_TICKS_WIDE, _TICKS_NARROW))
    figure.update_xaxes(
        tickvals=list(wide),
        ticktext=[str(year) for year in wide],
        range=[min(edges) - max(_LEFT * span, 0.5), max(edges) + max(_RIGHT * span, 0.5)],
        ticklabelstandoff=4,
        zeroline=False,
    )
    on_a_phone(figure, {"xaxis.tickvals": list(narrow), "xaxis.ticktext": [str(year) for year in narrow]})


def scale_y(
    figure: Figure, values: Sequence[Decimal], wording: Wording, *, whole: bool = False, from_zero: bool = False
) -> None:
    """Round values as labels; from zero on demand, and unless that would flatten the line (see ZERO_BELOW)."""
    low, high = float(min(values)), float(max(values))
    if whole or (low >= 0 and (from_zero or low < ZERO_BELOW * high)):
        low = 0.0
    steps = ticks(low, high, whole=whole)
    texts = [wording.number(Decimal(f"{step:.10g}")) for step in steps]
    fit_left(figure, texts)
    room = (steps[-1] - steps[0]) * 0.06  # for the label of a value that stands on the highest or the lowest tick
    figure.update_yaxes(
        tickvals=steps,
        ticktext=texts,
        range=[steps[0] - (2 * room if steps[0] else 0), steps[-1] + room],
    )


def fit_left(figure: Figure, labels: Sequence[str]) -> None:
    """A left margin as wide as the longest label of the vertical axis.

    Plotly's own automargin lays every chart out a second time: with it a picture took 36 ms, without it 24 ms.
    """
    figure.update_layout(margin={"l": 14 + round(max(map(width_em, labels)) * LABEL_PX)})


def place(date: PartialDate) -> float:
    """A date as a place on the axis of years: a year stands at its number, a day at its share of the year."""
    if date.month is None:
        return float(date.year)
    return round(date.year + (date.first_day.timetuple().tm_yday - 1) / 365, 4)


def _wrapped(text: str, ems: float) -> list[str]:
    """Lines of at most about so many ems."""
    lines, line, width = [], "", 0.0
    for word in _pieces(text):
        size = width_em(word)
        if line and width + size > ems:
            lines.append(line.rstrip())
            line, width = "", 0.0
        line, width = line + word, width + size
    return [*lines, line.rstrip()]


def width_em(text: str) -> float:
    """About how wide the text is set, in ems: a Chinese character is one wide, a Latin letter or digit a good half."""
    return sum(1.0 if _is_wide(character) else 0.58 for character in text)


def _pieces(text: str) -> list[str]:
    """What may not be broken: Latin words with their space, single Chinese characters with the mark that follows."""
    pieces = [""]
    for character in text:
        breaks = _is_wide(character) or pieces[-1][-1:] == " " or (pieces[-1] and _is_wide(pieces[-1][-1]))
        if pieces[-1] and breaks and not _closes(character):
            pieces.append("")
        pieces[-1] += character
    return pieces


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@cache
def _closes(character: str) -> bool:
    return character == " " or unicodedata.category(character) in ("Po", "Pe", "Pf")
