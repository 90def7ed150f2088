"""Numbers in sentences: the same value is found however a language writes it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.numerals import numbers_in, numerals, spelled_numbers_in, unmatched_numbers
from small import golden

amounts = st.decimals(0, 10**12, places=2, allow_nan=False) | st.integers(0, 10**13).map(Decimal)
EN_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@pytest.mark.parametrize("case", golden("numerals/numbers"), ids=str)
def test_numbers_in_digits_are_read_with_their_scale(case: dict[str, Any]) -> None:
    (language,) = case.keys() - {"gives"}
    assert case["gives"] == [str(numeral.value) for numeral in numerals(case[language], language)]


@pytest.mark.parametrize("case", golden("numerals/pairs"), ids=str)
def test_only_what_one_language_leaves_out_is_unmatched(case: dict[str, Any]) -> None:
    only_zh, only_en = unmatched_numbers(case["zh"], case["en"])
    assert (case["only_zh"], case["only_en"]) == ([*map(str, only_zh)], [*map(str, only_en)])


@given(st.lists(amounts))
def test_the_same_amounts_match_as_each_language_writes_them(values: list[Decimal]) -> None:
    zh, en = (wording(language).list([wording(language).number(value) for value in values]) for language in LANGUAGES)
    assert ((), ()) == unmatched_numbers(zh, en)


@given(st.lists(amounts), st.lists(amounts))
def test_what_is_unmatched_stands_on_its_side_alone(in_zh: list[Decimal], in_en: list[Decimal]) -> None:
    zh, en = "；".join(f"{value:f}" for value in in_zh), "; ".join(f"{value:f}" for value in in_en)
    assert (sorted(set(in_zh) - set(in_en)), sorted(set(in_en) - set(in_zh))) == (
        *map(list, unmatched_numbers(zh, en)),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(alphabet=st.sampled_from("0123456789.,-%万亿百千多 aPM年个 million")))
def test_numerals_stand_in_order_and_never_overlap(language: str, text: str) -> None:
    found = list(numerals(text, language))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[one.start].isdigit() and one.start < one.end <= len(text) for one in found)
    assert {one.value for one in found} == numbers_in(text, language)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(zh: str, en: str) -> None:
    only_zh, only_en = unmatched_numbers(zh, en)
    assert set(only_zh) <= numbers_in(zh, "zh")
    assert set(only_en) <= numbers_in(en, "en")


@pytest.mark.parametrize("digits", [28, 29, 40, 1000])
def test_very_long_row_of_digits_is_a_number_too(digits: int) -> None:
    assert 1 == len(numbers_in("1" * digits, "zh"))


@pytest.mark.parametrize(("value", "word"), [*enumerate(EN_WORDS)])
def test_small_numbers_may_be_words(value: int, word: str) -> None:
    assert Decimal(value) in spelled_numbers_in(f"There are {word}.", "en")
    assert Decimal(value) in spelled_numbers_in(
        f"有{'零一二三四五六七八九十'[value]}个" if value < 11 else f"十{'一二'[value - 11]}", "zh"
    )


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("两千三百四十五座", "zh", 2345),
        ("三万五千", "zh", 35_000),
        ("一百万", "zh", 1_000_000),
        ("“双碳”", "zh", 2),
        ("二〇", "zh", 2),
        ("forty-two parks", "en", 42),
        ("the third", "en", 3),
        ("two thousand", "en", 2000),
        ("in December", "en", 12),
    ],
)
def test_value_in_words_is_recognised(text: str, language: str, value: int) -> None:
    assert Decimal(value) in spelled_numbers_in(text, language)


def test_word_that_only_contains_a_number_is_none() -> None:
    assert Decimal(10) not in spelled_numbers_in("often, a weighty tent", "en")
