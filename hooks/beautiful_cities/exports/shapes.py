"""The shape of everything that readers take away: documents of the API, and the records that tables are made of.

A public contract of its own, apart from `model`: the data files may be rearranged, this may only grow (see
FORMAT_VERSION). JSON, JSON Schema, columns of tables and the description of every field on the page come from these
models. Every key is always there, but that of a language in which a text is missing; null means that the source does
not say, or that the key does not apply.

It is long because it is one contract, to be read in one piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from beautiful_cities.i18n import later as _
from beautiful_cities.languages import DEFAULT, LANGUAGES, REGISTERED, Language, family
from beautiful_cities.model import Kind, Level, Outcome, Reliability, TopicId
from beautiful_cities.status import Status

FORMAT_VERSION: Final = "1.0"
"""The first number changes when a key goes, is renamed or means another thing; the second when one is added."""
LICENCE: Final = "CC-BY-4.0"
"""The identifier of the licence in the SPDX list."""

Comparator = Literal["equals", "at-least", "at-most", "about"]
Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Address = Annotated[str, StringConstraints(min_length=1)]


_UNSEEN: Any = Annotated[None, SkipJsonSchema()]  # type: ignore[type-arg]  # it takes none as a mark
"""Nothing, of which a schema says nothing."""


class Shape(BaseModel):
    """What all shapes have in common."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
        json_schema_extra=lambda schema: schema.pop("description", None),  # a docstring is for us, a field's is public
    )


def _for_each_language(kind: Any) -> dict[str, Any]:
    """The annotations of one key for each language; a key is left out where there is nothing in the language."""

    def undeclared(schema: dict[str, Any]) -> None:
        del schema["default"]

    optional = Field(default=None, exclude_if=lambda value: value is None, json_schema_extra=undeclared)
    others = {one: Annotated[kind | _UNSEEN, optional] for one in LANGUAGES if one != DEFAULT}
    return {DEFAULT: kind, **others}


class Bilingual(Shape):
    """One text in both languages, or in as many as there are."""

    __annotations__ = _for_each_language(str)

    def __getitem__(self, language: Language) -> str | None:
        text: str | None = getattr(self, language)
        return text


class Addresses(Bilingual):
    """The address of the same page in both languages, in full."""

    __annotations__ = _for_each_language(Address)


Place = Annotated[str, Field(description=_("The city’s slug, or “national” for the whole country."))]
PlaceName = Annotated[Bilingual, Field(description=_("The name of the place."))]
Compared = Annotated[
    Comparator | None,
    Field(description=_("How the value is meant: equals, at-least, at-most or about. Empty without a value.")),
]
Unit = Annotated[str, Field(description=_("The unit of the value; the index of the API names all units."))]
Figure = Annotated[Number, Field(description=_("The number, with the decimals that the source gives."))]
FactId = Annotated[str, Field(description=_("The id of the fact."))]
Caveat = Annotated[Bilingual | None, Field(description=_("What a reader must know before using it."))]
Locator = Annotated[Bilingual, Field(description=_("The place in the source, such as a paragraph."))]
ReliabilityWord = Annotated[
    Reliability,
    Field(
        description=_(
            "official: read on a government site; state-media: reported by state media; mirror: a copy on another site"
            " was read; secondary: a paper, a trade site or another retelling."
        )
    ),
]


class SourceRecord(Shape):
    """One document that was read."""

    id: str = Field(description=_("The id of the source."))
    title: Bilingual = Field(description=_("The title of the document."))
    publisher: Bilingual | None = Field(description=_("Who issued it, not who copied it."))
    published: Date | None = Field(description=_("When it was published, as precise as known."))
    document_number: str | None = Field(description=_("The official number of the document."))
    language: Literal["zh", "en", "ja"] = Field(description=_("The language of the document."))
    reliability: ReliabilityWord
    url: Address | None = Field(
        description=_("The document on its publisher’s own site. Empty where only a copy on another site was read.")
    )
    caveat: Caveat
    page: Addresses = Field(description=_("The entry of the source on this site."))


class Source(SourceRecord):
    """One document, with the facts that rest on it."""

    facts: tuple[str, ...] = Field(description=_("The ids of the facts that rest on it."))


class Citation(Shape):
    """Where a statement stands, with what is needed to name the source."""

    source: str = Field(description=_("The id of the source."))
    locator: Locator
    title: Bilingual = Field(description=_("The title of the document."))
    publisher: Bilingual | None = Field(description=_("Who issued it, not who copied it."))
    published: Date | None = Field(description=_("When it was published, as precise as known."))
    reliability: ReliabilityWord
    url: Address | None = Field(
        description=_("The document on its publisher’s own site. Empty where only a copy on another site was read.")
    )


class FactRecord(Shape):
    """One statement, without its sources."""

    id: str = Field(description=_("The id of the fact: lasting, and its anchor on the page."))
    place: Place
    place_name: PlaceName
    topic: TopicId = Field(description=_("The topic: beautiful-city, zero-waste or biodiversity."))
    theme: str = Field(description=_("What facts are grouped by inside a topic."))
    kind: Kind = Field(
        description=_(
            "target: what is to be reached; measure: what is done; result and observation: what was reached or seen;"
            " designation: a title or place on a list; regulation; milestone: an event; definition."
        )
    )
    text: Bilingual = Field(description=_("The statement in plain words of our own."))
    date: Date | None = Field(
        description=_("The time that the fact is about, as precise as its source: a year, a month or a day.")
    )
    deadline: Date | None = Field(description=_("Targets only: by when. A year means by its end."))
    year: int | None = Field(description=_("The year of the date or of the deadline."))
    indicator: str | None = Field(description=_("What the value measures, where other facts measure the same."))
    comparator: Compared
    value: Number | None = Field(description=_("The number, with the decimals that the source gives."))
    unit: str | None = Field(description=_("The unit of the value; the index of the API names all units."))
    other_numbers: tuple[Number, ...] = Field(
        description=_("The other numbers in the text, apart from the parts of the date.")
    )
    answers: tuple[str, ...] = Field(description=_("The ids of the targets whose published outcome this fact is."))
    outcome: Outcome | None = Field(
        description=_("Whether the targets that it answers were met, where the source says so and the values do not.")
    )
    status: Status | None = Field(
        description=_(
            "Where a target with a deadline stands on the as-of date. ahead: more than half a year to go; due-soon: at"
            " most half a year; met or missed: by a published outcome; past: its date has passed and we found no"
            " outcome. Empty for all else."
        )
    )
    answered_by: tuple[str, ...] = Field(description=_("Targets only: the ids of the facts that are its outcome."))
    caveat: Caveat
    page: Addresses = Field(description=_("The lasting address of the fact on this site."))


class Fact(FactRecord):
    """One statement with its sources."""

    sources: tuple[Citation, ...] = Field(
        description=_("Where it stands; the most reliable source first."), min_length=1
    )


class CityRecord(Shape):
    """One place that has a page of its own."""

    slug: str = Field(description=_("The place’s part of its address: jinan."))
    name: Bilingual = Field(description=_("The name of the place."))
    province: str = Field(description=_("The province-level division that it lies in."))
    province_name: Bilingual = Field(description=_("The name of the province-level division."))
    level: Level = Field(description=_("What kind of place it is: municipality, prefecture, district or special-area."))
    parent: str | None = Field(description=_("Districts and special areas: the slug of the city that they lie in."))
    latitude: Number = Field(description=_("In degrees north, from GeoNames (CC BY 4.0)."))
    longitude: Number = Field(description=_("In degrees east, from GeoNames (CC BY 4.0)."))
    geonames: int = Field(description=_("The number of its entry in GeoNames."))
    tagline: Bilingual = Field(description=_("What the place is, in a few words."))
    reviewed: Date = Field(description=_("When an editor last read all its facts against their sources."))
    facts: int = Field(description=_("How many facts it has."))
    page: Addresses = Field(description=_("Its page on this site."))
    document: Address = Field(description=_("Its document in the API."))


class Summary(Bilingual):
    """Words that rest on facts."""

    facts: tuple[str, ...] = Field(description=_("The ids of the facts that the words rest on."))


class City(CityRecord):
    """One place with what its page says first."""

    summary: Summary = Field(description=_("A few sentences that rest on its facts."))
    key_figures: tuple[str, ...] = Field(description=_("The ids of the facts that its page shows large."))


class Line(Shape):
    """A level that a chart draws across, such as a national standard."""

    name: Bilingual = Field(description=_("What the level is."))
    fact: FactId
    value: Figure


class IndicatorRecord(Shape):
    """What a series measures."""

    id: str = Field(description=_("The id of the indicator."))
    name: Bilingual = Field(description=_("The name of the indicator."))
    definition: Bilingual = Field(description=_("What is measured. All values of a series have this definition."))
    theme: str = Field(description=_("What facts are grouped by inside a topic."))
    unit: Unit
    good: Literal["higher", "lower", "none"] = Field(
        description=_("The direction that is better; none where neither is.")
    )
    yearly: bool = Field(description=_("True for what is counted anew each year."))
    sum: bool = Field(description=_("True where the national value is a sum over places."))
    readings: bool = Field(description=_("True where a value is a reading on one day."))


class Indicator(IndicatorRecord):
    """What a series measures, with the levels to hold it against."""

    lines: tuple[Line, ...] = Field(description=_("Levels to hold the values against, such as a national standard."))


class Point(Shape):
    """One value of a series."""

    date: Date = Field(description=_("When the value was measured, as precise as the source."))
    comparator: Compared
    value: Figure
    preferred: bool = Field(
        description=_("True for the value of the most reliable source of that date; each date has one.")
    )
    reliability: ReliabilityWord
    fact: FactId


class Aim(Shape):
    """A target for the measure of a series."""

    deadline: Date | None = Field(description=_("By when. A year means by its end."))
    comparator: Compared
    value: Figure
    status: Status | None = Field(description=_("Where the target stands on the as-of date."))
    fact: FactId


class Series(Shape):
    """The values of one indicator in one place, in order of time."""

    id: str = Field(description=_("The place and the indicator."))
    place: Place
    place_name: PlaceName
    indicator: str = Field(description=_("The id of the indicator."))
    unit: Unit
    points: tuple[Point, ...] = Field(description=_("The values by date."))
    targets: tuple[Aim, ...] = Field(description=_("The targets by deadline."))


def lists(name: str, described: Mapping[Language, str], otherwise: str) -> dict[str, Any]:
    """The annotations of a list of words for each language, such as `spellings_zh`."""
    return {
        f"{name}_{one.column}": Annotated[tuple[str, ...], Field(description=described.get(code, otherwise))]
        for code, one in REGISTERED.items()
    }


class TermRecord(Shape):
    """A word that readers may not know."""

    id: str = Field(description=_("The id of the term: its anchor in the glossary."))
    term: Bilingual = Field(description=_("The term."))
    pinyin: str = Field(description=_("How the Chinese is read, with tones."))
    definition: Bilingual = Field(description=_("What it means, in plain words."))
    __annotations__ |= lists(
        "spellings",
        {"zh": _("How else the Chinese is written."), "en": _("How else the English is written.")},
        _("How else it is written in this language."),
    ) | lists(
        "everyday",
        {
            "zh": _("Everyday Chinese words that lead to the term in search."),
            "en": _("Everyday English words that lead to the term in search."),
        },
        _("Everyday words in this language that lead to the term in search."),
    )
    facts: tuple[str, ...] = Field(description=_("The ids of the national facts that the definition rests on."))
    page: Addresses = Field(description=_("Its entry in the glossary."))


class RosterSource(Shape):
    """Who says so, and where."""

    source: str = Field(description=_("The id of the source."))
    locator: Locator


RosterSources = Annotated[tuple[RosterSource, ...], Field(description=_("Who says so, and where."))]


class Membership(Shape):
    """That a place belongs to a round of the programme."""

    round: str = Field(description=_("The id of the round."))
    sources: RosterSources


class Area(Shape):
    """A part of a municipality that takes part."""

    name: Bilingual = Field(description=_("The name of the place."))
    sources: RosterSources


class MemberRecord(Shape):
    """A city or area of the zero-waste programme, as far as a source confirms it."""

    id: str = Field(description=_("The id of the entry: its anchor in the roster, and its slug where it has a page."))
    name: Bilingual = Field(description=_("The name of the place."))
    province: str = Field(description=_("The province-level division that it lies in."))
    kind: Literal["city", "municipality", "special-area"] = Field(
        description=_("What kind of entry it is: city, municipality or special-area.")
    )
    caveat: Caveat
    page: Addresses = Field(description=_("Its entry in the roster."))


class Member(MemberRecord):
    """A member with its rounds, its areas and who says so."""

    rounds: tuple[Membership, ...] = Field(description=_("The rounds that a source confirms."))
    areas: tuple[Area, ...] = Field(description=_("The parts of a municipality that take part."))


class Round(Shape):
    """A round of the zero-waste programme."""

    id: str = Field(description=_("The id of the round."))
    name: Bilingual = Field(description=_("The name of the round."))
    cities: str = Field(description=_("The id of the national fact that says how many cities it has."))
    special_areas: str = Field(description=_("The id of the national fact that says how many special areas it has."))


class Listing(Shape):
    """What is known of a province's part of the 2022 list."""

    province: str = Field(description=_("The province-level division."))
    listed: int | None = Field(
        description=_("How many of its cities are on the list; null where no text that was read says so.")
    )
    sources: RosterSources


class Named(Shape):
    """An id with its name."""

    id: str = Field(description=_("The id that facts use."))
    name: Bilingual = Field(description=_("Its name."))


def _unit_names() -> dict[str, Any]:
    """The annotations of the forms of a unit in each language: in all but Chinese there may be one for the singular."""
    described = {"zh": _("In Chinese."), "en": _("In English, after any number but one.")}
    after_one = {"en": _("In English after one, where that differs.")}
    names: dict[str, Any] = {}
    for code in LANGUAGES:
        described_as = described.get(code, _("In this language, after any number but one."))
        kind = _for_each_language(str)[code]
        names[code] = Annotated[kind, Field(description=described_as)]
        if family(code) != "zh":
            said = after_one.get(code, _("In this language after one, where that differs."))
            names[f"{code}_one"] = Annotated[str | None, Field(description=said)]
    return names


class UnitName(Shape):
    """A unit in both languages."""

    id: str = Field(description=_("The id that facts use."))
    __annotations__ |= _unit_names()


class Entry(Shape):
    """A file to take away."""

    name: str = Field(description=_("The short name of the file."))
    url: Address = Field(description=_("Its address."))
    description: Bilingual = Field(description=_("What it holds."))
    records: int = Field(description=_("How many entries it holds."))
    schema_url: Address | None = Field(
        description=_("Its JSON Schema; null for a table, which the Data Package describes.")
    )


class Document(Shape):
    """What every document of the API says of itself."""

    schema_url: Address = Field(alias="$schema", description=_("The JSON Schema of this document."))
    format_version: Literal["1.0"] = Field(
        description=_("Within 1, keys may be added; none is removed, renamed or given another meaning.")
    )
    as_of: Date = Field(description=_("The day on which it is told where targets stand."))
    licence: Literal["CC-BY-4.0"] = Field(description=_("The licence, by its SPDX identifier."))
    citation: Bilingual = Field(description=_("How to name this data set."))


class IndexDocument(Document):
    """Where to begin."""

    home: Addresses = Field(description=_("The site."))
    documents: tuple[Entry, ...] = Field(description=_("The documents of the API; each city’s own is named in cities."))
    tables: tuple[Entry, ...] = Field(description=_("The tables, as CSV."))
    datapackage: Address = Field(description=_("The tables as a Data Package."))
    archive: Address = Field(description=_("Everything in one file."))
    topics: tuple[Named, ...] = Field(description=_("The names of the topics."))
    themes: tuple[Named, ...] = Field(description=_("The names of the themes."))
    provinces: tuple[Named, ...] = Field(description=_("The names of the province-level divisions."))
    units: tuple[UnitName, ...] = Field(description=_("How units are written."))


class CitiesDocument(Document):
    """Every place, with the address of its own document."""

    cities: tuple[City, ...] = Field(description=_("The places, by slug."))


class CityDocument(Document):
    """Everything on one place."""

    city: City = Field(description=_("The place."))
    facts: tuple[Fact, ...] = Field(description=_("Its facts, in the order of its file."))
    series: tuple[Series, ...] = Field(description=_("Its series."))
    sources: tuple[Source, ...] = Field(description=_("The sources that its facts rest on."))


class FactsDocument(Document):
    """Every fact."""

    facts: tuple[Fact, ...] = Field(description=_("The facts, those on the whole country first."))


class SeriesDocument(Document):
    """Every series, and what series measure."""

    indicators: tuple[Indicator, ...] = Field(description=_("What series measure."))
    series: tuple[Series, ...] = Field(description=_("The series, those of the whole country first."))


class SourcesDocument(Document):
    """Every source."""

    sources: tuple[Source, ...] = Field(description=_("Every document that facts and roster rest on."))


class GlossaryDocument(Document):
    """Every term."""

    terms: tuple[TermRecord, ...] = Field(description=_("The terms."))


class RosterDocument(Document):
    """The roster of the zero-waste programme."""

    rounds: tuple[Round, ...] = Field(description=_("The rounds of the programme."))
    provinces: tuple[Listing, ...] = Field(description=_("What is known of each province’s part of the 2022 list."))
    members: tuple[Member, ...] = Field(
        description=_("The cities and areas of the zero-waste programme that a source confirms.")
    )
