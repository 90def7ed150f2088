"""Rows as CSV that every spreadsheet and every program reads alike.

In: rows of text. Out: bytes after RFC 4180, in UTF-8 with a byte order mark, so that Excel opens Chinese. Nothing is
ever added to a cell to keep a spreadsheet from running it as a formula: no text of the data may begin like one (the
rule "formula"), and a cell that does is refused here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from beautiful_cities.model import FORMULA_STARTS

_NUMBERS = re.compile(r"-\d[\d,.]*[万亿]*%?(?:; -?\d[\d,.]*)*")
"""A negative number, or a list of numbers that begins with one."""


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of text as CSV; raises ValueError for a cell that a spreadsheet would run as a formula.

    >>> csv_file([["年份", "值"], ["2021", "40"]]).decode("utf-8-sig")
    '年份,值\\r\\n2021,40\\r\\n'
    """
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    if value.startswith(FORMULA_STARTS) and not _NUMBERS.fullmatch(value):
        raise ValueError(f"a spreadsheet would run {value!r} as a formula")
    return value
