"""Files that readers take away."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.exports import csv_file

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")))


def test_excel_opens_chinese_because_of_the_byte_order_mark() -> None:
    assert csv_file([["年份"]]).startswith(b"\xef\xbb\xbf")


@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=4))
def test_reading_back_gives_the_same_rows(rows: list[list[str]]) -> None:
    text = csv_file(rows).decode("utf-8-sig")
    read = [[value.removeprefix("'") for value in row] for row in csv.reader(io.StringIO(text, newline=""))]
    assert [[value.removeprefix("'") for value in row] for row in rows] == read


def test_text_that_a_spreadsheet_would_run_is_kept_as_text() -> None:
    assert b"'=HYPERLINK" in csv_file([["=HYPERLINK(1)", "x"]])
