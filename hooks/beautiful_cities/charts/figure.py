"""A Plotly figure as the plain values that it is made of.

Plotly's own classes check every property while it is set, which took nearly half of a build. Here nothing is checked;
the tests hand every figure of the site to Plotly's classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
"""Properties by their names in Plotly's reference."""


@dataclass(slots=True)
class Figure:
    """Traces and a layout, with the names that Plotly's own figure gives to what one does with them."""

    layout: Values
    data: list[Values] = field(default_factory=list)

    def add_scatter(self, **properties: Any) -> None:
        """Add a trace of points or lines."""
        self.data.append({**properties, "type": "scatter"})

    def add_bar(self, **properties: Any) -> None:
        """Add a trace of bars."""
        self.data.append({**properties, "type": "bar"})

    def add_annotation(self, **properties: Any) -> None:
        """Add words at a place."""
        self.annotations.append(properties)

    def add_hline(self, *, y: float, line: Values) -> None:
        """Add a line across the whole chart at a height."""
        self._add_line({"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}, line)

    def add_vline(self, *, x: float, line: Values) -> None:
        """Add a line from the bottom to the top at a place."""
        self._add_line({"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}, line)

    def update_layout(self, **changes: Any) -> None:
        """Set properties of the layout; those inside of one that are not named stay."""
        _merge(self.layout, changes)

    def update_xaxes(self, **changes: Any) -> None:
        """Set properties of the horizontal axis."""
        _merge(self.layout["xaxis"], changes)

    def update_yaxes(self, **changes: Any) -> None:
        """Set properties of the vertical axis."""
        _merge(self.layout["yaxis"], changes)

    @property
    def annotations(self) -> list[Values]:
        """The words at places, in the order in which they were added."""
        added: list[Values] = self.layout.setdefault("annotations", [])
        return added

    def _add_line(self, where: Values, line: Values) -> None:
        self.layout.setdefault("shapes", []).append({"type": "line", "line": line, **where})


def _merge(values: Values, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(values.get(name), dict):
            _merge(values[name], value)
        else:
            values[name] = value
