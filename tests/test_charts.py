"""Charts as figures: they draw what is known, say what they draw, and leave every colour to the stylesheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beautiful_cities.charts import HUES, Level, Mark, compact, deadlines, plain, ticks, trend
from beautiful_cities.i18n import wording
from beautiful_cities.model import LANGUAGES, Language, partial_date
from beautiful_cities.status import STATUSES, Status
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
        (("42", "35.5"), False),
        (("89.5", "30.5"), True),
        (("28", "30"), False),
        (("0", "3"), True),
        (("60", "100"), False),
    ],
)
def test_axis_begins_at_zero_unless_that_would_flatten_the_line(shown: tuple[str, str], begins_at_zero: bool) -> None:
    axis = drawn([mark("2019", shown[0]), mark("2020", shown[1])])["layout"]["yaxis"]
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


# Every chart

figures = pytest.mark.parametrize("figure", [everything(), due()], ids=["trend", "deadlines"])


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


@figures
def test_figure_can_be_drawn_again_with_the_same_result(figure: dict[str, Any]) -> None:
    assert json.dumps(figure) in {json.dumps(everything()), json.dumps(due())}


@figures
def test_phone_gets_fewer_years_and_nothing_else_changes(figure: dict[str, Any]) -> None:
    narrow = compact(figure)
    assert len(narrow["layout"]["xaxis"]["tickvals"]) <= len(figure["layout"]["xaxis"]["tickvals"])
    assert len(narrow["layout"]["xaxis"]["tickvals"]) == len(narrow["layout"]["xaxis"]["ticktext"])
    assert figure["data"] == narrow["data"]
    assert figure["layout"]["yaxis"] == narrow["layout"]["yaxis"]


def test_figure_knows_its_language() -> None:
    assert ["zh-Hans", "en"] == [everything(one)["layout"]["meta"]["lang"] for one in LANGUAGES]
