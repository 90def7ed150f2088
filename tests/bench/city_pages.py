"""The city pages and the city index by themselves: what Hugo makes, made by the package without MkDocs. A script.

    .venv/bin/python tests/bench/city_pages.py PROJECT FOLDER

In: a project whose pictures are in its cache, or a machine without a browser. Out: whole pages, frame included, in both
languages. Nothing else is written: no worksheets, embeds, tables, JSON, search, calendars, cards or compressed copies.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader
from rivals import navigation

from beautiful_cities.build import load
from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.model import Data
from beautiful_cities.pages import render
from beautiful_cities.pictures import Gallery, NoBrowserError, PictureId
from beautiful_cities.plotlyjs import plotly_script
from beautiful_cities.policy import page_policy
from beautiful_cities.routes import CITIES, Route, alternates, city
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.chrome import chrome_view
from beautiful_cities.views.cities import CitiesView, cities_view
from beautiful_cities.views.context import Context, Feedback
from beautiful_cities.views.place import CityView, city_view
from beautiful_cities.views.sharing import sharing_view

FRAME = Path(__file__).parent.parent.parent / "overrides"
AS_OF = date(2026, 11, 22)
SITE_URL = "https://beautiful-cities.example/"
NAVIGATION = tuple(navigation())
_STYLES = ("assets/stylesheets/tokens.css", "assets/stylesheets/motifs.css", "assets/stylesheets/card.css")


def main(project: Path, folder: Path) -> None:
    """Write the pages."""
    data, _warnings = load(project)
    gallery = Gallery(
        cache=project / ".cache/pictures",
        script=plotly_script(project / ".cache"),
        stylesheet=FRAME / _STYLES[0],
        card_styles=[FRAME / path for path in _STYLES],
    )
    drawn = _Drawn(gallery)
    environment = Environment(
        loader=FileSystemLoader(FRAME), autoescape=False, auto_reload=False
    )  # as in MkDocs, the frame escapes by itself
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    for context, template, view in _views(data):
        page = folder / context.route.url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        body = render(
            template,
            context.language,
            view=view,
            pictures=drawn(view.charts),
            terms=data.glossary.values(),
        )
        environment.filters["url"] = context.route.asset
        page.write_text(_framed(environment, context, view, body), "utf-8")


def _views(data: Data) -> Iterator[tuple[Context, str, CityView | CitiesView]]:
    for language in LANGUAGES:
        feedback = Feedback("", "")
        index = Context(data, wording(language), AS_OF, Route(language, CITIES), SITE_URL, feedback)
        yield index, "cities.html", cities_view(index)
        for slug in data.cities:
            page = Context(data, wording(language), AS_OF, Route(language, city(slug)), SITE_URL, feedback)
            yield page, "city.html", city_view(page, slug)


class _Drawn:
    """The pictures of a page; none for any page once it is known that nothing can draw."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery: Gallery | None = gallery

    def __call__(self, charts: tuple[ChartView, ...]) -> Mapping[PictureId, str]:
        if self._gallery is None:
            return {}
        orders = [order for chart in charts for order in (chart.wide, chart.narrow)]
        try:
            return {name: picture.decode() for name, picture in self._gallery.draw(orders).items()}
        except NoBrowserError:
            self._gallery = None
            return {}


def _framed(frame: Environment, context: Context, view: CityView | CitiesView, body: str) -> str:
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
    return frame.get_template("main.html").render(
        bc=chrome,
        alternates=[(one.tag, urljoin(SITE_URL, one.url)) for one in alternates(context.route)],
        is_generated=True,
        page=SimpleNamespace(content=body, canonical_url=context.url),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
