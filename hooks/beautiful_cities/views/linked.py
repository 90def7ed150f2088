"""What a page is about, as linked data (JSON-LD, the words of schema.org): plain values for a template to print.

Search engines read it. It says nothing that the page does not say, and all its addresses are absolute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from beautiful_cities.model import City
from beautiful_cities.routes import HOME, Route, city_document
from beautiful_cities.series import series_of
from beautiful_cities.views.card import Subject
from beautiful_cities.views.context import Context, Link
from beautiful_cities.views.explainer import ExplainerView
from beautiful_cities.views.glossary import GlossaryView
from beautiful_cities.views.place import CityView
from beautiful_cities.views.quiz import QuizView
from beautiful_cities.views.topic import TopicPageView
from beautiful_cities.views.worksheet import WorksheetView

LinkedData = Mapping[str, Any]
"""One JSON-LD object with "@context" and "@type"."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def linked_data(context: Context, page: Subject) -> tuple[LinkedData, ...]:
    """The site itself on the home page; elsewhere the way to the page, and what the page is."""
    if context.route.name == HOME:
        return (_website(context, page),)
    match page:
        case CityView():
            return _breadcrumbs(context, page.crumbs, page.name), _dataset(context, page)
        case TopicPageView() | ExplainerView() | QuizView() | WorksheetView():
            return (_breadcrumbs(context, page.crumbs, page.title),)
        case GlossaryView():
            return _breadcrumbs(context, (), page.title), _term_set(context, page)
    return (_breadcrumbs(context, (), page.title),)


def _typed(kind: str, **values: object) -> dict[str, Any]:
    """An object with everything that is known of it."""
    return {"@context": "https://schema.org", "@type": kind} | {name: value for name, value in values.items() if value}


def _website(context: Context, page: Subject) -> LinkedData:
    return _typed(
        "WebSite",
        name=context.say("Beautiful Cities"),
        alternateName=context.site_twin.text,
        url=context.url,
        description=page.description,
        inLanguage=context.wording.tag,
        license=LICENCE,
        isAccessibleForFree=True,
    )


def _breadcrumbs(context: Context, crumbs: Iterable[Link], name: str) -> LinkedData:
    """The way from the home page; the last step is the page itself."""
    way = tuple(crumbs) or (Link(context.say("Home"), context.link(HOME)),)
    steps = [(crumb.title, urljoin(context.url, crumb.href)) for crumb in way] + [(name, context.url)]
    items = [
        {"@type": "ListItem", "position": position, "name": title, "item": url}
        for position, (title, url) in enumerate(steps, start=1)
    ]
    return _typed("BreadcrumbList", itemListElement=items)


def _dataset(context: Context, page: CityView) -> LinkedData:
    """The facts of a city, and the file that holds them all."""
    place = context.data.cities[page.slug]
    position = place.coordinates
    return _typed(
        "Dataset",
        name=page.title,
        description=page.description,
        url=context.url,
        inLanguage=context.wording.tag,
        license=LICENCE,
        isAccessibleForFree=True,
        creator={
            "@type": "Organization",
            "name": context.say("Beautiful Cities"),
            "url": context.site_url + Route(context.language, HOME).url,
        },
        dateModified=str(place.reviewed),
        temporalCoverage=_period(place),
        spatialCoverage={
            "@type": "Place",
            "name": page.name,
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": float(position.latitude),
                "longitude": float(position.longitude),
            },
        },
        distribution={
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": context.site_url + city_document(page.slug),
        },
        variableMeasured=list(_variables(context, place)),
    )


def _period(place: City) -> str:
    """From the earliest date in the facts to the latest, deadlines included: "2013/2035"."""
    dates = sorted(str(fact.when) for fact in place.facts if fact.when)
    return f"{dates[0]}/{dates[-1]}" if dates else ""


def _variables(context: Context, place: City) -> Iterator[LinkedData]:
    """What is measured in the city, by name and unit."""
    data = context.data
    for series in series_of(place.facts, data.indicators, data.sources):
        unit = context.wording.unit(data.units[series.indicator.unit])
        yield {"@type": "PropertyValue", "name": context.words(series.indicator.name), "unitText": unit}


def _term_set(context: Context, page: GlossaryView) -> LinkedData:
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{context.url}#{term.anchor}",
            "name": term.term,
            **({"alternateName": term.twin.text} if term.twin else {}),
            "description": term.definition,
        }
        for letter in page.letters
        for term in letter.terms
    ]
    return _typed(
        "DefinedTermSet",
        name=page.title,
        description=page.description,
        url=context.url,
        inLanguage=context.wording.tag,
        license=LICENCE,
        hasDefinedTerm=terms,
    )
