"""What an explainer quotes, in words, and the notes that name who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from beautiful_cities.model import Data, Explainer, Fact, FactId
from beautiful_cities.quotes import Quote, filled, quotes
from beautiful_cities.routes import GLOSSARY
from beautiful_cities.terms import Use
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import CitationView, address, citations, permalink_name, when


@dataclass(frozen=True, slots=True)
class NoteView:
    """A fact that an explainer rests on, as it stands at its end."""

    anchor: str
    number: str
    text: str
    citations: tuple[CitationView, ...]
    permalink: str
    permalink_name: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quote as it is printed."""

    words: str
    href: str
    """Where it leads; empty for what is only words."""
    note: NoteView | None
    """The note that names its source."""
    use: Use | None
    """A word with its definition, where the page first uses it."""


def located(data: Data) -> dict[FactId, tuple[str, Fact]]:
    """Every fact with the slug of its city, which is empty for a national one."""
    return {fact.id: (slug, fact) for slug, facts in facts_by_place(data) for fact in facts}


def facts_by_place(data: Data) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The facts of the nation, whose slug is empty, and of every city."""
    yield "", data.national.facts
    for slug, place in data.cities.items():
        yield slug, place.facts


class Quoting:
    """The quotes of one explainer, in the language of the page."""

    def __init__(self, context: Context, explainer: Explainer) -> None:
        self._context = context
        self._facts = located(context.data)
        asked = [FactId(one.id) for one in quotes(explainer.markdown) if one.scheme in ("fact", "text", "date")]
        self.notes: dict[FactId, NoteView] = {
            fact_id: self._note(number, fact_id) for number, fact_id in enumerate(dict.fromkeys(asked), start=1)
        }
        """Every fact that the text rests on, in the order in which it is quoted."""
        self.views = tuple(self._views(explainer))
        """Every quote but diagrams, in reading order."""

    def words(self, quote: Quote) -> str:
        """What is read in the place of a quote."""
        if quote.words or quote.scheme in ("page", "diagram"):
            return quote.words
        context = self._context
        if quote.scheme == "term":
            return context.words(context.data.glossary[quote.id].term)
        _, fact = self._facts[FactId(quote.id)]
        if quote.scheme == "text":
            return context.words(fact.text)
        if quote.scheme == "date":
            return context.wording.date(fact.when) if fact.when else when(context, fact)
        assert fact.value is not None
        assert fact.unit is not None
        return str(context.wording.value(fact.value, context.data.units[fact.unit]))

    def _views(self, explainer: Explainer) -> Iterator[QuoteView]:
        seen: set[str] = set()
        for quote in quotes(explainer.markdown):
            if quote.scheme == "diagram":
                continue
            href, note, use = "", None, None
            if quote.scheme in ("fact", "text"):
                slug, fact = self._facts[FactId(quote.id)]
                href = address(self._context, slug, fact) if quote.scheme == "fact" else ""
                note = self.notes[fact.id]
            elif quote.scheme == "page":
                href = self._context.link(f"{quote.id}/")
            elif quote.scheme == "term" and quote.id in seen:
                href = self._context.link(GLOSSARY, quote.id)
            elif quote.scheme == "term":
                seen.add(quote.id)
                definition = self._context.words(self._context.data.glossary[quote.id].definition)
                use = Use(self.words(quote), quote.id, definition)
            yield QuoteView(self.words(quote), href, note, use)

    def _note(self, number: int, fact_id: FactId) -> NoteView:
        context = self._context
        slug, fact = self._facts[fact_id]
        return NoteView(
            anchor=f"note-{number}",
            number=str(number),
            text=context.words(fact.text),
            citations=citations(context, fact, slug),
            permalink=address(context, slug, fact),
            permalink_name=permalink_name(context, fact),
        )


def spoken(context: Context, explainer: Explainer) -> str:
    """The text of an explainer with its quotes in words, for search."""
    return filled(explainer.markdown, Quoting(context, explainer).words)
