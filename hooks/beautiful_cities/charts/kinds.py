"""One function for each kind of chart, from data to figure.

In: the plain values of one chart. Out: its figure. What two kinds share is in `frame`, or below the kinds when it is
about marks and lines. It is one module because the kinds must look like one family: whoever changes how a gap, a
level or an open mark is drawn sees every chart that draws one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from beautiful_cities.charts.figure import Figure
from beautiful_cities.charts.frame import (
    CINNABAR,
    CLEAR,
    HEIGHT_PX,
    HUES,
    INK,
    INK_2,
    INK_3,
    LABEL_PX,
    NARROW_PX,
    PALE,
    PAPER,
    RULE,
    SLATE,
    STONE,
    VALUE_PX,
    ZERO_BELOW,
    Level,
    Mark,
    empty,
    fit_left,
    legend_above,
    on_a_phone,
    place,
    scale_x,
    scale_y,
    ticks,
    width_em,
)
from beautiful_cities.i18n import Wording
from beautiful_cities.model import PartialDate, TopicId
from beautiful_cities.series import is_next_year
from beautiful_cities.status import STATUSES, Status

# Fill of a bar by status. What was decided is solid, what is open is pale; the words stand in the legend and the table.
_STATUS_FILLS: Mapping[Status, str] = {
    "met": INK,
    "missed": CINNABAR,
    "past": SLATE,
    "due-soon": PALE,
    "ahead": PAPER,
}
_CHOSEN = "var(--bc-chosen)"
"""Stands for the colour of a city until a reader has chosen it."""
_CHOSEN_STYLES = (
    ("var(--bc-celadon-ink)", "circle"),
    ("var(--bc-amber-ink)", "square"),
    (INK, "diamond"),
    (INK_3, "triangle-up"),
)
_CELL_PX = 26
"""Height of a row of squares."""
_LEGEND_LINE_PX = 19
"""On a phone each name of a legend takes a line of its own."""
_ROW_PX = 34
"""Height of one row of a chart that lists things: a label of 14 px with room to touch."""


@dataclass(frozen=True, slots=True)
class Line:
    """One city in a chart of several."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """One city in a ranking."""

    name: str
    mark: Mark
    text: str
    """The value with its date, beside the bar."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one target has been reached."""

    name: str
    share: Decimal
    """Of the way from the first value to the target, in percent: 0 no change, 100 reached, below 0 moved away."""
    text: str
    """First value, latest value and target in words, beside the bar."""


@dataclass(frozen=True, slots=True)
class Event:
    """One dated thing on a timeline."""

    date: PartialDate
    lane: str
    """The row it stands in, such as "Rules, plans and titles"."""
    label: str
    is_plan: bool
    """True for what lies ahead: drawn open."""


def trend(
    marks: Sequence[Mark],
    *,
    topic: TopicId,
    wording: Wording,
    levels: Sequence[Level] = (),
    targets: Sequence[Mark] = (),
) -> Figure:
    """The values of one indicator over time: a line with a mark a value.

    Years next to each other are joined by a solid line, others by a dotted one: nothing is known of what lies between.
    A target is a short bar at its deadline, a level a dashed line with its name.
    """
    hue = f"var(--bc-{HUES[topic]}-ink)"
    figure = empty(wording)
    every = [*marks, *targets]
    scale_x(figure, [mark.date for mark in every])
    values = [*(mark.value for mark in every), *(level.value for level in levels)]
    scale_y(figure, values, wording, from_zero=len(marks) < _FEW)
    _lines(figure, marks, hue)
    _marks(figure, marks, hue, [_end_label(marks, index, wording) for index in range(len(marks))], targets)
    for target in targets:
        figure.add_scatter(
            x=[place(target.date)],
            y=[float(target.value)],
            mode="markers",
            marker={"symbol": "line-ew", "size": 18, "color": INK, "line": {"color": INK, "width": 3}},
            hovertext=[target.label],
            hoverinfo="text",
            cliponaxis=False,
        )
    for level in levels:
        # Its name stands at the end from which the line is further away.
        at_end = abs(marks[-1].value - level.value) >= abs(marks[0].value - level.value)
        near = marks[-3:] if at_end else marks[:3]
        yanchor = "bottom" if all(mark.value < level.value for mark in near) else "top"
        _level(figure, level, wording, x=int(at_end), xanchor="right" if at_end else "left", yanchor=yanchor)
    last = _end_label(marks, len(marks) - 1, wording)
    figure.update_layout(margin={"r": 24 + round(width_em(last) * VALUE_PX)})
    return figure


def compared(lines: Sequence[Line], *, topic: TopicId, wording: Wording, levels: Sequence[Level] = ()) -> Figure:
    """One indicator in several cities: each has a colour and a shape of mark, and its name at the end of its line.

    Gaps are dotted as in `trend`; names that would touch are moved apart.
    """
    figure = empty(wording)
    styles = [
        (f"var(--bc-{HUES[topic]}-ink)", "circle"),
        (INK, "square"),
        (INK_3, "diamond"),
        ("var(--bc-amber-ink)", "triangle-up"),
        ("var(--bc-leaf-ink)", "triangle-down"),
        (INK_2, "pentagon"),
    ]
    scale_x(figure, [mark.date for line in lines for mark in line.marks])
    values = [mark.value for line in lines for mark in line.marks] + [level.value for level in levels]
    scale_y(figure, values, wording)
    name_px = _BESIDE_PX + round(max(width_em(line.name) for line in lines) * LABEL_PX)
    figure.update_layout(margin={"r": 6 + name_px})
    heights = _name_heights(figure, lines, name_px)
    for line, (colour, symbol), height in zip(lines, styles, heights, strict=False):
        _lines(figure, line.marks, colour)
        _named_marks(figure, line, colour, symbol=symbol, size=8)
        figure.add_annotation(
            x=place(line.marks[-1].date),
            y=height,
            text=line.name,
            showarrow=False,
            xanchor="left",
            xshift=_BESIDE_PX,
            bgcolor=PAPER,
            font={"color": colour, "size": LABEL_PX},
        )
    for level in levels:
        _level(figure, level, wording, x=0, xanchor="left", yanchor="top")
    return figure


def chosen(lines: Mapping[str, Line], *, wording: Wording, levels: Sequence[Level] = ()) -> Figure:
    """One indicator in all cities, by their slugs, of which a reader's script keeps the chosen ones.

    Every trace carries its city's slug as `legendgroup` and one colour that stands for the city's. `layout.meta.chosen`
    lists colours and shapes in the order in which the script hands them out; the vertical scale is left to it.
    """
    figure = empty(wording)
    legend_above(figure)
    scale_x(figure, [mark.date for line in lines.values() for mark in line.marks])
    values = [mark.value for line in lines.values() for mark in line.marks]
    is_high = min(values) >= 0 and float(min(values)) > ZERO_BELOW * float(max(values))
    figure.update_yaxes(rangemode="normal" if is_high else "tozero", separatethousands=True, exponentformat="none")
    figure.update_layout(margin={"l": 8, "r": 16, "t": 56}, yaxis={"automargin": True})
    for slug, line in lines.items():
        first = len(figure.data)
        _lines(figure, line.marks, _CHOSEN)
        _named_marks(figure, line, _CHOSEN, size=9)
        for trace in figure.data[first:]:
            trace.update(legendgroup=slug, showlegend=trace["mode"] == "markers")
    for level in levels:
        _level(figure, level, wording, x=0, xanchor="left", yanchor="top")
    figure.update_layout(meta={"chosen": [list(style) for style in _CHOSEN_STYLES]})
    return figure


def ranked(ranks: Sequence[Rank], *, topic: TopicId, wording: Wording, levels: Sequence[Level] = ()) -> Figure:
    """The latest value of each city as bars from zero, in the order given; the value with its date stands beside."""
    figure = empty(wording, height_px=72 + _ROW_PX * len(ranks))
    hue = f"var(--bc-{HUES[topic]}-fill)"
    figure.add_bar(
        orientation="h",
        y=[rank.name for rank in ranks],
        x=[float(rank.mark.value) for rank in ranks],
        width=0.55,
        marker={
            "color": [hue if rank.mark.is_first_hand else PAPER for rank in ranks],
            "line": {"color": hue, "width": 2},
        },
        hovertext=[f"{rank.name} · {rank.mark.label}" for rank in ranks],
        hoverinfo="text",
    )
    for rank in ranks:
        figure.add_annotation(
            x=float(rank.mark.value),
            y=rank.name,
            text=rank.text,
            showarrow=False,
            xanchor="left",
            xshift=4,
            bgcolor=PAPER,
            font={"color": INK, "size": LABEL_PX},
        )
    values = [rank.mark.value for rank in ranks] + [level.value for level in levels]
    _bars(figure, values, wording)
    for level in levels:
        figure.add_vline(x=float(level.value), line={"color": CINNABAR, "width": 1.25, "dash": "6px,4px"})
        on_a_phone(figure, {f"annotations.{len(figure.annotations)}.text": wording.number(level.value)})
        figure.add_annotation(
            x=float(level.value),
            y=1,
            yref="paper",
            text=level.label,
            showarrow=False,
            xanchor="left" if level.value < figure.layout["xaxis"]["range"][1] / 2 else "right",
            yanchor="bottom",
            font={"color": CINNABAR, "size": LABEL_PX},
        )
    fit_left(figure, [rank.name for rank in ranks])
    return figure


def progress(steps: Sequence[Progress], *, wording: Wording) -> Figure:
    """How far each target has been reached: bars from no change (0) towards the target (100)."""
    figure = empty(wording, height_px=64 + (_ROW_PX + 18) * len(steps))
    shares = [max(Decimal(-20), min(step.share, Decimal(120))) for step in steps]
    rows = list(range(len(steps)))
    figure.add_bar(
        orientation="h",
        y=rows,
        x=[float(share) for share in shares],
        width=0.2,
        marker={"color": [INK if step.share >= 100 else SLATE if step.share >= 0 else CINNABAR for step in steps]},
        hovertext=[f"{step.name} · {step.text}" for step in steps],
        hoverinfo="text",
    )
    for row, step in zip(rows, steps, strict=True):
        figure.add_annotation(
            x=0,
            xref="paper",
            y=row,
            yshift=18,
            text=f"{step.name} · {step.text}",
            showarrow=False,
            xanchor="left",
            font={"color": INK, "size": LABEL_PX},
        )
        on_a_phone(figure, {f"annotations.{row}.text": step.name})
    low = -20 if min(shares) < 0 else 0
    figure.update_xaxes(
        tickvals=[0, 50, 100],
        ticktext=[wording.number(Decimal(share)) + "%" for share in (0, 50, 100)],
        range=[low, 122],
        showgrid=True,
    )
    figure.update_yaxes(showticklabels=False, showgrid=False, autorange="reversed", zeroline=False)
    figure.update_layout(margin={"l": 8})
    return figure


def deadlines(counts: Mapping[int, Mapping[Status, int]], *, names: Mapping[Status, str], wording: Wording) -> Figure:
    """How many targets fall due in each year, by status: stacked bars from zero.

    `counts` has a year's counts by status; `names` words each status in the reader's language.
    """
    figure = empty(wording)
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
            marker={"color": _STATUS_FILLS[status], "line": {"color": INK_3, "width": 1}},
            hovertext=[
                f"{wording.date(PartialDate(year))} · {names[status]} · {wording.number(number)}"
                for year, number in zip(years, numbers, strict=True)
            ],
            hoverinfo="text",
        )
    figure.update_layout(barmode="stack")
    legend_above(figure)
    on_a_phone(figure, {"height": HEIGHT_PX + _LEGEND_LINE_PX * len(figure.data)})
    scale_x(figure, [PartialDate(year) for year in years])
    scale_y(figure, [Decimal(sum(of_year.values())) for of_year in counts.values()], wording, whole=True)
    return figure


def coverage(
    cities: Sequence[str], themes: Sequence[str], counts: Sequence[Sequence[int]], *, wording: Wording
) -> Figure:
    """How many facts there are on each theme in each city: squares that grow with the number; none where there is none.

    `counts` has a row for each city and a column for each theme. Squares instead of a heat map's colours, because
    size is read the same in grey, in print and by colour-blind readers. The names of the themes lean over their
    columns; on a phone they stand upright.
    """
    longest_px = LABEL_PX * max(map(width_em, themes))
    leaning_px, upright_px = round(longest_px * _LEAN_SINE) + 24, round(longest_px) + 16
    rows_px = _CELL_PX * len(cities) + 8
    figure = empty(wording, height_px=leaning_px + rows_px)
    cells = [
        (column, row, number) for row, of_city in enumerate(counts) for column, number in enumerate(of_city) if number
    ]
    most = max((number for _, _, number in cells), default=1)
    fit_left(figure, cities)
    column_px = (NARROW_PX - figure.layout["margin"]["l"] - 12) / len(themes)
    largest_px = min(_CELL_PX - 3, column_px - 2)
    figure.add_scatter(
        x=[column for column, _, _ in cells],
        y=[row for _, row, _ in cells],
        mode="markers+text",
        marker={
            "symbol": "square",
            "size": [round(6 + (largest_px - 6) * (number / most) ** 0.5, 1) for _, _, number in cells],
            "color": STONE,
            "line": {"width": 0},
        },
        text=[wording.number(number) for _, _, number in cells],
        textfont={"color": INK, "size": LABEL_PX - 2},
        hovertext=[f"{cities[row]} · {themes[column]} · {wording.number(number)}" for column, row, number in cells],
        hoverinfo="text",
        cliponaxis=False,
    )
    figure.update_xaxes(
        tickvals=list(range(len(themes))),
        ticktext=list(themes),
        tickangle=-_LEAN_DEGREES,
        side="top",
        range=[-0.5, len(themes) - 0.5],
        showline=False,
        zeroline=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(cities))),
        ticktext=list(cities),
        range=[len(cities) - 0.5, -0.5],
        showgrid=False,
        showline=False,
        zeroline=False,
    )
    # The last name leans out over the right edge.
    figure.update_layout(margin={"r": max(16, leaning_px - 24), "b": 8, "t": leaning_px})
    on_a_phone(
        figure,
        {
            "xaxis.tickangle": -90,
            "margin.t": upright_px,
            "margin.r": 12,
            "height": upright_px + rows_px,
        },
    )
    return figure


_LEAN_DEGREES = 40
_LEAN_SINE = 0.65
"""Of the angle above."""


def timeline(events: Sequence[Event], *, lanes: Sequence[str], wording: Wording) -> Figure:
    """Dated things in rows by their kind; what lies ahead is drawn open. Those of one month stand above each other."""
    figure = empty(wording, height_px=72 + 64 * len(lanes))
    heights: dict[tuple[str, float], int] = {}
    x, y = [], []
    for event in events:
        at = place(event.date)
        height = heights[event.lane, at] = heights.get((event.lane, at), -1) + 1
        x.append(at)
        y.append(lanes.index(event.lane) - 0.16 * height)
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={
            "size": 10,
            "color": [PAPER if event.is_plan else INK_2 for event in events],
            "line": {"color": INK_2, "width": 2},
        },
        hovertext=[event.label for event in events],
        hoverinfo="text",
        cliponaxis=False,
    )
    for row, lane in enumerate(lanes):
        figure.add_annotation(
            x=0,
            xref="paper",
            y=row,
            yshift=-18,
            text=lane,
            showarrow=False,
            xanchor="left",
            font={"color": INK_3, "size": LABEL_PX},
        )
    scale_x(figure, [event.date for event in events])
    figure.update_yaxes(
        tickvals=list(range(len(lanes))),
        showticklabels=False,
        range=[len(lanes) - 0.4, -0.9],
        zeroline=False,
        showline=False,
        gridcolor=RULE,
    )
    figure.update_layout(margin={"l": 8, "r": 16})
    return figure


def _level(figure: Figure, level: Level, wording: Wording, *, x: int, xanchor: str, yanchor: str) -> None:
    """A dashed line across with its name at one end, over or under it; on a phone with its number alone."""
    figure.add_hline(y=float(level.value), line={"color": CINNABAR, "width": 1.25, "dash": "6px,4px"})
    on_a_phone(figure, {f"annotations.{len(figure.annotations)}.text": wording.number(level.value)})
    figure.add_annotation(
        x=x,
        xref="paper",
        y=float(level.value),
        text=level.label,
        showarrow=False,
        xanchor=xanchor,
        yanchor=yanchor,
        font={"color": CINNABAR, "size": LABEL_PX},
    )


def _lines(figure: Figure, marks: Sequence[Mark], hue: str) -> None:
    """The line from mark to mark: one trace for what is known, one for what lies between."""
    for dash, are_near in (("solid", True), ("2px,6px", False)):
        x: list[float | None] = []
        y: list[float | None] = []
        for before, after in pairwise(marks):
            if is_next_year(before.date, after.date) == are_near:
                x += [place(before.date), place(after.date), None]
                y += [float(before.value), float(after.value), None]
        if x:
            line = {"color": hue, "width": 2.5, "dash": dash}
            figure.add_scatter(x=x[:-1], y=y[:-1], mode="lines", line=line, hoverinfo="skip")


def _marks(figure: Figure, marks: Sequence[Mark], hue: str, texts: Sequence[str], targets: Sequence[Mark]) -> None:
    floor, top = figure.layout["yaxis"]["range"]
    low = Decimal(floor + _LOW * (top - floor))
    figure.add_scatter(
        x=[place(mark.date) for mark in marks],
        y=[float(mark.value) for mark in marks],
        mode="markers+text",
        text=list(texts),
        textposition=[_label_side(marks, index, targets, low) for index in range(len(marks))],
        textfont={"color": INK, "size": VALUE_PX},
        hovertext=[mark.label for mark in marks],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "size": 9,
            "color": [hue if mark.is_first_hand else PAPER for mark in marks],
            "line": {"color": hue, "width": 2},
        },
    )


def _named_marks(figure: Figure, line: Line, hue: str, **marker: object) -> None:
    """The marks of one city among others; its name goes with each."""
    figure.add_scatter(
        x=[place(mark.date) for mark in line.marks],
        y=[float(mark.value) for mark in line.marks],
        name=line.name,
        mode="markers",
        marker={
            **marker,
            "color": [hue if mark.is_first_hand else PAPER for mark in line.marks],
            "line": {"color": hue, "width": 2},
        },
        hovertext=[f"{line.name} · {mark.label}" for mark in line.marks],
        hoverinfo="text",
        cliponaxis=False,
    )


def _bars(figure: Figure, values: Sequence[Decimal], wording: Wording) -> None:
    """Scales of lying bars: from zero, the first on top, room at the end for the words."""
    steps = ticks(0.0, float(max(values)))
    figure.update_xaxes(
        tickvals=steps,
        ticktext=[wording.number(Decimal(f"{step:.10g}")) for step in steps],
        range=[0, steps[-1] * 1.25],
        showgrid=True,
    )
    on_a_phone(figure, {"xaxis.range": [0, steps[-1] * 1.8]})
    figure.update_yaxes(autorange="reversed", showgrid=False, zeroline=False, tickfont={"color": INK}, linecolor=CLEAR)
    figure.update_layout(margin={"t": 32, "r": 16})


_BESIDE_PX = 9
"""From the last mark of a line to its name."""
_NAME_PX = 22
"""Height of a name at the end of a line, with room to the next."""


def _name_heights(figure: Figure, lines: Sequence[Line], name_px: int) -> list[float]:
    """Where on the vertical axis the names at the ends of the lines stand, all of them on the picture.

    Names may stand at one height when even on a phone the ends are further apart than a name is long.
    """
    layout = figure.layout
    (first, last), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    reach = (last - first) * name_px / (NARROW_PX - layout["margin"]["l"] - layout["margin"]["r"])
    gap = (high - low) * _NAME_PX / (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    ends = [line.marks[-1] for line in lines]
    at = [place(end.date) for end in ends]
    heights = _apart(at, [float(end.value) for end in ends], reach, gap, floor=low + gap / 2)
    if max(heights) > high:  # no room above: from the top down
        heights = [-height for height in _apart(at, [-height for height in heights], reach, gap, floor=-high)]
    return heights


def _apart(
    at: Sequence[float], heights: Sequence[float], reach: float, gap: float, *, floor: float = float("-inf")
) -> list[float]:
    """The heights moved up until no two that stand within `reach` of each other are closer than `gap`."""
    placed: dict[int, float] = {}
    for index in sorted(range(len(heights)), key=heights.__getitem__):
        height = max(heights[index], floor)
        for other in sorted(placed[near] for near in placed if abs(at[near] - at[index]) < reach):
            if abs(height - other) < gap:
                height = other + gap
        placed[index] = height
    return [placed[index] for index in range(len(heights))]


def _end_label(marks: Sequence[Mark], index: int, wording: Wording) -> str:
    """The first and the last value carry their number; the others speak when touched, and in the table."""
    return wording.number(marks[index].value) if index in (0, len(marks) - 1) else ""


def _label_side(marks: Sequence[Mark], index: int, targets: Sequence[Mark], low: Decimal) -> str:
    """Where a value's label stands: off the line at both ends, clear of a target that follows soon and of the axis.

    A value under `low` is so near the axis that a label below it would fall on the years.
    """
    is_low = marks[index].value < low
    if index == 0:
        rises = len(marks) > 1 and marks[1].value > marks[0].value
        return "top center" if rises and is_low else "bottom right" if rises else "top right"
    if index < len(marks) - 1:
        return "top center"
    is_crowded = any(target.date.year - marks[-1].date.year <= _SOON_YEARS for target in targets)
    if is_crowded:
        return "top center" if is_low else "bottom center"
    return "top right" if is_low else "middle right"


_LOW = 0.12
"""Share of the axis: a label and its distance from the mark."""
_FEW = 3
"""Two values on a cut axis would look like a steep change, however small it is."""
_SOON_YEARS = 2
"""A target's bar would lie across a label that stands beside the last mark."""
