"""What a chart costs: milliseconds to draw it, bytes to read it. A script, not a test.

    .venv/bin/python tests/bench/charts.py

In: the real data and the cached plotly.js. Out: two small tables. Kaleido is measured beside our gallery where it can
be imported; it takes its Chromium from BROWSER_PATH.
"""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from beautiful_cities.build import build  # noqa: E402  # as pytest's pythonpath does
from beautiful_cities.pictures import Gallery, Order  # noqa: E402
from beautiful_cities.plotlyjs import full_bundle, plotly_script  # noqa: E402
from beautiful_cities.settings import Settings  # noqa: E402

CACHE = ROOT / ".cache"
TOKENS = ROOT / "overrides/assets/stylesheets/tokens.css"
SETTINGS = Settings(dt.date(2026, 11, 22), "https://host.example/", frame=ROOT / "overrides", cache=CACHE)
PAGES = {"home": "", "cities": "cities/", "a city": "cities/jinan/", "most charts": "cities/beijing/"}


def show(head: str, *rows: tuple[object, ...]) -> None:
    """Print a table, numbers to the right."""
    widths = (34, 12, 12, 12)
    for first, *rest in (head.split("|"), *rows):
        numbers = (str(cell).rjust(size) for cell, size in zip(rest, widths[1:], strict=False))
        sys.stdout.write(" ".join((str(first).ljust(widths[0]), *numbers)) + "\n")
    sys.stdout.write("\n")


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def orders() -> list[Order]:
    """The two pictures of every chart of the site, as its pages order them."""
    site = build(ROOT, SETTINGS)
    charts = [chart for page in site.plan for chart in page.view(site.context(page.route)).charts]
    return [order for chart in charts for order in (chart.wide, chart.narrow)]


def drawing(wanted: list[Order]) -> None:
    """Milliseconds a picture: cold, from the cache, and through Kaleido."""
    script, rows = plotly_script(CACHE), list[tuple[object, ...]]()
    with tempfile.TemporaryDirectory() as folder:
        gallery = Gallery(cache=Path(folder), script=script, stylesheet=TOKENS)
        for name in ("ours, cold, browser start included", "ours, from the cache"):
            taken = seconds(lambda: gallery.draw(wanted))
            rows.append((name, len(wanted), f"{taken:.2f} s", f"{1000 * taken / len(wanted):.1f} ms"))
    if importlib.util.find_spec("kaleido"):
        import kaleido  # type: ignore[import-not-found,unused-ignore]  # not one of our dependencies

        some = wanted[:20]
        kaleido.start_sync_server(plotlyjs=str(script))
        taken = seconds(lambda: [kaleido.calc_fig_sync(dict(one.figure), opts={"format": "svg"}) for one in some])
        kaleido.stop_sync_server()
        rows.append(
            ("kaleido, one browser kept open", len(some), f"{taken:.2f} s", f"{1000 * taken / len(some):.1f} ms")
        )
    show("drawing|pictures|all|each", *rows)


def reading() -> None:
    """Bytes of a page before anyone touches a chart, and of the script when someone does."""
    pages = {page.route.url: page.html.encode() for page in build(ROOT, SETTINGS).pages()}
    contents = {f"page body: {name}": pages[url] for name, url in PAGES.items()}
    contents |= {"plotly.js, basic": plotly_script(CACHE).read_bytes(), "plotly.js, full": full_bundle().read_bytes()}
    show(
        "reading|raw|gzip", *((name, f"{len(one):,}", f"{len(gzip.compress(one)):,}") for name, one in contents.items())
    )


if __name__ == "__main__":
    drawing(orders())
    reading()
