"""The city pages and the city index by themselves: what Hugo makes, made by the package without MkDocs. A script.

    .venv/bin/python tests/bench/city_pages.py PROJECT FOLDER

In: a project whose pictures are in its cache, or a machine without a browser. Out: whole pages, frame included, in both
languages. Nothing else is written: no worksheets, embeds, tables, JSON, search, calendars, cards or compressed copies.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader
from rivals import navigation

from beautiful_cities.build import Site, load
from beautiful_cities.pages import render
from beautiful_cities.plan import PageView, Planned
from beautiful_cities.policy import page_policy
from beautiful_cities.routes import CITIES, Route, alternates
from beautiful_cities.settings import Settings
from beautiful_cities.views.chrome import chrome_view
from beautiful_cities.views.context import Context
from beautiful_cities.views.sharing import sharing_view
from beautiful_cities.workers import each

FRAME = Path(__file__).parent.parent.parent / "overrides"
AS_OF = date(2026, 11, 22)
SITE_URL = "https://beautiful-cities.example/"
NAVIGATION = tuple(navigation())


def main(project: Path, folder: Path) -> None:
    """Write the pages."""
    settings = Settings(AS_OF, SITE_URL, frame=FRAME, cache=project / ".cache")
    data, _warnings = load(project)
    site = Site(data, settings)
    environment = Environment(
        loader=FileSystemLoader(FRAME), autoescape=False, auto_reload=False
    )  # as in MkDocs, the frame escapes by itself
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    chosen = [page for page in site.plan if page.template == "city.html" or page.route.name == CITIES]

    def write(planned: Planned) -> None:
        context = site.context(planned.route)
        view = planned.view(context)
        page = folder / planned.route.url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_framed(environment, context, view, _body(site, planned, context, view)), "utf-8")

    for _ in each(write, chosen):
        pass


def _body(site: Site, planned: Planned, context: Context, view: PageView) -> str:
    assert site.gallery, "there is a frame"
    orders = [order for chart in view.charts for order in (chart.wide, chart.narrow)]
    pictures = {}
    if not site.gallery.missing(orders):
        pictures = {order.id: site.gallery.file(order).read_text("utf-8") for order in orders}
    terms = site.data.glossary.values()
    return render(planned.template, context.language, view=view, pictures=pictures, terms=terms)


def _framed(frame: Environment, context: Context, view: PageView, body: str) -> str:
    chrome = chrome_view(
        context,
        title=view.title,
        description=view.description,
        nav=[
            (title, Route(context.language, path))
            for language, title, path in NAVIGATION
            if language == context.language
        ],
        sharing=sharing_view(context, view, has_card=True),
        stylesheet="assets/stylesheets/site.css",
        script="assets/javascripts/site.js",
        policy=page_policy(is_preview=False),
    )
    frame.filters["url"] = context.route.asset
    return frame.get_template("main.html").render(
        bc=chrome,
        alternates=[(one.tag, urljoin(SITE_URL, one.url)) for one in alternates(context.route)],
        is_generated=True,
        page=SimpleNamespace(content=body, canonical_url=context.url),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
