"""Facts as a page shows them: value, bound, date, text, status, outcome and sources, all in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from beautiful_cities.i18n import Value
from beautiful_cities.languages import family
from beautiful_cities.model import Citation, Fact, FactId, PartialDate, Reliability, Source, TopicId
from beautiful_cities.numerals import numerals
from beautiful_cities.routes import page_of, source_anchor
from beautiful_cities.series import Series
from beautiful_cities.standins import plain
from beautiful_cities.status import STATUSES, Status, status_of
from beautiful_cities.views.context import Context
from beautiful_cities.views.reporting import report_fact


@dataclass(frozen=True, slots=True)
class CitationView:
    """Where a statement stands: the line under a fact."""

    reliability: Reliability
    reliability_word: str
    publisher: str
    date: str
    """Empty where the source has none."""
    locator: str
    title: str
    href: str
    """The source's entry on the page of the fact."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """Where a target stands: a shape and a word."""

    code: Status
    word: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What is known of a target's outcome."""

    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class FactView:
    """One statement."""

    id: FactId
    anchor: str
    """Its id where this is its address; empty where the fact is shown a second time."""
    permalink: str
    permalink_name: str
    """What the link ¶ is called, so that it says which statement it leads to."""
    topic: TopicId
    number: str
    scale: str
    bound: str
    """The unit with the bound in words: "µg/m³ or less"; empty without a value."""
    when: str
    text: str
    caveat: str
    citations: tuple[CitationView, ...]
    status: StatusView | None
    answer: AnswerView | None
    place: str
    """The name of the city, where facts of several cities stand together; else empty."""
    place_href: str
    report: str
    """Where a mistake in it is reported; empty while no address is configured, and where it is shown a second time."""
    place_id: str
    """Its slug, or "national": for a filter."""
    topic_name: str
    """Where the place is named; else empty."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A key figure said as a sentence, with its number set large."""

    topic: TopicId
    before: str
    figure: str
    after: str
    citations: tuple[CitationView, ...]
    permalink: str
    permalink_name: str


class Facts:
    """The facts of one place, or of the nation (an empty slug), as views, with the targets' outcomes looked up."""

    def __init__(self, context: Context, slug: str, facts: Iterable[Fact], series: Sequence[Series]) -> None:
        self._context = context
        self.slug = slug
        self.id = slug or "national"
        self.place = place_name(context, slug)
        self._facts = {fact.id: fact for fact in facts}
        self._series: Mapping[str, Series] = {one.indicator.id: one for one in series}
        self._answers: dict[FactId, list[Fact]] = {}
        for fact in self._facts.values():
            for target in fact.answers:
                self._answers.setdefault(target, []).append(fact)

    def status(self, target: Fact) -> Status | None:
        """The status of one of the place's targets on the as-of date."""
        return status_of(target, self._answers.get(target.id, ()), as_of=self._context.as_of)

    def dated_targets(self) -> dict[Status, tuple[Fact, ...]]:
        """Every target with a deadline by status, as in STATUSES: what is open by deadline, the rest newest first."""
        targets = [fact for fact in self._facts.values() if fact.kind == "target" and fact.deadline is not None]
        targets.sort(key=lambda target: str(target.deadline))
        by_status: dict[Status, tuple[Fact, ...]] = {}
        for status in STATUSES:
            of_status = [target for target in targets if self.status(target) == status]
            if of_status:
                by_status[status] = tuple(of_status if status in ("due-soon", "ahead") else reversed(of_status))
        return by_status

    def view(self, fact: Fact, *, is_address: bool = False, with_place: bool = False) -> FactView:
        """One fact; `is_address` where its anchor leads, `with_place` where other cities' facts stand beside it."""
        context = self._context
        value = _value(context, fact)
        status = self.status(fact) if fact.kind == "target" else None
        return FactView(
            id=fact.id,
            anchor=fact.id if is_address else "",
            permalink=address(context, self.slug, fact),
            permalink_name=permalink_name(context, fact),
            topic=fact.topic,
            number=value.number if value else "",
            scale=value.scale if value else "",
            bound=_bound(context, fact, value),
            when=when(context, fact),
            text=context.words(fact.text),
            caveat=context.words(fact.caveat) if fact.caveat else "",
            citations=citations(context, fact, self.slug),
            status=status_view(context, status) if status else None,
            answer=self._answer(fact, status) if status else None,
            place=self.place if with_place else "",
            place_href=context.link(page_of(self.slug, fact)) if with_place else "",
            report=report_fact(context, fact.id) if is_address else "",
            place_id=self.id,
            topic_name=context.words(context.data.topics[fact.topic].name) if with_place else "",
        )

    def _answer(self, target: Fact, status: Status) -> AnswerView | None:
        context = self._context
        if status in ("met", "missed"):
            answer = self._answers[target.id][0]
            text, label = context.words(answer.text), context.say("Published outcome")
            return AnswerView(label, text, address(context, self.slug, answer))
        series = self._series.get(target.indicator or "")
        if series is None:
            return None
        latest = series.points[-1]
        value = context.wording.value(latest.value, context.data.units[series.indicator.unit])
        text = context.say("%(value)s (%(date)s)", value=value, date=context.wording.date(latest.date))
        return AnswerView(context.say("Latest figure found"), text, address(context, self.slug, latest.fact))


def statement(context: Context, slug: str, fact: Fact) -> StatementView:
    """A fact with a value as a sentence whose number is set large; the number stands in the text by rule."""
    text, shown = context.words(fact.text), fact.text.found_in(context.language)
    start, end = next(
        ((found.start, found.end) for found in numerals(text, family(shown)) if found.value == fact.value),
        (0, 0),
    )
    end += text[end : end + 1] == "%"
    return StatementView(
        topic=fact.topic,
        before=text[:start],
        figure=text[start:end],
        after=text[end:],
        citations=citations(context, fact, slug),
        permalink=address(context, slug, fact),
        permalink_name=permalink_name(context, fact),
    )


def place_name(context: Context, slug: str) -> str:
    """The name of a city, or of the nation where the slug is empty."""
    return context.words(context.data.cities[slug].name) if slug else context.say("China")


def address(context: Context, slug: str, fact: Fact) -> str:
    """A link to a fact."""
    return context.link(page_of(slug, fact), fact.id)


_NAME_AT_MOST: Mapping[bool, int] = {True: 20, False: 48}
"""Characters of a statement in the name of its link, by whether they are Chinese: enough to tell it from others, short
where it is read after it."""


def permalink_name(context: Context, fact: Fact) -> str:
    """What the link to a fact is called: it says how the statement begins."""
    text, is_chinese = plain(context.words(fact.text)), family(fact.text.found_in(context.language)) == "zh"
    most = _NAME_AT_MOST[is_chinese]
    if len(text) > most:
        cut = text[:most] if is_chinese else text[: most + 1].rpartition(" ")[0]
        text = f"{cut}…"
    return context.say("Link to this statement: %(beginning)s", beginning=text)


def citations(context: Context, fact: Fact, slug: str) -> tuple[CitationView, ...]:
    """The sources of a fact, as lines; `slug` is its city's, empty for a national fact."""
    return tuple(citation_view(context, citation, page_of(slug, fact)) for citation in fact.sources)


def citation_view(context: Context, citation: Citation, page: str) -> CitationView:
    """One source line; `page` is the name of the page that lists the source."""
    source = context.data.sources[citation.source]
    return CitationView(
        reliability=source.reliability,
        reliability_word=reliability_word(context, source.reliability),
        publisher=publisher_of(context, source),
        date=context.wording.date(source.published) if source.published else "",
        locator=context.words(citation.locator),
        title=context.words(source.title),
        href=context.link(page, source_anchor(source.id)),
    )


def publisher_of(context: Context, source: Source) -> str:
    """The issuer's name, or that none is stated."""
    return context.words(source.publisher) if source.publisher else context.say("issuer not stated")


def when(context: Context, fact: Fact) -> str:
    """A fact's date, or a target's deadline: "2021", "by the end of 2025"."""
    if fact.deadline is not None:
        return by(context, fact.deadline)
    return context.wording.date(fact.date) if fact.date else ""


def by(context: Context, deadline: PartialDate) -> str:
    """A deadline in words."""
    date = context.wording.date(deadline)
    if deadline.month is None:
        return context.say("by the end of %(date)s", date=date)
    return context.say("by %(date)s", date=date)


def status_view(context: Context, status: Status) -> StatusView:
    """A status with its word."""
    return StatusView(status, status_word(context, status))


def status_word(context: Context, status: Status) -> str:
    """The word of a status."""
    _ = context.say
    words: dict[Status, str] = {
        "ahead": _("Not yet due"),
        "due-soon": _("Due soon"),
        "met": _("Met"),
        "missed": _("Missed"),
        "past": _("Past its date, no outcome found"),
    }
    return words[status]


def status_meaning(context: Context, status: Status) -> str:
    """What a status says, for the legend."""
    _ = context.say
    meanings: dict[Status, str] = {
        "ahead": _("The date is more than half a year away."),
        "due-soon": _("The date is at most half a year away."),
        "met": _("A published result reaches the target."),
        "missed": _("A published result falls short of the target."),
        "past": _("The date has passed and we found no published result."),
    }
    return meanings[status]


def reliability_word(context: Context, reliability: Reliability) -> str:
    """The word of a reliability."""
    _ = context.say
    words: dict[Reliability, str] = {
        "official": _("Official"),
        "state-media": _("State media"),
        "mirror": _("Copy"),
        "secondary": _("Secondary"),
    }
    return words[reliability]


def reliability_meaning(context: Context, reliability: Reliability) -> str:
    """What a reliability says, for the legend."""
    _ = context.say
    meanings: dict[Reliability, str] = {
        "official": _("Read on a government site."),
        "state-media": _("Reported by national or local state media."),
        "mirror": _("A copy on another site was read, not the original. It is not linked."),
        "secondary": _("A paper, a trade site or another retelling."),
    }
    return meanings[reliability]


def _value(context: Context, fact: Fact) -> Value | None:
    if fact.value is None or fact.unit is None:
        return None
    return context.wording.value(fact.value, context.data.units[fact.unit])


def _bound(context: Context, fact: Fact, value: Value | None) -> str:
    if value is None:
        return ""
    _ = context.say
    match fact.comparator, bool(value.unit):
        case ">=", True:
            return _("%(unit)s or more", unit=value.unit)
        case ">=", False:
            return _("or more")
        case "<=", True:
            return _("%(unit)s or less", unit=value.unit)
        case "<=", False:
            return _("or less")
        case "about", True:
            return _("%(unit)s or so", unit=value.unit)
        case "about", False:
            return _("or so")
    return value.unit
