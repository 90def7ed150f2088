"""Cities side by side: all of them in one table for each topic; a script narrows it down to the chosen ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from beautiful_cities.model import Fact, Topic
from beautiful_cities.routes import city
from beautiful_cities.series import series_of
from beautiful_cities.status import STATUSES
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.comparing import ACTIONS, Places, Shared, shared_indicators
from beautiful_cities.views.context import Context, Heading
from beautiful_cities.views.facts import Facts, address, status_word
from beautiful_cities.views.finder import places_in_order
from beautiful_cities.views.sections import TARGETS_ANCHOR, theme_anchor


@dataclass(frozen=True, slots=True)
class FigureView:
    """What one city has in one row."""

    text: str
    """Empty where nothing was found."""
    href: str
    amount: str
    """The value as a plain number, for the bar beside it; empty where a bar would say nothing."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One thing that is compared."""

    name: str
    indicator: str
    """The id of an indicator whose trend can be drawn; empty for counts."""
    figures: tuple[FigureView, ...]
    """One for each city, in the order of the page."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The rows of one kind."""

    heading: Heading
    note: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Everything on the page."""

    title: str
    description: str
    lead: str
    cities: tuple[tuple[str, str, str], ...]
    """Slug, name and address of each city."""
    groups: tuple[GroupView, ...]
    gap: str
    """What stands where a chosen city has no figure."""
    gap_note: str
    trend_title: str
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page that is drawn at build time: none."""


def compare_view(context: Context) -> CompareView:
    """All cities in one table for each topic."""
    _, data = context.say, context.data
    places = places_in_order(data)
    shared = shared_indicators(context, places)
    groups = [_targets(context, places)]
    groups += [
        _group(context, topic, places, [one for one in shared if one.topic == topic.id])
        for topic in data.topics.values()
    ]
    return CompareView(
        title=_("Compare cities"),
        description=_("Two to four cities side by side: indicators, targets and measures, with what is missing."),
        lead=_(
            "Choose two to four cities. The choice stands in the address of this page: send it, and others see the same"
            " thing. Cities publish different things in different years: look at the year beside each figure."
        ),
        cities=tuple((slug, context.words(place.name), context.link(city(slug))) for slug, place in places),
        groups=tuple(group for group in groups if group.rows),
        gap=_("no published figure found"),
        gap_note=_("A dash means that this guide has found no published figure or measure."),
        trend_title=_("%(name)s, year by year"),
    )


def _targets(context: Context, places: Places) -> GroupView:
    """How many dated targets each city has, by where they stand."""
    _, data = context.say, context.data
    counts = []
    for slug, place in places:
        facts = Facts(context, slug, place.facts, series_of(place.facts, data.indicators, data.sources))
        counts.append({status: len(targets) for status, targets in facts.dated_targets().items()})
    rows = tuple(
        RowView(
            status_word(context, status),
            "",
            tuple(
                _count(context, of_city.get(status, 0), context.link(city(slug), TARGETS_ANCHOR))
                for (slug, _place), of_city in zip(places, counts, strict=True)
            ),
        )
        for status in STATUSES
    )
    return GroupView(
        Heading("targets", _("Dated targets")), _("Number of targets on %(date)s.", date=context.today), rows
    )


def _group(context: Context, topic: Topic, places: Places, shared: list[Shared]) -> GroupView:
    """The shared indicators of a topic, then how many measures, targets and rules each city has on its themes."""
    rows = [*_indicators(context, places, shared), *_measures(context, topic, places)]
    note = context.say("Latest published values, with their dates; then the number of measures, targets and rules.")
    return GroupView(Heading(topic.id, context.words(topic.name)), note, tuple(rows))


def _indicators(context: Context, places: Places, shared: list[Shared]) -> Iterator[RowView]:
    _, wording = context.say, context.wording
    for one in shared:
        series = dict(one.series)
        unit = context.data.units[one.indicator.unit]
        figures = []
        for slug, _place in places:
            if slug not in series:
                figures.append(FigureView("", "", ""))
                continue
            last = series[slug].points[-1]
            words = _("%(value)s (%(date)s)", value=wording.value(last.value, unit), date=wording.date(last.date))
            figures.append(FigureView(words, address(context, slug, last.fact), f"{last.value:f}"))
        has_trend = sum(series[slug].is_trend for slug, _place in places if slug in series) > 1
        yield RowView(context.words(one.indicator.name), one.indicator.id if has_trend else "", tuple(figures))


def _measures(context: Context, topic: Topic, places: Places) -> Iterator[RowView]:
    def acts(fact: Fact, theme_id: str) -> bool:
        return fact.topic == topic.id and fact.theme == theme_id and fact.kind in ACTIONS

    for theme in context.data.themes.values():
        numbers = [sum(acts(fact, theme.id) for fact in place.facts) for _slug, place in places]
        if any(numbers):
            figures = tuple(
                _count(context, number, context.link(city(slug), theme_anchor(topic.id, theme.id)))
                for (slug, _place), number in zip(places, numbers, strict=True)
            )
            yield RowView(context.say("Measures: %(theme)s", theme=context.words(theme.name)), "", figures)


def _count(context: Context, number: int, href: str) -> FigureView:
    return FigureView(context.wording.number(number), href if number else "", str(number))
