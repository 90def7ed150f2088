"""How each language writes: words from its catalogue, and numbers, dates, units and lists by Babel.

In: plain values. Out: strings for a reader. The catalogues are gettext files under locale/, compiled in memory;
their message ids are the English sentences. Nothing here knows what a page looks like.
"""

from __future__ import annotations

import datetime as dt
import locale
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal
from babel.support import Translations
from babel.units import format_unit

from beautiful_cities.languages import CATALOGUES, COMPLETE, DEFAULT, LANGUAGES, REGISTERED, REGISTRY, Language, family
from beautiful_cities.model import PartialDate, Unit
from beautiful_cities.phrases import ENGLISH
from beautiful_cities.phrases import later as later  # rooms that word things take it from here
from beautiful_cities.problems import Problem, problem

Domain = Literal["messages", "tools"]
SITE: Domain = "messages"
TOOLS: Domain = "tools"
"""Two catalogues a language: what readers of the site see, and what its editors see. A language that the site is
translated into need not have the second."""

_WAN = Decimal(10_000)
_SCALES = {"万": _WAN, "亿": _WAN * _WAN, "萬": _WAN, "億": _WAN * _WAN}
"""A large number carries one of them or both: 1.2万亿 is 1.2 × 万 × 亿."""
_FIRST_IDEOGRAPH = "\u2e80"
"""Where CJK begins in Unicode: a Chinese unit follows its number without a space."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit, in the pieces that a page sets in different sizes."""

    number: str
    """The figure alone, with its percent sign: "2", "20,000", "65.2%"."""
    scale: str
    """万, 亿 or 万亿 in Chinese, where the number carries one; else empty."""
    unit: str
    """The unit in the language, in the plural where English has one; empty for a percentage."""

    def __str__(self) -> str:
        """The whole on one line: "2万辆", "20,000 vehicles"."""
        gap = " " if self.unit and self.unit[0] < _FIRST_IDEOGRAPH else ""
        return f"{self.number}{self.scale}{gap}{self.unit}"


class Wording:
    """One language: its words and its way of writing numbers, dates and lists."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        try:
            self.locale = Locale.parse(REGISTERED[language].locale)
        except (UnknownLocaleError, ValueError) as error:
            raise SystemExit(f"{REGISTRY}: the locale of {language!r}: {error}") from None
        self.translations = _translations(language)
        self.gettext = self.translations.gettext
        self.ngettext = self.translations.ngettext

    @property
    def tag(self) -> str:
        """For `lang` attributes: "zh-Hans" or "en"."""
        return REGISTERED[self.language].tag

    @property
    def territory(self) -> str:
        """The language and where it is written so, as Open Graph names it: "zh_CN" or "en_GB"."""
        return f"{self.locale.language}_{self.locale.territory}"

    @property
    def other(self) -> Language:
        """The language in which names stand beside their own: the first of another family."""
        others = (one for one in LANGUAGES if family(one) != family(self.language))
        return next(others, self.language)

    @property
    def between(self) -> str:
        """What stands between two sentences."""
        return "" if family(self.language) == "zh" else " "

    def name_of(self, language: Language) -> str:
        """A language's name in this one: "Chinese"; with its script where this is of the same family."""
        shown = Locale.parse(REGISTERED[language].locale)
        plain = str(self.locale.languages[shown.language])
        if family(language) != family(self.language):
            return plain
        return str(self.locale.languages.get(f"{shown.language}_{shown.script}", plain))

    def number(self, value: Decimal | int) -> str:
        """A number as the language writes it, with the decimals that its source gives.

        Chinese counts from ten thousand up in 万 and 亿 where two decimals hold the number exactly.

        >>> [Wording(language).number(Decimal("20000")) for language in ("zh", "en")]
        ['2万', '20,000']
        >>> [Wording(language).number(Decimal("27.0")) for language in ("zh", "en")]
        ['27.0', '27.0']
        """
        number, scale = self._number_and_scale(Decimal(value))
        return number + scale

    def value(self, value: Decimal, unit: Unit) -> Value:
        """A number with its unit.

        >>> unit = Unit.model_validate({"id": "vehicle", "zh": "辆", "en": {"one": "vehicle", "other": "vehicles"}})
        >>> [str(Wording(language).value(Decimal(20000), unit)) for language in ("zh", "en")]
        ['2万辆', '20,000 vehicles']
        """
        number, scale = self._number_and_scale(value)
        if unit.id == "%":
            return Value(f"{number}{scale}%", "", "")
        return Value(number, scale, self.unit(unit, value))

    def unit(self, unit: Unit, value: Decimal | None = None) -> str:
        """The unit's name; without a value in the form that labels an axis."""
        is_one = value is not None and self.locale.plural_form(value) == "one"
        return unit.form(self.language, is_one=is_one)

    def size(self, size_bytes: int) -> str:
        """The size of a file: "8.1 kB", "1.5 MB".

        >>> [Wording(language).size(1_513_000) for language in ("zh", "en")]
        ['1.5 MB', '1.5 MB']
        """
        unit, size = ("megabyte", size_bytes / 1e6) if size_bytes >= 1e6 else ("kilobyte", size_bytes / 1e3)
        return format_unit(size, f"digital-{unit}", "short", format="0.0" if size < 10 else "0", locale=self.locale)

    def date(self, date: PartialDate | dt.date) -> str:
        """A date as precise as it is known.

        >>> [Wording(language).date(PartialDate(2026, 3)) for language in ("zh", "en")]
        ['2026年3月', 'March 2026']
        >>> [Wording(language).date(PartialDate(2026, 3, 5)) for language in ("zh", "en")]
        ['2026年3月5日', '5 March 2026']
        """
        if isinstance(date, dt.date):
            date = PartialDate(date.year, date.month, date.day)
        return _date(date, self.language)

    def list(self, items: Sequence[str]) -> str:
        """ "a, b and c" or "a、b和c"."""
        return format_list(items, locale=self.locale)

    def _number_and_scale(self, value: Decimal) -> tuple[str, str]:
        return _number_and_scale(str(value), self.language)


@cache
def _number_and_scale(digits: str, language: Language) -> tuple[str, str]:
    """By its digits, because 27.0 is equal to 27 and is not written like it."""
    value, locale = Decimal(digits), wording(language).locale
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    if family(language) == "zh":
        if abs(value) < _WAN:
            pattern = pattern.replace("#,##", "")
        elif (value / 100) % 1 == 0:
            compact = format_compact_decimal(value, locale=locale, fraction_digits=2)
            number = compact.rstrip("".join(_SCALES))
            scale = compact.removeprefix(number)
            if Decimal(number) * math.prod(map(_SCALES.__getitem__, scale)) == value:
                return number, scale
    return format_decimal(value, format=pattern, locale=locale), ""


@cache
def _date(date: PartialDate, language: Language) -> str:
    """A date in words; a build asks for the same few thousand again and again."""
    locale = wording(language).locale
    if date.day is not None:
        return format_date(date.first_day, "long", locale=locale)
    return format_skeleton("y" if date.month is None else "yMMMM", date.first_day, locale=locale)


@cache
def wording(language: Language) -> Wording:
    """The language, made once."""
    return Wording(language)


def machine_language() -> Language:
    """The language of the machine, in which editors are told: Chinese where its locale is Chinese, else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    named = named or locale.getlocale()[0] or ""
    is_chinese = named.lower().startswith(("zh", "chinese"))
    return next((one for one in COMPLETE if (family(one) == "zh") == is_chinese), DEFAULT)


@cache
def tool_words(language: Language) -> NullTranslations:
    """The catalogue of what editors read: problems and commands. English needs none, being what the code says."""
    return ENGLISH if family(language) == "en" else _translations(language, TOOLS)


def catalogue(language: Language, domain: Domain = SITE) -> Catalog:
    """The gettext catalogue of a language as it stands in its .po file; an empty one where there is no file yet."""
    name, path = REGISTERED[language].catalogue, catalogue_path(language, domain)
    if not path.is_file():
        return Catalog(locale=name)
    with path.open("rb") as file:
        return read_po(file, locale=name)


def catalogue_path(language: Language, domain: Domain = SITE) -> Path:
    """The .po file of a language."""
    return CATALOGUES / REGISTERED[language].catalogue / "LC_MESSAGES" / f"{domain}.po"


def unfinished(language: Language, domain: Domain = SITE) -> Iterator[tuple[str, int]]:
    """The message ids without a finished translation, with their lines in the .po file."""
    for message in catalogue(language, domain):
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.fuzzy or not all(strings):
            msgid = message.id if isinstance(message.id, str) else message.id[0]
            yield msgid, message.lineno or 1


def check_catalogues() -> Iterator[Problem]:
    """Every word of the interface is there in the first language and in English, in which messages are written.

    Those of the tools are there in the first language. How far another language has come is told in one line.
    """
    catalogues: tuple[tuple[Language, Domain], ...] = (*((language, SITE) for language in COMPLETE), (DEFAULT, TOOLS))
    for language, domain in catalogues:
        for words, line in unfinished(language, domain):
            found = problem("translation-missing", _here(language, domain), found=words)
            yield replace(found, line=line, column=1)
    asked = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(DEFAULT)} - {""}
    for language in LANGUAGES:
        missing = asked - _finished(language) if language not in COMPLETE else set()
        if missing:
            values = {"found": len(missing), "of": len(asked), "first": min(missing)}
            found = problem("catalogue-behind", _here(language, SITE), language=REGISTERED[language].name, **values)
            yield replace(found, line=1, column=1)


def _here(language: Language, domain: Domain) -> str:
    path = catalogue_path(language, domain).relative_to(CATALOGUES.parents[1])
    return f"hooks/{path.as_posix()}"


def _finished(language: Language) -> set[str]:
    """The message ids that have a translation."""
    every = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language)}
    return every - {words for words, _ in unfinished(language)}


def _translations(language: Language, domain: Domain = SITE) -> Translations:
    """The catalogue, and behind it those of the languages that stand in; behind all of them, and at once behind an
    English one, is what the code says."""
    buffer = BytesIO()
    write_mo(buffer, catalogue(language, domain))
    buffer.seek(0)
    translations = Translations(buffer)
    if family(language) != "en":
        for one in REGISTERED[language].stands_in[:1]:
            translations.add_fallback(tool_words(one) if domain == TOOLS else wording(one).translations)
    return translations
