"""Each rule is broken once, by the smallest change to a good site, and says so in words an editor can act on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.problems import RULES, DataError, Problem, Rule, problem, report, suggestion
from small import TESTS, Change, complaints, make, problems_in, small_copy

BROKEN = TESTS / "broken"
CASES = sorted(set(BROKEN.glob("*.yml")) - {BROKEN / "everything.yml"})
NOT_FROM_A_DATA_FILE = {
    "file-elsewhere": "it takes a symbolic link: test_reading.py",
    "file-twice": "it takes a copy of a file: test_reading.py",
    "file-long": "it takes megabytes: test_parsing.py",
    "markdown-html": "the text is a page's: test_prose.py",
    "markdown-link": "the text is a page's: test_prose.py",
    "file-unreadable": "the machine refuses the file: test_parsing.py",
    "translation-missing": "the catalogue is at fault, not the data: test_i18n.py",
    "catalogue-behind": "it takes a third language: test_third_language.py",
    "change-unrecorded": "it takes two revisions: test_history.py",
    "translation-behind": "it takes two revisions: test_history.py",
    "schema-stale": "it takes schemas: test_schema.py",
    **{name: "it is about spreadsheets: test_importing.py" for name in RULES if name.startswith("sheet-")},
}


def expected_lines(case: Path) -> list[str]:
    """The comment at the head of a case, without its # signs."""
    lines = case.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# ") for line in lines if line.startswith("# ")]


def rule_of(case: Path) -> str:
    """The rule that a case breaks; a second case names the place after it: "fact-unknown_glossary.yml"."""
    return case.stem.partition("_")[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_one_slip_draws_one_complaint(case: Path, tmp_path: Path) -> None:
    make(yaml.safe_load(case.read_text(encoding="utf-8")), small_copy(tmp_path))
    (expected,) = expected_lines(case)
    assert [expected] == complaints(tmp_path)
    assert expected.endswith(f"[{rule_of(case)}]")


def test_every_rule_is_broken_by_a_case_or_tested_in_code() -> None:
    assert set(RULES) == {rule_of(case) for case in CASES} | NOT_FROM_A_DATA_FILE.keys()


TWICE = {
    "file": "data/cities/qinghe.yml",
    "from": "    caveat: {zh: 论文用的是另一组监测站。, en: The paper used other stations.}\n",
}
NO_SLIPS: dict[str, tuple[Change, ...]] = {
    "several readings a year": (
        {**TWICE, "to": ""},
        {"file": "data/indicators.yml", "from": "good: lower", "to": "good: lower\n  readings: true"},
    ),
    "a caveat on the other of two values": (
        {**TWICE, "to": ""},
        {
            "file": "data/cities/qinghe.yml",
            "from": "    value: 35.5\n",
            "to": "    value: 35.5\n    caveat: {zh: 初步数据。, en: Provisional.}\n",
        },
    ),
    "another number that is declared": (
        {
            "file": "data/cities/liuwan.yml",
            "from": "outcome: met\n    text: {zh: 2021年2月3日，最后一条街装好了分类垃圾桶。, en: The last street",
            "to": "outcome: met\n    other_numbers: [4]\n"
            "    text: {zh: 2021年2月3日，最后4条街装好了分类垃圾桶。, en: The last 4 streets",
        },
    ),
    "a value below zero that the text gives without its sign": (
        {"file": "data/cities/qinghe.yml", "from": "    value: 1200\n", "to": "    value: -1200\n"},
    ),
    "one spelling of a term in both languages": (
        {"file": "data/glossary.yml", "from": "{zh: [细颗粒物], en:", "to": "{zh: [细颗粒物, PM2.5], en:"},
    ),
    "a general explanation that rests on nothing": (
        {"file": "data/glossary.yml", "from": "  facts: [national-waste]\n", "to": ""},
    ),
    "a province of which nobody says how many are listed": (
        {"file": "data/zero-waste-roster.yml", "from": "    listed: 2\n", "to": ""},
    ),
    "a province whose list is complete": (
        {"file": "data/zero-waste-roster.yml", "from": "    listed: 2\n", "to": "    listed: 1\n"},
    ),
    "a member of the province without a page": (
        {"file": "data/zero-waste-roster.yml", "from": "  - id: qinghe\n", "to": "  - id: jade-bay\n"},
    ),
}
"""What looks like a slip and is none."""


@pytest.mark.parametrize("changes", NO_SLIPS.values(), ids=NO_SLIPS)
def test_what_is_no_slip_draws_no_complaint(changes: tuple[Change, ...], tmp_path: Path) -> None:
    small_copy(tmp_path)
    for change in changes:
        make(change, tmp_path)
    assert [] == complaints(tmp_path)


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
    assert expected == str(suggestion(found, known))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_is_written_as_one_plain_sentence(rule: Rule) -> None:
    assert rule == RULES[rule.id]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    for part in (rule.what, rule.why, rule.mend):
        assert part == part.strip()
        assert not part.endswith(".")
        assert "\n" not in part
        assert "a {" not in part, "what is filled in may need “an”"
