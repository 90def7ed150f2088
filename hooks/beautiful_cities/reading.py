"""From the data files to checked models, or to problems with line and column.

In: the folder data/. Out: a `Reading` with every well-formed entry of every file, and every problem of form in one run.
Positions are looked up in a second pass, and only when there is a problem to place. What must hold between entries is
not judged here. It ends with what each of Pydantic's errors is called in our words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from beautiful_cities.model import (
    LANGUAGES,
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
from beautiful_cities.parsing import Place, UnreadableError, below_head, nearest, parse, places_in
from beautiful_cities.problems import Keys, Problem, problem, suggestion

# Which model each entry of a file is. A city's id is the name of its file.
_LISTS: Mapping[str, type[Model]] = {
    "topics": Topic,
    "themes": Theme,
    "indicators": Indicator,
    "units": Unit,
    "provinces": Province,
    "publishers": Publisher,
    "glossary": Term,
    "changes": Change,
}
KINDS = (*_LISTS, "sources", "facts", "national", "cities", "roster", "explainers")


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
    _places: dict[str, dict[Keys, Place]] = field(default_factory=dict)

    def known(self, kind: str) -> list[str]:
        """The ids of a kind, those of malformed entries included, so that one slip is reported once."""
        return [name for of_kind, name in self.origins if of_kind == kind]

    def data(self) -> Data:
        """The whole; call it only when there is no error."""
        parts: dict[str, Any] = {kind: part for kind, part in self.entries.items() if kind != "facts"}
        parts["national"] = self.entries["national"]["national"]
        parts["roster"] = self.entries["roster"][_ROSTER]
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


def read_data(root: Path) -> Reading:
    """All of data/ under `root`, and the explainers of content/; problems of form are in the result, never raised."""
    reading = Reading(root)
    folder = root / "data"
    for kind, model in _LISTS.items():
        _read_list(reading, kind, model, folder / f"{kind}.yml")
    for path in _files(reading, "sources"):
        _read_list(reading, "sources", Source, path)
    _read_place(reading, "national", National, folder / "national.yml")
    for path in _files(reading, "cities"):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem) or path.stem in _TAKEN:
            reading.problems.append(problem("file-name", _relative(root, path), name=path.name))
        _read_place(reading, "cities", City, path)
    _read_roster(reading, folder / f"{_ROSTER}.yml")
    _read_explainers(reading)
    return reading


_ROSTER = "zero-waste-roster"


_TAKEN = ("index",)
"""A city's address that would be the city index's."""


_LEFT_BEHIND = ("~", ".md")
"""Ends of names that may lie among the data: an editor's backup, a note."""


def _files(reading: Reading, kind: str) -> list[Path]:
    """The data files of a folder; any other file that would be passed over is a problem."""
    folder = reading.root / "data" / kind
    here = _relative(reading.root, folder)
    every = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [path for path in every if path.suffix == ".yml" and not path.name.startswith(".")]
    for path in every:
        if path.suffix != ".yml" and not path.name.startswith(".") and not path.name.endswith(_LEFT_BEHIND):
            reading.unread.add(kind)
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
            reading.problems.append(_type_problem(here, (), "list_type", raw))
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
        good = [fact for i, fact in enumerate(facts) if _enter(reading, "facts", Fact, here, ("facts", i), fact)]
        raw = {**raw, "facts": good or [_STAND_IN]} if facts else raw
    if (whole := _checked(reading, model, here, (), raw)) is not None:
        reading.entries[kind][path.stem] = whole


def _read_roster(reading: Reading, path: Path) -> None:
    here = _relative(reading.root, path)
    raw = _parsed(reading, path)
    reading.origins["roster", _ROSTER] = (here, ())
    if raw is not _NOTHING and (roster := _checked(reading, Roster, here, (), raw)) is not None:
        reading.entries["roster"][_ROSTER] = roster


_LESSONS = "learn"
"""The folder of the explainers below content/zh and content/en."""
_TAKEN_BY_LESSONS = ("index", "quiz", "worksheets")
"""Addresses below learn/ that are other pages'."""


def _read_explainers(reading: Reading) -> None:
    """The explainers of both languages; a site may have none."""
    for language in LANGUAGES:
        for path in sorted((reading.root / "content" / language / _LESSONS).glob("*.md")):
            here = _relative(reading.root, path)
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem) or path.stem in _TAKEN_BY_LESSONS:
                taken = ", ".join(_TAKEN_BY_LESSONS)
                reading.problems.append(problem("explainer-name", here, name=path.name, taken=taken))
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
    "text": {"zh": "?", "en": "?"},
    "sources": [{"source": "stand-in", "locator": {"zh": "?", "en": "?"}}],
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
        for detail in error.errors(include_url=False):
            if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                continue  # its entries are malformed, which is reported, and Pydantic does not count them
            reading.problems.append(_shape_problem(here, keys, detail, model))
    return None


_NOTHING = object()


def _parsed(reading: Reading, path: Path) -> Any:
    """The plain values of a file, or _NOTHING after the problem was noted."""
    try:
        return parse(path, _relative(reading.root, path))
    except UnreadableError as error:
        reading.problems.append(error.found)
        return _NOTHING


# Shape

_NUMBER_HINT = "use digits and at most one decimal point, without commas, quotes, unit or leading zeros, such as 1250.5"
_EXPECTED = {
    "string_type": ("text", "put quotes around it if it is the text itself"),
    "number_type": ("a number", _NUMBER_HINT),
    "int_type": ("a whole number", "use digits alone, without quotes"),
    "tuple_type": ("a list", "begin each entry with a hyphen"),
    "list_type": ("a list", "begin each entry with a hyphen"),
    "model_type": ("a group of keys", "write each key with its colon on a line of its own"),
    "date_type": ("a date", "write a year (2025), a month (2025-09) or a day (2025-09-30)"),
}
_REASONS = {
    "sources": "no statement stands without its source",
    "source": "no statement stands without its source",
    "locator": "a reader must be able to find the place",
    "zh": "every text is published in both languages",
    "en": "every text is published in both languages",
}
_OWN_RULES = {
    "value_unit": "value-unit",
    "comparator_alone": "comparator-alone",
    "deadline_kind": "deadline-kind",
    "date_and_deadline": "date-and-deadline",
    "outcome_alone": "outcome-alone",
    "date": "date",
    "day": "day",
    "link": "link",
    "formula": "formula",
}


def _shape_problem(here: str, outer: Keys, detail: ErrorDetails, model: type[Model]) -> Problem:
    """Our sentence for one of Pydantic's errors; raises KeyError for a type that has none, which is our mistake."""
    kind, keys = detail["type"], (*outer, *detail["loc"])
    context = dict(detail.get("ctx", {}))
    key, raw = _named(keys), detail["input"]
    if kind == "extra_forbidden":
        otherwise = "delete it, or look up the right key in data/README.md"
        mend = suggestion(str(keys[-1]), _known_keys(model, detail["loc"]), otherwise=otherwise)
        if raw is None and " " in str(keys[-1]):  # {en: paragraph 8, line 2}
            mend = "put quotes around the text before it, if it is the part after a comma"
        return problem("key-unknown", here, *keys, key=keys[-1], suggestion=mend)
    if kind == "missing":
        reason = _REASONS.get(str(keys[-1]), "the page cannot be made without it")
        return problem("key-missing", here, *keys, key=keys[-1], reason=reason)
    if raw is None or (kind == "string_too_short"):
        return problem("empty", here, *keys, key=key)
    if kind in _OWN_RULES:
        inner = (str(context["key"]),) if "key" in context else ()
        return problem(_OWN_RULES[kind], here, *keys, *inner, **context)
    if kind in _EXPECTED:
        return _type_problem(here, keys, kind, raw)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        return problem("choice", here, *keys, key=key, found=_found(raw), suggestion=suggestion(str(raw), words))
    if kind == "string_pattern_mismatch":
        return problem(
            {"host": "host", "code": "province-code", "pinyin": "pinyin"}.get(key, "id"), here, *keys, found=raw
        )
    if kind == "string_too_long":
        return problem("text-long", here, *keys, key=key, found=len(str(raw)), limit=context["max_length"])
    if kind in ("too_short", "too_long"):
        return _length_problem(here, keys, kind, context)
    if kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        (name, limit), *_ = context.items()
        words_for = {"ge": "of at least", "le": "of at most", "gt": "above"}
        return problem("number", here, *keys, key=key, found=raw, range=f"{words_for[name]} {limit}")
    raise KeyError(f"no sentence for the Pydantic error type {kind!r}")


def _length_problem(here: str, keys: Keys, kind: str, context: Mapping[str, Any]) -> Problem:
    count = int(context["actual_length"])
    found = f"{count or 'no'} {'entry' if count == 1 else 'entries'}"
    if kind == "too_short":
        least = int(context["min_length"])
        needed, mend = f"at least {least}", f"add {least - count} more"
    else:
        most = int(context["max_length"])
        needed, mend = f"at most {most}", f"take {count - most} away"
    return problem("list-length", here, *keys, key=_named(keys), found=found, range=needed, mend=mend)


def _type_problem(here: str, keys: Keys, kind: str, raw: object) -> Problem:
    expected, hint = _EXPECTED[kind]
    return problem("type", here, *keys, key=_named(keys), expected=expected, found=_found(raw), hint=hint)


def _named(keys: Sequence[str | int]) -> str:
    """The value by its keys as an editor sees them: `text.en`, or `entry 3 of sources` in a list."""
    tail = [str(key) for key in keys if isinstance(key, str)][-2:]
    if keys and isinstance(keys[-1], int):
        return f"entry {keys[-1] + 1}" + (f" of {tail[-1]}" if tail else "")
    if not tail:
        return "the file"
    return ".".join(tail) if tail[-1] in ("zh", "en") else tail[-1]


def _found(value: object) -> str:
    match value:
        case bool():
            return "a yes-or-no word"
        case dict():
            return "a group of keys"
        case list():
            return "a list"
        case str():
            return f'"{value}"'
        case _:
            return f"the number {value}"


def _known_keys(model: type[Model], keys: Sequence[str | int]) -> list[str]:
    """The keys that are known where an unknown one stands, from the model's JSON Schema."""
    schema = model.model_json_schema()
    node = _resolved(schema, schema)
    for key in keys[:-1]:
        node = node["items"] if isinstance(key, int) else node["properties"][key]
        node = _resolved(schema, node)
    return sorted(node.get("properties", {}))


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in (node, *node.get("anyOf", ())):
        if "$ref" in option:
            resolved: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return resolved
    return node


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
