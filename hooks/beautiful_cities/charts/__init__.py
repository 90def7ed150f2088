"""From values, or targets, to Plotly figures in one language.

In: values and words. Out: `plotly.graph_objects.Figure`, the one description of a chart. Colours are CSS custom
properties (`var(--bc-…)`), so that one figure serves light and dark; every label is worded by Babel, so that nothing
depends on the locale of the browser. Titles, sources and tables are the page's; nothing here is HTML.

`frame` holds what all charts share, `kinds` has one function for each kind of chart.
"""

from beautiful_cities.charts.frame import HUES, NARROW_PX, WIDE_PX, Level, Mark, compact, plain, ticks, titled
from beautiful_cities.charts.kinds import (
    Event,
    Line,
    Progress,
    Rank,
    chosen,
    compared,
    coverage,
    deadlines,
    progress,
    ranked,
    timeline,
    trend,
)

__all__ = [
    "HUES",
    "NARROW_PX",
    "WIDE_PX",
    "Event",
    "Level",
    "Line",
    "Mark",
    "Progress",
    "Rank",
    "chosen",
    "compact",
    "compared",
    "coverage",
    "deadlines",
    "plain",
    "progress",
    "ranked",
    "ticks",
    "timeline",
    "titled",
    "trend",
]
