"""How each language writes: no value is lost, no word is missing, no plural is wrong."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities import i18n
from beautiful_cities.i18n import Value, catalogue_path, check_catalogues, unfinished, wording
from beautiful_cities.languages import LANGUAGES, TAGS, Language
from beautiful_cities.model import Unit, partial_date
from beautiful_cities.numerals import numbers_in
from beautiful_cities.problems import problem
from small import golden

amounts = st.decimals(0, 10**15, places=3) | st.integers(0, 10**16).map(Decimal)
PARK = Unit.model_validate({"id": "park", "zh": "座", "en": {"one": "park", "other": "parks"}})
LIMIT = Unit.model_validate({"id": "mg/L", "zh": "毫克/升", "en": {"other": "mg/L"}})
PERCENT = Unit.model_validate({"id": "%", "zh": "%", "en": {"other": "%"}})
KILOMETRE = Unit.model_validate({"id": "km", "zh": "km", "en": {"other": "km"}})


@pytest.mark.parametrize("case", golden("i18n/numbers"), ids=lambda case: str(case["number"]))
def test_number_is_written_as_each_language_does(case: dict[str, Any]) -> None:
    number = Decimal(case["number"])
    assert [case[language] for language in LANGUAGES] == [wording(one).number(number) for one in LANGUAGES]


@pytest.mark.parametrize("case", golden("i18n/dates"), ids=lambda case: str(case["date"]))
def test_date_is_as_precise_as_it_is_known(case: dict[str, Any]) -> None:
    date = partial_date(case["date"])
    assert [case[language] for language in LANGUAGES] == [wording(one).date(date) for one in LANGUAGES]


@given(value=amounts)
@pytest.mark.parametrize("language", LANGUAGES)
def test_number_in_words_keeps_its_value(language: Language, value: Decimal) -> None:
    assert {value} == numbers_in(wording(language).number(value), language)


@given(value=amounts)
@pytest.mark.parametrize("language", LANGUAGES)
def test_value_with_its_unit_keeps_its_value(language: Language, value: Decimal) -> None:
    assert {value} == numbers_in(str(wording(language).value(value, PARK)), language)


@given(st.decimals(-(10**6), 0, places=2))
def test_minus_stands_before_the_number(value: Decimal) -> None:
    for language in LANGUAGES:
        expected = ("-" if value < 0 else "") + wording(language).number(abs(value))
        assert expected == wording(language).number(value).removeprefix("-" if value == 0 else "")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_day_of_the_calendar_is_worded_like_a_date_in_the_data(day: dt.date) -> None:
    for language in LANGUAGES:
        assert wording(language).date(partial_date(day.isoformat())) == wording(language).date(day)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("1", PARK, "1座", "1 park"),
        ("2", PARK, "2座", "2 parks"),
        ("0", PARK, "0座", "0 parks"),
        ("1.5", PARK, "1.5座", "1.5 parks"),
        ("20000", PARK, "2万座", "20,000 parks"),
        ("1", LIMIT, "1毫克/升", "1 mg/L"),
        ("65.20", PERCENT, "65.20%", "65.20%"),
        ("3", KILOMETRE, "3 km", "3 km"),
    ],
)
def test_value_has_its_unit_in_the_right_form(value: str, unit: Unit, zh: str, en: str) -> None:
    assert [zh, en] == [str(wording(language).value(Decimal(value), unit)) for language in LANGUAGES]


def test_value_comes_in_the_pieces_that_a_page_sets_apart() -> None:
    assert Value("2", "万", "座") == wording("zh").value(Decimal(20000), PARK)
    assert Value("65.2%", "", "") == wording("en").value(Decimal("65.2"), PERCENT)


def test_unit_of_an_axis_is_in_the_plural() -> None:
    assert ["座", "parks"] == [wording(language).unit(PARK) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("items", "zh", "en"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a和b", "a and b"), (["a", "b", "c"], "a、b和c", "a, b and c")],
)
def test_list_is_joined_as_each_language_does(items: list[str], zh: str, en: str) -> None:
    assert [zh, en] == [wording(language).list(items) for language in LANGUAGES]


def test_languages_point_at_each_other() -> None:
    assert {"zh": "zh-Hans", "en": "en"} == TAGS
    for language in LANGUAGES:
        assert (language, TAGS[language]) == (wording(wording(language).other).other, wording(language).tag)


def test_no_sentence_of_the_site_waits_for_its_translation() -> None:
    assert [] == [str(found) for found in check_catalogues()]


def test_missing_and_fuzzy_translations_are_found_with_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    catalogue_path("en").parent.mkdir(parents=True)
    entries = ['msgid ""\nmsgstr "Language: en\\n"', 'msgid "done"\nmsgstr "done"', 'msgid "empty"\nmsgstr ""']
    entries += ['#, fuzzy\nmsgid "guessed"\nmsgstr "guest"']
    entries += ['msgid "one park"\nmsgid_plural "parks"\nmsgstr[0] "park"\nmsgstr[1] ""']
    catalogue_path("en").write_text("\n\n".join(entries), encoding="utf-8")
    assert [("empty", 7), ("guessed", 11), ("one park", 14)] == list(unfinished("en"))
    line = str(problem("translation-missing", "en.po", found="empty"))
    assert line.startswith("en.po:1:1: there is no finished translation of “empty”; ")
