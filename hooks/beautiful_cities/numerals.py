"""Numbers as people write them in Chinese and English sentences.

In: a sentence. Out: the values written in it, as decimals, and where the digits stand. It knows nothing
of facts or files, and never guesses a number that is not written.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_SCALES = {
    "zh": {
        "百": 100,
        "千": 1_000,
        "万": 10_000,
        "百万": 1_000_000,
        "千万": 10_000_000,
        "亿": 100_000_000,
        "万亿": 10**12,
    },
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "trillion": 10**12},
}

# Power is written in 万千瓦 in Chinese and in MW in English: both are read in kilowatts.
_POWER = {"MW": 1_000, "GW": 1_000_000, "兆瓦": 1_000, "吉瓦": 1_000_000}

# A digit glued to a Latin letter is part of a name (PM2.5, COP15), not a quantity; 千 in 千瓦 belongs to the unit.
_DIGITS = r"(?<![A-Za-z0-9.])(?<![A-Za-z][-\u2011])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_WRITTEN = {
    "zh": re.compile(_DIGITS + r"\s?[多余几]?(万亿|百万|千万|[百万亿]|千(?![瓦克米卡帕伏]))?(兆瓦|吉瓦)?", re.ASCII),
    "en": re.compile(
        _DIGITS + r"(?:[ \u00a0-](hundred|thousand|million|billion|trillion)\b)?(?:[ \u00a0](MW|GW)(?=h?\b))?", re.ASCII
    ),
}

READABLE = frozenset(_WRITTEN)
"""The families of languages whose numbers are understood; a text in another is not judged by its numbers."""
_SIMPLIFIED = str.maketrans("萬億餘幾兩雙貳", "万亿余几两双二")
"""The traditional characters of numbers; each becomes one, so that places stay."""

# Words by value: an ordinal, a "dozen" and an article may stand for a number as well as its name.
_EN_NAMES = """zero no|one once single a an first|two twice both second pair|three third|four fourth quarter|five fifth|
six sixth|seven seventh|eight eighth|nine ninth|ten tenth tenfold|eleven eleventh|twelve twelfth dozen|
thirteen thirteenth|fourteen fourteenth|fifteen fifteenth|sixteen|seventeen|eighteen|nineteen"""
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_WORDS = {word: value for value, names in enumerate(_EN_NAMES.split("|")) for word in names.split()} | {
    word: 10 * tens for tens, word in enumerate(_EN_TENS, start=2)
}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
_ZH_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "双": 2}


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number written in digits."""

    value: Decimal
    """What it means with its scale word: 20000 for "2万" and for "20,000"."""
    start: int
    """Where the digits begin in the sentence."""
    end: int
    """Where the digits end, the scale word included."""


def numerals(text: str, language: str) -> Iterator[Numeral]:
    """The numbers written in digits, in reading order; none in a `language` that is not in `READABLE`.

    >>> [str(n.value) for n in numerals("2024年淘汰2万辆，PM2.5降到每立方米40.5微克", "zh")]
    ['2024', '20000', '40.5']
    >>> [str(n.value) for n in numerals("1.7 million tonnes in 2024, or 20,000 a day", "en")]
    ['1700000', '2024', '20000']
    """
    if language not in READABLE:
        return
    for match in _WRITTEN[language].finditer(text.translate(_SIMPLIFIED)):
        scale = _SCALES[language].get(match[2] or "", 1) * _POWER.get(match[3] or "", 1)
        value = Decimal(match[1].replace(",", "")) * scale
        yield Numeral(_plain(value), match.start(), match.end(2) if match[2] else match.end(1))


@cache
def numbers_in(text: str, language: str) -> frozenset[Decimal]:
    """The values written in digits, each once; remembered, because several rules ask of the same text."""
    return frozenset(numeral.value for numeral in numerals(text, language))


@cache
def spelled_numbers_in(text: str, language: str) -> frozenset[Decimal]:
    """The values that words may stand for: 五 and 十二, "five", "twelfth", "September".

    Generous on purpose: it answers "could this number be written here in words?", nothing more.

    >>> Decimal(14) in spelled_numbers_in("“十四五”期间", "zh"), Decimal(9) in spelled_numbers_in("In September", "en")
    (True, True)
    """
    return _spelled_zh(text.translate(_SIMPLIFIED)) if language == "zh" else _spelled_en(text)


def unmatched_numbers(
    one: str, other: str, languages: tuple[str, str] = ("zh", "en")
) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """Numbers that only the one, and only the other, sentence gives; both empty when the two agree.

    `languages` are those of the two, of `READABLE`.

    >>> unmatched_numbers("五座工厂每天处理1万吨", "Five plants treat 10,000 tonnes a day")
    ((), ())
    >>> [str(n) for n in unmatched_numbers("2023年有66个", "66 in 2024")[0]]
    ['2023']
    """
    first, second = languages
    in_one, in_other = numbers_in(one, first), numbers_in(other, second)
    only_one, only_other = in_one - in_other, in_other - in_one
    if only_one:  # most texts agree in digits, and words take longer to read
        only_one -= spelled_numbers_in(other, second)
    if only_other:
        only_other -= spelled_numbers_in(one, first)
    return tuple(sorted(only_one)), tuple(sorted(only_other))


def _spelled_en(text: str) -> frozenset[Decimal]:
    found: set[int] = set()
    previous = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _MONTHS:
            found.add(_MONTHS[word])
        if word in _SCALES["en"]:
            found.add((previous or 1) * _SCALES["en"][word])
        value = _EN_WORDS.get(word, 0)
        if word in _EN_WORDS:
            found.add(value)
            if 20 <= previous < 100 and 0 < value < 10:
                found.add(previous + value)
        previous = value
    return frozenset(map(Decimal, found))


def _spelled_zh(text: str) -> frozenset[Decimal]:
    found: set[int] = set()
    for run in re.findall(r"[零〇一二两双三四五六七八九十百千万亿]+", text):
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + 8) + 1):
                value = _zh_value(run[start:end])
                if value is not None:
                    found.add(value)
    return frozenset(map(Decimal, found))


def _zh_value(run: str) -> int | None:
    """The value of a whole Chinese numeral, or None when the characters do not form one."""
    total = section = digit = 0
    last_scale = 10**9
    for character in run:
        if character in _ZH_DIGITS:
            if digit:
                return None
            digit = _ZH_DIGITS[character]
            continue
        scale = 10 if character == "十" else _SCALES["zh"][character]
        if scale >= 10_000:
            total, section, digit, last_scale = (total + section + digit) * scale, 0, 0, 10**9
        elif scale >= last_scale:
            return None
        else:
            section, digit, last_scale = section + (digit or 1) * scale, 0, scale
    return total + section + digit


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent, so that equal values are written alike."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
