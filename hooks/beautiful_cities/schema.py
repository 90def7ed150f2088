"""JSON Schemas of the data files: with them an editor completes keys and words, explains them and underlines slips.

In: a reading of the data, for the ids that entries may name. Out: the schemas under data/schema, made from the models,
with descriptions in both languages. They are files of the repository, since an editor looks there; `check_schemas`
says when they no longer agree with the models and the vocabularies. Ids of facts and sources stay open: there are
thousands, and a new one would change the schemas every day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from beautiful_cities.descriptions import FIELDS, FILES, VALUES
from beautiful_cities.i18n import tool_words
from beautiful_cities.languages import DEFAULT, LANGUAGES
from beautiful_cities.model import NATION, City, Model, National, Roster, Source
from beautiful_cities.phrases import ENGLISH, Phrase
from beautiful_cities.problems import Problem, problem
from beautiful_cities.reading import LISTS, ROSTER, Reading

FOLDER = "data/schema"
_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest dialect that all of the widespread YAML editors know."""

_WHOLE: Mapping[str, type[Model]] = {"city": City, "national": National, ROSTER: Roster}
_LISTED: Mapping[str, type[Model]] = {**LISTS, "sources": Source}

_VOCABULARIES: Mapping[str, str] = {
    "City.parent": "cities",
    "City.province": "provinces",
    "Fact.indicator": "indicators",
    "Fact.theme": "themes",
    "Fact.unit": "units",
    "Indicator.theme": "themes",
    "Indicator.unit": "units",
    "Listing.province": "provinces",
    "Member.province": "provinces",
}
"""The fields that name an entry of another file, by the kind of that entry."""

_FACT_RULES = {
    "dependencies": {
        "value": ["unit"],
        "unit": ["value"],
        "comparator": ["value"],
        "outcome": ["answers"],
        "deadline": {"properties": {"kind": {"const": "target"}}, "not": {"required": ["date"]}},
    }
}
"""What holds between the keys of one fact; see `Fact._holds_together`."""


def schema_files(reading: Reading) -> dict[str, str]:
    """The text of every schema by its path below the project, such as "data/schema/city.json"."""
    return {schema_path(name): _text(_file_schema(name, reading)) for name in (*_WHOLE, *_LISTED)}


def schema_path(name: str) -> str:
    """Where a schema lies; names are those of the data files, "city" and "sources"."""
    return f"{FOLDER}/{name}.json"


def schema_name(path: str) -> str:
    """The schema of a data file by the file's path below the project."""
    folder, _, name = path.removeprefix("data/").rpartition("/")
    return {"cities": "city", "sources": "sources"}.get(folder, name.removesuffix(".yml"))


def hint(path: str) -> str:
    """The first line of a data file, by which editors find its schema."""
    up = "../" * (path.count("/") - 1)
    return f"# yaml-language-server: $schema={up}schema/{schema_name(path)}.json"


def check_schemas(reading: Reading) -> Iterator[Problem]:
    """The schemas say what the models and vocabularies say. A project without schemas does without."""
    if not (reading.root / FOLDER).is_dir():
        return
    for path, text in schema_files(reading).items():
        file = reading.root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            yield problem("schema-stale", path, path=path)


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _file_schema(name: str, reading: Reading) -> dict[str, Any]:
    model = _WHOLE[name] if name in _WHOLE else _LISTED[name]
    whole = model.model_json_schema()
    parts = {**whole.pop("$defs", {}), model.__name__: whole}
    entry = {"$ref": f"#/$defs/{model.__name__}"}
    return {
        "$schema": _DIALECT,
        "description": _in_both(FILES[name]),
        **({"allOf": [entry]} if name in _WHOLE else {"type": "array", "items": entry}),
        "$defs": {part: _model_schema(part, raw, reading) for part, raw in sorted(parts.items())},
    }


def _model_schema(name: str, raw: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    properties = {}
    for key, value in raw["properties"].items():
        field = f"{name}.{key}"
        properties[key] = {
            "description": _in_both(FIELDS[field]),
            **_without_noise(value),
            **({"patternErrorMessage": _in_both(FIELDS[field], " · ")} if "pattern" in _without_noise(value) else {}),
            **_choices(field, value, reading),
        }
    kept = {key: raw[key] for key in ("type", "required", "additionalProperties") if key in raw}
    return {**kept, "properties": properties, **(_FACT_RULES if name == "Fact" else {})}


def _choices(field: str, value: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """The words that a field may hold, each explained, where there is a fixed set of them."""
    if field == "Change.places":
        return {"items": {"enum": [*sorted(reading.known("cities")), NATION]}}
    if field in _VOCABULARIES:
        entries = reading.entries[_VOCABULARIES[field]]
        names = sorted(entries) if _VOCABULARIES[field] == "cities" else list(entries)
        named = [" · ".join(_names(entries[name])) for name in names]
        return {"enum": names, "enumDescriptions": named}
    if field in VALUES:
        return {"enumDescriptions": [_in_both(VALUES[field][word], " · ") for word in value["enum"]]}
    return {}


def _names(entry: Any) -> Iterator[str]:
    """What an entry is called in each language: units are written out, everything else has a name."""
    own = entry.name.own if hasattr(entry, "name") else entry.own
    return (name for language in LANGUAGES if (name := own(language)))


def _without_noise(value: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without made-up titles and empty defaults, an optional key as the thing itself."""
    if options := [option for option in value.get("anyOf", ()) if option.get("type") != "null"]:
        value = {**{key: inner for key, inner in value.items() if key != "anyOf"}, **options[0]}
    kept = {key: inner for key, inner in value.items() if key not in ("title", "$ref")}
    if kept.get("default", ...) in (None, []) or isinstance(kept.get("default"), dict):
        del kept["default"]
    if "$ref" in value:  # beside a $ref, this dialect would not see the description
        kept["allOf"] = [{"$ref": value["$ref"]}]
    return kept


def _in_both(message: str, between: str = "\n\n") -> str:
    """Chinese, then English."""
    return between.join(
        Phrase(message).text(tool_words(language) if language == DEFAULT else ENGLISH) for language in LANGUAGES[:2]
    )
