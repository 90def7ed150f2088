"""What readers take away: a chart's table as CSV, its figure as JSON.

In: tables already worded and plain values. Out: bytes of files. CSV has a byte order mark, so that Excel opens Chinese.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of text as CSV (RFC 4180). Text that a spreadsheet would run as a formula is kept as text.

    >>> csv_file([["年份", "值"], ["2021", "40"]]).decode("utf-8-sig")
    '年份,值\\r\\n2021,40\\r\\n'
    """
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def json_file(value: object) -> bytes:
    """Plain values as JSON, Chinese written out.

    >>> json_file({"年份": [2021]}).decode()
    '{"年份":[2021]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "@", "\t", "\r")) else value
