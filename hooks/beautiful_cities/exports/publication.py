"""The data as the shapes in which they leave the site.

In: the data, the as-of date and where the site is published. Out: shapes, in a fixed order. Statuses and series are
worked out by the rooms that the pages use too, so that page and file cannot say different things.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import beautiful_cities.series as trends
from beautiful_cities import model
from beautiful_cities.exports import shapes
from beautiful_cities.exports.citing import citation
from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES, REGISTERED
from beautiful_cities.model import Data
from beautiful_cities.routes import (
    GLOSSARY,
    HOME,
    ROSTER,
    SOURCES,
    Route,
    city,
    city_document,
    page_of,
    source_anchor,
)
from beautiful_cities.status import status_of

NATION = "national"
"""What stands for a slug in facts on the whole country."""
_COMPARATORS: dict[model.Comparator, shapes.Comparator] = {
    "=": "equals",
    ">=": "at-least",
    "<=": "at-most",
    "about": "about",
}
"""Words, because a cell that begins with the sign of equality is a formula to a spreadsheet."""


def bilingual(text: model.Text) -> shapes.Bilingual:
    """A text of the data as it leaves the site."""
    return shapes.Bilingual(**text.given)


@dataclass(frozen=True)
class Publication:
    """Everything that leaves the site, on one day."""

    data: Data
    as_of: dt.date
    site_url: str
    """With a slash at its end."""

    @cached_property
    def facts(self) -> tuple[shapes.Fact, ...]:
        """Every fact: the nation's, then each city's, in the order of the files."""
        return tuple(self._fact(slug, fact) for slug, facts in self._places() for fact in facts)

    @cached_property
    def series(self) -> tuple[shapes.Series, ...]:
        """Every series in the same order."""
        return tuple(self._series(slug, one) for slug, facts in self._places() for one in self._trends(facts))

    @cached_property
    def sources(self) -> tuple[shapes.Source, ...]:
        """Every source, in the order of the files."""
        resting: defaultdict[str, list[str]] = defaultdict(list)
        for fact in self.facts:
            for name in dict.fromkeys(one.source for one in fact.sources):
                resting[name].append(fact.id)
        return tuple(self._source(one, resting[one.id]) for one in self.data.sources.values())

    @cached_property
    def cities(self) -> tuple[shapes.City, ...]:
        """Every place that has a page, by slug."""
        return tuple(self._city(slug, place) for slug, place in self.data.cities.items())

    @cached_property
    def indicators(self) -> tuple[shapes.Indicator, ...]:
        """What series measure."""
        values = {fact.id: fact.value for fact in self.data.national.facts}
        return tuple(
            shapes.Indicator(
                id=one.id,
                name=bilingual(one.name),
                definition=bilingual(one.definition),
                theme=one.theme,
                unit=one.unit,
                good=one.good,
                yearly=one.yearly,
                sum=one.sum,
                readings=one.readings,
                lines=tuple(
                    shapes.Line(name=bilingual(line.name), fact=line.fact, value=value)
                    for line in one.lines
                    if (value := values[line.fact]) is not None
                ),
            )
            for one in self.data.indicators.values()
        )

    @cached_property
    def terms(self) -> tuple[shapes.TermRecord, ...]:
        """Every term of the glossary."""
        return tuple(
            shapes.TermRecord(
                id=one.id,
                term=bilingual(one.term),
                pinyin=one.pinyin,
                definition=bilingual(one.definition),
                **{f"spellings_{each.column}": one.spellings[code] for code, each in REGISTERED.items()},
                **{f"everyday_{each.column}": one.everyday[code] for code, each in REGISTERED.items()},
                facts=one.facts,
                page=self.page(GLOSSARY, one.id),
            )
            for one in self.data.glossary.values()
        )

    @cached_property
    def members(self) -> tuple[shapes.Member, ...]:
        """Every entry of the roster."""
        return tuple(
            shapes.Member(
                id=one.id,
                name=bilingual(one.name),
                province=one.province,
                kind=one.kind,
                caveat=_bilingual_or_none(one.caveat),
                page=self.page(ROSTER, one.id),
                rounds=tuple(
                    shapes.Membership(round=each.round, sources=_roster_sources(each.sources)) for each in one.rounds
                ),
                areas=tuple(
                    shapes.Area(name=bilingual(area.name), sources=_roster_sources(area.sources)) for area in one.areas
                ),
            )
            for one in self.data.roster.members
        )

    @property
    def rounds(self) -> tuple[shapes.Round, ...]:
        """The rounds of the roster."""
        return tuple(
            shapes.Round(id=one.id, name=bilingual(one.name), cities=one.cities, special_areas=one.special_areas)
            for one in self.data.roster.rounds
        )

    @property
    def listings(self) -> tuple[shapes.Listing, ...]:
        """What is known of each province's part of the list."""
        return tuple(
            shapes.Listing(province=one.province, listed=one.listed, sources=_roster_sources(one.sources))
            for one in self.data.roster.provinces
        )

    def place_name(self, slug: str) -> shapes.Bilingual:
        """The name of a city, or of the nation."""
        return bilingual(self.data.cities[slug].name) if slug != NATION else self.words("China")

    def words(self, message: str) -> shapes.Bilingual:
        """A sentence of the catalogues in both languages."""
        return shapes.Bilingual(**{language: wording(language).gettext(message) for language in LANGUAGES})

    def both(self, message: str) -> str:
        """A sentence of the catalogues in English and Chinese, for files that have room for one text only."""
        return " ".join(wording(language).gettext(message) for language in reversed(LANGUAGES[:2]))

    @property
    def citation(self) -> shapes.Bilingual:
        """How to name the data set: what, as of when, where, under which licence."""
        return shapes.Bilingual(
            **{one: citation(one, url=self.site_url + Route(one, HOME).url, as_of=self.as_of) for one in LANGUAGES}
        )

    def page(self, name: str, anchor: str = "") -> shapes.Addresses:
        """A page in both languages, in full."""
        fragment = f"#{anchor}" if anchor else ""
        return shapes.Addresses(**{one: self.site_url + Route(one, name).url + fragment for one in LANGUAGES})

    def _places(self) -> Iterator[tuple[str, tuple[model.Fact, ...]]]:
        """The nation and each city with their facts; the nation's slug is empty, as in `page_of`."""
        yield "", self.data.national.facts
        yield from ((slug, place.facts) for slug, place in self.data.cities.items())

    def _trends(self, facts: Iterable[model.Fact]) -> tuple[trends.Series, ...]:
        return trends.series_of(facts, self.data.indicators, self.data.sources)

    @cached_property
    def _answers(self) -> dict[str, tuple[model.Fact, ...]]:
        """The facts that answer each target."""
        answers: defaultdict[str, list[model.Fact]] = defaultdict(list)
        for _slug, facts in self._places():
            for fact in facts:
                for target in fact.answers:
                    answers[target].append(fact)
        return {target: tuple(of_target) for target, of_target in answers.items()}

    def _fact(self, slug: str, fact: model.Fact) -> shapes.Fact:
        answers = self._answers.get(fact.id, ())
        return shapes.Fact(
            id=fact.id,
            place=slug or NATION,
            place_name=self.place_name(slug or NATION),
            topic=fact.topic,
            theme=fact.theme,
            kind=fact.kind,
            text=bilingual(fact.text),
            date=_date(fact.date),
            deadline=_date(fact.deadline),
            year=fact.when.year if fact.when else None,
            indicator=fact.indicator,
            comparator=_comparator(fact),
            value=fact.value,
            unit=fact.unit,
            other_numbers=fact.other_numbers,
            answers=fact.answers,
            outcome=fact.outcome,
            status=status_of(fact, answers, as_of=self.as_of),
            answered_by=tuple(one.id for one in answers),
            caveat=_bilingual_or_none(fact.caveat),
            page=self.page(page_of(slug, fact), fact.id),
            sources=tuple(self._cited(one) for one in fact.sources),
        )

    def _cited(self, citation: model.Citation) -> shapes.Citation:
        source = self.data.sources[citation.source]
        return shapes.Citation(
            source=source.id,
            locator=bilingual(citation.locator),
            title=bilingual(source.title),
            publisher=_bilingual_or_none(source.publisher),
            published=_date(source.published),
            reliability=source.reliability,
            url=source.url,
        )

    def _source(self, source: model.Source, facts: Iterable[str]) -> shapes.Source:
        return shapes.Source(
            id=source.id,
            title=bilingual(source.title),
            publisher=_bilingual_or_none(source.publisher),
            published=_date(source.published),
            document_number=source.document_number,
            language=source.language,
            reliability=source.reliability,
            url=source.url,
            caveat=_bilingual_or_none(source.caveat),
            page=self.page(SOURCES, source_anchor(source.id)),
            facts=tuple(facts),
        )

    def _city(self, slug: str, place: model.City) -> shapes.City:
        return shapes.City(
            slug=slug,
            name=bilingual(place.name),
            province=place.province,
            province_name=bilingual(self.data.provinces[place.province].name),
            level=place.level,
            parent=place.parent,
            latitude=place.coordinates.latitude,
            longitude=place.coordinates.longitude,
            geonames=place.coordinates.geonames,
            tagline=bilingual(place.tagline),
            reviewed=str(place.reviewed),
            facts=len(place.facts),
            page=self.page(city(slug)),
            document=self.site_url + city_document(slug),
            summary=shapes.Summary(**place.summary.given, facts=place.summary.facts),
            key_figures=place.key_figures,
        )

    def _series(self, slug: str, series: trends.Series) -> shapes.Series:
        place = slug or NATION
        return shapes.Series(
            id=f"{place}-{series.indicator.id}",
            place=place,
            place_name=self.place_name(place),
            indicator=series.indicator.id,
            unit=series.indicator.unit,
            points=tuple(self._point(point, fact) for point in series.points for fact in (point.fact, *point.others)),
            targets=tuple(
                shapes.Aim(
                    deadline=_date(target.deadline),
                    comparator=_comparator(target),
                    value=target.value,
                    status=status_of(target, self._answers.get(target.id, ()), as_of=self.as_of),
                    fact=target.id,
                )
                for target in series.targets
                if target.value is not None
            ),
        )

    def _point(self, point: trends.Point, fact: model.Fact) -> shapes.Point:
        assert fact.value is not None
        return shapes.Point(
            date=str(point.date),
            comparator=_comparator(fact),
            value=fact.value,
            preferred=fact is point.fact,
            reliability=model.RELIABILITIES[trends.reliability_of(fact, self.data.sources)],
            fact=fact.id,
        )


def _bilingual_or_none(text: model.Text | None) -> shapes.Bilingual | None:
    return bilingual(text) if text else None


def _date(date: model.PartialDate | None) -> str | None:
    return str(date) if date else None


def _comparator(fact: model.Fact) -> shapes.Comparator | None:
    return _COMPARATORS[fact.comparator] if fact.value is not None else None


def _roster_sources(citations: Iterable[model.Citation]) -> tuple[shapes.RosterSource, ...]:
    return tuple(shapes.RosterSource(source=one.source, locator=bilingual(one.locator)) for one in citations)
