"""Which languages the site has, and which one stands in where another has no text of its own.

In: locale/languages.toml, read once when the package is loaded, because the shape of the data and of the files that
readers take away follows from it. Out: the codes in order and what is known of each. What only some languages need,
such as plurals, goes by the family: zh-Hant writes as zh does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CATALOGUES = Path(__file__).parent / "locale"
REGISTRY = CATALOGUES / "languages.toml"

Language = str
"""The code of one of the languages: "zh", "en"."""


@dataclass(frozen=True, slots=True)
class Registered:
    """One language as it is configured."""

    code: Language
    tag: str
    """For `lang` and `hreflang`."""
    locale: str
    """Babel's name for it, with the territory: "en_GB"."""
    name: str
    """What it calls itself."""
    stands_in: tuple[Language, ...]
    """The languages whose text is shown where it has none, in order; empty for the first language, which has all."""

    @property
    def family(self) -> str:
        """The language without script and territory, as we know some to write: "zh" or "en"."""
        return self.locale.partition("_")[0]

    @property
    def column(self) -> str:
        """What tables call it: "zh_hant"."""
        return self.code.replace("-", "_").lower()

    @property
    def catalogue(self) -> str:
        """The folder of its catalogues: "zh_Hant"."""
        return self.tag.replace("-", "_")


def read_registry(path: Path) -> Mapping[Language, Registered]:
    """The languages in order; raises SystemExit with a sentence for people, since nothing can be done without them."""
    try:
        return _registry(tomllib.loads(path.read_text("utf-8"))["language"])
    except (OSError, ValueError, TypeError, LookupError) as error:
        detail = f"there is no {error}" if isinstance(error, KeyError) else error
        raise SystemExit(
            f"{path}: {detail}; nothing can be read before the languages are known; look at the comment at its head"
        ) from None


def _registry(entries: Iterable[Mapping[str, Any]]) -> Mapping[Language, Registered]:
    found: dict[Language, Registered] = {}
    for entry in entries:
        one = _registered(entry, next(iter(found), None))
        if one.code in found:
            raise ValueError(f"the code {one.code!r} stands there twice")
        found[one.code] = one
    for one in found.values():
        if unknown := [code for code in one.stands_in if code not in found or code == one.code]:
            raise ValueError(f"{unknown[0]!r} cannot stand in for {one.code!r}")
    return found


def _registered(entry: Mapping[str, Any], first: Language | None) -> Registered:
    """One entry; the codes that stand in for it end with the first language, which has every text."""
    known = {"code", "tag", "locale", "name", "stands_in"}
    if unknown := entry.keys() - known:
        raise ValueError(f"there is no key {min(unknown)!r}")
    words = {key: entry[key] for key in ("code", "tag", "locale", "name")}
    if not all(isinstance(value, str) and value for value in words.values()):
        raise TypeError("code, tag, locale and name are texts")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", words["code"]):
        raise ValueError(f"{words['code']!r} cannot be an address")
    asked = entry.get("stands_in", [])
    stands_in = (asked,) if isinstance(asked, str) else tuple(asked)
    if first is None and stands_in:
        raise ValueError("the first language has every text; nothing stands in for it")
    return Registered(**words, stands_in=tuple(dict.fromkeys((*stands_in, *((first,) if first else ())))))


REGISTERED = read_registry(REGISTRY)
LANGUAGES: tuple[Language, ...] = tuple(REGISTERED)
DEFAULT: Language = LANGUAGES[0]
"""The language that every text has, and whose addresses begin with no code."""
COMPLETE: tuple[Language, ...] = tuple(one for one in LANGUAGES if one == DEFAULT or REGISTERED[one].family == "en")
"""The languages whose catalogues leave nothing out: the first, and English, in which messages are written. The tools
of the editors speak these, and can word a sentence in them."""
TAGS: Mapping[Language, str] = {code: one.tag for code, one in REGISTERED.items()}
"""The tag of each language in `lang` and `hreflang`."""


def family(language: Language) -> str:
    """The family that a language writes like, "zh" or "en" or one that we know nothing of.

    >>> family("zh"), family("en")
    ('zh', 'en')
    """
    return REGISTERED[language].family
