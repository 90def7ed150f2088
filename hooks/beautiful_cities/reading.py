"""From the data files to checked models, or to problems with line and column.

In: the folder data/. Out: a `Reading` with every well-formed entry of every file, and every problem of form in one run.
Positions are looked up in a second pass, and only when there is a problem to place. What must hold between entries is
not judged here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from beautiful_cities.forms import shape_problem, type_problem
from beautiful_cities.languages import DEFAULT, LANGUAGES
from beautiful_cities.memory import Memory
from beautiful_cities.model import (
    Change,
    City,
    Data,
    Explainer,
    Fact,
    Head,
    Indicator,
    Model,
    National,
    Province,
    Publisher,
    Roster,
    Source,
    Term,
    Theme,
    Topic,
    Unit,
)
from beautiful_cities.parsing import LESSONS, Place, UnreadableError, below_head, nearest, parse, places_in
from beautiful_cities.problems import Keys, Problem, problem

# Which model each entry of a file is. A city's id is the name of its file.
LISTS: Mapping[str, type[Model]] = {
    "topics": Topic,
    "themes": Theme,
    "indicators": Indicator,
    "units": Unit,
    "provinces": Province,
    "publishers": Publisher,
    "glossary": Term,
    "changes": Change,
}
KINDS = (*LISTS, "sources", "facts", "national", "cities", "roster", "explainers")


@dataclass(slots=True)
class Reading:
    """What came out of data/: all entries that are well formed, where each stands, and every problem of form."""

    root: Path
    """The project's folder, which holds data/."""
    entries: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    """Checked models by kind (see KINDS) and id. An entry that is not well formed is missing here."""
    origins: dict[tuple[str, str], tuple[str, Keys]] = field(default_factory=dict)
    """The file and the keys of each entry, by kind and id, the malformed ones included."""
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Kinds of which a file could not be read or an entry has no id, so that nobody can say which entries there are."""
    fact_ids: dict[str, list[str]] = field(default_factory=dict)
    """The ids of the facts in each file, those of malformed and of repeated facts included."""
    focus: frozenset[str] | None = None
    """The files that are judged; None for all of them."""
    memory: Memory | None = None
    """Of files that were read before."""
    _places: dict[str, dict[Keys, Place]] = field(default_factory=dict)
    _ids: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _counted: int = 0
    """How many origins there were when the ids were sorted by kind."""

    def known(self, kind: str) -> Collection[str]:
        """The ids of a kind, those of malformed entries included, so that one slip is reported once."""
        if self._counted != len(self.origins):
            self._ids, self._counted = defaultdict(dict), len(self.origins)
            for of_kind, name in self.origins:
                self._ids[of_kind][name] = None
        return self._ids[kind]

    def judges(self, path: Path) -> bool:
        """True for a file whose problems are asked for."""
        return self.focus is None or _relative(self.root, path) in self.focus

    def data(self) -> Data:
        """The whole; call it only when there is no error."""
        parts: dict[str, Any] = {kind: part for kind, part in self.entries.items() if kind != "facts"}
        parts["national"] = self.entries["national"]["national"]
        parts["roster"] = self.entries["roster"][ROSTER]
        return Data(**parts)

    def place(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The same problems with line and column; each file is looked through once."""
        placed = []
        for found in problems:
            if not found.line:
                if found.path not in self._places:
                    self._places[found.path] = places_in(self.root / found.path)
                line, column = nearest(self._places[found.path], found.keys)
                found = replace(found, line=line, column=column)
            placed.append(found)
        return tuple(placed)


def read_data(root: Path, focus: frozenset[str] | None = None, memory: Memory | None = None) -> Reading:
    """All of data/ under `root`, and the explainers of content/; problems of form are in the result, never raised.

    With a `focus`, files such as "data/cities/jinan.yml", only those are judged: the vocabularies are read with them,
    and of all other files the ids are picked out, which takes a tenth of the time. Explainers, which quote from all of
    them, are left out then.
    """
    reading = Reading(root, focus=focus, memory=memory)
    folder = root / "data"
    for kind, model in LISTS.items():
        path = folder / f"{kind}.yml"
        if kind in _VOCABULARIES or reading.judges(path):
            _read_list(reading, kind, model, path)
        else:
            reading.unread.add(kind)
    for path in _files(reading, "sources"):
        if reading.judges(path):
            _read_list(reading, "sources", Source, path)
        else:
            _pick_ids(reading, "sources", path)
    national = folder / "national.yml"
    needed = any(reading.judges(folder / f"{name}.yml") for name in ("national", "topics", "indicators", ROSTER))
    if needed:
        _read_place(reading, "national", National, national)
    else:
        _pick_facts(reading, "national", national)
    for path in _files(reading, "cities"):
        if reading.judges(path):
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem) or path.stem in _TAKEN:
                reading.problems.append(problem("file-name", _relative(root, path), name=path.name))
            _read_place(reading, "cities", City, path)
        else:
            _pick_facts(reading, "cities", path)
    if reading.judges(folder / f"{ROSTER}.yml"):
        _read_roster(reading, folder / f"{ROSTER}.yml")
    else:
        reading.unread.add("roster")
    if focus is None:
        _refuse_strangers(reading)
        _read_explainers(reading)
    return reading


_VOCABULARIES = ("themes", "indicators", "units", "provinces", "publishers")
"""What entries of all files name: always read."""


ROSTER = "zero-waste-roster"


_TAKEN = ("index",)
"""A city's address that would be the city index's."""


_LEFT_BEHIND = ("~", ".md")
"""Ends of names that may lie among the data: an editor's backup, a note."""


_FOLDERS = ("cities", "sources", "schema")


def _refuse_strangers(reading: Reading) -> None:
    """What lies in data/ itself and nobody reads is a problem."""
    known = {*(f"{name}.yml" for name in (*LISTS, "national", ROSTER)), *_FOLDERS}
    folder = reading.root / "data"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        is_data = path.is_dir() or path.suffix in (".yml", ".yaml")
        if is_data and path.name not in known and not path.name.startswith("."):
            reading.problems.append(problem("file-stray", _relative(reading.root, path), name=path.name))


def _files(reading: Reading, kind: str) -> list[Path]:
    """The data files of a folder; any other file that would be passed over is a problem."""
    folder = reading.root / "data" / kind
    here = _relative(reading.root, folder)
    every = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [path for path in every if path.suffix == ".yml" and not path.name.startswith(".")]
    for path in every:
        if path.suffix != ".yml" and not path.name.startswith(".") and not path.name.endswith(_LEFT_BEHIND):
            reading.unread |= {kind, "facts"} if kind == "cities" else {kind}
            reading.problems.append(problem("file-stray", _relative(reading.root, path), name=path.name))
    if not found:
        reading.unread.add(kind)
        reading.problems.append(problem("file-missing", here, path=f"{here}/*.yml"))
    return found


def _read_list(reading: Reading, kind: str, model: type[Model], path: Path) -> None:
    here = _relative(reading.root, path)
    raw = _parsed(reading, path)
    if not isinstance(raw, list):
        reading.unread.add(kind)
        if raw is not _NOTHING:
            reading.problems.append(type_problem(here, (), "list_type", raw))
        return
    for index, entry in enumerate(raw):
        _enter(reading, kind, model, here, (index,), entry)


def _read_place(reading: Reading, kind: str, model: type[Model], path: Path) -> None:
    """One city, or the nation: its facts one by one, then the whole with those that are well formed."""
    here = _relative(reading.root, path)
    raw = _parsed(reading, path)
    reading.origins[kind, path.stem] = (here, ())
    facts = raw.get("facts") if isinstance(raw, dict) else None
    if not isinstance(facts, list):
        reading.unread.add("facts")
    if raw is _NOTHING:
        return
    if isinstance(facts, list):
        told = len(reading.problems)
        good = [fact for i, fact in enumerate(facts) if _enter(reading, "facts", Fact, here, ("facts", i), fact)]
        if len(facts) > 1 and (first := _twin(reading.problems[told:], len(facts))):
            reading.problems[told:] = [problem("file-twice", here, first=first)]
            return
        raw = {**raw, "facts": good or [_STAND_IN]} if facts else raw
    if (whole := _checked(reading, model, here, (), raw)) is not None:
        reading.entries[kind][path.stem] = whole


def _twin(told: Sequence[Problem], number: int) -> str:
    """The other file that holds the same facts, where every fact of this one is told to be there; else nothing."""
    others = {str(found.values["first"]).rpartition(":")[0] for found in told if found.rule.id == "id-twice"}
    return next(iter(others)) if len(told) == number and len(others) == 1 else ""


def _read_roster(reading: Reading, path: Path) -> None:
    here = _relative(reading.root, path)
    raw = _parsed(reading, path)
    reading.origins["roster", ROSTER] = (here, ())
    if raw is not _NOTHING and (roster := _checked(reading, Roster, here, (), raw)) is not None:
        reading.entries["roster"][ROSTER] = roster


_ID = re.compile(r"""(?:^[ \t-]*|[{,][ \t]*)id:[ \t]*["']?([a-z0-9]+(?:-[a-z0-9]+)*)""", re.MULTILINE)


def _pick_ids(reading: Reading, kind: str, path: Path) -> None:
    """The ids of a file that is not judged, with their places, without reading it as YAML."""
    here = _relative(reading.root, path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        reading.unread.add(kind)
        return
    places = reading._places.setdefault(here, {})
    line, counted = 1, 0
    for found in _ID.finditer(text):
        line, counted = line + text.count("\n", counted, found.start(1)), found.start(1)
        places[found[1], "id"] = Place(line, found.start(1) - text.rfind("\n", 0, found.start(1)))
        reading.origins.setdefault((kind, found[1]), (here, (found[1],)))
        if kind == "facts":
            reading.fact_ids.setdefault(here, []).append(found[1])


def _pick_facts(reading: Reading, kind: str, path: Path) -> None:
    reading.origins[kind, path.stem] = (_relative(reading.root, path), ())
    _pick_ids(reading, "facts", path)


TAKEN_BY_LESSONS = ("index", "quiz", "worksheets")
"""Addresses below learn/ that are other pages'."""


def _read_explainers(reading: Reading) -> None:
    """The explainers of every language; a site may have none."""
    for language in LANGUAGES:
        folder = reading.root / "content" / language / LESSONS
        for path in sorted(folder.rglob("*.md")):
            here, below = _relative(reading.root, path), path.relative_to(folder).as_posix()
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", below) or path.stem in TAKEN_BY_LESSONS:
                taken = ", ".join(TAKEN_BY_LESSONS)
                reading.problems.append(problem("explainer-name", here, name=below, taken=taken))
                continue
            name = f"{language}/{path.stem}"
            reading.origins["explainers", name] = (here, ())
            raw = _parsed(reading, path)
            if raw is not _NOTHING and (head := _checked(reading, Head, here, (), raw)) is not None:
                markdown, line = below_head(path, here)
                reading.entries["explainers"][name] = Explainer(language, path.stem, head, markdown, line)


# Where every fact of a file is malformed, its head is judged all the same.
_STAND_IN = {
    "id": "stand-in",
    "topic": "biodiversity",
    "theme": "species",
    "kind": "measure",
    "text": {DEFAULT: "?"},
    "sources": [{"source": "stand-in", "locator": {DEFAULT: "?"}}],
}


def _enter(reading: Reading, kind: str, model: type[Model], here: str, keys: Keys, raw: Any) -> bool:
    """Note one entry of a list and whether it is well formed; a second one of the same id is a problem."""
    key = "host" if kind == "publishers" else "id"
    entry = _checked(reading, model, here, keys, raw)
    name = raw.get(key) if isinstance(raw, dict) else None
    if not isinstance(name, str):
        reading.unread.add(kind)
        return entry is not None
    if kind == "facts":
        reading.fact_ids.setdefault(here, []).append(name)
    if (kind, name) in reading.origins:
        first, first_keys = reading.origins[kind, name]
        places = reading.place([replace(problem("id-twice", first), keys=(*first_keys, key))])
        where = f"{first}:{places[0].line}"
        reading.problems.append(problem("id-twice", here, *keys, key, found=name, first=where))
        return False
    reading.origins[kind, name] = (here, keys)
    if entry is not None:
        reading.entries[kind][name] = entry
    return entry is not None


def _checked(reading: Reading, model: type[Model], here: str, keys: Keys, raw: Any) -> Any:
    """The model, or None after its problems were noted."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
        misspelt = {(one["loc"][:-1], str(one["loc"][-1])) for one in details if one["type"] == "extra_forbidden"}
        for detail in details:
            *outer, key = detail["loc"] or ("",)
            likes = [other for at, other in misspelt if at == tuple(outer)]
            if detail["type"] == "missing" and get_close_matches(str(key), likes):
                continue  # the misspelt key is reported, and once is enough
            if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                continue  # its entries are malformed, which is reported, and Pydantic does not count them
            reading.problems.append(shape_problem(here, keys, detail, model))
    return None


_NOTHING = object()


def _parsed(reading: Reading, path: Path) -> Any:
    """The plain values of a file, or _NOTHING after the problem was noted."""
    here = _relative(reading.root, path)
    if not _is_inside(reading.root, path):
        reading.problems.append(problem("file-elsewhere", here, path=here))
        return _NOTHING
    try:
        return parse(path, here, reading.memory)
    except UnreadableError as error:
        reading.problems.append(error.found)
        return _NOTHING


def _is_inside(root: Path, path: Path) -> bool:
    """False for a symbolic link that leads out of the project."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link to itself, which reading it will tell
        return True


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
