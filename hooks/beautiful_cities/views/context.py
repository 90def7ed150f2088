"""What every view is made from, and headings, which pages and their tables of contents share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from beautiful_cities.i18n import Wording, wording
from beautiful_cities.languages import LANGUAGES, REGISTERED, TAGS, Language
from beautiful_cities.model import Data, Text
from beautiful_cities.routes import Route


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where readers report mistakes; both are empty until the project has an address."""

    issues: str = ""
    """The address at which the repository opens a new issue, such as "https://host/owner/name/issues/new"."""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The data, one language, the as-of date and the page that a view is for."""

    data: Data
    wording: Wording
    as_of: dt.date
    route: Route
    site_url: str
    """Where the site is published, with a slash at its end: for what leaves the site, such as an embed code."""
    feedback: Feedback = Feedback()
    missing: frozenset[Route] = frozenset()
    """Pages written by hand that are not there in a language; links lead to the language that stands in."""

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.wording.language

    @property
    def url(self) -> str:
        """The absolute address of the page."""
        return self.site_url + self.route.url

    def words(self, text: Text) -> str:
        """The text in the language of the page."""
        return text[self.language]

    def link(self, name: str, fragment: str = "") -> str:
        """A relative link to a page in the same language, or in the one that stands in for it."""
        languages = (self.language, *REGISTERED[self.language].stands_in)
        language = next((one for one in languages if Route(one, name) not in self.missing), self.language)
        return self.route.link(Route(language, name, self.route.base), fragment)

    @property
    def elsewhere(self) -> tuple[Language, ...]:
        """The other languages in which the page is there."""
        route = self.route
        others = (one for one in LANGUAGES if one != self.language)
        return tuple(one for one in others if Route(one, route.name) not in self.missing)

    def say(self, message: str, **values: object) -> str:
        """A sentence of the catalogue with its named values filled in."""
        translated = self.wording.gettext(message)
        return translated % values if values else translated

    def count(self, singular: str, plural: str, number: int) -> str:
        """A counted noun of the catalogue, such as "1 fact" or "20,000 facts"."""
        return self.wording.ngettext(singular, plural, number) % {"number": self.wording.number(number)}

    def twin(self, text: Text) -> Twin | None:
        """A name in the other language; None where it has none there, or where that one stands in already."""
        other = self.wording.other
        own = text.own(other) if other != text.found_in(self.language) else None
        return Twin(own, TAGS[other]) if own is not None else None

    @property
    def site_twin(self) -> Twin:
        """The site's name in the other language."""
        other = self.wording.other
        return Twin(wording(other).gettext("Beautiful Cities"), TAGS[other])

    @property
    def today(self) -> str:
        """The as-of date in words."""
        return self.wording.date(self.as_of)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a page: its words and its anchor."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Twin:
    """A name in the other language, with the tag that says so."""

    text: str
    tag: str
