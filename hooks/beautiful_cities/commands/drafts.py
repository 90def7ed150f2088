"""What is to be written, tried before anything is touched.

In: new entries. Out: the texts of the files with them, and the problems that they would bring. A draft is judged in a
copy of the data by the same rules as everything else; only a draft without problems is written.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from beautiful_cities.languages import family
from beautiful_cities.model import Fact, PartialDate, partial_date
from beautiful_cities.numerals import numbers_in
from beautiful_cities.problems import Problem
from beautiful_cities.reading import Reading, read_data
from beautiful_cities.rules import check
from beautiful_cities.writing import entry_lines, inserted

Entry = dict[str, Any]
Files = dict[str, str]
"""The texts of files by their paths below the project."""


def text_of(root: Path, path: str) -> str:
    """A file as it stands, its line ends and byte order mark included."""
    return (root / path).read_bytes().decode("utf-8")


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write the texts of files; a language may have had no lesson before."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("utf-8"))


def judged(root: Path, focus: frozenset[str] | None = None) -> tuple[Reading, tuple[Problem, ...]]:
    """The data and every problem of them, or of a few files."""
    reading = read_data(root, focus)
    return reading, (*reading.place(reading.problems), *check(reading))


def trial(root: Path, files: Mapping[str, str], new_facts: Collection[str] = ()) -> tuple[Problem, ...]:
    """The problems that the project would have in these files; those between two facts are told of the new one.

    What is told of one half of a lesson is not told of the other again; a notice is left to the check.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        has_lesson = any(path.startswith("content/") for path in files)
        for name in ("data", "content") if has_lesson else ("data",):
            shutil.copytree(root / name, copy / name)
        write(copy, files)
        reading, problems = judged(copy, None if has_lesson else frozenset(files))
        problems = tuple(one for one in problems if one.rule.severity != "notice")
        if has_lesson:
            mine = [one for one in problems if one.path in files]
            return tuple({(one.rule.id, one.keys, str(one.values)): one for one in reversed(mine)}.values())
        return tuple(_of_new(found, reading, new_facts) for found in problems)


def _of_new(found: Problem, reading: Reading, new_facts: Collection[str]) -> Problem:
    """A problem that an old fact has with a new one, as the new one's problem with the old."""
    names = reading.fact_ids.get(found.path, [])
    if found.keys[:1] != ("facts",) or len(found.keys) < 2 or names[int(found.keys[1])] in new_facts:
        return found
    key, other = next(((key, str(value)) for key, value in found.values.items() if value in new_facts), ("", ""))
    if other not in names:
        return found
    values = {**found.values, key: names[int(found.keys[1])]}
    return replace(found, keys=("facts", names.index(other), *found.keys[2:]), values=values)


def number(answer: str) -> Decimal | int | str:
    """A number where the answer is one as the data write it; else the answer, for the rules to refuse."""
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", answer):
        return int(answer)
    return Decimal(answer) if re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]+", answer) else answer


def declared(entry: Entry) -> Entry:
    """A fact with `other_numbers`: what its texts say in digits beside the value and the date."""
    said = frozenset().union(*(numbers_in(text, family(language)) for language, text in entry["text"].items()))
    when = str(entry.get("date") or entry.get("deadline") or "")
    known = {Decimal(part) for part in when.split("-") if part.isdigit()}
    if isinstance(entry.get("value"), (int, Decimal)):
        known.add(abs(Decimal(entry["value"])))
    others = sorted(said - known)
    if not others:
        return entry
    made: Entry = {}
    for key, value in entry.items():
        if key == "text":
            made["other_numbers"] = [int(one) if one == one.to_integral_value() else one for one in others]
        made[key] = value
    return made


def with_facts(root: Path, reading: Reading, facts: Iterable[tuple[str, Entry]]) -> Files:
    """The files with new facts, each (file, fact) among its like; raises NoRoomError."""
    changed = {}
    for path, group in groupby(sorted(facts, key=lambda one: one[0]), key=lambda one: one[0]):
        there = _facts_of(reading, path)
        additions = []
        headed: set[tuple[str, str]] = set()
        for _, entry in group:
            after, is_new_group = _after(there, entry)
            heading = (entry["topic"], entry["theme"])
            lines = ["", f"# {entry['topic']} · {entry['theme']}"] if is_new_group and heading not in headed else []
            headed.add(heading)
            additions.append((after, [*lines, *entry_lines(entry)]))
        changed[path] = inserted(text_of(root, path), ("facts",), additions)
    return changed


def _facts_of(reading: Reading, path: str) -> Sequence[tuple[int, Fact]]:
    """The facts of a file by their index."""
    found = []
    for name, fact in reading.entries["facts"].items():
        origin, keys = reading.origins["facts", name]
        if origin == path:
            found.append((int(keys[1]), fact))
    return found


def _after(there: Sequence[tuple[int, Fact]], entry: Entry) -> tuple[int, bool]:
    """The index of the fact that a new one follows, and whether it is the first of its topic and theme."""
    theme = [(at, fact) for at, fact in there if (fact.topic, fact.theme) == (entry["topic"], entry["theme"])]
    series = [at for at, fact in theme if entry.get("indicator") and _precedes(fact, entry)]
    topic = [at for at, fact in there if fact.topic == entry["topic"]]
    likes = series or [at for at, _ in theme]
    return max(likes or topic or [at for at, _ in there]), not theme


def _precedes(fact: Fact, entry: Entry) -> bool:
    """Whether a fact is of the same series, or a target of it as the entry is, and not later."""
    when = date_of(entry.get("date") or entry.get("deadline"))
    is_alike = (fact.indicator, fact.kind == "target") == (entry["indicator"], entry["kind"] == "target")
    return is_alike and fact.when is not None and when is not None and fact.when.last_day <= when.last_day


def date_of(value: object) -> PartialDate | None:
    """A date as the data write it; None for anything else."""
    try:
        return partial_date(value)
    except ValueError:  # pydantic's own errors are ValueErrors
        return None
