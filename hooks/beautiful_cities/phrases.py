"""Sentences that are translated where they are printed, not where they are made.

In: an English sentence with named places in braces, and what fills them. Out: a `Phrase`, which is put into words by a
gettext catalogue later, or reads as English. The catalogue of what editors read is locale/*/LC_MESSAGES/tools.po.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from gettext import NullTranslations

ENGLISH = NullTranslations()
"""The catalogue that says everything as it is written in the code."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or a part of one. Its values may be phrases themselves."""

    message: str
    """The English words, such as 'did you mean "{word}"?': the key in the catalogues."""
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    """The English words for any number but one; empty where nothing is counted."""
    number: int = 1

    def __str__(self) -> str:
        return self.text(ENGLISH)

    def text(self, words: NullTranslations) -> str:
        """The phrase in the language of a catalogue."""
        counted = (self.message, self.plural, self.number)
        pattern = words.ngettext(*counted) if self.plural else words.gettext(self.message)
        if not self.values:
            return pattern
        return pattern.format_map({name: in_words(value, words) for name, value in self.values.items()})


def in_words(value: object, words: NullTranslations) -> str:
    """A value as it is printed: a phrase in the language of the catalogue, anything else as it is."""
    return value.text(words) if isinstance(value, Phrase) else str(value)


def say(message: str, /, **values: object) -> Phrase:
    """A phrase; its message is found by pybabel."""
    return Phrase(message, values)


def counted(singular: str, plural: str, number: int, /, **values: object) -> Phrase:
    """A phrase that depends on `number`, which its words may name."""
    return Phrase(singular, {"number": number, **values}, plural, number)


def both(items: Iterable[object]) -> Phrase:
    """All of one or more items: "a and b and c"."""
    return _joined(items, say("{first} and {second}"))


def either(items: Iterable[object]) -> Phrase:
    """One of one or more items: "a or b"."""
    return _joined(items, say("{first} or {second}"))


def _joined(items: Iterable[object], pattern: Phrase) -> Phrase:
    first, *rest = (item if isinstance(item, Phrase) else Phrase("{item}", {"item": item}) for item in items)
    return reduce(lambda before, item: Phrase(pattern.message, {"first": before, "second": item}), rest, first)


def later(message: str) -> str:
    """Mark a message for the catalogues where it is written; it is translated where it is printed. Import it as `_`."""
    return message
