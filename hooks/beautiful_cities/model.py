"""The shape of every data file: what an entry may say and in which form.

In: plain values from YAML. Out: frozen models. Only what can be judged by looking at one entry is judged here;
what must hold between entries and files is in `rules`. `None` means that the source does not say, and nothing else.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, NewType, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from beautiful_cities.languages import DEFAULT, LANGUAGES, REGISTERED, Language, family
from beautiful_cities.standins import marked

NATION = "national"
"""What the nation is called where a city could stand."""

FactId = NewType("FactId", str)
SourceId = NewType("SourceId", str)

TopicId = Literal["beautiful-city", "zero-waste", "biodiversity"]
Kind = Literal["target", "measure", "result", "observation", "designation", "regulation", "milestone", "definition"]
Comparator = Literal["=", ">=", "<=", "about"]
Outcome = Literal["met", "missed"]
Reliability = Literal["official", "state-media", "mirror", "secondary"]
RELIABILITIES: tuple[Reliability, ...] = ("official", "state-media", "mirror", "secondary")
"""From the most to the least reliable: where two sources differ, the page shows the earlier first."""
Level = Literal["municipality", "prefecture", "district", "special-area"]
Terrain = Literal["plain", "hills", "mountains", "basin", "plateau"]
Water = Literal["springs", "sea", "estuary", "lake", "river", "canal"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precise as its source gives it: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """ISO 8601, cut to the precision: "2025", "2025-09" or "2025-09-30"."""
        return "-".join(
            f"{part:0{width}}" for part, width in ((self.year, 4), (self.month, 2), (self.day, 2)) if part is not None
        )

    @property
    def first_day(self) -> dt.date:
        """The first day it covers: 1 January for a year."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day it covers: 31 December for a year."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


_DATE_OF_DAY = r"^(19[0-9]{2}|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DATE = r"^(19[0-9]{2}|20[0-9]{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$"


def partial_date(value: object) -> PartialDate:
    """A date written as 2025, "2025-09" or "2025-09-30".

    >>> str(partial_date("2025-09")), partial_date(2025).last_day.isoformat()
    ('2025-09', '2025-12-31')
    """
    if isinstance(value, (bool, list, dict)):
        raise PydanticCustomError("date_type", "not a date")
    match = re.fullmatch(_DATE, str(value))
    wrong = PydanticCustomError("date", "not a date", {"found": str(value)})
    if match is None:
        raise wrong
    date = PartialDate(*(int(part) for part in match.groups() if part is not None))
    try:
        _ = date.first_day
    except ValueError:
        raise wrong from None
    return date


def _day(value: object) -> PartialDate:
    date = partial_date(value)
    if date.day is None:
        raise PydanticCustomError("day", "not a day", {"found": str(value)})
    return date


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise PydanticCustomError("number_type", "not a number")
    return Decimal(value)


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/$.?#\"'<>][^\s\"'<>]*\.[^\s\"'<>]+", value):
        raise PydanticCustomError("link", "not a web address", {"found": value})
    return value


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins with one of them is run as a formula by spreadsheets, with a full-width one in East Asia."""


def _words(value: str) -> str:
    if value.startswith(FORMULA_STARTS):
        raise PydanticCustomError("formula", "like a formula", {"found": value[0]})
    return value


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_words),
    Field(json_schema_extra={"pattern": rf"^[^{re.escape(''.join(FORMULA_STARTS))}]"}),
]
When = Annotated[
    PartialDate,
    BeforeValidator(partial_date),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 1900, "maximum": 2099, "pattern": _DATE}),
]
Day = Annotated[PartialDate, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": _DATE_OF_DAY})]
Number = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
WebAddress = Annotated[
    str,
    StringConstraints(max_length=2000),
    AfterValidator(_web_address),
    Field(json_schema_extra={"pattern": r"^https?://"}),
]


class Model(BaseModel):
    """What all entries have in common: no unknown key, no quiet conversion, no change after reading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _in_each_language(form: Callable[[Language], Any]) -> dict[str, Any]:
    """The annotations of a model with one key for each language, needed in the first one only."""
    return {
        code: form(code) if code == DEFAULT else Annotated[form(code) | None, Field(default=None)] for code in LANGUAGES
    }


class Text(Model):
    """One text in each language; the first has it, and another may be without."""

    __annotations__ = _in_each_language(lambda _: Words)

    def __getitem__(self, language: Language) -> str:
        """The text; where there is none in the language, the one that stands in for it, marked."""
        own = self.own(language)
        if own is not None:
            return own
        other = self.found_in(language)
        return marked(str(self.own(other)), other)

    def own(self, language: Language) -> str | None:
        """The text in the language itself."""
        own: str | None = getattr(self, language)
        return own

    @property
    def given(self) -> dict[Language, str]:
        """The text in each language that it is in."""
        return {language: own for language in LANGUAGES if (own := self.own(language)) is not None}

    def found_in(self, language: Language) -> Language:
        """The language of the text that is shown: its own, or the one that stands in."""
        return next(one for one in (language, *REGISTERED[language].stands_in) if self.own(one) is not None)


class Citation(Model):
    """Where a statement stands."""

    source: SourceId
    locator: Text
    """The place in the source: {zh: 第2段, en: paragraph 2}."""


class Fact(Model):
    """One statement with its source."""

    id: Annotated[FactId, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    topic: TopicId
    theme: str
    kind: Kind
    text: Text
    date: When | None = None
    """What the fact is about, as precisely as the source says."""
    deadline: When | None = None
    """Targets only: by when; a year means by its end."""
    indicator: str | None = None
    """What the value measures, where other facts measure the same."""
    comparator: Comparator = "="
    value: Number | None = None
    unit: str | None = None
    other_numbers: Annotated[tuple[Number, ...], Field(strict=False)] = ()
    """Every number in the texts that is neither the value nor part of the date, so that none can change unnoticed."""
    answers: Annotated[tuple[FactId, ...], Field(strict=False)] = ()
    """The targets whose published outcome this fact is."""
    outcome: Outcome | None = None
    """What the source says of the answered targets, where it does not follow from the two values."""
    caveat: Text | None = None
    """What a reader must know: another definition, part of a year, a figure worked out."""
    sources: Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]
    """At least one; the most reliable first."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for key, other in (("value", "unit"), ("unit", "value")):
            if getattr(self, key) is not None and getattr(self, other) is None:
                raise PydanticCustomError("value_unit", "alone", {"key": key, "other": other})
        if self.value is None and self.comparator != "=":
            raise PydanticCustomError("comparator_alone", "alone", {"key": "comparator"})
        if self.deadline is not None and self.kind != "target":
            raise PydanticCustomError("deadline_kind", "not a target", {"key": "deadline", "kind": self.kind})
        if self.deadline is not None and self.date is not None:
            raise PydanticCustomError("date_and_deadline", "both", {"key": "date"})
        if self.outcome is not None and not self.answers:
            raise PydanticCustomError("outcome_alone", "alone", {"key": "outcome"})
        return self

    @property
    def when(self) -> PartialDate | None:
        """The fact's place in time: its date, or a target's deadline."""
        return self.date or self.deadline


class Source(Model):
    """One document that was read."""

    id: Annotated[SourceId, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    title: Text
    publisher: Text | None = None
    """The issuing body or newspaper by its short name, not the site that copied it; None where none is stated."""
    published: When | None = None
    document_number: Words | None = None
    language: Literal["zh", "en", "ja"]
    reliability: Reliability
    url: WebAddress | None = None
    """Only on the publisher's own site (data/publishers.yml)."""
    caveat: Text | None = None


class Coordinates(Model):
    """The position of a place in China, in degrees north and east."""

    latitude: Annotated[Number, Field(ge=3, le=54)]
    longitude: Annotated[Number, Field(ge=73, le=136)]
    geonames: Annotated[int, Field(gt=0)]
    """The number of the GeoNames entry from which the position comes: its source, on no page but in the exports."""


class Summary(Text):
    """Words that rest on facts, such as what a city's page says first; every number in them is in a fact named."""

    facts: Annotated[tuple[FactId, ...], Field(strict=False, min_length=1)]


class City(Model):
    """One city file: the place itself, then its facts."""

    name: Text
    province: str
    level: Level
    parent: str | None = None
    """The city that a district or special area lies in."""
    coordinates: Coordinates
    terrain: Terrain
    """What the cover draws as relief."""
    water: Water
    """What the cover draws as water."""
    reviewed: When
    """When an editor last read the whole file against its sources."""
    tagline: Text
    summary: Summary
    key_figures: Annotated[tuple[FactId, ...], Field(strict=False, min_length=2, max_length=4)]
    facts: Annotated[tuple[Fact, ...], Field(strict=False, min_length=1)]


class National(Model):
    """Facts on the whole country."""

    facts: Annotated[tuple[Fact, ...], Field(strict=False, min_length=1)]


class Topic(Model):
    """One of the three topics, explained in plain words that rest on national facts."""

    id: TopicId
    name: Text
    facts: Annotated[tuple[FactId, ...], Field(strict=False, min_length=2, max_length=2)]
    """Two national facts that open the topic on the home page: what it is, and one figure."""
    what: Summary
    """What it is."""
    why: Summary
    """Why it matters."""
    decided: Summary
    """How it is decided."""
    household: Summary
    """What a household can do."""


class Theme(Model):
    """What facts are grouped by inside a topic."""

    id: Slug
    name: Text


class Line(Model):
    """A level that a chart draws across, such as a national standard."""

    name: Text
    fact: FactId
    """The national fact whose value it is."""


class Indicator(Model):
    """What a series measures."""

    id: Slug
    theme: str
    unit: str
    good: Literal["higher", "lower", "none"]
    """The direction that is better; "none" where neither is."""
    yearly: bool = False
    """True for what is done or seen within one year and starts again in the next, such as parks built."""
    sum: bool = False
    """True where the nation's value is a sum over places, so that it is not set beside theirs."""
    readings: bool = False
    """True where a value is a reading on one day, so that a year may have several."""
    name: Text
    definition: Text
    lines: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class EnglishUnit(Model):
    """A unit in English: one form, or a singular and a plural."""

    one: Words | None = None
    other: Words


class Unit(Model):
    """One spelling of a unit in each language: one form where the language is Chinese, else with a singular."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    __annotations__ |= _in_each_language(lambda code: Words if family(code) == "zh" else EnglishUnit)

    def form(self, language: Language, *, is_one: bool = False) -> str:
        """The unit in the language, after one thing or after any other number; marked where another stands in."""
        own = self.own(language, is_one=is_one)
        if own is not None:
            return own
        given = ((one, self.own(one, is_one=is_one)) for one in REGISTERED[language].stands_in)
        return next(marked(form, one) for one, form in given if form is not None)

    def own(self, language: Language, *, is_one: bool = False) -> str | None:
        """The unit in the language itself."""
        own: str | EnglishUnit | None = getattr(self, language)
        if isinstance(own, EnglishUnit):
            return own.one if is_one and own.one else own.other
        return own


class OtherWords(Model):
    """More words for a term, in each language."""

    __annotations__ = {code: Annotated[tuple[Words, ...], Field(strict=False, default=())] for code in LANGUAGES}

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        words: tuple[str, ...] = getattr(self, language)
        return words


class Term(Model):
    """A word that readers may not know."""

    id: Slug
    term: Text
    pinyin: Annotated[str, StringConstraints(pattern=r"^[a-zà-ɏ0-9’ .-]+$", max_length=80)]
    """How the Chinese is read, with tones; the Chinese list is in its order."""
    definition: Text
    spellings: OtherWords = OtherWords()
    """How else it is written; in texts these are explained as the term is."""
    everyday: OtherWords = OtherWords()
    """Words that readers may look for instead, such as smog; only search knows them."""
    facts: Annotated[tuple[FactId, ...], Field(strict=False)] = ()
    """National facts that the definition rests on; a general explanation has none."""


class Change(Model):
    """Something that readers who follow the site are told: what was added, corrected, or answered by a result."""

    id: Slug
    """Part of the entry's lasting address."""
    date: Day
    kind: Literal["added", "changed", "answered"]
    text: Text
    places: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """The cities whose pages are new or were read anew as a whole; "national" for the nation's facts."""
    facts: Annotated[tuple[FactId, ...], Field(strict=False)] = ()


class Head(Model):
    """The head of an explainer: what lists, search and shared links say of it."""

    title: Words
    description: Words
    topic: TopicId | None = None
    """Whose colour and glyph it takes; None where it is about all three."""
    order: Annotated[int, Field(ge=1)]
    """Its place in the list: the smallest comes first."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """A lesson written in Markdown, in one language. What it quotes stands in it by id (see `quotes`)."""

    language: Language
    slug: str
    """Its address below learn/: the name of its file."""
    head: Head
    markdown: str
    """The text below the head."""
    line: int
    """The line of the file on which the text begins, counted from 1."""


RoundId = Literal["2019-pilot", "2022-list"]


class Round(Model):
    """A round of the zero-waste programme; the numbers of its members are values of national facts."""

    id: RoundId
    name: Text
    cities: FactId
    special_areas: FactId


class Membership(Model):
    """That a place belongs to a round, and who says so."""

    round: RoundId
    sources: Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]


class Area(Model):
    """A part of a municipality that takes part."""

    name: Text
    sources: Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]


class Member(Model):
    """A city or area that a source says is on the roster."""

    id: Slug
    """That of its page, where it has one."""
    name: Text
    province: str
    kind: Literal["city", "municipality", "special-area"]
    rounds: Annotated[tuple[Membership, ...], Field(strict=False, min_length=1)]
    areas: Annotated[tuple[Area, ...], Field(strict=False)] = ()
    caveat: Text | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of its rounds and areas."""
        of_rounds = (citation for one in self.rounds for citation in one.sources)
        return (*of_rounds, *(citation for area in self.areas for citation in area.sources))


class Listing(Model):
    """What is known of a province's part of the 2022 list."""

    province: str
    listed: Annotated[int, Field(ge=0)] | None = None
    """How many of its cities are on the list, special areas left out; None where no text that was read says so."""
    sources: Annotated[tuple[Citation, ...], Field(strict=False)] = ()


class Roster(Model):
    """The cities and areas of the zero-waste programme, as far as a source confirms them."""

    rounds: Annotated[tuple[Round, ...], Field(strict=False, min_length=1)]
    provinces: Annotated[tuple[Listing, ...], Field(strict=False, min_length=1)]
    members: Annotated[tuple[Member, ...], Field(strict=False, min_length=1)]


class Cell(Model):
    """A place in the province grid, counted from 1."""

    column: Annotated[int, Field(ge=1, le=8)]
    row: Annotated[int, Field(ge=1, le=10)]


class Province(Model):
    """A province-level division."""

    id: Slug
    name: Text
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """Its letters in ISO 3166-2:CN, without "CN-"."""
    cell: Cell


class Publisher(Model):
    """A site whose pages may be linked; its subdomains are included."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    name: Text
    kind: Literal["government", "state-media", "journal", "international", "news", "association"]


@dataclass(frozen=True, slots=True)
class Data:
    """Everything in data/, each by its id and in the order of the file."""

    cities: Mapping[str, City]
    national: National
    sources: Mapping[SourceId, Source]
    topics: Mapping[TopicId, Topic]
    themes: Mapping[str, Theme]
    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    provinces: Mapping[str, Province]
    publishers: Mapping[str, Publisher]
    glossary: Mapping[str, Term]
    roster: Roster
    changes: Mapping[str, Change]
    explainers: Mapping[str, Explainer]
    """By language and slug: "en/air-figures"."""
