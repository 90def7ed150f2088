"""Every address of the site, its twin in the other language, and links between pages.

In: a page's name and a language. Out: paths. Addresses are a public contract: once published they do not change.
All links are relative, so that the site works from a domain root, a sub-path and a folder on disk.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from beautiful_cities.i18n import TAGS
from beautiful_cities.model import LANGUAGES, Language, TopicId

_PREFIXES: dict[Language, str] = {"zh": "", "en": "en/"}

HOME = ""
CITIES = "cities/"
ROSTER = "roster/"
GLOSSARY = "glossary/"
SOURCES = "sources/"
ABOUT = "about/"
STYLE = "about/style/"
ACCESSIBILITY = "accessibility/"
ICON = "assets/images/icon.svg"


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
        relative = posixpath.relpath("/" + path, "/" + self.url)
        return relative + "/" if (path.endswith("/") or not path) and not relative.endswith("/") else relative


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in one language, for `hreflang`."""

    tag: str
    """ "zh-Hans", "en" or "x-default"."""
    url: str
    """Below the site's root."""


def alternates(route: Route) -> tuple[Alternate, ...]:
    """The page in every language, Chinese also as the default."""
    every = tuple(Alternate(TAGS[language], route.twin(language).url) for language in LANGUAGES)
    return (*every, Alternate("x-default", route.twin("zh").url))


_SECTIONS = (CITIES,)
"""Addresses that have pages below them: their Markdown file is an index."""


def city(slug: str) -> str:
    """The name of a city's page: "cities/jinan/"."""
    return f"{CITIES}{slug}/"


def topic(topic_id: TopicId) -> str:
    """The name of a topic's page: "topics/zero-waste/"."""
    return f"topics/{topic_id}/"


def chart_file(language: Language, chart_id: str, form: str) -> str:
    """The address of a chart as a file: "en/charts/jinan-pm25-annual.csv"."""
    return f"{_PREFIXES[language]}charts/{chart_id}.{form}"


def embed(chart_id: str) -> str:
    """The name of the page that shows one chart alone: "embed/jinan-pm25-annual/"."""
    return f"embed/{chart_id}/"


def route_of(src_uri: str) -> Route:
    """The route that a Markdown file under content/ makes: "en/about.md" is /en/about/.

    Raises ValueError for a file that lies in no language's folder.

    >>> route_of("zh/index.md").url, route_of("en/learn/air.md").url
    ('', 'en/learn/air/')
    """
    language, _, rest = src_uri.partition("/")
    if language not in LANGUAGES:
        raise ValueError(f"content/{src_uri} belongs to no language; move it to content/zh or content/en")
    stem = rest.removesuffix(".md")
    name = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/"
    return Route(LANGUAGES[LANGUAGES.index(language)], name)
