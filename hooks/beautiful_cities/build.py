"""The order of the work: read, check, word, print.

In: the project's folder and the as-of date. Out: a `Site` with every generated page, or `DataError` with every problem
found. Nothing is written and no clock is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from beautiful_cities.i18n import wording
from beautiful_cities.model import LANGUAGES, Data, PartialDate
from beautiful_cities.pages import render
from beautiful_cities.problems import DataError, Problem
from beautiful_cities.reading import read_data
from beautiful_cities.routes import CITIES, HOME, SOURCES, Route, city
from beautiful_cities.rules import check
from beautiful_cities.views.chrome import Alternate, ChromeView, alternates, chrome_view
from beautiful_cities.views.context import Context
from beautiful_cities.views.overview import cities_view, home_view, not_found_view, sources_view
from beautiful_cities.views.place import city_view


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
    as_of: dt.date
    pages: tuple[Page, ...]
    warnings: tuple[Problem, ...]
    """What the pages could be better for; errors never get here."""

    def chrome(
        self, route: Route, *, title: str, description: str, nav: Sequence[tuple[str, Route]], has_twin: bool = True
    ) -> ChromeView:
        """What stands around a page, generated or written by hand."""
        context = _context(self.data, route, self.as_of)
        return chrome_view(context, title=title, description=description, nav=nav, has_twin=has_twin)

    def alternates(self, route: Route) -> tuple[Alternate, ...]:
        """The addresses of a page in every language."""
        return alternates(route)

    def not_found(self, base: str) -> str:
        """The body of the page for a wrong address, in all languages; `base` is the site's path on its host."""
        views = [not_found_view(_context(self.data, Route(one, HOME, base), self.as_of)) for one in LANGUAGES]
        return render("not-found.html", LANGUAGES[0], views=views)


class _PageView(Protocol):
    """What every page's view has."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...


def load(root: Path) -> tuple[Data, tuple[Problem, ...]]:
    """The checked data under `root` and the warnings; raises DataError with every problem when there is an error."""
    reading = read_data(root)
    problems = (*reading.place(reading.problems), *check(reading))
    if any(found.is_error for found in problems):
        raise DataError(problems)
    return reading.data(), problems


def build(root: Path, *, as_of: dt.date) -> Site:
    """The whole site of the project in `root`, as known on the day `as_of`; raises DataError."""
    data, warnings = load(root)
    return Site(data, as_of, tuple(_pages(data, as_of)), warnings)


def _pages(data: Data, as_of: dt.date) -> Iterator[Page]:
    newest = max((place.reviewed for place in data.cities.values()), key=str)
    for language in LANGUAGES:
        plan: list[tuple[str, str, Callable[[Context], _PageView], PartialDate]] = [
            (HOME, "home.html", home_view, newest),
            (CITIES, "cities.html", cities_view, newest),
            (SOURCES, "sources.html", sources_view, newest),
        ]
        plan += [(city(slug), "city.html", _city(slug), place.reviewed) for slug, place in data.cities.items()]
        for name, template, make, changed in plan:
            route = Route(language, name)
            view = make(_context(data, route, as_of))
            html = render(template, language, view=view)
            yield Page(route, view.title, view.description, html, changed)


def _city(slug: str) -> Callable[[Context], _PageView]:
    return lambda context: city_view(context, slug)


def _context(data: Data, route: Route, as_of: dt.date) -> Context:
    return Context(data, wording(route.language), as_of, route)
