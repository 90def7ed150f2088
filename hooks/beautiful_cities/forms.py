"""What each of Pydantic's errors is called in our words.

In: an error of form, with the file and the keys around it. Out: a problem that an editor can act on. A type of error
that has no sentence here is our mistake, and raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic_core import ErrorDetails

from beautiful_cities.languages import DEFAULT, LANGUAGES
from beautiful_cities.model import Model
from beautiful_cities.phrases import Phrase, counted, say
from beautiful_cities.phrases import later as _
from beautiful_cities.problems import Keys, Problem, problem, suggestion

_NUMBER_HINT = say(
    "use digits and at most one decimal point, without commas, quotes, unit or leading zeros, such as 1250.5"
)
_IN_BOTH = frozenset(
    ("text", "caveat", "title", "publisher", "locator", "name", "tagline", "definition", "term", "summary")
)
_BOTH_HINT = say("write both languages: {braces}", braces="{zh: …, en: …}")
_COMMA_HINT = say("write a half-width comma and a space between two")
_EXPECTED = {
    "string_type": (say("text"), say("put quotes around it if it is the text itself")),
    "number_type": (say("a number"), _NUMBER_HINT),
    "int_type": (say("a whole number"), say("use digits alone, without quotes")),
    "tuple_type": (say("a list"), say("begin each entry with a hyphen")),
    "list_type": (say("a list"), say("begin each entry with a hyphen")),
    "model_type": (say("a group of keys"), say("write each key with its colon on a line of its own")),
    "date_type": (say("a date"), say("write a year (2025), a month (2025-09) or a day (2025-09-30)")),
}
_REASONS = {
    "sources": say("no statement stands without its source"),
    "source": say("no statement stands without its source"),
    "locator": say("a reader must be able to find the place"),
    DEFAULT: say("pages in the other languages show it too where they have no text of their own"),
}
_RANGES = {"ge": _("of at least {limit}"), "le": _("of at most {limit}"), "gt": _("above {limit}")}
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


def shape_problem(here: str, outer: Keys, detail: ErrorDetails, model: type[Model]) -> Problem:
    """Our sentence for one of Pydantic's errors; raises KeyError for a type that has none, which is our mistake."""
    kind, keys = detail["type"], (*outer, *detail["loc"])
    context = dict(detail.get("ctx", {}))
    key, raw = _named(keys), detail["input"]
    if kind == "extra_forbidden":
        otherwise = say("delete it, or look up the right key in data/README.md")
        mend = suggestion(str(keys[-1]), _known_keys(model, detail["loc"]), otherwise=otherwise)
        if raw is None and " " in str(keys[-1]):  # {en: paragraph 8, line 2}
            mend = say("put quotes around the text before it, if it is the part after a comma")
        return problem("key-unknown", here, *keys, key=keys[-1], suggestion=mend)
    if kind == "missing":
        reason = _REASONS.get(str(keys[-1]), say("the page cannot be made without it"))
        return problem("key-missing", here, *keys, key=keys[-1], reason=reason)
    if raw is None or (kind == "string_too_short"):
        return problem("empty", here, *keys, key=key)
    if kind in _OWN_RULES:
        inner = (str(context["key"]),) if "key" in context else ()
        return problem(_OWN_RULES[kind], here, *keys, *inner, **context)
    if kind in _EXPECTED:
        return type_problem(here, keys, kind, raw)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        return problem("choice", here, *keys, key=key, found=_found(raw), suggestion=suggestion(str(raw), words))
    if kind == "string_pattern_mismatch":
        rule_id = {"host": "host", "code": "province-code", "pinyin": "pinyin"}.get(str(key), "id")
        return problem(rule_id, here, *keys, found=raw)
    if kind == "string_too_long":
        return problem("text-long", here, *keys, key=key, found=len(str(raw)), limit=context["max_length"])
    if kind in ("too_short", "too_long"):
        return _length_problem(here, keys, kind, context)
    if kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        (name, limit), *_ = context.items()
        return problem("number", here, *keys, key=key, found=raw, range=Phrase(_RANGES[name], {"limit": limit}))
    raise KeyError(f"no sentence for the Pydantic error type {kind!r}")


def _length_problem(here: str, keys: Keys, kind: str, context: Mapping[str, Any]) -> Problem:
    length = int(context["actual_length"])
    found = counted("{number} entry", "{number} entries", length) if length else say("no entries")
    if kind == "too_short":
        least = int(context["min_length"])
        needed, mend = say("at least {limit}", limit=least), say("add {number} more", number=least - length)
    else:
        most = int(context["max_length"])
        needed, mend = say("at most {limit}", limit=most), say("take {number} away", number=length - most)
    return problem("list-length", here, *keys, key=_named(keys), found=found, range=needed, mend=mend)


def type_problem(here: str, keys: Keys, kind: str, raw: object) -> Problem:
    """Something of another type than `kind`, one of the keys of `_EXPECTED`, stands there."""
    expected, hint = _EXPECTED[kind]
    if isinstance(raw, str) and keys and keys[-1] in _IN_BOTH:
        hint = _BOTH_HINT
    elif isinstance(raw, str) and keys and isinstance(keys[-1], int) and re.search("[，、]", raw):
        hint = _COMMA_HINT
    return problem("type", here, *keys, key=_named(keys), expected=expected, found=_found(raw), hint=hint)


def _named(keys: Sequence[str | int]) -> str | Phrase:
    """The value by its keys as an editor sees them: `text.en`, or `entry 3 of sources` in a list."""
    tail = [str(key) for key in keys if isinstance(key, str)][-2:]
    if keys and isinstance(keys[-1], int):
        number = keys[-1] + 1
        return (
            say("entry {number} of {list}", number=number, list=tail[-1])
            if tail
            else say("entry {number}", number=number)
        )
    if not tail:
        return say("the file")
    return ".".join(tail) if tail[-1] in LANGUAGES else tail[-1]


def _found(value: object) -> str | Phrase:
    match value:
        case bool():
            return say("a yes-or-no word")
        case dict():
            return say("a group of keys")
        case list():
            return say("a list")
        case str():
            return say('"{text}"', text=value)
        case _:
            return say("the number {number}", number=value)


def _known_keys(model: type[Model], keys: Sequence[str | int]) -> list[str]:
    """The keys that are known where an unknown one stands, from the model's JSON Schema."""
    schema = _schema(model)
    node = _resolved(schema, schema)
    for key in keys[:-1]:
        node = node["items"] if isinstance(key, int) else node["properties"][key]
        node = _resolved(schema, node)
    return sorted(node.get("properties", {}))


@cache
def _schema(model: type[Model]) -> dict[str, Any]:
    """Made once: a file may have thousands of keys that nobody knows."""
    return model.model_json_schema()


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in (node, *node.get("anyOf", ())):
        if "$ref" in option:
            resolved: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return resolved
    return node
