"""The questions of the quiz, made from the data by a few templates, and the sheet of the page.

Which facts make a question is decided for both languages at once, so that a seed gives the same sheet in both. A
template passes over whatever could make its answer open to doubt, or give it away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from beautiful_cities.languages import LANGUAGES, family
from beautiful_cities.model import Fact, FactId, Term
from beautiful_cities.routes import GLOSSARY, questions_file
from beautiful_cities.series import series_of
from beautiful_cities.sheets import Ticket, drawn, rank
from beautiful_cities.status import computed_outcome, status_of
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.explainer import learn_crumbs
from beautiful_cities.views.facts import address, citations, place_name
from beautiful_cities.views.quoting import facts_by_place, located

Kind = Literal["year", "larger", "term", "promise", "kept"]

_OF_KIND = 40
"""So many questions of a kind are kept: enough for hundreds of sheets, and 30 kB on the way to a reader."""
_LONGEST: Mapping[bool, int] = {True: 75, False: 190}
"""Characters of a statement that can be taken in at a glance, by whether they are Chinese."""


@dataclass(frozen=True, slots=True)
class BasisView:
    """A fact that an answer rests on."""

    text: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with its answer."""

    id: str
    kind: Kind
    place: str
    """The slug of its city; empty for the nation; a term stands for itself."""
    ask: str
    statements: tuple[str, ...]
    """What is to be read before answering; may be empty."""
    options: tuple[str, ...]
    right: int
    """The position of the right option, from 0."""
    basis: tuple[BasisView, ...]

    @property
    def answer(self) -> str:
        """The right option."""
        return self.options[self.right]


@dataclass(frozen=True, slots=True)
class QuizView:
    """Everything on the page of the quiz."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    sheet: Heading
    sheet_note: str
    questions: tuple[QuestionView, ...]
    """The sheet that stands on the page: that of the empty seed."""
    key: Heading
    key_note: str
    pool: tuple[QuestionView, ...]
    """All questions, for a file of their own."""
    pool_href: str
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


def quiz_view(context: Context) -> QuizView:
    """The page of the quiz."""
    _ = context.say
    pool = questions(context)
    sheet = drawn([Ticket(one.id, one.kind, one.place) for one in pool], "")
    return QuizView(
        title=_("Quiz"),
        description=_("Ten questions made from the facts of this site, with the fact and its source as the answer."),
        crumbs=learn_crumbs(context),
        lead=_("On paper: print this page; the answers come on a sheet of their own."),
        sheet=Heading("questions", _("Questions")),
        sheet_note=_("Guess first, then look it up on this site."),
        questions=tuple(pool[at] for at in sheet),
        key=Heading("key", _("Answers")),
        key_note=_("Each with the statements that it rests on, and who says so."),
        pool=pool,
        pool_href=context.route.asset(questions_file(context.language)),
    )


def questions(context: Context) -> tuple[QuestionView, ...]:
    """Every question, by kind and id; of each kind as many as are kept."""
    makers = (_years, _larger, _terms, _promises, _kept)
    kept: list[QuestionView] = []
    for make in makers:
        ranked = sorted(make(context), key=lambda one: rank(f"pool/{one.id}"))
        kept += sorted(ranked[:_OF_KIND], key=lambda one: one.id)
    return tuple(kept)


# In which year


_EVENTS = frozenset({"milestone", "designation", "regulation"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(r"五年规划|十[二三四五六]五|[Ff]ive-[Yy]ear|five-year")
_GAP = "____"


def _years(context: Context) -> Iterator[QuestionView]:
    """A dated event with its year left out; it says no other year, and its date is the source's own."""
    for slug, fact in located(context.data).values():
        if fact.kind not in _EVENTS or fact.date is None or fact.caveat is not None or not _is_short(fact):
            continue
        year = str(fact.date.year)
        if any(_YEAR.findall(one) != [year] or _PERIOD.search(one) for one in fact.text.given.values()):
            continue
        near = [fact.date.year + step for step in (-4, -3, -2, -1, 1, 2, 3)]
        known = [one for one in near if one <= context.as_of.year]
        others = sorted(known, key=lambda one: rank(f"{fact.id}/{one}"))[:3]
        options = sorted([fact.date.year, *others])
        yield QuestionView(
            id=f"year-{fact.id}",
            kind="year",
            place=slug,
            ask=context.say("Which year belongs in the gap?"),
            statements=(context.words(fact.text).replace(year, _GAP),),
            options=tuple(map(str, options)),
            right=options.index(fact.date.year),
            basis=(_basis(context, slug, fact),),
        )


# Which value is larger


_CITIES = 3
_APART = 0.05
"""The two best differ by a twentieth at least, so that no rounding decides."""


def _larger(context: Context) -> Iterator[QuestionView]:
    """Cities with a value of one definition for one year: which has the highest, or the lowest."""
    data = context.data
    values: defaultdict[tuple[str, int], list[tuple[str, Fact]]] = defaultdict(list)
    for slug, place in data.cities.items():
        for series in series_of(place.facts, data.indicators, data.sources):
            for point in series.points:
                is_plain = point.fact.caveat is None and point.fact.comparator == "=" and not point.others
                if point.date.month is None and is_plain:
                    values[series.indicator.id, point.date.year].append((slug, point.fact))
    for (indicator, year), found in values.items():
        name = f"{indicator}-{year}"
        chosen = sorted(found, key=lambda one: rank(f"{name}/{one[0]}"))[:_CITIES]
        is_highest = rank(name) % 2 == 0
        ordered = sorted(chosen, key=lambda one: _amount(one[1]), reverse=is_highest)
        if len(ordered) < _CITIES or abs(_amount(ordered[0][1]) - _amount(ordered[1][1])) < _APART * abs(
            _amount(ordered[0][1])
        ):
            continue
        words = {"name": context.words(data.indicators[indicator].name), "year": f"{year}"}
        ask = (
            context.say("%(name)s in %(year)s: which of these had the highest value?", **words)
            if is_highest
            else context.say("%(name)s in %(year)s: which of these had the lowest value?", **words)
        )
        yield QuestionView(
            id=f"larger-{name}",
            kind="larger",
            place=ordered[0][0],
            ask=ask,
            statements=(),
            options=tuple(place_name(context, slug) for slug, _fact in chosen),
            right=chosen.index(ordered[0]),
            basis=tuple(_basis(context, slug, fact) for slug, fact in ordered),
        )


def _amount(fact: Fact) -> float:
    assert fact.value is not None
    return float(fact.value)


# What a term means


_NEIGHBOURS = 2


def _terms(context: Context) -> Iterator[QuestionView]:
    """A term with its definition and those of its neighbours in the glossary, which are of its kind."""
    every = list(context.data.glossary.values())
    for at, term in enumerate(every):
        near = sorted(range(len(every)), key=lambda other: (abs(other - at), other))[1:]
        others = [every[other] for other in near if not _overlap(every[other], term)][:_NEIGHBOURS]
        if len(others) < _NEIGHBOURS or _gives_itself_away(term, others):
            continue
        options = sorted([term, *others], key=lambda one: rank(f"{term.id}/{one.id}"))
        yield QuestionView(
            id=f"term-{term.id}",
            kind="term",
            place=term.id,
            ask=context.say("What does “%(term)s” mean?", term=context.words(term.term)),
            statements=(),
            options=tuple(context.words(one.definition) for one in options),
            right=options.index(term),
            basis=(_definition(context, term),),
        )


def _definition(context: Context, term: Term) -> BasisView:
    """A definition with the fact that it rests on, or as an explanation of the site's own."""
    href = context.link(GLOSSARY, term.id)
    if term.facts:
        return replace(_basis(context, *located(context.data)[FactId(term.facts[0])]), href=href)
    words = context.say(
        "%(term)s: %(definition)s", term=context.words(term.term), definition=context.words(term.definition)
    )
    return BasisView(words, context.say("Glossary: a general explanation of our own"), href)


def _gives_itself_away(term: Term, others: Sequence[Term]) -> bool:
    """True where a word or a figure of the term stands in its own definition and in no other option."""
    for language in LANGUAGES:
        name = term.term[language].casefold()
        pairs = [name[at : at + 2] for at in range(len(name) - 1)]
        stems = {word[:5] for word in (re.findall(r"[a-z]{4,}|\d+", name) if family(language) != "zh" else pairs)}
        told = {stem for stem in stems if stem in term.definition[language].casefold()}
        if any(not any(stem in other.definition[language].casefold() for other in others) for stem in told):
            return True
    return False


def _overlap(one: Term, other: Term) -> bool:
    """True where one definition speaks of the other term, so that both could seem right."""
    return any(
        there.term[language].casefold() in here.definition[language].casefold()
        for here, there in ((one, other), (other, one))
        for language in LANGUAGES
    ) or bool(set(one.facts) & set(other.facts))


# Promise or outcome


_TOLD = re.compile(r"目标|计划|规划|承诺|提出|力争|争取|预计|target|plan|aim|goal|promis|expect", re.IGNORECASE)
"""Words that say which it is."""
_OF_GROUP = 3
"""So many questions on one place and topic, so that no city has them all."""
_OUTCOMES = frozenset({"result", "observation"})


def _promises(context: Context) -> Iterator[QuestionView]:
    """Statements on one place and topic: the one promise among outcomes, or the one outcome among promises."""
    groups: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for slug, fact in located(context.data).values():
        if _is_short(fact) and not any(map(_TOLD.search, fact.text.given.values())):
            groups[slug, fact.topic].append(fact)
    for (slug, topic), facts in groups.items():
        promises = [fact for fact in facts if fact.kind == "target" and fact.deadline is not None]
        outcomes = [fact for fact in facts if fact.kind in _OUTCOMES and fact.date is not None]
        asks = {
            True: context.say("Which of these is a promise, not an outcome?"),
            False: context.say("Which of these is an outcome, not a promise?"),
        }
        for is_promise, ones, others in ((True, promises, outcomes), (False, outcomes, promises)):
            for fact in sorted(ones, key=lambda one: rank(f"promise/{one.id}"))[:_OF_GROUP]:
                beside = sorted(others, key=lambda one: (one.theme != fact.theme, rank(f"{fact.id}/{one.id}")))[:2]
                if len(beside) < 2:
                    continue
                options = sorted([fact, *beside], key=lambda one: rank(f"{topic}/{one.id}"))
                yield QuestionView(
                    id=f"promise-{fact.id}",
                    kind="promise",
                    place=slug,
                    ask=asks[is_promise],
                    statements=(),
                    options=tuple(context.words(one.text) for one in options),
                    right=options.index(fact),
                    basis=(_basis(context, slug, fact),),
                )


# Was it kept


def _kept(context: Context) -> Iterator[QuestionView]:
    """A target with its published outcome, or with a figure from before its date, which decides nothing."""
    data = context.data
    for slug, facts in facts_by_place(data):
        by_id = {fact.id: fact for fact in facts}
        pairs = [(by_id[name], fact) for fact in facts for name in fact.answers]
        for target, answer in pairs:
            outcome = computed_outcome(target, answer)
            if outcome and answer.kind == "result":
                yield from _kept_question(context, slug, target, answer, 0 if outcome == "met" else 1)
        answered = {target.id for target, _answer in pairs}
        series = {one.indicator.id: one for one in series_of(facts, data.indicators, data.sources)}
        for target in facts:
            known = series.get(target.indicator or "")
            is_past = target.kind == "target" and status_of(target, (), as_of=context.as_of) == "past"
            if known and is_past and target.id not in answered and target.deadline is not None:
                before = [point.fact for point in known.points if point.date.last_day < target.deadline.first_day]
                if before and len(before) == len(known.points):
                    yield from _kept_question(context, slug, target, before[-1], 2)


def _kept_question(context: Context, slug: str, target: Fact, figure: Fact, right: int) -> Iterator[QuestionView]:
    pair = (target, figure)
    told = re.compile(r"目标|达标|完成|实现|target|met\b|goal|aim", re.IGNORECASE)
    is_told = any(map(told.search, figure.text.given.values()))
    if is_told or target.value is None or not all(map(_is_short, pair)) or any(one.caveat for one in pair):
        return
    yield QuestionView(
        id=f"kept-{target.id}",
        kind="kept",
        place=slug,
        ask=context.say("Here are a promise and a published figure. Was the promise kept?"),
        statements=tuple(context.words(one.text) for one in pair),
        options=(
            context.say("Yes, the figure reaches it."),
            context.say("No, the figure falls short of it."),
            context.say("That cannot be told from the two."),
        ),
        right=right,
        basis=tuple(_basis(context, slug, one) for one in pair),
    )


# All of them


def _is_short(fact: Fact) -> bool:
    return all(len(text) <= _LONGEST[family(language) == "zh"] for language, text in fact.text.given.items())


def _basis(context: Context, slug: str, fact: Fact) -> BasisView:
    line = citations(context, fact, slug)[0]
    parts: Sequence[str] = (line.publisher, line.date, line.locator)
    source = context.say(
        "%(kind)s: %(source)s", kind=line.reliability_word, source=_joined(context, [one for one in parts if one])
    )
    return BasisView(context.words(fact.text), source, address(context, slug, fact))


def _joined(context: Context, parts: Iterable[str]) -> str:
    return context.say(", ").join(parts)
