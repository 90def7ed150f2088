"""Which pages are generated: the address of each, its template, and how its view is made.

In: the data and what is exported of them. Out: a plan in the order in which pages are printed; no view is made yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from beautiful_cities.exports import Exports
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.model import Data, PartialDate
from beautiful_cities.routes import (
    CITIES,
    COMPARE,
    DATA,
    GLOSSARY,
    HOME,
    LEARN,
    NEWS,
    QUIZ,
    ROSTER,
    RULEBOOK,
    SEARCH,
    SOURCES,
    STATE,
    STYLE,
    TARGETS,
    Route,
    city,
    explainer,
    topic,
    worksheet,
)
from beautiful_cities.views.card import Subject
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.cities import cities_view
from beautiful_cities.views.compare import compare_view
from beautiful_cities.views.context import Context
from beautiful_cities.views.data import data_view
from beautiful_cities.views.explainer import explainer_view
from beautiful_cities.views.glossary import glossary_view
from beautiful_cities.views.home import home_view
from beautiful_cities.views.learn import learn_view
from beautiful_cities.views.news import news_view
from beautiful_cities.views.place import city_view
from beautiful_cities.views.quiz import quiz_view
from beautiful_cities.views.roster import roster_view
from beautiful_cities.views.rulebook import rulebook_view
from beautiful_cities.views.searching import search_view
from beautiful_cities.views.sources import sources_view
from beautiful_cities.views.style import style_view
from beautiful_cities.views.targets import targets_view
from beautiful_cities.views.topic import topic_page_view
from beautiful_cities.views.upkeep import upkeep_view
from beautiful_cities.views.worksheet import worksheet_view


class PageView(Subject, Protocol):
    """What every generated page's view has."""

    @property
    def charts(self) -> tuple[ChartView, ...]:
        """Those that are the page's own: readers take them away as files."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that is not worded yet."""

    route: Route
    template: str
    """Such as "city.html"."""
    view: Callable[[Context], PageView]
    changed: PartialDate
    """When its content was last reviewed, for the sitemap."""


def plan(data: Data, exports: Callable[[], Exports], tokens: str) -> Iterator[Planned]:
    """Every generated page in every language.

    `exports` are asked for when a page tells of them; `tokens` is the stylesheet of the design tokens.
    """
    newest = max((place.reviewed for place in data.cities.values()), key=str)
    for language in LANGUAGES:
        rows: list[tuple[str, str, Callable[[Context], PageView], PartialDate]] = [
            (HOME, "home.html", home_view, newest),
            (CITIES, "cities.html", cities_view, newest),
            (COMPARE, "compare.html", compare_view, newest),
            (TARGETS, "targets.html", targets_view, newest),
            (ROSTER, "roster.html", roster_view, newest),
            (GLOSSARY, "glossary.html", glossary_view, newest),
            (SOURCES, "sources.html", sources_view, newest),
            (NEWS, "news.html", news_view, newest),
            (LEARN, "learn.html", learn_view, newest),
            (QUIZ, "quiz.html", quiz_view, newest),
            (DATA, "data.html", lambda context: data_view(context, exports()), newest),
            (SEARCH, "search.html", search_view, newest),
            (RULEBOOK, "rulebook.html", rulebook_view, newest),
            (STATE, "upkeep.html", upkeep_view, newest),
            (STYLE, "style.html", partial(style_view, stylesheet=tokens), newest),
        ]
        rows += [(topic(one), "topic.html", partial(topic_page_view, topic_id=one), newest) for one in data.topics]
        rows += [
            (city(slug), "city.html", partial(city_view, slug=slug), place.reviewed)
            for slug, place in data.cities.items()
        ]
        rows += [
            (explainer(one.slug), "explainer.html", partial(explainer_view, slug=one.slug), newest)
            for one in data.explainers.values()
            if one.language == language
        ]
        rows += [
            (worksheet(slug), "worksheet.html", partial(worksheet_view, slug=slug), place.reviewed)
            for slug, place in data.cities.items()
        ]
        for name, template, view, changed in rows:
            yield Planned(Route(language, name), template, view, changed)
