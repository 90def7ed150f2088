"""Every dated target of every place, for the page of targets and for calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beautiful_cities.calendars import Calendar, Entry
from beautiful_cities.languages import family
from beautiful_cities.model import Fact, PartialDate
from beautiful_cities.routes import TARGETS, Route, calendar_file, city, page_of
from beautiful_cities.series import series_of
from beautiful_cities.standins import is_marked, plain
from beautiful_cities.status import Status
from beautiful_cities.views.context import Context, Link
from beautiful_cities.views.facts import CitationView, Facts, FactView, place_name
from beautiful_cities.views.finder import places_in_order


@dataclass(frozen=True, slots=True)
class DatedTarget:
    """A target with a deadline."""

    facts: Facts
    """Those of its place."""
    target: Fact
    deadline: PartialDate
    status: Status


def dated_targets(context: Context) -> tuple[DatedTarget, ...]:
    """All of them by deadline; of one deadline the nation's first, then city by city in the order of places."""
    data = context.data
    every = [("", data.national.facts), *((slug, place.facts) for slug, place in places_in_order(data))]
    found = []
    for slug, of_place in every:
        facts = Facts(context, slug, of_place, series_of(of_place, data.indicators, data.sources))
        found += [
            DatedTarget(facts, target, target.deadline, status)
            for status, of_status in facts.dated_targets().items()
            for target in of_status
            if target.deadline is not None
        ]
    return tuple(sorted(found, key=lambda one: one.deadline.last_day))


def targets_link(context: Context, title: str, **choices: str) -> Link:
    """A link to the page of targets with its filter set, such as `place="jinan"`."""
    query = "&".join(f"{name}={value}" for name, value in choices.items())
    return Link(title, context.link(TARGETS) + (f"?{query}" if query else ""))


def calendar_link(context: Context, title: str, slug: str = "") -> Link:
    """A link to the calendar of a city's targets, or of all."""
    return Link(title, context.route.asset(calendar_file(context.language, slug)))


YEARS_BACK = 2
"""So long a target stays in the calendars after the year in which it fell due."""


def calendars(context: Context) -> Iterator[tuple[str, Calendar]]:
    """Every calendar in the language of the context with the path of its file: of all targets, then of each city.

    A calendar holds what is coming and what fell due of late; one without any of these keeps what it has, because an
    address that people subscribe to must not vanish.
    """
    _ = context.say
    every = dated_targets(context)
    recent = [one for one in every if one.deadline.year >= context.as_of.year - YEARS_BACK]
    if every:
        yield _calendar(context, "", _("Dated targets in China"), recent or every)
    for slug in dict.fromkeys(one.facts.slug for one in every if one.facts.slug):
        name = _("%(place)s: dated targets", place=place_name(context, slug))
        yield _calendar(context, slug, name, _of(slug, recent) or _of(slug, every))


def _of(slug: str, targets: Sequence[DatedTarget]) -> list[DatedTarget]:
    return [one for one in targets if one.facts.slug == slug]


def _calendar(context: Context, slug: str, name: str, targets: Sequence[DatedTarget]) -> tuple[str, Calendar]:
    path = calendar_file(context.language, slug)
    page = Route(context.language, city(slug) if slug else TARGETS)
    about = context.say(
        "What was promised, by when, and what is known of the outcome, with sources. From Beautiful Cities, an"
        " independent public guide, not a government site."
    )
    return path, Calendar(
        id=f"{slug}-targets-{context.language}" if slug else f"targets-{context.language}",
        name=plain(name),
        description=about,
        url=context.site_url + page.url,
        source=context.site_url + path,
        entries=[_entry(context, one) for one in targets],
    )


def _entry(context: Context, one: DatedTarget) -> Entry:
    view = one.facts.view(one.target)
    page = Route(context.language, page_of(one.facts.slug, one.target))
    url = f"{context.site_url}{page.url}#{one.target.id}"
    return Entry(
        id=one.target.id,
        day=one.deadline.last_day,
        summary=plain(_summary(context, one, view)),
        description=plain("\n".join(line for line in (*_lines(context, one, view), url) if line)),
        url=url,
        category=plain(context.words(context.data.topics[one.target.topic].name)),
    )


def _summary(context: Context, one: DatedTarget, view: FactView) -> str:
    """Place and target in one short line: the indicator with its value, else the beginning of the text."""
    _ = context.say
    indicator = context.data.indicators.get(one.target.indicator or "")
    if indicator:
        number = view.number + view.scale
        value = _("%(number)s %(bound)s", number=number, bound=view.bound) if view.bound else number
        words = _("%(name)s, %(value)s", name=context.words(indicator.name), value=value)
    else:
        words = _shortened(context, view.text)
        if one.facts.place in words:
            return words
    return _("%(place)s: %(target)s", place=one.facts.place, target=words)


_SUMMARY_AT_MOST = 80
"""Characters; a Chinese one is twice as wide."""


def _shortened(context: Context, text: str) -> str:
    text, is_chinese = plain(text), family(context.language) == "zh" or is_marked(text)
    room = _SUMMARY_AT_MOST // (2 if is_chinese else 1)
    if len(text) <= room:
        return text
    cut = text[:room]
    return (cut if is_chinese else cut.rpartition(" ")[0]) + "…"


def _lines(context: Context, one: DatedTarget, view: FactView) -> Iterator[str]:
    """What an entry says below its summary, line by line."""
    _, date, colon = context.say, context.wording.date, context.say(": ")
    yield view.text
    yield view.caveat
    yield _("Due") + colon + view.when
    if one.deadline.day is None:
        day = date(one.deadline.last_day)
        yield _("The source names no day; the entry stands on the last one, %(date)s.", date=day)
    if view.status:
        yield _("Status on %(date)s", date=context.today) + colon + view.status.word
    if view.answer:
        yield view.answer.label + colon + view.answer.text
    for citation in view.citations:
        yield _("Source") + colon + _source(context, citation)


def _source(context: Context, citation: CitationView) -> str:
    parts = (citation.publisher, citation.title, citation.date, citation.locator, citation.reliability_word)
    return context.say(", ").join(part for part in parts if part)
