"""Each rule is broken once, by the smallest change to a good site, and says so in words an editor can act on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.problems import RULES, DataError, Problem, Rule, problem, report, suggestion
from small import TESTS, complaints, make, problems_in, small_copy

BROKEN = TESTS / "broken"
CASES = sorted(set(BROKEN.glob("*.yml")) - {BROKEN / "everything.yml"})
NOT_FROM_A_DATA_FILE = {
    "file-unreadable": "the machine refuses the file: test_parsing.py",
    "translation-missing": "the catalogue is at fault, not the data: test_i18n.py",
}


def expected_lines(case: Path) -> list[str]:
    """The comment at the head of a case, without its # signs."""
    lines = case.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# ") for line in lines if line.startswith("# ")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_one_slip_draws_one_complaint(case: Path, tmp_path: Path) -> None:
    make(yaml.safe_load(case.read_text(encoding="utf-8")), small_copy(tmp_path))
    (expected,) = expected_lines(case)
    assert [expected] == complaints(tmp_path)
    assert expected.endswith(f"[{case.stem}]")


def test_every_rule_is_broken_by_a_case_or_tested_in_code() -> None:
    assert set(RULES) == {case.stem for case in CASES} | NOT_FROM_A_DATA_FILE.keys()


def test_one_run_reports_every_mistake_of_every_file_in_order(tmp_path: Path) -> None:
    case = BROKEN / "everything.yml"
    small_copy(tmp_path)
    for change in yaml.safe_load(case.read_text(encoding="utf-8")):
        make(change, tmp_path)
    assert expected_lines(case) == report(problems_in(tmp_path)).splitlines()
    assert len({line.split(":")[0] for line in expected_lines(case)}) >= 8


def test_small_site_has_no_problem(tmp_path: Path) -> None:
    assert [] == complaints(small_copy(tmp_path))


def test_report_goes_by_file_then_line_then_column() -> None:
    places = [("b.yml", 1, 1), ("a.yml", 10, 2), ("a.yml", 2, 9), ("a.yml", 10, 1)]
    found = [Problem(RULES["key-odd"], path, line=line, column=column) for path, line, column in places]
    shown = [line.split(": ")[0] for line in report(found).splitlines()]
    assert ["a.yml:2:9", "a.yml:10:1", "a.yml:10:2", "b.yml:1:1", "4 errors, 0 warnings"] == shown


def test_report_counts_errors_and_warnings_apart() -> None:
    error, warning = problem("key-odd", "a.yml"), problem("source-unused", "a.yml", found="x")
    assert "0 errors, 0 warnings" == report([])
    assert "1 error, 2 warnings" == report([warning, error, warning]).splitlines()[-1]
    assert (True, False) == (error.is_error, warning.is_error)


def test_data_error_carries_every_problem_and_reads_like_the_report() -> None:
    found = [problem("key-odd", "a.yml"), problem("source-unused", "a.yml", found="x")]
    assert tuple(found) == DataError(found).problems
    assert report(found) == str(DataError(found))


def test_problem_without_a_place_points_at_the_beginning_of_its_file() -> None:
    assert str(problem("key-odd", "a.yml")).startswith("a.yml:1:1: ")


@given(path=st.text(min_size=1), found=st.text())
def test_problem_is_one_printable_line_whatever_the_file_says(path: str, found: str) -> None:
    line = str(problem("theme-unknown", path, found=found, suggestion=found))
    assert line.isprintable()
    assert len(line) < 600


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert '"{city} {{x}}" is not a date' in str(problem("date", "a.yml", found="{city} {{x}}"))


def test_very_long_value_is_cut() -> None:
    assert f'"{"x" * 117}…" is not' in str(problem("date", "a.yml", found="x" * 1_000_000))


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        ("ug/m3", ["µg/m³", "mg/L"], 'did you mean "µg/m³"?'),
        ("zzz", ["b", "a", "a"], "choose one of: a, b"),
        ("zzz", [*"abcdefgh"], "choose one of: a, b, c, d, e, f, g, h"),
        ("zzz", [*"abcdefghi"], "look up the right word, or add it where it is defined"),
        ("zzz", [], "look up the right word, or add it where it is defined"),
    ],
)
def test_suggestion_is_the_nearest_word_or_the_choices_while_they_are_few(
    found: str, known: list[str], expected: str
) -> None:
    assert expected == suggestion(found, known)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_is_written_as_one_plain_sentence(rule: Rule) -> None:
    assert rule == RULES[rule.id]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    for part in (rule.what, rule.why, rule.mend):
        assert part == part.strip()
        assert not part.endswith(".")
        assert "\n" not in part
        assert "a {" not in part, "what is filled in may need “an”"
