"""The tables that readers take away, and what their columns mean.

In: a publication. Out: CSV files with columns that come from the shapes. A text becomes a column for each language
(`text_zh`, `text_en`); a list becomes one cell with "; " between its entries; null becomes an empty cell. What is
nested in the API stands in a table of its own here, joined by ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import Field

from beautiful_cities.exports import shapes
from beautiful_cities.exports.publication import Publication, bilingual
from beautiful_cities.exports.spreadsheet import csv_file
from beautiful_cities.i18n import later as _
from beautiful_cities.languages import LANGUAGES, REGISTERED
from beautiful_cities.model import RELIABILITIES
from beautiful_cities.routes import table_file

ColumnType = Literal["string", "number", "integer", "boolean"]
BETWEEN = "; "
"""Between the entries of a list."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field as it stands in a table."""

    names: tuple[str, ...]
    """One name, or one for each language where the field is a text."""
    description: str
    """A message of the catalogues."""
    type: ColumnType
    is_list: bool
    """True where a cell may hold several entries."""
    is_required: bool
    """False where a cell may be empty; of a text only the first language is never missing."""
    choices: tuple[str, ...]
    """Every value that there can be; empty where there is no end of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file."""

    name: str
    description: str
    """A message of the catalogues."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together stand for a row."""
    joins: Mapping[str, tuple[str, str]]
    """Columns that hold ids of another table: {"fact": ("facts", "id")}."""
    rows: int
    content: bytes

    @property
    def path(self) -> str:
        """Its address below the site's root."""
        return table_file(self.name)


class FactRow(shapes.FactRecord):
    """A fact on one line; the table of citations has the places in its sources."""

    as_of: shapes.Date = Field(description=_("The day on which it is told where targets stand."))
    topic_name: shapes.Bilingual = Field(description=_("The name of the topic."))
    theme_name: shapes.Bilingual = Field(description=_("The name of the theme."))
    reliability: shapes.ReliabilityWord
    publishers: shapes.Bilingual | None = Field(description=_("Who issued its sources, as far as it is stated."))
    urls: tuple[str, ...] = Field(
        description=_("The sources on their publishers’ own sites, where they were read there.")
    )
    sources: tuple[str, ...] = Field(description=_("The ids of its sources, the most reliable first."))


class CitationRow(shapes.Shape):
    """That a fact rests on a place in a source."""

    fact: shapes.FactId
    position: int = Field(description=_("1 for the most reliable source of the fact, then 2, 3, …"))
    source: str = Field(description=_("The id of the source."))
    locator: shapes.Locator


class _OfSeries(shapes.Shape):
    """What a value says of its series."""

    series: str = Field(description=_("The place and the indicator."))
    place: shapes.Place
    place_name: shapes.PlaceName
    indicator: str = Field(description=_("The id of the indicator."))
    indicator_name: shapes.Bilingual = Field(description=_("The name of the indicator."))
    unit: shapes.Unit


class PointRow(shapes.Point, _OfSeries):
    """A value of a series; the fields of the last base come first."""


class MemberRow(shapes.MemberRecord):
    """An entry of the roster on one line."""

    province_name: shapes.Bilingual = Field(description=_("The name of the province-level division."))
    rounds: tuple[str, ...] = Field(description=_("The rounds that a source confirms."))
    __annotations__ |= shapes.lists(
        "areas",
        {
            "zh": _("The parts of a municipality that take part, in Chinese."),
            "en": _("The parts of a municipality that take part, in English."),
        },
        _("The parts of a municipality that take part, in this language."),
    )
    sources: tuple[str, ...] = Field(description=_("The ids of its sources."))


def tables(publication: Publication) -> tuple[Table, ...]:
    """Every table, the one that most readers want first."""
    return tuple(_table(kind, publication) for kind in _TABLES)


@cache
def columns(shape: type[shapes.Shape]) -> tuple[Column, ...]:
    """The columns that records of this shape fill, in order."""
    properties = shape.model_json_schema(mode="serialization")["properties"]
    return tuple(_column(name, field) for name, field in properties.items())


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table before it is filled."""

    name: str
    description: str
    shape: type[shapes.Shape]
    rows: Callable[[Publication], Iterable[shapes.Shape]]
    """Records that have at least the fields of the shape."""
    key: tuple[str, ...]
    joins: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _table(kind: _Kind, publication: Publication) -> Table:
    of = columns(kind.shape)
    head = [name for column in of for name in column.names]
    rows = [list(_cells(record, kind.shape, of)) for record in kind.rows(publication)]
    return Table(kind.name, kind.description, of, kind.key, kind.joins, len(rows), csv_file([head, *rows]))


def _column(name: str, property: Mapping[str, Any]) -> Column:
    """A property of a JSON Schema as a column."""
    (kind,) = (one for one in property.get("anyOf", [property]) if one.get("type") != "null")
    is_pair, is_list = "$ref" in kind, kind.get("type") == "array"
    return Column(
        names=tuple(f"{name}_{one.column}" for one in REGISTERED.values()) if is_pair else (name,),
        description=property["description"],
        type="string" if is_pair or is_list else kind["type"],
        is_list=is_list,
        is_required="anyOf" not in property and not is_list,
        choices=tuple(kind.get("enum", ())),
    )


def _cells(record: shapes.Shape, shape: type[shapes.Shape], of: Sequence[Column]) -> Iterator[str]:
    for name, column in zip(shape.model_fields, of, strict=True):
        value = getattr(record, name)
        if len(column.names) == 1:
            yield _cell(value)
        else:
            yield from (_cell(value and value[language]) for language in LANGUAGES)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return BETWEEN.join(map(_cell, value))
    return str(value)


def _fact_rows(publication: Publication) -> Iterator[FactRow]:
    topics, themes = publication.data.topics, publication.data.themes
    for fact in publication.facts:
        record = {name: getattr(fact, name) for name in shapes.FactRecord.model_fields}
        yield FactRow(
            **record,
            as_of=publication.as_of.isoformat(),
            topic_name=bilingual(topics[fact.topic].name),
            theme_name=bilingual(themes[fact.theme].name),
            reliability=RELIABILITIES[min(RELIABILITIES.index(one.reliability) for one in fact.sources)],
            publishers=_publishers(fact),
            urls=tuple(one.url for one in fact.sources if one.url),
            sources=tuple(one.source for one in fact.sources),
        )


def _publishers(fact: shapes.Fact) -> shapes.Bilingual | None:
    stated = tuple(dict.fromkeys(one.publisher for one in fact.sources if one.publisher))
    if not stated:
        return None
    named = {language: [name for one in stated if (name := one[language])] for language in LANGUAGES}
    return shapes.Bilingual(**{language: BETWEEN.join(names) for language, names in named.items() if names})


def _citation_rows(publication: Publication) -> Iterator[CitationRow]:
    for fact in publication.facts:
        for position, one in enumerate(fact.sources, start=1):
            yield CitationRow(fact=fact.id, position=position, source=one.source, locator=one.locator)


def _point_rows(publication: Publication) -> Iterator[PointRow]:
    names = {one.id: one.name for one in publication.indicators}
    for series in publication.series:
        for point in series.points:
            yield PointRow(
                **dict(point),
                series=series.id,
                place=series.place,
                place_name=series.place_name,
                indicator=series.indicator,
                indicator_name=names[series.indicator],
                unit=series.unit,
            )


def _member_rows(publication: Publication) -> Iterator[MemberRow]:
    for member in publication.members:
        record = {name: getattr(member, name) for name in shapes.MemberRecord.model_fields}
        cited = [one.sources for one in member.rounds] + [one.sources for one in member.areas]
        record |= {
            f"areas_{each.column}": tuple(name for one in member.areas if (name := one.name[code]))
            for code, each in REGISTERED.items()
        }
        yield MemberRow(
            **record,
            province_name=bilingual(publication.data.provinces[member.province].name),
            rounds=tuple(one.round for one in member.rounds),
            sources=tuple(dict.fromkeys(source.source for sources in cited for source in sources)),
        )


_TABLES = (
    _Kind("facts", _("Every fact on one line."), FactRow, _fact_rows, ("id",), {"indicator": ("indicators", "id")}),
    _Kind(
        "citations",
        _("Which place in which source each fact rests on."),
        CitationRow,
        _citation_rows,
        ("fact", "position"),
        {"fact": ("facts", "id"), "source": ("sources", "id")},
    ),
    _Kind(
        "series",
        _("The values of every series, one on a line. Targets for the same measure are in the table of facts."),
        PointRow,
        _point_rows,
        ("fact",),
        {"fact": ("facts", "id"), "indicator": ("indicators", "id")},
    ),
    _Kind(
        "indicators",
        _("What series measure, with definition and unit."),
        shapes.IndicatorRecord,
        lambda publication: publication.indicators,
        ("id",),
    ),
    _Kind(
        "sources",
        _("Every document that facts and roster rest on."),
        shapes.SourceRecord,
        lambda publication: publication.sources,
        ("id",),
    ),
    _Kind(
        "cities",
        _("Every place that has a page."),
        shapes.CityRecord,
        lambda publication: publication.cities,
        ("slug",),
    ),
    _Kind(
        "roster",
        _("The cities and areas of the zero-waste programme that a source confirms."),
        MemberRow,
        _member_rows,
        ("id",),
    ),
    _Kind(
        "glossary",
        _("The terms with their definitions."),
        shapes.TermRecord,
        lambda publication: publication.terms,
        ("id",),
    ),
)
