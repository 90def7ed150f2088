"""Spreadsheets as rows of named cells, and the template that editors fill in.

In: a CSV file in UTF-8 or the first sheet of an .xlsx file. Out: rows with the place of every cell, or `Unreadable`. A
cell is text here; numbers come as they are stored, so that a value whose last digit is 0 is best written as text.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from string import ascii_uppercase
from typing import Any
from zipfile import BadZipFile

from beautiful_cities.languages import COMPLETE
from beautiful_cities.model import Text
from beautiful_cities.phrases import later as _
from beautiful_cities.phrases import say
from beautiful_cities.problems import Problem, problem, suggestion
from beautiful_cities.reading import Reading

COLUMNS: Mapping[str, tuple[str, str]] = {
    "place": ("地方", _("The slug or the name of a city, or national.")),
    "indicator": ("指标", _("The id or the name of an indicator.")),
    "date": ("日期", _("2024, 2024-09 or 2024-09-30; or give each year a column of its own: 2023, 2024 …")),
    "value": ("数值", _("The number as the source gives it, without its unit.")),
    "source": ("来源", _("The id of a source in data/sources.")),
    "locator_zh": ("位置中文", _("The place in the source, in Chinese, such as 第2段.")),
    "locator_en": ("位置英文", _("The same in English, such as paragraph 2.")),
    "kind": ("类型", _("May be left out: result. Or target, observation …")),
    "comparator": ("比较", _("May be left out: =. Or >=, <=, about.")),
    "topic": ("主题", _("May be left out where other facts of the indicator tell it.")),
    "text_zh": (
        "文字中文",
        _("May be left out: the sentence is worded from indicator, date and value. Give both or none."),
    ),
    "text_en": ("文字英文", _("The same sentence in English.")),
    "caveat_zh": ("说明中文", _("May be left out: what a reader must know.")),
    "caveat_en": ("说明英文", _("The same in English.")),
}
"""The columns with their Chinese names, and what they hold."""
NEEDED = ("place", "indicator", "source", "locator_zh", "locator_en")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, and its cells by column."""

    line: int
    cells: Mapping[str, str]
    """The text of each cell that is not empty; a column of its own year is named by the year."""
    columns: Mapping[str, int]
    """Where each column stands, counted from 1."""


class UnreadableSheetError(Exception):
    """A file of which no row can be read. `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def at(found: Problem, line: int, column: int = 1) -> Problem:
    """A problem in the row and column of a spreadsheet, both counted from 1."""
    return replace(found, line=line, column=column)


def rows_of(path: Path) -> list[Row]:
    """The rows of a spreadsheet; raises UnreadableSheetError."""
    cells = list(_cells_of_csv(path) if path.suffix.lower() == ".csv" else _cells_of_workbook(path))
    here = path.as_posix()
    cells = [(line, row) for line, row in cells if any(row)]
    if len(cells) < 2:
        raise UnreadableSheetError([problem("sheet-empty", here)])
    line, head = cells[0]
    columns, problems = _columns(here, line, head)
    untitled = [
        at(problem("sheet-column-untitled", here, found=cell), below, column)
        for below, row in cells[1:]
        for column, cell in enumerate(row, 1)
        if cell and not (column <= len(head) and head[column - 1])
    ]
    if problems or untitled:
        raise UnreadableSheetError(problems or untitled)
    return [
        Row(line, {name: row[at - 1] for name, at in columns.items() if at <= len(row) and row[at - 1]}, columns)
        for line, row in cells[1:]
    ]


def _columns(here: str, line: int, head: Sequence[str]) -> tuple[dict[str, int], list[Problem]]:
    """The columns by name, from the first row."""
    named = {alias: name for name, (chinese, _told) in COLUMNS.items() for alias in (name, chinese)}
    columns: dict[str, int] = {}
    problems = []
    for column, title in enumerate(head, 1):
        first = title.split()[0].lower() if title else ""
        name = named.get(first) or (first.removesuffix("年") if _YEAR.fullmatch(first.removesuffix("年")) else None)
        if not title:
            continue
        if name is None:
            mend = suggestion(first, COLUMNS, otherwise=say("use one of: {words}", words=", ".join(COLUMNS)))
            problems.append(at(problem("sheet-column-unknown", here, found=title, suggestion=mend), line, column))
        elif name in columns:
            problems.append(at(problem("sheet-column-twice", here, found=title), line, column))
        else:
            columns[name] = column
    years = [name for name in columns if _YEAR.fullmatch(name)]
    needed = [*NEEDED, *(() if years else ("date", "value"))]
    if missing := ", ".join(name for name in needed if name not in columns):
        problems.append(at(problem("sheet-column-missing", here, found=missing), line))
    if years:
        double = [name for name in ("date", "value") if name in columns]
        problems += [at(problem("sheet-column-double", here, found=one), line, columns[one]) for one in double[:1]]
    return columns, problems


def _cells_of_csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableSheetError([_unreadable(path, error.strerror or "")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableSheetError([at(problem("encoding", path.as_posix(), offset=error.start), line)]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableSheetError([at(_unreadable(path, str(error)), line)]) from None


def _cells_of_workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # slow to import, and only a workbook needs it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise UnreadableSheetError([_unreadable(path, error.strerror or "")]) from None
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise UnreadableSheetError([_unreadable(path, str(error).splitlines()[0])]) from None
    try:
        for line, row in enumerate(book.worksheets[0].iter_rows(), 1):
            problems = [
                at(problem("sheet-percent", path.as_posix(), found=f"{cell.value:.10g}"), line, column)
                for column, cell in enumerate(row, 1)
                if isinstance(cell.value, (int, float)) and "%" in str(cell.number_format)
            ]
            if problems:
                raise UnreadableSheetError(problems)
            yield line, [_cell(cell.value, str(cell.number_format)) for cell in row]
    finally:
        book.close()


def _cell(value: Any, shown_as: str) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():  # 2024-05 becomes the first of the month, and only its format tells
            parts = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown_as).lower()
            return f"{value:%Y-%m-%d}" if "d" in parts else f"{value:%Y-%m}" if "m" in parts else f"{value:%Y}"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return f"{Decimal(repr(value)):f}"
        case _:
            return str(value).strip()


def _unreadable(path: Path, detail: str) -> Problem:
    return problem("sheet-unreadable", path.as_posix(), path=path.as_posix(), detail=detail)


def write_template(path: Path, reading: Reading, words: NullTranslations) -> None:
    """An empty spreadsheet with the columns; in a workbook, a second sheet explains them and lists what exists."""
    titles = [f"{name} {chinese}" for name, (chinese, _told) in COLUMNS.items()]
    if path.suffix.lower() == ".csv":
        path.write_text(",".join(titles) + "\r\n", encoding="utf-8-sig", newline="")
        return
    from openpyxl import Workbook

    book = Workbook()
    first, notes = book.worksheets[0], book.create_sheet(words.gettext("Notes"))
    first.title = words.gettext("Values")
    first.append(titles)
    first.freeze_panes = "A2"
    for letter, title in zip(ascii_uppercase, titles, strict=False):
        first.column_dimensions[letter].width = max(12, len(title) + 4)
        if title.startswith("date "):
            first.column_dimensions[letter].number_format = "@"  # else 2024-05 becomes a day as it is typed
    for name, (_chinese, told) in COLUMNS.items():
        notes.append([name, words.gettext(told)])
    notes.append([])
    for slug, city in sorted(reading.entries["cities"].items()):
        notes.append(["place", slug, *_names(city.name)])
    for name, indicator in reading.entries["indicators"].items():
        notes.append(["indicator", name, *_names(indicator.name), indicator.unit])
    for name, source in reading.entries["sources"].items():
        notes.append(["source", name, *_names(source.title)])
    for letter, width in zip("ABCD", (12, 36, 48, 48), strict=True):
        notes.column_dimensions[letter].width = width
    book.save(path)


def _names(text: Text) -> list[str]:
    """A name in each language of the columns; empty where it has none."""
    return [text.own(language) or "" for language in COMPLETE]
