"""The figure of one chart as a file.

In: a Plotly figure as plain values. Out: bytes; the page's script fetches them when a reader explores the chart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def figure_file(figure: Mapping[str, Any]) -> bytes:
    """A figure as JSON, Chinese written out.

    >>> figure_file({"年份": [2021]}).decode()
    '{"年份":[2021]}'
    """
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":")).encode()
