"""A spreadsheet becomes facts: what is understood is added among its like, what is not is answered in its place."""

from __future__ import annotations

import datetime as dt
import difflib
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from beautiful_cities.commands import main
from beautiful_cities.problems import RULES
from beautiful_cities.reading import read_data
from small import CITY, make, problems_in, small_copy

HEAD = "place,indicator,date,value,source,locator_zh,locator_en"
GOOD = "qinghe,pm25-annual,2016,55.50,qinghe-daily,第5段,paragraph 5"
Printed = pytest.CaptureFixture[str]


def sheet(folder: Path, *rows: str, name: str = "values.csv") -> Path:
    """A CSV file with these lines."""
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def imported(root: Path, path: Path, *options: str) -> int:
    return main(["import", "series", str(path), "--root", str(root), *options])


def moved(before: Path, after: Path) -> tuple[list[str], list[str]]:
    """The lines that went and came in the data of two projects."""
    went, came = [], []
    for path in sorted((before / "data").rglob("*.yml")):
        old, now = ((root / path.relative_to(before)).read_text("utf-8").splitlines() for root in (before, after))
        changes = list(difflib.unified_diff(old, now, lineterm="", n=0))[2:]
        went += [line[1:] for line in changes if line.startswith("-")]
        came += [line[1:] for line in changes if line.startswith("+")]
    return went, came


# What is understood


def test_row_becomes_a_fact_in_both_languages_that_passes_the_check(tmp_path: Path) -> None:
    assert 0 == imported(small_copy(tmp_path), sheet(tmp_path, HEAD, GOOD))
    fact = read_data(tmp_path).entries["facts"]["qinghe-pm25-annual-2016"]
    assert (Decimal("55.50"), "µg/m³", "air", "result") == (fact.value, fact.unit, fact.theme, fact.kind)
    assert "2016年青河PM2.5年均浓度为55.50微克/立方米。" == fact.text.zh
    assert "Annual mean PM2.5 in Qinghe, 2016: 55.50 µg/m³." == fact.text.en
    assert ("qinghe-daily", "第5段", "paragraph 5") == (
        fact.sources[0].source,
        fact.sources[0].locator.zh,
        fact.sources[0].locator.en,
    )
    assert () == problems_in(tmp_path)


def test_comments_and_order_survive(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = small_copy(tmp_path_factory.mktemp("before"))
    make({"file": CITY, "from": "facts:\n", "to": "facts:   # a   comment\n"}, before)
    make({"file": CITY, "append": "\n  # the last word\n"}, before)
    shutil.copytree(before / "data", tmp_path / "data")
    years = "place,indicator,source,locator_zh,locator_en,2015,2016,2025"
    rows = (
        "qinghe,pm25-annual,qinghe-daily,第5段,paragraph 5,60,,33",
        "Liuwan,PM2.5年均浓度,qinghe-daily,第6段,p. 6,,41,",
    )
    assert 0 == imported(tmp_path, sheet(tmp_path, years, *rows))
    went, came = moved(before, tmp_path)
    assert [] == went
    assert 3 == sum(line.startswith("  - id: ") for line in came)
    assert () == problems_in(tmp_path)


def test_new_value_follows_the_years_before_it(tmp_path: Path) -> None:
    row = "qinghe,pm25-annual,2025,33,qinghe-daily,第5段,paragraph 5"
    assert 0 == imported(small_copy(tmp_path), sheet(tmp_path, HEAD, row))
    names = [fact.id for fact in read_data(tmp_path).entries["cities"]["qinghe"].facts]
    assert names.index("qinghe-pm25-annual-2025") == names.index("qinghe-pm25-2023") + 1


def test_first_fact_of_a_theme_gets_its_heading(tmp_path: Path) -> None:
    row = "liuwan,pm25-annual,2021,33,qinghe-daily,第5段,paragraph 5"
    make(
        {"file": "data/cities/liuwan.yml", "from": "    theme: air\n", "to": "    theme: solid-waste\n"},
        small_copy(tmp_path),
    )
    assert 0 == imported(tmp_path, sheet(tmp_path, HEAD, row))
    assert "\n\n  # beautiful-city · air\n  - id: liuwan-pm25" in (tmp_path / "data/cities/liuwan.yml").read_text(
        "utf-8"
    )


def test_own_words_caveats_and_targets_are_taken(tmp_path: Path) -> None:
    head = f"{HEAD},kind,comparator,text_zh,text_en,caveat_zh,caveat_en"
    texts = (
        "到2030年降到30以下，比2020年低10。,At most 30 by 2030; 10 less than in 2020.,只说市区。,The city proper only."
    )
    row = f"qinghe,pm25-annual,2030,30,qinghe-daily,第5段,paragraph 5,target,<=,{texts}"
    assert 0 == imported(small_copy(tmp_path), sheet(tmp_path, head, row))
    fact = read_data(tmp_path).entries["facts"]["qinghe-pm25-annual-2030-target"]
    assert ("target", "<=", "2030") == (fact.kind, fact.comparator, str(fact.deadline))
    assert (Decimal(10), Decimal(2020)) == fact.other_numbers
    assert "The city proper only." == fact.caveat.en


def test_dry_run_shows_the_facts_and_writes_nothing(tmp_path: Path, capsys: Printed) -> None:
    before = (small_copy(tmp_path) / CITY).read_bytes()
    assert 0 == imported(tmp_path, sheet(tmp_path, HEAD, GOOD), "--dry-run")
    assert "    value: 55.50\n" in capsys.readouterr().out
    assert before == (tmp_path / CITY).read_bytes()


# What is not


REFUSED: dict[str, tuple[Sequence[str], str]] = {
    "sheet-number": ((HEAD, GOOD.replace("55.50", '"55,5"')), ":2:4: "),
    "date": ((HEAD, GOOD.replace("2016", "2016年")), ":2:3: "),
    "sheet-place": ((HEAD, GOOD.replace("qinghe,", "qinge,", 1)), ":2:1: "),
    "indicator-unknown": ((HEAD, GOOD.replace("pm25-annual", "pm25-anual")), ":2:2: "),
    "source-unknown": ((HEAD, GOOD.replace("qinghe-daily", "qinghe-dailies")), ":2:5: "),
    "sheet-cell-empty": ((HEAD, GOOD.replace("第5段", "")), ":2:6: "),
    "sheet-fact-twice": ((HEAD, GOOD.replace("2016", "2019")), ":2:4: "),
    "sheet-empty": ((HEAD,), ":1:1: "),
    "sheet-column-unknown": ((f"{HEAD},note", f"{GOOD},x"), ":1:8: "),
    "sheet-column-twice": ((f"{HEAD},place", f"{GOOD},qinghe"), ":1:8: "),
    "sheet-column-missing": ((HEAD.replace(",source", ""), GOOD.replace(",qinghe-daily", "")), ":1:1: "),
    "sheet-column-untitled": ((HEAD, f"{GOOD},x"), ":2:8: "),
    "sheet-column-double": ((f"{HEAD},2021", f"{GOOD},5"), ":1:3: "),
    "sheet-text-needed": ((f"{HEAD},kind", f"{GOOD},target"), ":2:1: "),
    "sheet-texts": (
        (
            "place,indicator,source,locator_zh,locator_en,text_zh,text_en,2015,2016",
            "qinghe,pm25-annual,qinghe-daily,第5段,paragraph 5,甲。,A.,60,61",
        ),
        ":2:6: ",
    ),
    "value-not-in-text": ((f"{HEAD},text_zh,text_en", f"{GOOD},很多。,Much."), ":2:4: "),
    "numbers-differ": ((f"{HEAD},text_zh,text_en", f"{GOOD},55.50和3。,55.50 and 4."), ":2:4: "),
    "choice": ((f"{HEAD},topic", f"{GOOD},city"), ":2:4: "),
    "formula": ((HEAD, GOOD.replace("paragraph 5", "=A1")), ":2:4: "),
    "sheet-unreadable": ((HEAD, '"qinghe'), ":2:1: "),
}


@pytest.mark.parametrize("rule_id", REFUSED)
def test_row_that_is_not_understood_is_answered_in_its_place_and_nothing_is_written(
    rule_id: str, tmp_path: Path, capsys: Printed
) -> None:
    before = (small_copy(tmp_path) / CITY).read_bytes()
    rows, place = REFUSED[rule_id]
    path = sheet(tmp_path, *rows)
    assert 1 == imported(tmp_path, path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{path}{place}"), lines[0]
    assert lines[0].endswith(f"[{rule_id}]"), lines[0]
    assert "1 error, 0 warnings" == lines[1]
    assert before == (tmp_path / CITY).read_bytes()


def test_rule_between_two_facts_is_told_of_the_new_one(tmp_path: Path, capsys: Printed) -> None:
    path = sheet(small_copy(tmp_path), HEAD, GOOD.replace("2016", "2020-06"))  # goes before the value of 2020
    assert 1 == imported(tmp_path, path)
    told = capsys.readouterr().out
    assert told.startswith(f'{path}:2:4: this fact and "qinghe-pm25-2020" are both the 2020 value of pm25-annual; ')


def test_every_rule_of_spreadsheets_has_a_case() -> None:
    elsewhere = {"sheet-percent", "sheet-topic"}
    assert elsewhere | {name for name in REFUSED if name.startswith("sheet-")} == {
        name for name in RULES if name.startswith("sheet-")
    }


def test_every_bad_row_is_answered_and_good_ones_are_written_where_that_is_asked_for(
    tmp_path: Path, capsys: Printed
) -> None:
    bad = (GOOD.replace("55.50", "many"), GOOD.replace("qinghe,", "nowhere,", 1), GOOD)
    path = sheet(small_copy(tmp_path), HEAD, bad[0].replace("2016", "2014"), GOOD, bad[1], bad[2])
    assert 1 == imported(tmp_path, path, "--partly")
    printed = capsys.readouterr().out
    assert [f"{path}:2:4", f"{path}:4:1", f"{path}:5:4"] == [line.split(": ")[0] for line in printed.splitlines()[:3]]
    assert "1 fact added." in printed
    assert "qinghe-pm25-annual-2016" in read_data(tmp_path).entries["facts"]


def test_topic_is_asked_for_where_no_fact_tells_it(tmp_path: Path, capsys: Printed) -> None:
    indicator = (
        "- {id: noise, theme: air, unit: '%', good: lower, name: {zh: 噪声, en: Noise}, definition: {zh: 噪, en: N}}\n"
    )
    make({"file": "data/indicators.yml", "append": indicator}, small_copy(tmp_path))
    row = GOOD.replace("pm25-annual", "noise")
    assert 1 == imported(tmp_path, sheet(tmp_path, HEAD, row))
    assert "[sheet-topic]" in capsys.readouterr().out
    assert 0 == imported(tmp_path, sheet(tmp_path, f"{HEAD},topic", f"{row},beautiful-city"))


def test_spreadsheet_in_another_encoding_is_refused(tmp_path: Path, capsys: Printed) -> None:
    path = small_copy(tmp_path) / "values.csv"
    path.write_bytes(f"{HEAD}\n{GOOD}\n".encode("gb18030"))
    assert 1 == imported(tmp_path, path)
    assert f"{path}:2:1: the file is not UTF-8 text" in capsys.readouterr().out


def test_nothing_is_imported_into_broken_data(tmp_path: Path, capsys: Printed) -> None:
    make({"file": CITY, "from": "date: 2017-06", "to": "date: 2017-6"}, small_copy(tmp_path))
    assert 1 == imported(tmp_path, sheet(tmp_path, HEAD, GOOD))
    assert "mend the data first" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere.xlsx", "nowhere.csv", "text.xlsx", "text.doc"])
def test_what_is_no_spreadsheet_is_refused(name: str, tmp_path: Path, capsys: Printed) -> None:
    if name.startswith("text"):
        sheet(tmp_path, "no workbook", name=name)
    assert 1 == imported(small_copy(tmp_path), tmp_path / name)
    assert "[sheet-unreadable]" in capsys.readouterr().out


# Workbooks


def test_template_is_filled_in_and_comes_back_as_facts(tmp_path: Path, capsys: Printed) -> None:
    path = small_copy(tmp_path) / "values.xlsx"
    assert 0 == main(["import", "template", str(path), "--root", str(tmp_path)])
    book = load_workbook(path)
    values, notes = book.worksheets
    told = {tuple(row[:2]) for row in notes.iter_rows(values_only=True)}
    assert {("place", "qinghe"), ("indicator", "pm25-annual"), ("source", "qinghe-daily")} <= told
    values.append(["青河", "pm25-annual", 2016, 55.5, "qinghe-daily", "第5段", "paragraph 5"])
    values.append(["liuwan", "pm25-annual", "2016", "55.50", "qinghe-daily", "第5段", "paragraph 5"])
    book.save(path)
    assert 0 == imported(tmp_path, path)
    facts = read_data(tmp_path).entries["facts"]
    given = [str(facts[f"{place}-pm25-annual-2016"].value) for place in ("qinghe", "liuwan")]
    assert ["55.5", "55.50"] == given
    assert 2 == main(["import", "template", str(path), "--root", str(tmp_path)])
    assert "is there already" in capsys.readouterr().err


def test_template_as_csv_has_the_columns_that_are_read(tmp_path: Path) -> None:
    path = small_copy(tmp_path) / "values.csv"
    assert 0 == main(["import", "template", str(path), "--root", str(tmp_path)])
    head = path.read_text("utf-8-sig").strip()
    blank = "," * (head.count(",") - 6)
    assert 0 == imported(tmp_path, sheet(tmp_path, head, GOOD + blank))


def test_column_names_with_other_marks_between_are_missing_once(tmp_path: Path, capsys: Printed) -> None:
    path = sheet(small_copy(tmp_path), HEAD.replace(",", ";"), GOOD.replace(",", ";"))
    assert 1 == imported(tmp_path, path)
    assert "not named in the first row: place, indicator, source, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("shown_as", "expected"), [("yyyy-mm-dd", "2016-05-01"), ("mmm-yy", "2016-05"), ("yyyy", "2016")]
)
def test_date_of_a_workbook_is_as_precise_as_it_is_shown(shown_as: str, expected: str, tmp_path: Path) -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.append(HEAD.split(","))
    first.append(["qinghe", "recycling-rate", dt.datetime(2016, 5, 1), 65, "qinghe-daily", "第5段", "paragraph 5"])
    first["C2"].number_format = shown_as
    path = small_copy(tmp_path) / "values.xlsx"
    book.save(path)
    assert 0 == imported(tmp_path, path)
    assert f"qinghe-recycling-rate-{expected}" in read_data(tmp_path).entries["facts"]


def test_percentage_as_a_workbook_stores_it_is_refused(tmp_path: Path, capsys: Printed) -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.append(HEAD.split(","))
    first.append(["qinghe", "recycling-rate", 2016, 0.652, "qinghe-daily", "第5段", "paragraph 5"])
    first["D2"].number_format = "0.0%"
    path = small_copy(tmp_path) / "values.xlsx"
    book.save(path)
    assert 1 == imported(tmp_path, path)
    assert f"{path}:2:4: the cell holds 0.652 and shows it as a percentage" in capsys.readouterr().out
