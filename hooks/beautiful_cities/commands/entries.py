"""What a new source, fact, term or city is asked for, and the entry that the answers make.

In: a reading, for the words that may be answered. Out: questions; and from answers to them, entries as the data files
hold them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from gettext import NullTranslations
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from beautiful_cities.commands.drafts import Entry, declared, number
from beautiful_cities.commands.questions import Question
from beautiful_cities.descriptions import FIELDS
from beautiful_cities.i18n import wording
from beautiful_cities.languages import COMPLETE, DEFAULT, LANGUAGES
from beautiful_cities.model import Comparator, Kind, Level, Reliability, Terrain, TopicId, Water
from beautiful_cities.phrases import later as _
from beautiful_cities.problems import Keys
from beautiful_cities.reading import Reading
from beautiful_cities.schema import hint
from beautiful_cities.writing import entry_lines, mapping_lines

NUMBERS = ("value", "latitude", "longitude", "geonames", "order")
_LISTED = {
    "spellings": _("Other spellings in the texts, with commas between."),
    "everyday": _("Words that readers may look for instead, with commas between; only search knows them."),
}
LISTS = (*(f"{name}-{language}" for name in _LISTED for language in LANGUAGES), "facts")


def pair(
    name: str, told: str, *, inside: Keys = (), is_needed: bool = True, default: Any = None
) -> tuple[Question, ...]:
    """A text in every language, only where there is the first; the tools ask for those that they speak themselves."""

    def is_begun(answers: Mapping[str, str]) -> bool:
        return bool(answers.get(f"{name}-{DEFAULT}"))

    return tuple(
        Question(
            f"{name}-{language}",
            told,
            (*inside, name, language),
            language,
            is_needed=is_needed and language in COMPLETE,
            default=default(language) if default else None,
            when=None if is_needed or language == DEFAULT else is_begun,
        )
        for language in LANGUAGES
    )


def source_questions(reading: Reading, file: str = "") -> tuple[Question, ...]:
    """What a source is asked for; `file` is where it goes by default."""
    files = sorted({Path(path).stem for (kind, _id), (path, _keys) in reading.origins.items() if kind == "sources"})
    return (
        Question("id", FIELDS["Source.id"], ("id",)),
        Question(
            "file",
            _("The file in data/sources, without .yml: the city’s, or national. A new name makes a new file."),
            (),
            default=lambda answers: file or next((one for one in files if answers.get("id", "").startswith(one)), ""),
        ),
        *pair("title", FIELDS["Source.title"]),
        *pair("publisher", FIELDS["Source.publisher"], is_needed=False),
        Question("published", FIELDS["Source.published"], ("published",), is_needed=False),
        Question("document-number", FIELDS["Source.document_number"], ("document_number",), is_needed=False),
        Question("source-language", FIELDS["Source.language"], ("language",), choices=("zh", "en", "ja")),
        Question("reliability", FIELDS["Source.reliability"], ("reliability",), choices=get_args(Reliability)),
        Question("url", FIELDS["Source.url"], ("url",), is_needed=False),
        *pair("caveat", FIELDS["Source.caveat"], is_needed=False),
    )


def fact_questions(reading: Reading, place: str, also_taken: Iterable[str] = ()) -> tuple[Question, ...]:
    """What a fact of a place is asked for; `also_taken` are ids that no file has yet."""
    taken = {*reading.known("facts"), *also_taken}
    indicators, units = reading.entries["indicators"], tuple(reading.entries["units"])

    def is_target(answers: Mapping[str, str]) -> bool:
        return answers.get("kind") == "target"

    def theme(answers: Mapping[str, str]) -> str:
        one = indicators.get(answers.get("indicator", ""))
        return str(one.theme) if one else ""

    def unit(answers: Mapping[str, str]) -> str:
        one = indicators.get(answers.get("indicator", ""))
        return str(one.unit) if one else ""

    def name(answers: Mapping[str, str]) -> str:
        what = answers.get("indicator") or answers.get("theme", "")
        when = answers.get("deadline") or answers.get("date") or ""
        parts = [place, what, *(["target"] if is_target(answers) else []), *([when] if when else [])]
        proposed = "-".join(parts)
        tries = [proposed, *(f"{proposed}-{at}" for at in range(2, 1000))]
        return next(one for one in tries if one not in taken)

    def has_value(answers: Mapping[str, str]) -> bool:
        return bool(answers.get("value"))

    return (
        Question("topic", FIELDS["Fact.topic"], ("topic",), choices=get_args(TopicId)),
        Question("kind", FIELDS["Fact.kind"], ("kind",), choices=get_args(Kind)),
        Question("indicator", FIELDS["Fact.indicator"], ("indicator",), choices=tuple(indicators), is_needed=False),
        Question("theme", FIELDS["Fact.theme"], ("theme",), choices=tuple(reading.entries["themes"]), default=theme),
        Question("deadline", FIELDS["Fact.deadline"], ("deadline",), is_needed=False, when=is_target),
        Question("date", FIELDS["Fact.date"], ("date",), is_needed=False, when=lambda all_: not all_.get("deadline")),
        Question("value", FIELDS["Fact.value"], ("value",), is_needed=False),
        Question("unit", FIELDS["Fact.unit"], ("unit",), choices=units, default=unit, when=has_value),
        Question(
            "comparator",
            FIELDS["Fact.comparator"],
            ("comparator",),
            choices=get_args(Comparator),
            is_needed=False,
            default=lambda _answers: "=",
            when=has_value,
        ),
        *pair("text", FIELDS["Fact.text"]),
        *pair("caveat", FIELDS["Fact.caveat"], is_needed=False),
        Question("source", FIELDS["Citation.source"], ("sources", 0, "source")),
        *pair("locator", FIELDS["Citation.locator"], inside=("sources", 0)),
        Question("id", FIELDS["Fact.id"], ("id",), default=name),
    )


def term_questions(reading: Reading) -> tuple[Question, ...]:
    """What a term is asked for."""
    return (
        *pair("term", FIELDS["Term.term"]),
        Question("pinyin", FIELDS["Term.pinyin"], ("pinyin",)),
        *pair("definition", FIELDS["Term.definition"]),
        *(
            Question(f"{name}-{language}", _LISTED[name], (name, language), language, is_needed=False)
            for name in _LISTED
            for language in LANGUAGES
        ),
        Question(
            "facts",
            _("The ids of national facts that the definition rests on, with commas between."),
            ("facts",),
            is_needed=False,
        ),
        Question(
            "id",
            FIELDS["Term.id"],
            ("id",),
            default=lambda answers: "-".join(answers.get("term-en", "").lower().split()),
        ),
    )


def city_questions(reading: Reading) -> tuple[Question, ...]:
    """What a city is asked for, its facts apart."""

    def lies_inside(answers: Mapping[str, str]) -> bool:
        return answers.get("level") in ("district", "special-area")

    return (
        *pair("name", FIELDS["City.name"]),
        Question("province", FIELDS["City.province"], ("province",), choices=tuple(reading.entries["provinces"])),
        Question("level", FIELDS["City.level"], ("level",), choices=get_args(Level)),
        Question(
            "parent",
            FIELDS["City.parent"],
            ("parent",),
            choices=tuple(sorted(reading.known("cities"))),
            is_needed=False,
            when=lies_inside,
        ),
        Question("latitude", FIELDS["Coordinates.latitude"], ("coordinates", "latitude")),
        Question("longitude", FIELDS["Coordinates.longitude"], ("coordinates", "longitude")),
        Question("geonames", FIELDS["Coordinates.geonames"], ("coordinates", "geonames")),
        Question("terrain", FIELDS["City.terrain"], ("terrain",), choices=get_args(Terrain)),
        Question("water", FIELDS["City.water"], ("water",), choices=get_args(Water)),
        Question("reviewed", FIELDS["City.reviewed"], ("reviewed",), default=lambda _answers: _today()),
        *pair("tagline", FIELDS["City.tagline"]),
    )


def summary_questions(facts: Sequence[Entry]) -> tuple[Question, ...]:
    """The summary of a city; by default it says what its facts say."""

    def joined(language: str) -> Callable[[Mapping[str, str]], str]:
        said = [str(fact["text"][language]) for fact in facts[:3] if language in fact["text"]]
        return lambda _answers: wording(language).between.join(said if len(said) == len(facts[:3]) else ())

    return pair("summary", FIELDS["City.summary"], default=joined)


def _today() -> str:
    return dt.datetime.now(dt.UTC).astimezone().date().isoformat()


def entry_of(questions: Sequence[Question], answers: Mapping[str, str]) -> Entry:
    """The entry that the answers make, its keys in the order of the questions; what was left out is not there."""
    entry: Entry = {}
    for one in questions:
        answer = answers.get(one.name, "")
        if not answer or not one.keys or (one.name == "comparator" and answer == "="):
            continue
        value: Any = number(answer) if one.name in NUMBERS else answer
        if one.name in LISTS:
            value = [part.strip() for part in answer.replace("，", ",").split(",") if part.strip()]
        _put(entry, one.keys, value)
    return {"id": entry.pop("id"), **entry} if "id" in entry else entry


def _put(entry: Entry, keys: Keys, value: Any) -> None:
    inner: Any = entry
    for key, following in pairwise(keys):
        if isinstance(inner, list):
            inner.extend([{}] * (int(key) + 1 - len(inner)))
            inner = inner[int(key)]
        else:
            inner = inner.setdefault(str(key), [] if isinstance(following, int) else {})
    inner[keys[-1]] = value


_FACT_KEYS = ("id", "topic", "theme", "kind", "date", "deadline", "indicator", "comparator", "value", "unit")
"""The order in which a fact says what it says; the rest follows as it was asked."""


def fact_of(questions: Sequence[Question], answers: Mapping[str, str]) -> Entry:
    """The fact that the answers make."""
    entry = entry_of(questions, answers)
    ordered = {key: entry[key] for key in _FACT_KEYS if key in entry}
    return declared({**ordered, **entry})


def city_file(
    path: str,
    questions: Sequence[Question],
    answers: Mapping[str, str],
    facts: Sequence[Entry],
    words: NullTranslations,
) -> str:
    """The text of a city's file, each key with its explanation before it."""
    head = entry_of(questions, answers)
    valued = [fact["id"] for fact in facts if "value" in fact]
    head["summary"] = {**head.get("summary", {}), "facts": [fact["id"] for fact in facts[:3]]}
    head["key_figures"] = valued[:4]
    lines = [hint(path)]
    for key, value in head.items():
        lines += [f"# {words.gettext(FIELDS[f'City.{key}'])}", *mapping_lines({key: value})]
    lines += ["", f"# {words.gettext(FIELDS['City.facts'])}", "facts:"]
    before = None
    topics = [*get_args(TopicId), *(fact["topic"] for fact in facts)]
    for fact in sorted(facts, key=lambda fact: (topics.index(fact["topic"]), fact["theme"])):
        heading = f"{fact['topic']} · {fact['theme']}"
        lines += ["", f"  # {heading}"] if heading != before else []
        lines += entry_lines(fact, "  ")
        before = heading
    return "\n".join([*lines, ""])
