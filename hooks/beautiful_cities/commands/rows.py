"""Rows of a spreadsheet to facts, or to problems in the place of each cell.

In: a spreadsheet and a reading of the data. Out: facts as the data files hold them, each with the place of its value;
and problems for what was not understood. Nothing is tried against the rules here, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from beautiful_cities.commands.drafts import Entry, date_of, declared, number
from beautiful_cities.commands.sheets import NEEDED, Row, at, rows_of
from beautiful_cities.i18n import tool_words, wording
from beautiful_cities.languages import COMPLETE, Language
from beautiful_cities.model import NATION, Fact, Indicator, Unit
from beautiful_cities.phrases import later as _
from beautiful_cities.problems import Problem, problem, suggestion
from beautiful_cities.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """A fact made of one value of a row."""

    place: str
    path: str
    """The file it belongs in."""
    entry: Entry
    line: int
    column: int
    """Where its value stands in the spreadsheet."""


Names = Mapping[Language, str]
"""What a place is called, by language."""


def read_sheet(file: Path, reading: Reading, new: tuple[str, Names] | None = None) -> tuple[list[Found], list[Problem]]:
    """The facts of a spreadsheet and what of it was refused; raises UnreadableSheetError.

    `new` is a city that has no file yet, by its slug and its names; the spreadsheet may then name no other.
    """
    nation: Names = {one: tool_words(one).gettext(_("China")) for one in COMPLETE}
    cities = {slug: {one: city.name[one] for one in COMPLETE} for slug, city in reading.entries["cities"].items()}
    places: dict[str, Names] = dict([new]) if new else {NATION: nation, **cities}
    facts: list[Found] = []
    problems: list[Problem] = []
    ids: dict[str, str] = dict.fromkeys(reading.known("facts"), "")
    for row in rows_of(file):
        made, wrong = _facts_of(row, file.as_posix(), reading, places)
        problems += wrong
        for one in made:
            other = _same(one, reading) or ids.get(str(one.entry["id"]))
            if other is not None:
                where = {"found": one.entry["id"], "other": other or one.entry["id"]}
                problems.append(at(problem("sheet-fact-twice", file.as_posix(), **where), one.line, one.column))
                continue
            ids[str(one.entry["id"])] = f"{file.as_posix()}:{one.line}"
            facts.append(one)
    return facts, problems


def _same(one: Found, reading: Reading) -> str | None:
    """The fact that gives this place's value of the indicator at this date already."""
    when = one.entry.get("date", one.entry.get("deadline"))
    facts: Mapping[str, Fact] = reading.entries["facts"]
    for name, fact in facts.items():
        said = (fact.indicator, str(fact.when), fact.kind == "target", reading.origins["facts", name][0])
        if said == (one.entry["indicator"], when, one.entry["kind"] == "target", one.path):
            return name
    return None


def _facts_of(row: Row, here: str, reading: Reading, places: Mapping[str, Names]) -> tuple[list[Found], list[Problem]]:
    """The facts of one row, or its problems."""
    wrong: list[Problem] = []

    def refuse(rule_id: str, column: str, **values: object) -> None:
        wrong.append(at(problem(rule_id, here, **values), row.line, row.columns.get(column, 1)))

    for name in NEEDED:
        if name not in row.cells:
            refuse("sheet-cell-empty", name, found=name)
    for pair in ("text", "caveat"):
        given = [language for language in COMPLETE if f"{pair}_{language}" in row.cells]
        if len(given) == 1:
            missing = next(f"{pair}_{language}" for language in COMPLETE if language not in given)
            refuse("sheet-cell-empty", missing, found=missing)
    place = _named(row, "place", places)
    measured = {name: {one: each.name[one] for one in COMPLETE} for name, each in reading.entries["indicators"].items()}
    indicator_id = _named(row, "indicator", measured)
    if place is None and "place" in row.cells:
        refuse("sheet-place", "place", found=row.cells["place"], suggestion=suggestion(row.cells["place"], places))
    if indicator_id is None and "indicator" in row.cells:
        found = row.cells["indicator"]
        mend = suggestion(found, reading.entries["indicators"])
        refuse("indicator-unknown", "indicator", found=found, suggestion=mend)
    source = row.cells.get("source")
    if source is not None and source not in reading.entries["sources"]:
        mend = suggestion(source, reading.entries["sources"])
        refuse("source-unknown", "source", found=source, suggestion=mend)
    topic = row.cells.get("topic") or _topic(indicator_id, reading)
    if topic is None and indicator_id is not None:
        refuse("sheet-topic", "topic", found=indicator_id)
    values = list(_values(row))
    if not values:
        refuse("sheet-cell-empty", "value", found="value")
    if len(values) > 1 and "text_zh" in row.cells:
        refuse("sheet-texts", "text_zh", found=len(values))
    for column, date, value in values:
        if not date:
            refuse("sheet-cell-empty", "date", found="date")
        elif date_of(date) is None:
            refuse("date", "date", found=date)
        if isinstance(number(value), str):
            refuse("sheet-number", column, found=value)
    kind, comparator = row.cells.get("kind", "result"), row.cells.get("comparator", "=")
    if "text_zh" not in row.cells and (comparator != "=" or kind not in ("result", "observation")):
        refuse("sheet-text-needed", "text_zh", kind=kind, comparator=comparator)
    if wrong or place is None or indicator_id is None or topic is None:
        return [], wrong
    indicator: Indicator = reading.entries["indicators"][indicator_id]
    path = "data/national.yml" if place == NATION else f"data/cities/{place}.yml"
    made = []
    for column, date, value in values:
        entry: Entry = {
            "id": f"{place}-{indicator_id}-{date}" + ("-target" if kind == "target" else ""),
            "topic": topic,
            "theme": indicator.theme,
            "kind": kind,
            ("deadline" if kind == "target" else "date"): date,
            "indicator": indicator_id,
            **({"comparator": comparator} if comparator != "=" else {}),
            "value": number(value),
            "unit": indicator.unit,
            "text": _text(row, places[place], indicator, date, value, reading),
            **({"caveat": _pair(row, "caveat")} if "caveat_zh" in row.cells else {}),
            "sources": [{"source": source, "locator": _pair(row, "locator")}],
        }
        made.append(Found(place, path, declared(entry), row.line, row.columns[column]))
    return made, []


def _pair(row: Row, name: str) -> dict[Language, str]:
    return {language: row.cells[f"{name}_{language}"] for language in COMPLETE}


def _values(row: Row) -> Iterator[tuple[str, str, str]]:
    """Column, date and value of each value of a row."""
    if "value" in row.columns:
        if "value" in row.cells:
            yield "value", row.cells.get("date", ""), row.cells["value"]
        return
    for name in row.columns:
        if name.isdigit() and name in row.cells:
            yield name, name, row.cells[name]


def _named(row: Row, column: str, names: Mapping[str, Names]) -> str | None:
    """The id of an entry that a cell gives, or gives the name of in either language."""
    found = row.cells.get(column)
    if found is None or found in names:
        return found
    return next((name for name, called in names.items() if found in called.values()), None)


def _topic(indicator: str | None, reading: Reading) -> str | None:
    """The topic to which the facts of an indicator belong."""
    facts: dict[str, Fact] = reading.entries["facts"]
    return next((fact.topic for fact in facts.values() if indicator is not None and fact.indicator == indicator), None)


def _text(row: Row, place: Names, indicator: Indicator, date: str, value: str, reading: Reading) -> dict[Language, str]:
    """What the row says, or a plain sentence in each language."""
    if "text_zh" in row.cells:
        return _pair(row, "text")
    unit: Unit = reading.entries["units"][indicator.unit]
    amount = number(value)
    when = date_of(date)
    assert when is not None
    assert not isinstance(amount, str)
    made = {}
    for language in COMPLETE:
        words, say_in = tool_words(language), wording(language)
        made[language] = words.gettext(_TEXT).format(
            indicator=indicator.name[language],
            place=place[language],
            date=say_in.date(when),
            value=say_in.value(Decimal(amount), unit),
        )
    return made


_TEXT = _("{indicator} in {place}, {date}: {value}.")
