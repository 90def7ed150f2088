"""What changed between a revision of the repository and the data as they stand.

In: the project's folder, a Git revision, and a reading of today's data. Out: the facts that say something else than
they did; problems for those that no new entry of data/changes.yml tells readers about, and for texts of which one
language changed and the other did not. It asks Git, and changes nothing.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beautiful_cities.languages import DEFAULT, LANGUAGES, REGISTERED
from beautiful_cities.model import NATION, Fact
from beautiful_cities.phrases import Phrase, say
from beautiful_cities.phrases import later as _
from beautiful_cities.problems import Keys, Problem, problem
from beautiful_cities.reading import Reading, read_data


class RevisionError(Exception):
    """There is no such revision, or no Git; `said` tells which."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(str(said))
        self.said = said


def data_at(root: Path, revision: str) -> Reading:
    """The data as they were at a revision; raises RevisionError."""
    try:
        done = subprocess.run(
            ["git", "archive", "--format=tar", revision, "data"], cwd=root, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise RevisionError(say("Git is not installed, and only it knows what stood there before")) from None
    if done.returncode:
        detail = done.stderr.decode(errors="replace").strip()
        raise RevisionError(
            say("Git has no data of the revision {revision}: {detail}", revision=revision, detail=detail)
        )
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
        return read_data(Path(folder))


@dataclass(frozen=True, slots=True)
class Change:
    """One fact then and now; None where it was not there or is no more."""

    id: str
    path: str
    """The file that it stands in, or stood in."""
    before: Fact | None
    now: Fact | None


def changed_facts(before: Reading, now: Reading) -> Iterator[Change]:
    """Every fact that is new, gone, or says something else, in the order of the files."""
    for name, fact in now.entries["facts"].items():
        old: Fact | None = before.entries["facts"].get(name)
        is_new = old is None and name not in before.known("facts")
        if is_new or (old is not None and _said(old) != _said(fact)):
            yield Change(name, now.origins["facts", name][0], old, fact)
    for name, old in before.entries["facts"].items():
        if name not in now.known("facts"):
            yield Change(name, before.origins["facts", name][0], old, None)


def check_recorded(before: Reading, now: Reading, revision: str) -> Iterator[Problem]:
    """Every fact that is new or says something else is named by an entry that is new, itself or by its city."""
    new = [entry for name, entry in now.entries["changes"].items() if name not in before.entries["changes"]]
    told = {name for entry in new for name in entry.facts}
    files = {now.origins["national" if name == NATION else "cities", name][0] for entry in new for name in entry.places}
    for change in changed_facts(before, now):
        if change.now is None or change.id in told or change.path in files:
            continue
        what = say("this fact says something else") if change.before else say("this fact is new")
        _path, keys = now.origins["facts", change.id]
        yield problem("change-unrecorded", change.path, *keys, what=what, revision=revision)


_TRANSLATED = ("topics", "themes", "indicators", "provinces", "sources", "cities", "facts", "glossary", "changes")
"""Kinds of entries whose texts are translated."""


def check_translated(before: Reading, now: Reading, revision: str) -> Iterator[Problem]:
    """Every text that changed did so in all its languages."""
    for kind in _TRANSLATED:
        for name, entry in now.entries[kind].items():
            old = before.entries[kind].get(name)
            if old is None:
                continue
            path, keys = now.origins[kind, name]
            texts = dict(_texts(old.model_dump(exclude={"facts"} if kind == "cities" else None)))
            for inner, text in _texts(entry.model_dump(exclude={"facts"} if kind == "cities" else None)):
                was = texts.get(inner, text)
                given = [language for language in LANGUAGES if text.get(language)]
                is_new = any((was.get(language) or text[language]) != text[language] for language in given)
                for other in given if is_new else ():
                    if was.get(other) == text[other]:
                        called = say(_NAMES.get(other, REGISTERED[other].name))
                        where = (*keys, *inner, other)
                        yield problem("translation-behind", path, *where, language=called, revision=revision)


_NAMES = {"zh": _("the Chinese"), "en": _("the English")}


def _texts(values: Any, keys: Keys = ()) -> Iterator[tuple[Keys, dict[str, str]]]:
    """Every text inside an entry, with its keys."""
    if isinstance(values, dict):
        if isinstance(values.get(DEFAULT), str):
            yield keys, values
        for key, value in values.items():
            yield from _texts(value, (*keys, key))
    elif isinstance(values, (list, tuple)):
        for index, value in enumerate(values):
            yield from _texts(value, (*keys, index))


def _said(fact: Fact) -> dict[str, object]:
    """What a fact says, without the words that say it: a better wording is no news."""
    return fact.model_dump(exclude={"text", "caveat", "topic", "theme", "other_numbers"})
