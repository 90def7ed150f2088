"""Slips of typing in texts: the wrong language, the wrong width, quotation marks that stand alone or around it all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from beautiful_cities.languages import family
from beautiful_cities.model import Text
from beautiful_cities.problems import Keys, Problem, problem
from beautiful_cities.reading import Reading
from beautiful_cities.rules.entries import LANGUAGE_NAMES
from beautiful_cities.rules.texts import names, texts

_HAN = "[\u3400-\u9fff]"
_WIDTH: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(rf"(?<={_HAN})[,;:!?.]|[,:!?](?={_HAN})|[０-９Ａ-Ｚａ-ｚ]"),
    "en": re.compile("[０-９Ａ-Ｚａ-ｚ，。；：！？（）、]"),
}
"""By the family of the language; how another is written is not known, and its texts are not judged."""
_OTHER_WIDTH = dict(zip(",;:!?.", "，；：！？。", strict=True))
_PAIRS = ("“”", "《》", "（）")
_WHOLE = re.compile(r"[“”][^“”]*[“”]")


def check_wording(reading: Reading) -> Iterator[Problem]:
    """Every text is in its language, and its signs are those that the language is written with."""
    for path, keys, text in texts(reading):
        is_locator = "locator" in keys  # which may be a title in quotation marks, or "p. 3" in both languages
        yield from _slips(path, keys, text, is_sentence=not is_locator)
    for path, keys, text in names(reading):
        yield from _slips(path, keys, text, is_sentence=False)


def _slips(path: str, keys: Keys, text: Text, *, is_sentence: bool) -> Iterator[Problem]:
    for language, one in text.given.items():
        name, written = LANGUAGE_NAMES[language], family(language)
        if written not in _WIDTH:
            continue
        if is_sentence and not _is_in(written, one):
            yield problem("text-language", path, *keys, language, language=name)
            continue
        if is_sentence and _WHOLE.fullmatch(one):
            yield problem("text-quoted", path, *keys, language)
        if slip := _first_width_slip(one, written):
            yield problem("width", path, *keys, language, found=slip[0], right=slip[1], language=name)
        if alone := _alone(one):
            yield problem("quotation-open", path, *keys, language, found=alone)


@cache
def _first_width_slip(text: str, written: str) -> tuple[str, str, int] | None:
    return next(width_slips(text, written), None)


def width_slips(text: str, written: str) -> Iterator[tuple[str, str, int]]:
    """Signs that a family of languages is not written with, what to write instead, and where they stand.

    >>> list(width_slips("空气变好了,水也是２", "zh"))
    [(',', '，', 5), ('２', '2', 9)]
    """
    for found in _WIDTH[written].finditer(text) if written in _WIDTH else ():
        yield found[0], _OTHER_WIDTH.get(found[0]) or _half(found[0]), found.start()


def _half(sign: str) -> str:
    """A full-width sign as the one that English is written with."""
    return {"。": ".", "、": ","}.get(sign) or chr(ord(sign) - 0xFEE0)


@cache
def _is_in(written: str, text: str) -> bool:
    chinese, latin = (len(re.findall(letters, text)) for letters in (_HAN, "[A-Za-z]"))
    return chinese > 0 if written == "zh" else latin > chinese or chinese == 0


@cache
def _alone(text: str) -> str:
    """A quotation mark or bracket of which the other half is missing; nothing where all are in pairs."""
    if text.count('"') % 2:
        return '"'
    return next((pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])), "")
