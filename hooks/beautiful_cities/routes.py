"""Every address of the site, its twin in the other language, and links between pages.

In: a page's name and a language. Out: paths. Addresses are a public contract: once published they do not change.
All links are relative, so that the site works from a domain root, a sub-path and a folder on disk.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from beautiful_cities.languages import DEFAULT, LANGUAGES, TAGS, Language
from beautiful_cities.model import Fact, SourceId, TopicId

_PREFIXES: Mapping[Language, str] = {one: "" if one == DEFAULT else f"{one}/" for one in LANGUAGES}

HOME = ""
CITIES = "cities/"
COMPARE = "compare/"
ROSTER = "roster/"
TARGETS = "targets/"
GLOSSARY = "glossary/"
NEWS = "news/"
SOURCES = "sources/"
DATA = "data/"
ABOUT = "about/"
SEARCH = "search/"
LEARN = "learn/"
QUIZ = "learn/quiz/"
STYLE = "about/style/"
STATE = "about/status/"
RULEBOOK = "about/rules/"
EDITING = "about/editing/"
ACCESSIBILITY = "accessibility/"
ICON = "assets/images/icon.svg"
TROUBLE_STYLES = "assets/stylesheets/trouble.css"
"""Of what only editors see; no reader's page asks for it."""
PACKAGE = "data/datapackage.json"
ARCHIVE = "data/beautiful-cities.zip"


@dataclass(frozen=True, slots=True)
class Route:
    """One page in one language."""

    language: Language
    name: str
    """The address without its language, such as "cities/jinan/"; empty for the home page."""
    base: str = ""
    """The path of the site on its host, such as "/site/", for the one page that is served at any address (404)."""

    @property
    def url(self) -> str:
        """The address below the site's root, such as "en/cities/jinan/"; empty for the Chinese home page."""
        return _PREFIXES[self.language] + self.name

    @property
    def src_uri(self) -> str:
        """The Markdown file that would make this page, such as "en/cities/jinan.md"."""
        stem = self.name.rstrip("/")
        return (
            f"{self.language}/{stem}.md"
            if stem and stem + "/" not in _SECTIONS
            else f"{self.language}/{self.name}index.md"
        )

    def twin(self, language: Language) -> Route:
        """The same page in another language."""
        return Route(language, self.name, self.base)

    def link(self, target: Route, fragment: str = "") -> str:
        """A relative link from this page to another, or to a place on it.

        >>> Route("en", "cities/jinan/").link(Route("zh", "cities/jinan/"), "sources")
        '../../../cities/jinan/#sources'
        >>> Route("zh", "").link(Route("zh", "cities/"))
        'cities/'
        """
        anchor = f"#{quote(fragment)}" if fragment else ""
        if target.url == self.url and anchor and not self.base:
            return anchor
        return self.asset(target.url) + anchor

    def asset(self, path: str) -> str:
        """A relative link from this page to a file of the site, such as "assets/charts.js"."""
        if self.base:
            return self.base + path
        return _relative(path, self.url)


@cache
def _relative(path: str, start: str) -> str:
    """A path below the site's root as seen from another; a build asks for the same few thousand again and again."""
    relative = posixpath.relpath("/" + path, "/" + start)
    return relative + "/" if (path.endswith("/") or not path) and not relative.endswith("/") else relative


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in one language, for `hreflang`."""

    tag: str
    """ "zh-Hans", "en" or "x-default"."""
    url: str
    """Below the site's root."""


def alternates(route: Route, languages: Sequence[Language] = LANGUAGES) -> tuple[Alternate, ...]:
    """The page in every language in which it is there, in the first of them also as the default."""
    every = tuple(Alternate(TAGS[language], route.twin(language).url) for language in languages)
    return (*every, Alternate("x-default", every[0].url))


_SECTIONS = (CITIES, LEARN)
"""Addresses that have pages below them: their Markdown file is an index."""


def city(slug: str) -> str:
    """The name of a city's page: "cities/jinan/"."""
    return f"{CITIES}{slug}/"


def topic(topic_id: TopicId) -> str:
    """The name of a topic's page: "topics/zero-waste/"."""
    return f"topics/{topic_id}/"


def explainer(slug: str) -> str:
    """The name of an explainer's page: "learn/air-figures/"."""
    return f"{LEARN}{slug}/"


def worksheet(slug: str) -> str:
    """The name of the page with a city's sheet for a class: "learn/worksheets/jinan/"."""
    return f"{LEARN}worksheets/{slug}/"


def page_of(slug: str, fact: Fact) -> str:
    """The name of the page on which a fact stands: that of its city, or of its topic for a national one (no slug)."""
    return city(slug) if slug else topic(fact.topic)


def source_anchor(source_id: SourceId) -> str:
    """The anchor of a source's entry on a page; kept apart from the facts' anchors."""
    return f"source-{source_id}"


def table_file(name: str) -> str:
    """The address of a table in both languages: "data/facts.csv"."""
    return f"data/{name}.csv"


def api_file(name: str) -> str:
    """The address of a document of the API, in both languages: "api/v1/facts.json"."""
    return f"api/v1/{name}.json"


def city_document(slug: str) -> str:
    """The address of the API's document of a city: "api/v1/cities/jinan.json"."""
    return api_file(f"cities/{slug}")


def chart_file(language: Language, chart_id: str, form: str) -> str:
    """The address of a chart as a file: "en/charts/jinan-pm25-annual.csv"; "json" is its figure."""
    return f"{_PREFIXES[language]}charts/{chart_id}.{form}"


def feed(language: Language) -> str:
    """The address of the Atom feed: "en/feed.xml"."""
    return f"{_PREFIXES[language]}feed.xml"


def calendar_file(language: Language, slug: str = "") -> str:
    """The address of the calendar of all targets, "en/targets.ics", or of a city's, "cities/jinan/targets.ics"."""
    return f"{_PREFIXES[language]}{city(slug) if slug else ''}targets.ics"


def card_file(route: Route) -> str:
    """The address of a page's social card: "en/cards/cities/jinan.png", "cards/index.png" for the home page."""
    return f"{_PREFIXES[route.language]}cards/{route.name.rstrip('/') or 'index'}.png"


def embed(chart_id: str) -> str:
    """The name of the page that shows one chart alone: "embed/jinan-pm25-annual/"."""
    return f"embed/{chart_id}/"


def search_words_file(language: Language) -> str:
    """The address of the words that search says: "en/search/words.json"."""
    return f"{_PREFIXES[language]}{SEARCH}words.json"


def questions_file(language: Language) -> str:
    """The address of the questions that a quiz is put together from: "en/learn/quiz/questions.json"."""
    return f"{_PREFIXES[language]}{QUIZ}questions.json"


def route_of(src_uri: str) -> Route:
    """The route that a Markdown file under content/ makes: "en/about.md" is /en/about/.

    Raises ValueError for a file that lies in no language's folder.

    >>> route_of("zh/index.md").url, route_of("en/learn/air.md").url
    ('', 'en/learn/air/')
    """
    language, _, rest = src_uri.partition("/")
    if language not in LANGUAGES:
        folders = " or ".join(f"content/{one}" for one in LANGUAGES)
        raise ValueError(f"content/{src_uri} belongs to no language; move it to {folders}")
    stem = rest.removesuffix(".md")
    name = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/"
    return Route(language, name)
