"""New entries from questions and options: what is written passes the check, and nothing else moves."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from beautiful_cities.commands import main
from beautiful_cities.reading import read_data
from small import CITY, problems_in, small_copy
from test_importing import GOOD, HEAD, moved, sheet

Printed = pytest.CaptureFixture[str]
SOURCE = {
    "id": "qinghe-plan",
    "title-zh": "青河规划",
    "title-en": "Plan of Qinghe",
    "source-language": "zh",
    "reliability": "official",
}
FACT = {
    "topic": "biodiversity",
    "kind": "observation",
    "theme": "species",
    "date": "2024-05",
    "value": "12",
    "unit": "species",
    "text-zh": "2024年5月，湿地有12种鸟，其中3种是新记录。",
    "text-en": "In May 2024 the wetland had 12 species of birds, 3 of them new.",
    "source": "qinghe-paper",
    "locator-zh": "第4段",
    "locator-en": "paragraph 4",
}
TERM = {
    "term-zh": "湿地",
    "term-en": "wetland",
    "pinyin": "shīdì",
    "definition-zh": "常年或一段时间有水的土地。",
    "definition-en": "Land under water always or for a time.",
    "spellings-en": "wet land, marsh",
}
PLACE = {
    "name-zh": "白山",
    "name-en": "Baishan",
    "province": "qinghe",
    "level": "prefecture",
    "latitude": "41.9",
    "longitude": "126.4",
    "geonames": "77",
    "terrain": "mountains",
    "water": "river",
    "tagline-zh": "一座山城",
    "tagline-en": "A city in the mountains",
}


def new(root: Path, *words: str, **answers: str) -> int:
    """Run `new` with answers as options."""
    options = [part for name, value in answers.items() for part in (f"--{name}", value)]
    return main(["new", *words, "--root", str(root), *options])


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What somebody types, line by line; then nothing more."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_copy(tmp_path / "now")


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return small_copy(tmp_path / "before")


def test_source_is_added_to_the_file_of_its_city(project: Path, before: Path, capsys: Printed) -> None:
    assert 0 == new(project, "source", **SOURCE)
    assert "Until a fact does, the check warns." in capsys.readouterr().out
    path, _ = read_data(project).origins["sources", "qinghe-plan"]
    assert "data/sources/qinghe.yml" == path
    assert ["source-unused"] == [found.rule.id for found in problems_in(project)]
    assert [] == moved(before, project)[0]


def test_source_in_a_new_file_gets_its_schema(project: Path) -> None:
    assert 0 == new(project, "source", **SOURCE, file="plans")
    text = (project / "data/sources/plans.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/sources.json\n- id: qinghe-plan\n  title:\n")


def test_fact_is_added_among_its_like_with_an_id_of_its_own(project: Path, before: Path) -> None:
    assert 0 == new(project, "fact", "qinghe", **FACT)
    fact = read_data(project).entries["facts"]["qinghe-species-2024-05"]
    assert (3,) == tuple(map(int, fact.other_numbers))
    assert () == problems_in(project)
    assert [] == moved(before, project)[0]
    again = {"text-zh": "2024年5月有12种鱼。", "text-en": "In May 2024 there were 12 species of fish."}
    assert 0 == new(project, "fact", "qinghe", **{**FACT, **again})
    assert "qinghe-species-2024-05-2" in read_data(project).entries["facts"]


def test_fact_on_the_nation_is_added_too(project: Path) -> None:
    assert 0 == new(project, "fact", "national", **FACT)
    assert () == problems_in(project)


def test_indicator_tells_theme_and_unit(project: Path) -> None:
    texts = {"text-zh": "2016年为50微克/立方米。", "text-en": "It was 50 µg/m³ in 2016."}
    told = {**FACT, **texts, "topic": "beautiful-city", "kind": "result", "indicator": "pm25-annual", "value": "50"}
    left = {name: value for name, value in told.items() if name not in ("theme", "unit", "date")}
    assert 0 == new(project, "fact", "qinghe", date="2016", **left)
    fact = read_data(project).entries["facts"]["qinghe-pm25-annual-2016"]
    assert ("air", "µg/m³") == (fact.theme, fact.unit)


def test_term_is_added_at_the_end_of_the_glossary(project: Path, before: Path) -> None:
    assert 0 == new(project, "term", **TERM)
    assert ("wet land", "marsh") == read_data(project).entries["glossary"]["wetland"].spellings.en
    assert () == problems_in(project)
    assert [] == moved(before, project)[0]


def test_city_is_written_with_an_explanation_of_every_key_and_passes_the_check(project: Path, capsys: Printed) -> None:
    assert 0 == main(["schema", "--root", str(project)])
    rows = [GOOD.replace("qinghe,", "白山,", 1), GOOD.replace("qinghe,pm25-annual", "baishan,recycling-rate")]
    facts = sheet(project.parent, HEAD, *rows)
    assert 0 == new(project, "city", "baishan", **PLACE, facts=str(facts))
    text = (project / "data/cities/baishan.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/city.json\n# Chinese first, always both.\nname: ")
    assert "# What the cover draws as relief.\nterrain: mountains\n" in text
    assert 0 == main(["check", "--root", str(project)])
    assert "3 cities, 32 facts" in capsys.readouterr().out
    assert 2 == new(project, "city", "baishan", **PLACE, facts=str(facts))


def test_comments_of_a_new_city_are_in_the_language_of_the_editor(project: Path) -> None:
    rows = [GOOD.replace("qinghe,", "白山,", 1), GOOD.replace("qinghe,pm25-annual", "baishan,recycling-rate")]
    facts = sheet(project.parent, HEAD, *rows)
    assert 0 == new(project, "city", "baishan", **PLACE, facts=str(facts), language="zh")
    assert "# 封面画的地形。\nterrain: mountains\n" in (project / "data/cities/baishan.yml").read_text("utf-8")


LESSON = {
    "title-zh": "水干净吗？",
    "title-en": "Is the water clean?",
    "description-zh": "怎样读水质的数字。",
    "description-en": "How to read a figure on water.",
}


def test_lesson_is_written_in_both_languages_and_passes_the_check(project: Path, before: Path, capsys: Printed) -> None:
    assert 0 == new(project, "explainer", "clean-water", **LESSON, topic="biodiversity")
    assert 0 == main(["check", "--root", str(project)])
    assert "0 errors, 0 warnings, 2 notices" in capsys.readouterr().out.splitlines()
    lessons = read_data(project).entries["explainers"]
    heads = [lessons[name].head for name in ("zh/clean-water", "en/clean-water")]
    assert ["水干净吗？", "Is the water clean?"] == [head.title for head in heads]
    assert [("biodiversity", 2)] * 2 == [(head.topic, head.order) for head in heads]
    assert ([], []) == moved(before, project)
    assert 2 == new(project, "explainer", "clean-water", **LESSON)


def test_lesson_says_how_to_quote_and_reminds_until_it_is_written(project: Path) -> None:
    assert 0 == new(project, "explainer", "clean-water", **LESSON, language="zh")
    for language, begun, written in (("zh", "（待写）", "写好了。"), ("en", "(To be written)", "Written.")):
        path = project / f"content/{language}/learn/clean-water.md"
        head, text = path.read_text("utf-8").split("\n---\n")
        assert "# [](fact:ID)        数值和单位，后面有通向来源的序号\n" in head
        assert text.startswith(f"\n{begun}")
        path.write_text(f"{head}\n---\n\n{written}\n", "utf-8")
    assert () == problems_in(project)


def test_slip_in_half_a_lesson_is_told_by_its_option(
    project: Path, before: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    assert 1 == new(project, "explainer", "clean-water", **{**LESSON, "title-en": "W" * 3000}, order="0")
    told = capsys.readouterr().out.splitlines()
    assert ["--title-en", "--order", "Nothing was written."] == [line.partition(":")[0] for line in told if line]
    assert ([], []) == moved(before, project)
    typed(monkeypatch, *LESSON.values(), "", "no", "1")
    assert 0 == main(["new", "explainer", "clean-water", "--root", str(project)])
    assert "order must be a whole number" in capsys.readouterr().out
    assert 1 == read_data(project).entries["explainers"]["zh/clean-water"].head.order


@pytest.mark.parametrize("name", ["quiz", "Two Words", "../up"])
def test_lesson_whose_address_is_taken_or_none_is_wrong_usage(name: str, project: Path, before: Path) -> None:
    assert 2 == new(project, "explainer", name, **LESSON)
    assert ([], []) == moved(before, project)


SLIPS = {
    "a word of no vocabulary": ({"theme": "birds"}, "--theme: ", "theme-unknown"),
    "a value that no text gives": ({"value": "13"}, "--value: ", "value-not-in-text"),
    "a number with a comma": ({"value": "1,2"}, "--value: ", "type"),
    "a date that is none": ({"date": "May 2024"}, "--date: ", "date"),
    "a source that is not there": ({"source": "qinghe-papers"}, "--source: ", "source-unknown"),
    "an id that is taken": ({"id": "qinghe-birds"}, "--id: ", "id-twice"),
    "texts that differ": ({"text-en": "In May 2024 there were 12 or 5."}, "--text-zh, --text-en: ", "numbers-differ"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_slip_is_told_by_its_option_and_nothing_is_written(
    slip: tuple[dict[str, str], str, str], project: Path, before: Path, capsys: Printed
) -> None:
    answers, option, rule_id = slip
    assert 1 == new(project, "fact", "qinghe", **{**FACT, **answers})
    lines = capsys.readouterr().out.splitlines()
    (told,) = (line for line in lines if line.endswith(f"[{rule_id}]"))
    assert told.startswith(option), told
    assert "Nothing was written." == lines[-1]
    assert ([], []) == moved(before, project)


def test_what_is_missing_is_named_where_nobody_can_be_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    typed(monkeypatch)
    assert 2 == new(project, "term", **{"term-zh": "湿地"})
    assert "missing: --term-en, --pinyin, --definition-zh, --definition-en, --id;" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../outside", "Two Words", "-x", ""])
def test_name_that_no_file_may_have_is_wrong_usage(name: str, project: Path, before: Path) -> None:
    assert 2 == new(project, "source", **SOURCE, file=f"{name}.")
    assert 2 == main(["new", "city", "--root", str(project), "--", f"{name}."])
    assert ([], []) == moved(before, project)
    assert [] == list(project.parent.rglob("outside*"))


def test_unknown_place_is_wrong_usage(project: Path, capsys: Printed) -> None:
    assert 2 == new(project, "fact", "atlantis", **FACT)
    assert "there is no city “atlantis”; there are: liuwan, qinghe, national" in capsys.readouterr().err


def test_questions_are_asked_until_the_answers_keep_every_rule(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    source = ("qinghe-report", "y", "", "青河报告", "Report on Qinghe", "", "", "", "zh", "official", "", "")
    typed(
        monkeypatch,
        *("biodiversity", "observaton", "observation", "", "", "species", "2024-05", "12", "species", "="),
        *("2024年5月有13种鸟。", "There were 12 species in May 2024.", ""),
        *source,
        *("第2段", "paragraph 2", ""),
        *("", "2024年5月有12种鸟。", ""),  # value, text-zh and text-en once more
    )
    assert 0 == main(["new", "fact", "qinghe", "--root", str(project)])
    printed = capsys.readouterr().out
    assert "“observaton” is not known" in printed
    assert "--value: the value 12 is not in the Chinese text" in printed
    assert () == problems_in(project)
    assert "2024年5月有12种鸟。" == read_data(project).entries["facts"]["qinghe-species-2024-05"].text.zh
    assert "qinghe-report" in read_data(project).entries["sources"]


def test_city_is_asked_for_with_two_facts_and_each_slip_at_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    head = (*(PLACE[name] for name in ("name-zh", "name-en", "province", "level")), "41,9", "126.4", "77")
    first = ("beautiful-city", "result", "pm25-annual", "", "2022", "34", "", "")
    texts = ("2022年为34微克/立方米。", "It was 34 µg/m³ in 2022.", "")
    cited = ("第1段", "p. 1", "")
    source = ("y", "", "报告", "Report", "", "", "", "zh", "official", "", "")
    wrong = ("2022年为43微克/立方米。", *texts[1:])
    second = ("beautiful-city", "result", "pm25-annual", "", "2022", "34.0", "", "")
    other = (
        "2022年的初步数为34.0微克/立方米。",
        "It was 34.0 µg/m³ in 2022, provisionally.",
        "初步数据。",
        "Provisional.",
    )
    typed(
        monkeypatch,
        *(*head, "mountains", "river", "", "一座山城", "A city in the mountains"),
        *(*first, *wrong, "baishan-a", *source, *cited, "", texts[0], ""),  # value, text-zh and text-en once more
        *(*second, *other, "baishan-b", *source, *cited),
        *("", "", "41.9"),  # the summary as proposed, and the latitude once more
    )
    assert 0 == main(["new", "city", "baishan", "--root", str(project)]), capsys.readouterr().err
    printed = capsys.readouterr().out
    assert "--value: the value 34 is not in the Chinese text" in printed
    assert '--latitude: latitude must be a number, but "41,9" stands here' in printed
    assert () == problems_in(project)
    city = read_data(project).entries["cities"]["baishan"]
    assert ["baishan-pm25-annual-2022", "baishan-pm25-annual-2022-2"] == [fact.id for fact in city.facts]
    assert ["baishan-a", "baishan-b"] == [fact.sources[0].source for fact in city.facts]


def test_spreadsheet_of_a_new_city_names_no_other(project: Path, capsys: Printed) -> None:
    facts = sheet(project.parent, HEAD, GOOD)
    assert 1 == new(project, "city", "baishan", **PLACE, facts=str(facts))
    assert f'{facts}:2:1: the place "qinghe" cannot stand here; ' in capsys.readouterr().out


def test_options_of_a_city_without_its_facts_are_wrong_usage(project: Path, capsys: Printed) -> None:
    assert 2 == new(project, "city", "baishan", **PLACE)
    assert "give its first facts with --facts" in capsys.readouterr().err


def test_whoever_stops_in_the_middle_has_written_nothing(
    project: Path, before: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    typed(monkeypatch, "biodiversity", "observation")
    assert 2 == main(["new", "fact", "qinghe", "--root", str(project)])
    assert ([], []) == moved(before, project)


def test_line_ends_of_another_machine_stay(project: Path) -> None:
    path = project / CITY
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert 0 == new(project, "fact", "qinghe", **FACT)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
