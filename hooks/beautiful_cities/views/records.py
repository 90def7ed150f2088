"""What search finds: one record for each place on the site that a reader may look for.

In: data, a language, and the pages that are no city's and no topic's. Out: records of statements, cities, topics,
terms, places on the roster, pages and their parts, in words. How they are indexed is the business of `search`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from beautiful_cities.languages import LANGUAGES
from beautiful_cities.model import Fact, Term, Text, TopicId
from beautiful_cities.routes import GLOSSARY, ROSTER, Route, city, page_of, topic
from beautiful_cities.status import Status
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import Facts
from beautiful_cities.views.glossary import plain_pinyin

Kind = Literal["city", "topic", "term", "member", "page"]
"""What a record is, where it does not hold statements; results are grouped by it."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A text that a result shows."""

    text: str
    more: str = ""
    """Shown only where what was asked stands in it."""
    anchor: str = ""
    """Its own place on the page of the record, where it has one."""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class RecordView:
    """One place on the site that is searched as a whole, such as the statements of a city on one theme."""

    route: Route
    anchor: str
    """The place on the page; empty for the whole page."""
    title: str
    """Empty for statements: the result names their place and theme."""
    passages: tuple[PassageView, ...]
    names: tuple[str, ...] = ()
    """What else the place is called: in the other language, by other spellings, in pinyin; never shown."""
    words: tuple[str, ...] = ()
    """What else it is found by; never shown."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """What results are told apart by: kind, city, topic and theme, each by its id, where it has one."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page that no other record stands for, or a part of one."""

    route: Route
    title: str
    text: str
    anchor: str = ""


def records(context: Context, pages: Iterable[PageWords]) -> Iterator[RecordView]:
    """Everything that search finds in one language; `pages` are those without data of their own."""
    data, words = context.data, context.words
    for slug, place in data.cities.items():
        yield _city(context, slug)
        yield from _statements(context, slug, place.facts)
    for one in data.topics.values():
        more = " ".join(words(part) for part in (one.why, one.decided, one.household))
        yield _record(context, "topic", topic(one.id), one.name, PassageView(words(one.what), more), topic=one.id)
    yield from _statements(context, "", data.national.facts)
    for term in data.glossary.values():
        yield _term(context, term)
    yield from _members(context)
    for page in pages:
        names = (page.route.name.replace("/", " "),)
        passage = PassageView(page.text)
        yield RecordView(page.route, page.anchor, page.title, (passage,), names, marks={"kind": "page"})


def _record(
    context: Context,
    kind: Kind,
    page: str,
    title: Text,
    passage: PassageView,
    *,
    anchor: str = "",
    names: Iterable[str] = (),
    words: Iterable[str] = (),
    **marks: str,
) -> RecordView:
    """A record with a title, which also goes by its name in the other language."""
    return RecordView(
        route=Route(context.language, page),
        anchor=anchor,
        title=context.words(title),
        passages=(passage,),
        names=(*(title.given[one] for one in (context.wording.other,) if one in title.given), *names),
        words=tuple(words),
        marks={"kind": kind, **marks},
    )


def _city(context: Context, slug: str) -> RecordView:
    """A city, found also by its province."""
    place = context.data.cities[slug]
    passage = PassageView(context.words(place.tagline), context.words(place.summary))
    province = _in_both(context.data.provinces[place.province].name)
    return _record(context, "city", city(slug), place.name, passage, names=(slug,), words=province, city=slug)


def _statements(context: Context, slug: str, facts: Sequence[Fact]) -> Iterator[RecordView]:
    """The statements of a city by topic and theme, or of the nation where the slug is empty; the newest first."""
    data, words = context.data, context.words
    known = Facts(context, slug, facts, ())
    names = _in_both(data.cities[slug].name) if slug else (known.place,)
    groups: dict[tuple[TopicId, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda one: str(one.when or ""), reverse=True):
        groups.setdefault((fact.topic, fact.theme), []).append(fact)
    for (topic_id, theme), members in groups.items():
        marks = {"city": slug} if slug else {}
        yield RecordView(
            route=Route(context.language, page_of(slug, members[0])),
            anchor=members[0].id,
            title="",
            passages=tuple(
                PassageView(
                    text=words(fact.text),
                    more=words(fact.caveat) if fact.caveat else "",
                    anchor=fact.id,
                    status=known.status(fact) if fact.kind == "target" else None,
                )
                for fact in members
            ),
            words=(*names, words(data.themes[theme].name)),
            marks={**marks, "topic": topic_id, "theme": theme},
        )


def _term(context: Context, term: Term) -> RecordView:
    """A term, found also by its other spellings, by everyday words and by its pinyin without tones or spaces."""
    pinyin = plain_pinyin(term)
    others = (word for words in (term.spellings, term.everyday) for one in LANGUAGES for word in words[one])
    names = (*others, pinyin, pinyin.replace(" ", ""))
    passage = PassageView(context.words(term.definition))
    return _record(context, "term", GLOSSARY, term.term, passage, anchor=term.id, names=names)


def _members(context: Context) -> Iterator[RecordView]:
    """The places of the roster that have no page of their own."""
    data, roster = context.data, context.data.roster
    rounds = {one.id: context.words(one.name) for one in roster.rounds}
    for member in roster.members:
        if member.id not in data.cities:
            listed = context.wording.list([rounds[one.round] for one in member.rounds])
            areas = (name for area in member.areas for name in _in_both(area.name))
            found_by = (*_in_both(data.provinces[member.province].name), *areas)
            yield _record(context, "member", ROSTER, member.name, PassageView(listed), anchor=member.id, words=found_by)


def _in_both(text: Text) -> tuple[str, ...]:
    return tuple(text.given.values())


_HEADING = re.compile(r"^(?P<level>#{1,6}) +(?P<title>.+?)(?: +\{ *#(?P<anchor>[\w-]+) *\})?$", re.MULTILINE)
_MARKDOWN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?|^[ >|:-]+|[*_`|]+", re.MULTILINE)


def parts(route: Route, title: str, markdown: str) -> Iterator[PageWords]:
    """A page written by hand in parts, one for each heading below the title that has an anchor; markup is left out.

    >>> text = "# About\\n\\nHi.\\n\\n## A *fact* { #fact }\\n\\n- It has a [source](sources.md)."
    >>> [(part.anchor, part.title, part.text) for part in parts(Route("en", "about/"), "About", text)]
    [('', 'About', 'Hi.'), ('fact', 'A fact', 'It has a source.')]
    """
    begun, anchor, heading = 0, "", title
    for found in (*_HEADING.finditer(markdown), None):
        text = _plain(markdown[begun : found.start() if found else None])
        if text:
            yield PageWords(route, heading, text, anchor)
        if found and found["anchor"] and len(found["level"]) > 1:
            anchor, heading = found["anchor"], _plain(found["title"])
        begun = found.end() if found else begun


def _plain(markdown: str) -> str:
    return " ".join(_MARKDOWN.sub(r"\1", markdown).split())
