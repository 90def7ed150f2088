"""Texts and pages that are not yet there in one of the languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Model, Text, Unit
from beautiful_cities.phrases import counted
from beautiful_cities.problems import Keys, Problem, problem
from beautiful_cities.reading import Reading
from beautiful_cities.rules.entries import LANGUAGE_NAMES


def check_translated(reading: Reading) -> Iterator[Problem]:
    """Every text is there in every language; of each file one notice a language, at the first that is not."""
    missing: dict[tuple[str, Language], list[Keys]] = {}
    for kind, entries in reading.entries.items():
        for name, entry in entries.items():
            if not isinstance(entry, Model):  # an explainer, which is in one language
                continue
            path, keys = reading.origins[kind, name]
            is_apart = kind in ("cities", "national")  # their facts are a kind of their own
            for inner, text in _texts(entry, but="facts" if is_apart else ""):
                for language in LANGUAGES[1:]:
                    if text.own(language) is None:
                        missing.setdefault((path, language), []).append((*keys, *inner))
    for (path, language), every in missing.items():
        found = counted("there is {number} text", "there are {number} texts, of which this is the first,", len(every))
        yield problem("text-open", path, *every[0], found=found, language=LANGUAGE_NAMES[language])


def _texts(entry: Model, keys: Keys = (), *, but: str = "") -> Iterator[tuple[Keys, Text | Unit]]:
    """Every text inside an entry with its keys."""
    if isinstance(entry, Text | Unit):
        yield keys, entry
        return
    for name in _worded(type(entry)):
        value = getattr(entry, name) if name != but else None
        if isinstance(value, Model):
            yield from _texts(value, (*keys, name))
        elif value:
            for index, one in enumerate(value):
                yield from _texts(one, (*keys, name, index))


@cache
def _worded(model: type[Model]) -> tuple[str, ...]:
    """The keys under which a model has texts, or models that have some."""
    return tuple(name for name, field in model.model_fields.items() if any(map(_has_text, _models(field.annotation))))


def _has_text(model: type[Model]) -> bool:
    return issubclass(model, Text | Unit) or bool(_worded(model))


def _models(annotation: Any) -> Iterator[type[Model]]:
    """The models that a field may hold: alone, as one of several types, or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
