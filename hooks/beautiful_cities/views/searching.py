"""The page of search, and the words that its script says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from beautiful_cities.languages import family
from beautiful_cities.routes import CITIES, GLOSSARY, SEARCH, Route
from beautiful_cities.status import STATUSES
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Link
from beautiful_cities.views.facts import status_word


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page of search: what it offers where there is no JavaScript."""

    title: str
    description: str
    lead: str
    links: tuple[Link, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What the script of search says; "{…}" is filled in by it."""

    title: str
    label: str
    close: str
    city: str
    topic: str
    all: str
    help: str
    one_result: str
    results: str
    none: str
    instead: tuple[Link, ...]
    """Where to look where nothing was found; addresses are below the page of search."""
    rest: str
    more: str
    address: str
    failed: str
    other_language: str
    nation: str
    kinds: Mapping[str, str]
    cities: Mapping[str, str]
    topics: Mapping[str, str]
    themes: Mapping[str, str]
    statuses: Mapping[str, str]


def search_view(context: Context) -> SearchView:
    """The page of search."""
    _ = context.say
    return SearchView(
        title=_("Search"),
        description=_("Search the statements, cities, topics and terms of this guide."),
        lead=_("Search needs JavaScript. Without it, every city and every term is found by its list."),
        links=_lists(context),
    )


def search_words(context: Context) -> SearchWords:
    """The words of search in one language, and the names that a choice or a result shows."""
    _, data, words = context.say, context.data, context.words
    return SearchWords(
        title=_("Search"),
        label=_("City, topic, term or any word"),
        close=_("Close"),
        city=_("City"),
        topic=_("Topic"),
        all=_("All"),
        help=_("Opens with the / key. The arrow keys move through the results, Esc closes."),
        one_result=_("1 result"),
        results=_("{number} results"),
        none=_("Nothing was found for “{asked}”. Fewer or other words may help, or one of the lists:"),
        instead=_lists(context),
        rest=_("{number} more on this theme"),
        more=_("Show more"),
        address=_("Link to these results"),
        failed=_("Search could not be loaded. Please try again, or look in one of the lists:"),
        other_language=_("Found only in English:")
        if family(context.wording.other) == "en"
        else _("Found only in Chinese:"),
        nation=_("China"),
        kinds={
            "city": _("Cities"),
            "topic": _("Topics"),
            "term": _("Terms"),
            "member": _("On the zero-waste roster"),
            "page": _("Other pages"),
        },
        cities={slug: words(data.cities[slug].name) for slug in sorted(data.cities)},
        topics={one.id: words(one.name) for one in data.topics.values()},
        themes={one.id: words(one.name) for one in data.themes.values()},
        statuses={status: status_word(context, status) for status in STATUSES},
    )


def _lists(context: Context) -> tuple[Link, ...]:
    """The lists that take the place of search; the page of search is where their addresses start."""
    _, here = context.say, Route(context.language, SEARCH, context.route.base)
    lists = ((_("Cities"), CITIES), (_("Glossary"), GLOSSARY))
    return tuple(Link(title, here.link(Route(context.language, name, here.base))) for title, name in lists)
