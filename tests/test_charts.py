"""Charts as figures: they draw what is known, say what they draw, and leave every colour to the stylesheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beautiful_cities.charts import (
    HUES,
    NARROW_PX,
    WIDE_PX,
    Event,
    Level,
    Line,
    Mark,
    Progress,
    Rank,
    compact,
    compared,
    coverage,
    deadlines,
    plain,
    progress,
    ranked,
    ticks,
    timeline,
    titled,
    trend,
)
from beautiful_cities.charts.frame import width_em
from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import partial_date
from beautiful_cities.status import STATUSES, Status
from published import Site
from small import golden

OPEN_DOTS = "var(--bc-paper)"
TOKEN = re.compile(r"var\((--bc-[a-z0-9-]+)\)")
CLEAR = "rgba(0,0,0,0)"
NAMES: dict[Status, str] = {"ahead": "A", "due-soon": "D", "past": "P", "missed": "M", "met": "OK"}
COUNTS: dict[int, dict[Status, int]] = {2020: {"missed": 1, "past": 2}, 2025: {"met": 3}, 2035: {"ahead": 1}}

values = st.decimals(0, 10**6, places=1)
series = st.lists(
    st.tuples(st.integers(1990, 2040), values), min_size=1, max_size=12, unique_by=lambda one: one[0]
).map(sorted)


def mark(date: str, value: str | Decimal | int, *, is_first_hand: bool = True) -> Mark:
    """A value to be drawn."""
    return Mark(partial_date(date), Decimal(value), f"{date}: {value} µg/m³", is_first_hand)


def drawn(
    marks: Sequence[Mark], *, language: Language = "en", levels: Sequence[Level] = (), targets: Sequence[Mark] = ()
) -> dict[str, Any]:
    """The figure of a series, as plain values."""
    return plain(trend(marks, topic="beautiful-city", wording=wording(language), levels=levels, targets=targets))


def everything(language: Language = "en") -> dict[str, Any]:
    """A series with a gap, a copy, a level and a target."""
    return drawn(
        [mark("2019", 42), mark("2020", 40), mark("2023", "35.5", is_first_hand=False)],
        language=language,
        levels=[Level(Decimal(35), "National limit 35")],
        targets=[mark("2035", 25)],
    )


def due(language: Language = "en") -> dict[str, Any]:
    """The figure of deadlines."""
    return plain(deadlines(COUNTS, names=NAMES, wording=wording(language)))


LIMIT = Level(Decimal(35), "National limit 35")


def of_cities(
    *cities: tuple[str, Sequence[tuple[int, Decimal | int]]], language: Language = "en", levels: Sequence[Level] = ()
) -> dict[str, Any]:
    """The figure that compares cities, each with its years and values."""
    drawn = [Line(name, tuple(mark(str(year), value) for year, value in of_city)) for name, of_city in cities]
    return plain(compared(drawn, topic="beautiful-city", wording=wording(language), levels=levels))


def comparison(language: Language = "en") -> dict[str, Any]:
    """Two cities, one with a gap."""
    north, south = ("North", [(2019, 42), (2020, 40), (2023, 36)]), ("South", [(2019, 50), (2020, 45)])
    return of_cities(north, south, language=language, levels=[LIMIT])


def ranking(language: Language = "en", names: Sequence[str] = ("West", "North", "East")) -> dict[str, Any]:
    """Cities in an order that is neither that of their names nor that of their values; the second is a copy."""
    marks = [mark("2020", 41), mark("2023", 30, is_first_hand=False), mark("2021", 79)]
    ranks = [Rank(name, one, f"{one.value} ({one.date})") for name, one in zip(names, marks, strict=False)]
    return plain(ranked(ranks, topic="zero-waste", wording=wording(language), levels=[LIMIT]))


def reached(*shares: int, language: Language = "en", name: str = "Target") -> dict[str, Any]:
    """The figure of targets so far reached."""
    steps = [Progress(f"{name} {index}", Decimal(share), f"now {share}%") for index, share in enumerate(shares)]
    return plain(progress(steps, wording=wording(language)))


def targets(language: Language = "en") -> dict[str, Any]:
    """Targets that were moved away from, begun, reached, and more than reached."""
    return reached(-300, 0, 60, 100, 450, language=language)


def covered(language: Language = "en", cities: Sequence[str] = ("North", "South")) -> dict[str, Any]:
    """Two themes; nothing is known of the second city's water."""
    counts = [[9, 1], [4, 0]]
    return plain(coverage(cities, ["Air", "Water"], counts[: len(cities)], wording=wording(language)))


LANES = ("Rules", "Targets")
EVENTS = [
    Event(partial_date("2020"), "Rules", "2020: a rule", is_plan=False),
    Event(partial_date("2020"), "Rules", "2020: another", is_plan=False),
    Event(partial_date("2024-07-01"), "Rules", "1 July 2024: a law", is_plan=False),
    Event(partial_date("2035"), "Targets", "by 2035: a target", is_plan=True),
]


def dated(language: Language = "en", events: Sequence[Event] = EVENTS, lanes: Sequence[str] = LANES) -> dict[str, Any]:
    """Things past and things ahead."""
    return plain(timeline(events, lanes=lanes, wording=wording(language)))


MAKERS: dict[str, Callable[[Language], dict[str, Any]]] = {
    "trend": everything,
    "deadlines": due,
    "compared": comparison,
    "ranked": ranking,
    "progress": targets,
    "coverage": covered,
    "timeline": dated,
}
"""One figure of each kind, with all that the kind can show."""


def traces(figure: dict[str, Any], mode: str) -> list[dict[str, Any]]:
    """The traces drawn in one mode: "lines", "markers"."""
    return [trace for trace in figure["data"] if trace.get("mode") == mode]


def bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The traces of bars."""
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


def notes(figure: dict[str, Any]) -> list[str]:
    """The words that stand on a figure."""
    return [note["text"] for note in figure["layout"]["annotations"]]


def lines(figure: dict[str, Any]) -> dict[str, list[tuple[float, float]]]:
    """The pieces of line by their dash: pairs of years that each joins."""
    return {
        trace["line"]["dash"]: [
            (one, other) for one, other in pairwise(trace["x"]) if one is not None and other is not None
        ]
        for trace in figure["data"]
        if trace.get("mode") == "lines"
    }


def dots(figure: dict[str, Any]) -> dict[str, Any]:
    """The trace that holds the marks."""
    (trace,) = (trace for trace in figure["data"] if trace.get("mode") == "markers+text")
    found: dict[str, Any] = trace
    return found


def colours(node: Any, key: str = "") -> Iterator[str]:
    """Every colour in a figure."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from colours(value, name)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from colours(value, key)
    elif key.endswith("color"):
        yield node


# A series


def test_years_side_by_side_are_joined_solid_and_a_gap_is_dotted() -> None:
    assert {"solid": [(2019, 2020)], "2px,6px": [(2020, 2023)]} == lines(everything())


def test_months_are_never_called_neighbours() -> None:
    assert ["2px,6px"] == list(lines(drawn([mark("2019-12", 1), mark("2020-01", 2)])))


@settings(max_examples=30)
@given(series)
def test_every_value_is_drawn_once_and_joined_to_the_next(of_years: list[tuple[int, Decimal]]) -> None:
    figure = drawn([mark(str(year), value) for year, value in of_years])
    years = [year for year, _ in of_years]
    assert years == dots(figure)["x"]
    assert [float(value) for _, value in of_years] == dots(figure)["y"]
    joined = lines(figure)
    assert sorted(pairwise(years)) == sorted(piece for of_dash in joined.values() for piece in of_dash)
    assert all(after - before == 1 for before, after in joined.get("solid", ()))
    assert all(after - before > 1 for before, after in joined.get("2px,6px", ()))


def test_value_of_a_copy_is_an_open_mark_with_the_same_rim() -> None:
    marker = dots(everything())["marker"]
    assert [f"var(--bc-{HUES['beautiful-city']}-ink)"] * 2 + [OPEN_DOTS] == list(marker["color"])
    assert marker["color"][0] == marker["line"]["color"]


def test_first_and_last_value_carry_their_number() -> None:
    assert ["42", "", "35.5"] == list(dots(everything())["text"])
    assert ["7"] == list(dots(drawn([mark("2019", 7)]))["text"])


def test_target_is_a_bar_at_its_deadline() -> None:
    (trace,) = (trace for trace in everything()["data"] if trace.get("marker", {}).get("symbol") == "line-ew")
    assert ([2035], [25], ["2035: 25 µg/m³"]) == (list(trace["x"]), list(trace["y"]), list(trace["hovertext"]))


def test_level_is_a_dashed_line_with_its_name() -> None:
    layout = everything()["layout"]
    (shape,) = layout["shapes"]
    assert (35, 35, "6px,4px") == (shape["y0"], shape["y1"], shape["line"]["dash"])
    assert ["National limit 35"] == [note["text"] for note in layout["annotations"]]


def test_day_stands_at_its_share_of_the_year() -> None:
    assert [2023, 2024.0, 2024.4986] == dots(drawn([mark("2023", 1), mark("2024-01", 1), mark("2024-07-01", 1)]))["x"]


# Scales


@pytest.mark.parametrize("case", golden("charts/ticks"), ids=str)
def test_axis_has_round_numbers(case: dict[str, Any]) -> None:
    assert case["ticks"] == ticks(case["low"], case["high"], whole=case.get("whole", False))


@given(st.decimals(-(10**7), 10**7, places=2), st.decimals(0, 10**7, places=2), st.booleans())
def test_axis_covers_every_value_in_few_even_steps(least: Decimal, span: Decimal, whole: bool) -> None:
    low, high = float(least), float(least + span)
    steps = ticks(low, high, whole=whole)
    slack = (steps[1] - steps[0]) * 1e-6
    assert steps[0] <= low + slack
    assert high - slack <= steps[-1]
    assert 2 <= len(steps) <= 9
    assert steps == sorted(set(steps))


@pytest.mark.parametrize(
    ("shown", "begins_at_zero"),
    [
        (("42", "38", "35.5"), False),
        (("89.5", "60", "30.5"), True),
        (("28", "29", "30"), False),
        (("0", "2", "3"), True),
        (("60", "80", "100"), False),
        (("48.46", "49.3"), True),
    ],
)
def test_axis_begins_at_zero_unless_that_would_flatten_a_line_of_three(
    shown: tuple[str, ...], begins_at_zero: bool
) -> None:
    marks = [mark(str(2019 + index), value) for index, value in enumerate(shown)]
    axis = drawn(marks)["layout"]["yaxis"]
    assert begins_at_zero == (axis["range"][0] == 0 == axis["tickvals"][0])


@settings(max_examples=30)
@given(series)
def test_no_axis_is_without_length(of_years: list[tuple[int, Decimal]]) -> None:
    layout = drawn([mark(str(year), value) for year, value in of_years])["layout"]
    assert layout["xaxis"]["range"][0] < of_years[0][0] <= of_years[-1][0] < layout["xaxis"]["range"][1]
    assert layout["yaxis"]["range"][0] < layout["yaxis"]["range"][1]
    for axis in (layout["xaxis"], layout["yaxis"]):
        assert len(axis["tickvals"]) == len(axis["ticktext"]) == len(set(axis["ticktext"]))


def test_axis_has_room_for_levels_and_targets() -> None:
    layout = everything()["layout"]
    assert layout["yaxis"]["range"][0] <= 25
    assert layout["xaxis"]["range"][1] > 2035


def test_numbers_on_the_axis_are_worded_in_the_language_of_the_page() -> None:
    marks = [mark("2019", 0), mark("2020", 20000)]
    expected = {"zh": ["0", "5000", "1万", "1.5万", "2万"], "en": ["0", "5,000", "10,000", "15,000", "20,000"]}
    assert expected == {one: list(drawn(marks, language=one)["layout"]["yaxis"]["ticktext"]) for one in LANGUAGES}


# Deadlines


def test_deadlines_are_stacked_by_status_and_unused_statuses_are_left_out() -> None:
    figure = due()
    assert "stack" == figure["layout"]["barmode"]
    expected = [(NAMES[status], [of_year.get(status, 0) for of_year in COUNTS.values()]) for status in STATUSES]
    assert [one for one in expected if any(one[1])] == [(bar["name"], list(bar["y"])) for bar in figure["data"]]
    assert [2020, 2025, 2035] == list(figure["data"][0]["x"])


def test_deadlines_are_counted_from_zero_in_whole_numbers() -> None:
    axis = due()["layout"]["yaxis"]
    assert [0, 1, 2, 3] == list(axis["tickvals"])
    assert 0 == axis["range"][0]


def test_statuses_have_names_in_a_legend_and_fills_of_their_own() -> None:
    figure = due()
    assert figure["layout"]["showlegend"]
    fills = [bar["marker"]["color"] for bar in figure["data"]]
    assert len(fills) == len(set(fills))


# Cities side by side


def test_gap_of_a_city_is_dotted_and_each_line_goes_through_its_own_years_only() -> None:
    figure = comparison()
    solid, dotted, of_south = traces(figure, "lines")
    assert (("solid", [2019, 2020]), ("2px,6px", [2020, 2023]), ("solid", [2019, 2020])) == tuple(
        (trace["line"]["dash"], trace["x"]) for trace in (solid, dotted, of_south)
    )
    assert {"North": [42, 40, 36], "South": [50, 45]} == {
        trace["name"]: list(trace["y"]) for trace in traces(figure, "markers")
    }


def test_every_city_has_a_mark_of_its_own_shape_and_its_name_in_its_colour() -> None:
    cities = [(f"City {index}", [(2020, 30 + index), (2021, 30)]) for index in range(6)]
    figure = of_cities(*cities)
    shown = traces(figure, "markers")
    assert [name for name, _ in cities] == notes(figure) == [trace["name"] for trace in shown]
    assert 6 == len({trace["marker"]["symbol"] for trace in shown})
    assert [trace["marker"]["line"]["color"] for trace in shown] == [
        note["font"]["color"] for note in figure["layout"]["annotations"]
    ]


def test_level_across_cities_is_named_and_on_a_phone_says_its_number_alone() -> None:
    assert ["North", "South", "National limit 35"] == notes(comparison())
    assert ["North", "South", "35"] == notes(compact(comparison()))


LONG_NAMES = ("海西蒙古族藏族自治州", "克孜勒苏柯尔克孜自治州", "Xishuangbanna")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(("甲", "Shanghai", *LONG_NAMES)), series), min_size=1, max_size=6))
def test_names_at_the_ends_of_lines_never_touch_and_stay_on_the_picture(
    cities: list[tuple[str, list[tuple[int, Decimal]]]],
) -> None:
    layout = of_cities(*cities)["layout"]
    (first, last), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    margin = layout["margin"]
    px_a_unit = (layout["height"] - margin["t"] - margin["b"]) / (high - low)
    px_a_year = (NARROW_PX - margin["l"] - margin["r"]) / (last - first)  # of the narrowest picture
    for note in layout["annotations"]:
        assert low <= note["y"] <= high * (1 + 1e-9)
    for one, other in combinations(sorted(layout["annotations"], key=lambda note: float(note["x"])), 2):
        is_beside = (other["x"] - one["x"]) * px_a_year > width_em(one["text"]) * 14
        assert is_beside or abs(one["y"] - other["y"]) * px_a_unit > 20


def test_names_of_lines_that_lie_far_above_zero_stand_at_their_ends() -> None:
    figure = of_cities(("A", [(2020, 990), (2021, 992)]), ("B", [(2020, 1000), (2021, 999)]))
    assert [992, 999] == [note["y"] for note in figure["layout"]["annotations"]]


# A ranking


def test_ranking_keeps_its_order_from_the_top() -> None:
    figure = ranking()
    (bar,) = bars(figure)
    assert (["West", "North", "East"], [41, 30, 79]) == (list(bar["y"]), list(bar["x"]))
    assert "reversed" == figure["layout"]["yaxis"]["autorange"]
    assert ["41 (2020)", "30 (2023)", "79 (2021)"] == notes(figure)[:3]


def test_bar_of_a_copy_is_open() -> None:
    (bar,) = bars(ranking())
    assert [False, True, False] == [colour == OPEN_DOTS for colour in bar["marker"]["color"]]
    assert bar["marker"]["line"]["color"] != OPEN_DOTS


def test_name_of_a_level_stands_on_the_side_where_there_is_room() -> None:
    def side(level: int) -> str:
        ranks = [Rank("A", mark("2020", 80), "80")]
        figure = plain(ranked(ranks, topic="zero-waste", wording=wording("en"), levels=[Level(Decimal(level), "L")]))
        return str(figure["layout"]["annotations"][-1]["xanchor"])

    assert ("left", "right") == (side(20), side(70))


# Progress


def test_progress_is_drawn_no_further_than_the_axis_and_said_in_full() -> None:
    (bar,) = bars(targets())
    assert [-20, 0, 60, 100, 120] == list(bar["x"])
    said = [f"Target {index} · now {share}%" for index, share in enumerate((-300, 0, 60, 100, 450))]
    assert said == list(bar["hovertext"]) == notes(targets())


def test_reached_begun_and_moved_away_have_colours_of_their_own() -> None:
    (bar,) = bars(targets())
    away, begun, half, whole, more = bar["marker"]["color"]
    assert (begun, whole) == (half, more)
    assert 3 == len({away, begun, whole})


@pytest.mark.parametrize(("shares", "low"), [((0, 60), 0), ((-1, 60), -20)])
def test_axis_reaches_below_no_change_only_for_a_target_moved_away_from(shares: tuple[int, int], low: int) -> None:
    axis = reached(*shares)["layout"]["xaxis"]
    assert low == axis["range"][0]
    assert [0, 50, 100] == list(axis["tickvals"])


# Coverage


def test_square_of_more_facts_is_larger_and_no_facts_have_no_square() -> None:
    (trace,) = covered()["data"]
    assert [(0, 0), (1, 0), (0, 1)] == list(zip(trace["x"], trace["y"], strict=True))
    assert ["9", "1", "4"] == list(trace["text"])
    nine, one, four = trace["marker"]["size"]
    assert nine > four > one
    assert ["North · Air · 9", "North · Water · 1", "South · Air · 4"] == list(trace["hovertext"])


def test_coverage_without_any_fact_is_an_empty_grid() -> None:
    figure = plain(coverage(["North"], ["Air"], [[0]], wording=wording("en")))
    assert [[]] == [list(trace["x"]) for trace in figure["data"]]
    assert ["North"] == list(figure["layout"]["yaxis"]["ticktext"])


def test_on_a_phone_the_names_of_themes_stand_upright_and_squares_keep_apart() -> None:
    themes = [f"主题{number}" for number in range(14)]
    figure = plain(coverage(["石家庄", "雄安"], themes, [[99] * 14, [1] * 14], wording=wording("zh")))
    narrow = compact(figure)
    assert (-40, -90) == (figure["layout"]["xaxis"]["tickangle"], narrow["layout"]["xaxis"]["tickangle"])
    margin = narrow["layout"]["margin"]
    column = (NARROW_PX - margin["l"] - margin["r"]) / len(themes)
    assert max(narrow["data"][0]["marker"]["size"]) < column


# Dates in rows


def test_what_lies_ahead_is_open_and_what_is_past_is_solid() -> None:
    (trace,) = traces(dated(), "markers")
    assert [event.is_plan for event in EVENTS] == [colour == OPEN_DOTS for colour in trace["marker"]["color"]]
    assert [event.label for event in EVENTS] == list(trace["hovertext"])


def test_rows_stand_in_the_order_given_and_things_of_one_date_above_each_other() -> None:
    figure = dated(lanes=LANES[::-1])
    assert ["Targets", "Rules"] == notes(figure)
    assert [0, 1] == [note["y"] for note in figure["layout"]["annotations"]]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low > high  # the first row is on top
    first, second, law, target = traces(figure, "markers")[0]["y"]
    assert (1, 1, 0) == (first, law, target)
    assert 0 < second < first


# As a file

LINES = st.lists(
    st.one_of(
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40),
        st.text("abcdefg-2.5", min_size=1, max_size=14),
        st.sampled_from(("，", "。", "、", "）", ", ", ". ", " ")),
    ),
    max_size=30,
).map(lambda parts: " ".join(parts) if len(parts) % 2 else "".join(parts))


def of_file(title: str, said: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines above and the lines below a figure that stands alone."""
    above, below = titled(targets(), title=title, notes=said)["layout"]["annotations"][-2:]
    return above["text"].split("<br>"), below["text"].split("<br>")


def test_file_has_its_title_above_and_every_note_below_what_stood_on_the_figure() -> None:
    figure = comparison()
    alone = titled(figure, title="空气变好了", notes=["单位：微克/立方米。", "Sources: A, B."])
    assert [*notes(figure), "空气变好了", "单位：微克/立方米。<br>Sources: A, B."] == notes(alone)
    assert alone["layout"]["height"] > figure["layout"]["height"]
    assert figure["data"] == alone["data"]
    assert comparison() == figure


@settings(max_examples=60)
@given(LINES, LINES)
def test_lines_of_a_file_are_never_too_long_and_lose_nothing(title: str, said: str) -> None:
    above, below = of_file(title, [said, title])
    for text, shown, size_px in ((title, above, 18), (said + title, below, 12)):
        assert "".join(text.split()) == "".join("".join(shown).split())
        longest = max(map(width_em, re.findall(r"[!-~]+|.", text)), default=0) + 1
        for line in shown:
            assert line == line.rstrip()
            assert width_em(line) * size_px <= max(WIDE_PX - 16, longest * size_px)


def test_latin_word_and_closing_mark_are_never_parted() -> None:
    words = "Beijing’s concentration of fine particles fell, and fell again. " * 6
    chinese = "北京的细颗粒物浓度下降，又下降。" * 12
    above, below = of_file(words, [chinese])
    assert len(above) > 1 < len(below)
    assert words.split() == " ".join(above).split()
    assert not [line for line in (*above, *below) if line.startswith((" ", "，", "。"))]


# Every chart

figures = pytest.mark.parametrize("figure", [make("en") for make in MAKERS.values()], ids=MAKERS)
makers = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


@makers
def test_bars_begin_at_zero(make: Callable[[Language], dict[str, Any]]) -> None:
    figure = make("en")
    for bar in bars(figure):
        axis = figure["layout"]["xaxis" if bar.get("orientation") == "h" else "yaxis"]
        assert "base" not in bar
        assert axis["range"][0] == min(0, *bar["x" if bar.get("orientation") == "h" else "y"])
        assert 0 in list(axis["tickvals"])


def test_kinds_with_bars_are_those_that_count_and_rank() -> None:
    assert ["deadlines", "ranked", "progress"] == [name for name, make in MAKERS.items() if bars(make("en"))]


@makers
def test_years_on_an_axis_are_whole(make: Callable[[Language], dict[str, Any]]) -> None:
    for figure in (make("en"), compact(make("en"))):
        axis = figure["layout"]["xaxis"]
        if min(axis["tickvals"]) > 1900:
            assert [str(year) for year in axis["tickvals"]] == list(axis["ticktext"])
            assert all(isinstance(year, int) for year in axis["tickvals"])


@makers
def test_chart_for_a_phone_leaves_the_wide_one_as_it_is(make: Callable[[Language], dict[str, Any]]) -> None:
    figure = make("en")
    narrow = compact(figure)
    for path, value in figure["layout"]["meta"]["compact"].items():
        node = narrow["layout"]
        for step in path.split("."):
            node = node[int(step)] if step.isdigit() else node[step]
        assert value == node, path
    spoil(narrow)
    assert make("en") == figure


def spoil(node: Any) -> None:
    """Empty everything in a figure, from the inside out."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        spoil(child)
    if isinstance(node, dict | list):
        node.clear()


SINGLE: dict[str, Callable[[Language], dict[str, Any]]] = {
    "trend": lambda language: drawn([mark("2020", 7)], language=language),
    "deadlines": lambda language: plain(deadlines({2020: {"met": 1}}, names=NAMES, wording=wording(language))),
    "compared": lambda language: of_cities((LONG_NAMES[0], [(2020, 0)]), language=language),
    "ranked": lambda language: ranking(language, LONG_NAMES[:1]),
    "progress": lambda language: reached(60, language=language, name="全市生活垃圾回收利用率达到国家规定的标准" * 2),
    "coverage": lambda language: covered(language, LONG_NAMES[:1]),
    "timeline": lambda language: dated(
        language, [Event(partial_date("2020"), LONG_NAMES[0], "2020", is_plan=False)], LONG_NAMES[:1]
    ),
}


@pytest.mark.parametrize("name", MAKERS)
def test_one_thing_with_a_long_chinese_name_is_a_chart_too(name: str, language: Language) -> None:
    figure = SINGLE[name](language)
    for form, width in ((figure, WIDE_PX), (compact(figure), NARROW_PX)):
        layout = json.loads(json.dumps(form))["layout"]
        assert layout["margin"]["l"] + layout["margin"]["r"] < width - 60  # something is left to draw on
        for axis in (layout["xaxis"], layout["yaxis"]):
            assert "range" not in axis or axis["range"][0] != axis["range"][1]
    longest = max(map(width_em, figure["layout"]["yaxis"].get("ticktext", [""])))
    assert longest * 14 <= figure["layout"]["margin"]["l"]


@figures
def test_every_colour_is_a_token_of_the_stylesheet(figure: dict[str, Any], root: Path) -> None:
    tokens = (root / "overrides/assets/stylesheets/tokens.css").read_text(encoding="utf-8")
    for colour in set(colours(figure)) - {CLEAR}:
        token = TOKEN.fullmatch(colour)
        assert token is not None, colour
        assert f"  {token[1]}:" in tokens
    assert {CLEAR} == {figure["layout"][name] for name in ("paper_bgcolor", "plot_bgcolor")}


@figures
def test_what_is_touched_says_what_it_is(figure: dict[str, Any]) -> None:
    for trace in figure["data"]:
        if trace["hoverinfo"] != "skip":
            assert "text" == trace["hoverinfo"]
            assert len(trace["x"]) == len(trace["hovertext"])
            assert all(trace["hovertext"])


@figures
def test_figure_is_plain_json_without_a_template(figure: dict[str, Any]) -> None:
    assert figure == json.loads(json.dumps(figure))
    assert "template" not in figure["layout"]


@makers
def test_figure_can_be_drawn_again_with_the_same_result(make: Callable[[Language], dict[str, Any]]) -> None:
    assert json.dumps(make("zh")) == json.dumps(make("zh"))


@figures
def test_phone_gets_fewer_years_and_nothing_else_changes(figure: dict[str, Any]) -> None:
    narrow = compact(figure)
    assert len(narrow["layout"]["xaxis"]["tickvals"]) <= len(figure["layout"]["xaxis"]["tickvals"])
    assert len(narrow["layout"]["xaxis"]["tickvals"]) == len(narrow["layout"]["xaxis"]["ticktext"])
    assert figure["data"] == narrow["data"]
    assert figure["layout"]["yaxis"].get("tickvals") == narrow["layout"]["yaxis"].get("tickvals")


def test_figure_knows_its_language() -> None:
    assert ["zh-Hans", "en"] == [everything(one)["layout"]["meta"]["lang"] for one in LANGUAGES]


# As Plotly sees them


def test_every_figure_of_the_site_is_made_of_properties_that_plotly_knows(built: Site) -> None:
    figures = [file for file in built.files if re.search(r"(^|/)charts/[^/]+\.json$", file)]
    assert len(figures) > 100
    for file in figures:
        figure = json.loads((built.folder / file).read_text("utf-8"))
        go.Figure(data=figure["data"], layout=figure["layout"])
