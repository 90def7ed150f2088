"""From a series, or a set of targets, to a Plotly figure in one language.

In: values and words. Out: `plotly.graph_objects.Figure`, the one description of a chart. Colours are CSS custom
properties (`var(--bc-…)`), so that one figure serves light and dark; every label is worded by Babel, so that nothing
depends on the locale of the browser. Titles, sources and tables are the page's; nothing here is HTML.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from beautiful_cities.i18n import Wording
from beautiful_cities.model import PartialDate, TopicId, Unit
from beautiful_cities.status import STATUSES, Status

HUES: Mapping[TopicId, str] = {"beautiful-city": "celadon", "zero-waste": "amber", "biodiversity": "leaf"}
"""The token of each topic's colour."""

_INK, _INK_3, _RULE, _PAPER, _CINNABAR = (
    f"var(--bc-{token})" for token in ("ink", "ink-3", "rule", "paper", "cinnabar")
)
_LABEL_PX = 14
_HEIGHT_PX = 300
"""Tall enough for four ticks at 14 px; the width follows the page."""
_ZERO_BELOW = 0.6
"""The axis begins at zero unless the least value is above this share of the greatest: a water level of 28 to 30 m
drawn from zero would show a flat line."""

# Fill of a bar by status. What happened is solid, what is open is pale; the words stand in the legend and the table.
_STATUS_FILLS: Mapping[Status, str] = {
    "met": "var(--bc-ink)",
    "missed": "var(--bc-cinnabar)",
    "past": "var(--bc-ink-3)",
    "due-soon": "var(--bc-stone)",
    "ahead": "var(--bc-paper)",
}


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


def trend(
    marks: Sequence[Mark],
    *,
    topic: TopicId,
    unit: Unit,
    wording: Wording,
    levels: Sequence[Level] = (),
    targets: Sequence[Mark] = (),
) -> go.Figure:
    """The values of one indicator over time: a line with a mark a value.

    Years next to each other are joined by a solid line, others by a dotted one: nothing is known of what lies between.
    A target is a short bar at its deadline, a level a dashed line with its name.
    """
    hue = f"var(--bc-{HUES[topic]}-ink)"
    figure = _figure(wording)
    for before, after in pairwise(marks):
        figure.add_scatter(
            x=[_x(before.date), _x(after.date)],
            y=[float(before.value), float(after.value)],
            mode="lines",
            line={"color": hue, "width": 2.5, "dash": "solid" if _are_neighbours(before, after) else "2px,6px"},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[_x(mark.date) for mark in marks],
        y=[float(mark.value) for mark in marks],
        mode="markers+text",
        text=[_end_label(marks, index, wording) for index in range(len(marks))],
        textposition=[_label_side(marks, index) for index in range(len(marks))],
        textfont={"color": _INK, "size": 18},
        hovertext=[mark.label for mark in marks],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "size": 9,
            "color": [hue if mark.is_first_hand else _PAPER for mark in marks],
            "line": {"color": hue, "width": 2},
        },
    )
    for target in targets:
        figure.add_scatter(
            x=[_x(target.date)],
            y=[float(target.value)],
            mode="markers",
            marker={"symbol": "line-ew", "size": 18, "line": {"color": _INK, "width": 3}},
            hovertext=[target.label],
            hoverinfo="text",
            cliponaxis=False,
        )
    for level in levels:
        figure.add_hline(
            y=float(level.value),
            line={"color": _CINNABAR, "width": 1.25, "dash": "6px,4px"},
            annotation={
                "text": level.label,
                "font": {"color": _CINNABAR, "size": _LABEL_PX},
                "xanchor": "left",
                "x": 0,
                "yanchor": "top",
            },
        )
    every = [*marks, *targets]
    _scale_x(figure, [mark.date for mark in every])
    _scale_y(figure, [*(mark.value for mark in every), *(level.value for level in levels)], wording)
    return figure


def deadlines(
    counts: Mapping[int, Mapping[Status, int]], *, names: Mapping[Status, str], wording: Wording
) -> go.Figure:
    """How many targets fall due in each year, by status: stacked bars from zero.

    `counts` has a year's counts by status; `names` words each status in the reader's language.
    """
    figure = _figure(wording)
    years = sorted(counts)
    for status in STATUSES:
        numbers = [counts[year].get(status, 0) for year in years]
        if not any(numbers):
            continue
        figure.add_bar(
            x=years,
            y=numbers,
            width=0.65,
            name=names[status],
            marker={"color": _STATUS_FILLS[status], "line": {"color": _INK_3, "width": 1}},
            hovertext=[
                f"{wording.date(PartialDate(year))} · {names[status]} · {wording.number(number)}"
                for year, number in zip(years, numbers, strict=True)
            ],
            hoverinfo="text",
        )
    figure.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
    )
    _scale_x(figure, [PartialDate(year) for year in years], pad=0.5)
    _scale_y(figure, [Decimal(sum(of_year.values())) for of_year in counts.values()], wording, whole=True)
    return figure


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
    return [round(index * step, 10) for index in range(first, last + 1)]


def _figure(wording: Wording) -> go.Figure:
    """An empty figure in the site's manner: no frame, no colours of its own, one hairline a tick."""
    axis = {"linecolor": _RULE, "gridcolor": _RULE, "zerolinecolor": _RULE, "fixedrange": True, "automargin": True}
    return go.Figure(
        layout={
            "template": go.layout.Template(),
            "height": _HEIGHT_PX,
            "margin": {"l": 44, "r": 56, "t": 24, "b": 32},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": "inherit", "size": _LABEL_PX, "color": _INK_3},
            "hoverlabel": {"bgcolor": _PAPER, "bordercolor": _INK_3, "font": {"color": _INK, "size": _LABEL_PX}},
            "showlegend": False,
            "dragmode": False,
            "xaxis": axis | {"showgrid": False},
            "yaxis": axis | {"zeroline": True},
            "meta": {"lang": wording.tag},
        }
    )


def _scale_x(figure: go.Figure, dates: Sequence[PartialDate], *, pad: float = 0.0) -> None:
    """Whole years as labels: all when they are few, else about six; `pad` is the room at both ends, in years."""
    years = range(min(date.year for date in dates), max(date.year for date in dates) + 1)
    step = math.ceil(len(years) / 6)
    shown = list(years)[:: step or 1]
    edges = [_x(date) for date in dates]
    pad = pad or max((max(edges) - min(edges)) * 0.03, 0.2)
    figure.update_xaxes(
        tickvals=[float(year) for year in shown],
        ticktext=[str(year) for year in shown],
        range=[min(edges) - pad, max(edges) + pad],
        zeroline=False,
    )


def _scale_y(figure: go.Figure, values: Sequence[Decimal], wording: Wording, *, whole: bool = False) -> None:
    low, high = float(min(values)), float(max(values))
    if whole or 0 <= low < _ZERO_BELOW * high:
        low = 0.0
    steps = ticks(low, high, whole=whole)
    figure.update_yaxes(
        tickvals=steps,
        ticktext=[wording.number(Decimal(f"{step:.10g}")) for step in steps],
        range=[steps[0], steps[-1] + (steps[-1] - steps[0]) * 0.06],
    )


def _x(date: PartialDate) -> float:
    """A date as a place on the axis of years: a year stands at its number, a day at its share of the year."""
    if date.month is None:
        return float(date.year)
    return round(date.year + (date.first_day.timetuple().tm_yday - 1) / 365, 4)


def _are_neighbours(before: Mark, after: Mark) -> bool:
    return before.date.month is None and after.date.month is None and after.date.year - before.date.year == 1


def _end_label(marks: Sequence[Mark], index: int, wording: Wording) -> str:
    """The first and the last value carry their number; the others speak when touched, and in the table."""
    return wording.number(marks[index].value) if index in (0, len(marks) - 1) else ""


def _label_side(marks: Sequence[Mark], index: int) -> str:
    if index == 0:
        falls = len(marks) < 2 or marks[1].value <= marks[0].value
        return "top right" if falls else "top center"
    return "middle right" if index == len(marks) - 1 else "top center"


def plain(figure: go.Figure) -> dict[str, Any]:
    """The figure as plain JSON values, in a fixed order of keys."""
    result: dict[str, Any] = figure.to_plotly_json()
    result["layout"].pop("template", None)
    return result
