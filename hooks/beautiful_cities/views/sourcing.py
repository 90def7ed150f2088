"""Sources as a page lists them, and the legends that explain the marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beautiful_cities.model import RELIABILITIES, Fact, Reliability, Source
from beautiful_cities.status import STATUSES, Status
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import (
    publisher_of,
    reliability_meaning,
    reliability_word,
    source_anchor,
    status_meaning,
    status_word,
)


@dataclass(frozen=True, slots=True)
class SourceView:
    """One document."""

    anchor: str
    title: str
    href: str
    """The publisher's own page; empty where only a copy was read."""
    meta: str
    """Publisher, date, document number and language in one line."""
    caveat: str
    facts: str
    """How many facts rest on it, in words."""


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of one reliability."""

    reliability: Reliability
    word: str
    meaning: str
    count: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class LegendView:
    """One mark with its word and its meaning."""

    code: Reliability | Status
    word: str
    meaning: str


def source_groups(context: Context, facts: Iterable[Fact]) -> tuple[SourceGroup, ...]:
    """The sources that the facts rest on, the most reliable first, then the newest."""
    counts: dict[str, int] = {}
    for fact in facts:
        for citation in dict.fromkeys(one.source for one in fact.sources):
            counts[citation] = counts.get(citation, 0) + 1
    used = [context.data.sources[name] for name in context.data.sources if name in counts]
    groups = []
    for reliability in RELIABILITIES:
        of_kind = sorted((one for one in used if one.reliability == reliability), key=_date, reverse=True)
        if of_kind:
            groups.append(_group(context, reliability, of_kind, counts))
    return tuple(groups)


def _group(
    context: Context, reliability: Reliability, sources: Sequence[Source], counts: dict[str, int]
) -> SourceGroup:
    return SourceGroup(
        reliability=reliability,
        word=reliability_word(context, reliability),
        meaning=reliability_meaning(context, reliability),
        count=context.count("%(number)s document", "%(number)s documents", len(sources)),
        sources=tuple(_source(context, source, counts[source.id]) for source in sources),
    )


def _source(context: Context, source: Source, facts: int) -> SourceView:
    _ = context.say
    parts = [
        publisher_of(context, source),
        context.wording.date(source.published) if source.published else _("no date"),
        source.document_number or "",
        "" if source.language == context.language else _language_note(context, source),
    ]
    return SourceView(
        anchor=source_anchor(source.id),
        title=context.words(source.title),
        href=source.url or "",
        meta=("，" if context.language == "zh" else ", ").join(part for part in parts if part),
        caveat=context.words(source.caveat) if source.caveat else "",
        facts=context.count("%(number)s fact", "%(number)s facts", facts),
    )


def _language_note(context: Context, source: Source) -> str:
    _ = context.say
    return {"zh": _("in Chinese"), "en": _("in English"), "ja": _("in Japanese")}[source.language]


def _date(source: Source) -> str:
    return str(source.published or "")


def reliability_legend(context: Context) -> tuple[LegendView, ...]:
    """The four squares."""
    return tuple(
        LegendView(one, reliability_word(context, one), reliability_meaning(context, one)) for one in RELIABILITIES
    )


def status_legend(context: Context) -> tuple[LegendView, ...]:
    """The five circles."""
    return tuple(LegendView(one, status_word(context, one), status_meaning(context, one)) for one in STATUSES)
