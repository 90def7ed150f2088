"""Sources as a page lists them, and the legends that explain the marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from beautiful_cities.languages import family
from beautiful_cities.model import RELIABILITIES, Fact, Reliability, Source, SourceId
from beautiful_cities.routes import source_anchor
from beautiful_cities.status import STATUSES, Status
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import (
    publisher_of,
    reliability_meaning,
    reliability_word,
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
    carried: str
    """How much rests on it, in words."""


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
    counts: Counter[SourceId] = Counter()
    for fact in facts:
        counts.update({citation.source for citation in fact.sources})
    return groups_of(
        context,
        {name: context.count("%(number)s fact", "%(number)s facts", number) for name, number in counts.items()},
    )


def groups_of(context: Context, carried: Mapping[SourceId, str]) -> tuple[SourceGroup, ...]:
    """Sources by reliability; `carried` says in words what rests on each."""
    used = [source for name, source in context.data.sources.items() if name in carried]
    groups = []
    for reliability in RELIABILITIES:
        of_kind = sorted((one for one in used if one.reliability == reliability), key=_date, reverse=True)
        if of_kind:
            groups.append(_group(context, reliability, of_kind, carried))
    return tuple(groups)


def _group(
    context: Context, reliability: Reliability, sources: Sequence[Source], carried: Mapping[SourceId, str]
) -> SourceGroup:
    return SourceGroup(
        reliability=reliability,
        word=reliability_word(context, reliability),
        meaning=reliability_meaning(context, reliability),
        count=context.count("%(number)s document", "%(number)s documents", len(sources)),
        sources=tuple(source_view(context, source, carried[source.id]) for source in sources),
    )


def source_view(context: Context, source: Source, carried: str) -> SourceView:
    """One document; `carried` says in words what rests on it."""
    _ = context.say
    parts = [
        publisher_of(context, source),
        context.wording.date(source.published) if source.published else _("no date"),
        source.document_number or "",
        "" if source.language == family(context.language) else _language_note(context, source),
    ]
    return SourceView(
        anchor=source_anchor(source.id),
        title=context.words(source.title),
        href=source.url or "",
        meta=("，" if family(context.language) == "zh" else ", ").join(part for part in parts if part),
        caveat=context.words(source.caveat) if source.caveat else "",
        carried=carried,
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
