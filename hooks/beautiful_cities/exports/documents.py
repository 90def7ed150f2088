"""The documents of the API, and the JSON Schema of each.

In: a publication. Out: JSON in UTF-8, written from the shapes and described by the same shapes. A number is written
with the digits of its source: 29.3 and 27.0 stay so, and a whole number has no point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import simplejson

from beautiful_cities.exports import shapes
from beautiful_cities.exports.publication import Publication, bilingual
from beautiful_cities.exports.tables import Table
from beautiful_cities.i18n import later as _
from beautiful_cities.languages import LANGUAGES, family
from beautiful_cities.model import Province, Theme, Topic, Unit
from beautiful_cities.routes import ARCHIVE, HOME, PACKAGE, api_file

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the API."""

    name: str
    """Such as "facts", or "cities/jinan"."""
    description: str
    """A message of the catalogues."""
    schema: str
    """The address of its JSON Schema below the site's root."""
    main: str
    """The key with its entries."""
    records: int
    content: bytes

    @property
    def path(self) -> str:
        """Its address below the site's root."""
        return api_file(self.name)


def documents(publication: Publication, tables: Iterable[Table]) -> tuple[Document, ...]:
    """Every document: the index, one for each kind of entry, one for each place."""
    collections = [_document(publication, kind, kind.fill(publication)) for kind in _KINDS]
    index = _document(publication, _INDEX, _index(publication, collections, tables))
    places = [
        _document(publication, _PLACE, _place(publication, city), f"cities/{city.slug}") for city in publication.cities
    ]
    return (index, *collections, *places)


def schemas(publication: Publication) -> dict[str, bytes]:
    """The JSON Schema of each kind of document, by its path."""
    return {
        _schema_path(kind): json_file(
            {
                "$schema": _DIALECT,
                "$id": publication.site_url + _schema_path(kind),
                "description": publication.both(kind.description),
                **_public(kind.shape.model_json_schema(mode="serialization"), publication.both),
            }
        )
        for kind in (_INDEX, *_KINDS, _PLACE)
    }


def json_file(value: object) -> bytes:
    """Plain values as JSON, a Decimal with the digits that it has."""
    return (simplejson.dumps(value, ensure_ascii=False, separators=(",", ":"), use_decimal=True) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of document."""

    name: str
    description: str
    shape: type[shapes.Document]
    main: str
    """The key with the entries that are counted."""
    fill: Callable[[Publication], Mapping[str, object]] = field(default=lambda _publication: {})


def _schema_path(kind: _Kind) -> str:
    return api_file(f"schema/{kind.name}")


def _document(publication: Publication, kind: _Kind, values: Mapping[str, Any], name: str = "") -> Document:
    document = kind.shape(
        schema_url=publication.site_url + _schema_path(kind),
        format_version=shapes.FORMAT_VERSION,
        as_of=publication.as_of.isoformat(),
        licence=shapes.LICENCE,
        citation=publication.citation,
        **values,
    )
    content = json_file(document.model_dump(by_alias=True))
    return Document(name or kind.name, kind.description, _schema_path(kind), kind.main, len(values[kind.main]), content)


def _index(publication: Publication, collections: Iterable[Document], tables: Iterable[Table]) -> dict[str, object]:
    data, site_url, words = publication.data, publication.site_url, publication.words
    return {
        "home": publication.page(HOME),
        "documents": tuple(
            shapes.Entry(
                name=one.name,
                url=site_url + one.path,
                description=words(one.description),
                records=one.records,
                schema_url=site_url + one.schema,
            )
            for one in collections
        ),
        "tables": tuple(
            shapes.Entry(
                name=one.name,
                url=site_url + one.path,
                description=words(one.description),
                records=one.rows,
                schema_url=None,
            )
            for one in tables
        ),
        "datapackage": site_url + PACKAGE,
        "archive": site_url + ARCHIVE,
        "topics": _named(data.topics.values()),
        "themes": _named(data.themes.values()),
        "provinces": _named(data.provinces.values()),
        "units": tuple(shapes.UnitName(id=one.id, **_unit_names(one)) for one in data.units.values()),
    }


def _unit_names(unit: Unit) -> dict[str, str | None]:
    """The forms of a unit by their keys; the singular only where it differs."""
    names: dict[str, str | None] = {}
    for language in LANGUAGES:
        names[language] = unit.own(language)
        if family(language) != "zh":
            one = unit.own(language, is_one=True)
            names[f"{language}_one"] = one if one != names[language] else None
    return names


def _named(entries: Iterable[Topic | Theme | Province]) -> tuple[shapes.Named, ...]:
    return tuple(shapes.Named(id=one.id, name=bilingual(one.name)) for one in entries)


def _place(publication: Publication, city: shapes.City) -> dict[str, object]:
    facts = tuple(fact for fact in publication.facts if fact.place == city.slug)
    used = {citation.source for fact in facts for citation in fact.sources}
    return {
        "city": city,
        "facts": facts,
        "series": tuple(series for series in publication.series if series.place == city.slug),
        "sources": tuple(source for source in publication.sources if source.id in used),
    }


def _public(schema: Any, both: Callable[[str], str]) -> Any:
    """A schema without the titles that Pydantic makes up, its descriptions in both languages."""
    if isinstance(schema, list):
        return [_public(one, both) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: both(value) if key == "description" and isinstance(value, str) else _public(value, both)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }


_INDEX = _Kind(
    "index",
    _("Where to begin: all files, and the names of topics, themes, units and provinces."),
    shapes.IndexDocument,
    "documents",
)
_PLACE = _Kind("city", _("Everything on one place: its facts, series and sources."), shapes.CityDocument, "facts")
_KINDS = (
    _Kind(
        "cities",
        _("Every place that has a page, with the address of its own document."),
        shapes.CitiesDocument,
        "cities",
        lambda publication: {"cities": publication.cities},
    ),
    _Kind(
        "facts",
        _("Every fact with its sources; for targets with a deadline also the status."),
        shapes.FactsDocument,
        "facts",
        lambda publication: {"facts": publication.facts},
    ),
    _Kind(
        "series",
        _("Every series with its values and targets, and what series measure."),
        shapes.SeriesDocument,
        "series",
        lambda publication: {"indicators": publication.indicators, "series": publication.series},
    ),
    _Kind(
        "sources",
        _("Every document that facts and roster rest on, with the ids of its facts."),
        shapes.SourcesDocument,
        "sources",
        lambda publication: {"sources": publication.sources},
    ),
    _Kind(
        "glossary",
        _("The terms with their definitions."),
        shapes.GlossaryDocument,
        "terms",
        lambda publication: {"terms": publication.terms},
    ),
    _Kind(
        "roster",
        _("The zero-waste programme: its rounds, its members and who says so."),
        shapes.RosterDocument,
        "members",
        lambda publication: {
            "rounds": publication.rounds,
            "provinces": publication.listings,
            "members": publication.members,
        },
    ),
)
