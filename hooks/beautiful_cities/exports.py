"""What readers take away: a chart's table as CSV.

In: tables already worded. Out: bytes of files. UTF-8 with a byte order mark, so that Excel opens Chinese.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of text as CSV (RFC 4180). Text that a spreadsheet would run as a formula is kept as text.

    >>> csv_file([["年份", "值"], ["2021", "40"]]).decode("utf-8-sig")
    '年份,值\\r\\n2021,40\\r\\n'
    """
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "@", "\t", "\r")) else value
