"""The glossary."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from beautiful_cities.languages import family
from beautiful_cities.model import Term
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Twin
from beautiful_cities.views.facts import CitationView, citations


@dataclass(frozen=True, slots=True)
class TermView:
    """One term."""

    anchor: str
    term: str
    twin: Twin | None
    pinyin: str
    definition: str
    citations: tuple[CitationView, ...]
    """Empty for a general explanation."""


@dataclass(frozen=True, slots=True)
class LetterView:
    """The terms of one first letter."""

    anchor: str
    letter: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All terms, in the order of the page's language."""

    title: str
    description: str
    lead: str
    letters_label: str
    letters: tuple[LetterView, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


_DIGITS = "0–9"
"""Where terms stand that begin with a figure."""


def glossary_view(context: Context) -> GlossaryView:
    """The glossary: by pinyin in Chinese, alphabetically in English."""
    _, terms = context.say, context.data.glossary.values()
    letters: dict[str, list[TermView]] = {}
    for term in sorted(terms, key=lambda one: sort_key(one, context.language)):
        first = sort_key(term, context.language)[:1].upper()
        letters.setdefault(first if first.isalpha() else _DIGITS, []).append(_term(context, term))
    return GlossaryView(
        title=_("Glossary"),
        description=_("What the words mean that plans and reports on cities use."),
        lead=_(
            "%(count)s explained in plain words. Where a definition rests on a public document, the document is named;"
            " the others are general explanations of our own.",
            count=context.count("%(number)s term", "%(number)s terms", len(terms)),
        ),
        letters_label=_("First letters"),
        letters=tuple(
            LetterView(f"letter-{letter.lower().replace('–', '-')}", letter, tuple(of_letter))
            for letter, of_letter in letters.items()
        ),
    )


def sort_key(term: Term, language: str) -> str:
    """What a term is sorted by: its pinyin without tones where it is shown in Chinese, else its letters, small."""
    own = term.term.own(language)
    return own.casefold() if own is not None and family(language) != "zh" else plain_pinyin(term)


def plain_pinyin(term: Term) -> str:
    """The pinyin of a term without tones.

    Tones stand in Unicode as combining marks once a letter is decomposed.
    """
    decomposed = unicodedata.normalize("NFD", term.pinyin)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def _term(context: Context, term: Term) -> TermView:
    national = {fact.id: fact for fact in context.data.national.facts}
    return TermView(
        anchor=term.id,
        term=context.words(term.term),
        twin=context.twin(term.term),
        pinyin=term.pinyin,
        definition=context.words(term.definition),
        citations=tuple(line for fact_id in term.facts for line in citations(context, national[fact_id], "")),
    )
