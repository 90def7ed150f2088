"""The order of the work: read, check, word, draw, print.

In: the project's folder, the as-of date, and what to draw with. Out: a `Site` with every generated page and file, or
`DataError` with every problem found. Nothing is written but the cache of pictures, and no clock is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from beautiful_cities.exports import csv_file
from beautiful_cities.i18n import TAGS, check_catalogues, wording
from beautiful_cities.model import LANGUAGES, Data, PartialDate
from beautiful_cities.pages import render
from beautiful_cities.pictures import Gallery, NoBrowserError, PictureId, Progress
from beautiful_cities.plotlyjs import plotly_script
from beautiful_cities.problems import DataError, Problem
from beautiful_cities.reading import read_data
from beautiful_cities.routes import (
    CITIES,
    GLOSSARY,
    HOME,
    ICON,
    ROSTER,
    SOURCES,
    STYLE,
    Route,
    chart_file,
    city,
    embed,
    topic,
)
from beautiful_cities.rules import check
from beautiful_cities.views.charting import ChartView, TableView
from beautiful_cities.views.chrome import ChromeView, chrome_view
from beautiful_cities.views.cities import cities_view
from beautiful_cities.views.context import Context
from beautiful_cities.views.glossary import glossary_view
from beautiful_cities.views.home import home_view
from beautiful_cities.views.not_found import not_found_view
from beautiful_cities.views.place import city_view
from beautiful_cities.views.roster import roster_view
from beautiful_cities.views.sources import sources_view
from beautiful_cities.views.style import style_view
from beautiful_cities.views.topic import topic_page_view


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told from outside."""

    as_of: dt.date
    """The day on which the site tells where targets stand."""
    site_url: str
    """Where the site is published, with a slash at its end."""
    stylesheets: tuple[str, ...] = ()
    """The stylesheets of an embed page, below the site's root."""
    tokens: Path | None = None
    """The stylesheet with the design tokens, for pictures that leave the site; without it nothing is drawn."""
    cache: Path = Path(".cache")
    """A folder for drawn pictures and fetched scripts; deleting it costs time, nothing else."""


@dataclass(frozen=True, slots=True)
class Page:
    """One generated page in one language."""

    route: Route
    title: str
    description: str
    html: str
    """The body, without the chrome."""
    changed: PartialDate
    """When its content was last reviewed, for the sitemap."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a build makes, and what its chrome is made from."""

    data: Data
    settings: Settings
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    """What readers take away, by its address below the site's root."""
    warnings: tuple[Problem, ...]
    """What the pages could be better for; errors never get here."""
    script: Path
    """plotly.js as readers get it."""
    has_pictures: bool
    """False where no browser was found: tables stand in for the charts."""

    def chrome(
        self, route: Route, *, title: str, description: str, nav: Sequence[tuple[str, Route]], has_twin: bool = True
    ) -> ChromeView:
        """What stands around a page, generated or written by hand."""
        context = _context(self.data, route, self.settings)
        return chrome_view(context, title=title, description=description, nav=nav, has_twin=has_twin)

    def not_found(self, base: str) -> str:
        """The body of the page for a wrong address, in all languages; `base` is the site's path on its host."""
        views = [not_found_view(_context(self.data, Route(one, HOME, base), self.settings)) for one in LANGUAGES]
        return render("not-found.html", LANGUAGES[0], views=views)


def load(root: Path) -> tuple[Data, tuple[Problem, ...]]:
    """The checked data under `root` and the warnings; raises DataError with every problem when there is an error."""
    reading = read_data(root)
    problems = (*reading.place(reading.problems), *check(reading), *check_catalogues())
    if any(found.is_error for found in problems):
        raise DataError(problems)
    return reading.data(), problems


def build(root: Path, settings: Settings, *, progress: Progress | None = None) -> Site:
    """The whole site of the project in `root`; raises DataError."""
    data, warnings = load(root)
    script = plotly_script(settings.cache)
    drafts = tuple(_drafts(data, settings))
    charts = {(draft.route.language, chart.id): (draft, chart) for draft in drafts for chart in draft.view.charts}
    pictures = _drawn(settings, script, [chart for _, chart in charts.values()], progress)
    inline = {picture_id: picture.decode() for picture_id, picture in pictures.items() if picture.startswith(b"<svg")}
    pages = tuple(
        Page(
            draft.route,
            draft.view.title,
            draft.view.description,
            render(
                draft.template,
                draft.route.language,
                view=draft.view,
                pictures=inline,
                terms=() if draft.route.name == GLOSSARY else data.glossary.values(),
            ),
            draft.changed,
        )
        for draft in drafts
    )
    files = {
        path: content for draft, chart in charts.values() for path, content in _files(draft, chart, pictures, settings)
    }
    return Site(data, settings, pages, files, warnings, script, bool(pictures))


class _PageView(Protocol):
    """What every page's view has."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def charts(self) -> tuple[ChartView, ...]: ...


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page that is worded but not yet printed."""

    route: Route
    template: str
    view: _PageView
    changed: PartialDate


def _drafts(data: Data, settings: Settings) -> Iterator[_Draft]:
    stylesheet = settings.tokens.read_text("utf-8") if settings.tokens else ""
    newest = max((place.reviewed for place in data.cities.values()), key=str)
    for language in LANGUAGES:
        plan: list[tuple[str, str, Callable[[Context], _PageView], PartialDate]] = [
            (HOME, "home.html", home_view, newest),
            (CITIES, "cities.html", cities_view, newest),
            (ROSTER, "roster.html", roster_view, newest),
            (GLOSSARY, "glossary.html", glossary_view, newest),
            (SOURCES, "sources.html", sources_view, newest),
            (STYLE, "style.html", partial(style_view, stylesheet=stylesheet), newest),
        ]
        plan += [(topic(one), "topic.html", partial(topic_page_view, topic_id=one), newest) for one in data.topics]
        plan += [
            (city(slug), "city.html", partial(city_view, slug=slug), place.reviewed)
            for slug, place in data.cities.items()
        ]
        for name, template, make, changed in plan:
            route = Route(language, name)
            yield _Draft(route, template, make(_context(data, route, settings)), changed)


def _context(data: Data, route: Route, settings: Settings) -> Context:
    return Context(data, wording(route.language), settings.as_of, route, settings.site_url)


def _drawn(
    settings: Settings, script: Path, charts: Sequence[ChartView], progress: Progress | None
) -> Mapping[PictureId, bytes]:
    """Every picture of the charts; none where there is nothing to draw with."""
    if settings.tokens is None:
        return {}
    gallery = Gallery(cache=settings.cache / "pictures", script=script, stylesheet=settings.tokens)
    orders = [order for chart in charts for order in (chart.wide, chart.narrow, *chart.files)]
    try:
        return gallery.draw(orders, progress)
    except NoBrowserError:
        return {}


def _files(
    draft: _Draft, chart: ChartView, pictures: Mapping[PictureId, bytes], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """What a reader takes away of one chart: its table, its pictures, and the page that shows it on another site."""
    language = draft.route.language
    yield chart_file(language, chart.id, "csv"), csv_file(_rows(chart.table))
    for order in chart.files:
        if order.id in pictures:
            yield chart_file(language, chart.id, order.form), pictures[order.id]
    route = Route(language, embed(chart.id))
    page = render(
        "embed.html",
        language,
        pictures={order.id: pictures[order.id].decode() for order in (chart.wide, chart.narrow) if pictures},
        chart=chart,
        tag=TAGS[language],
        stylesheets=[route.asset(path) for path in settings.stylesheets],
        icon=route.asset(ICON),
        home=route.link(Route(language, HOME)),
    )
    yield f"{route.url}index.html", page.encode()


def _rows(table: TableView) -> Iterator[list[str]]:
    """A table as plain text; the sources of a row are in one cell."""
    for row in (table.columns, *table.rows):
        yield [cell.text or "; ".join(one.publisher for one in cell.citations) for cell in row]
