"""The shape of an entry: no quiet conversion, no unknown key, no change after reading."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from beautiful_cities.model import City, Model, PartialDate, Source, Text, partial_date
from small import fact, golden


def errors(**changes: object) -> list[str]:
    """The types of what is wrong with a fact after the changes."""
    with pytest.raises(ValidationError) as caught:
        fact(**changes)
    return [error["type"] for error in caught.value.errors()]


@pytest.mark.parametrize("case", golden("model/dates"), ids=lambda case: str(case["written"]))
def test_date_is_a_year_a_month_or_a_day(case: dict[str, Any]) -> None:
    if case["date"] is None:
        with pytest.raises(PydanticCustomError):
            partial_date(case["written"])
    else:
        date = partial_date(case["written"])
        assert case["date"] == str(date)
        assert (case["first"], case["last"]) == (str(date.first_day), str(date.last_day))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_date_survives_being_written_and_read(day: dt.date) -> None:
    for date in (PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)):
        assert date == partial_date(str(date))
        assert date.first_day <= day <= date.last_day


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": 1}, "value_unit"),
        ({"unit": "%"}, "value_unit"),
        ({"comparator": ">="}, "comparator_alone"),
        ({"deadline": 2025}, "deadline_kind"),
        ({"kind": "target", "deadline": 2025, "date": 2020}, "date_and_deadline"),
        ({"outcome": "met"}, "outcome_alone"),
        ({"value": True, "unit": "%"}, "number_type"),
        ({"value": "12", "unit": "%"}, "number_type"),
        ({"value": 1.5, "unit": "%"}, "number_type"),
        ({"sources": []}, "too_short"),
        ({"answers": "a-target"}, "tuple_type"),
        ({"answers": [1]}, "string_type"),
        ({"id": "A fact"}, "string_pattern_mismatch"),
        ({"id": "a-fact\n"}, "string_pattern_mismatch"),
        ({"id": "a" * 81}, "string_too_long"),
        ({"kind": "story"}, "literal_error"),
        ({"text": "words"}, "model_type"),
        ({"text": {"zh": " ", "en": "words"}}, "string_too_short"),
        ({"text": {"zh": "字", "en": "words", "ja": "字"}}, "extra_forbidden"),
        ({"note": "words"}, "extra_forbidden"),
    ],
)
def test_fact_that_does_not_hold_together_is_refused(changes: dict[str, object], expected: str) -> None:
    assert [expected] == errors(**changes)


def test_space_around_words_is_dropped() -> None:
    assert "words" == fact(text={"zh": "字", "en": "\n words "}).text["en"]


def test_value_keeps_the_decimals_of_its_source() -> None:
    assert "27.0" == str(fact(value=Decimal("27.0"), unit="%").value)


def test_place_in_time_is_the_date_or_the_deadline() -> None:
    assert "2025" == str(fact(kind="target", deadline=2025).when)
    assert "2024-05" == str(fact(date="2024-05").when)
    assert fact().when is None


def test_entry_cannot_be_changed_after_reading() -> None:
    with pytest.raises(ValidationError):
        fact().value = Decimal(1)  # type: ignore[misc]


@pytest.mark.parametrize(
    "address",
    ["https://www.gov.cn/a?b=1&c=2#d", "http://qinghe.example", "https://qinghe.example:8080/%E6%B2%B3"],
)
def test_web_address_is_accepted(address: str) -> None:
    assert address == source(address).url


@pytest.mark.parametrize(
    "address",
    [
        "www.gov.cn",
        "ftp://gov.cn",
        "javascript:alert(1)",
        "https://",
        "https://gov",
        "https://a.b/ c",
        'https://a.b/"x',
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        source(address)


def source(url: str) -> Source:
    """A source on the web."""
    words = Text.model_validate({"zh": "字", "en": "words"})
    return Source.model_validate(
        {"id": "a-source", "title": words, "publisher": words, "language": "zh", "reliability": "official", "url": url}
    )


def test_no_model_takes_a_key_it_does_not_know() -> None:
    assert {True} == {City.model_config.get("strict"), Model.model_config.get("frozen")}
    assert "forbid" == City.model_config.get("extra")
