"""What the data cover and what is due to be looked at: the counts, and the page that shows them."""

from __future__ import annotations

import datetime as dt

from beautiful_cities.model import NATION, Data
from beautiful_cities.upkeep import STALE_DAYS, upkeep
from published import Site, words
from test_browser import PREFIXES


def test_every_fact_of_every_place_is_counted_once(data: Data, as_of: dt.date) -> None:
    state = upkeep(data, as_of)
    assert {*data.cities, NATION} == {one.slug for one in state.places}
    facts = {slug: place.facts for slug, place in data.cities.items()} | {NATION: data.national.facts}
    assert {slug: len(of_place) for slug, of_place in facts.items()} == {
        one.slug: sum(one.facts.values()) for one in state.places
    }


def test_targets_wait_for_an_outcome_from_the_day_after_their_date(data: Data) -> None:
    deadlines = [
        fact.deadline.last_day for place in data.cities.values() for fact in place.facts if fact.deadline is not None
    ]
    before, after = (
        sum(len(one.overdue) for one in upkeep(data, day).places if one.slug != NATION)
        for day in (min(deadlines), max(deadlines) + dt.timedelta(days=1))
    )
    answered = {name for place in data.cities.values() for fact in place.facts for name in fact.answers}
    assert 0 == before < after <= len(deadlines)
    assert after >= len(deadlines) - len(answered)


def test_places_and_the_sources_that_only_they_cite_are_due_for_review_after_a_year(data: Data) -> None:
    reviewed = max(place.reviewed.last_day for place in data.cities.values())
    assert () == upkeep(data, reviewed + dt.timedelta(days=STALE_DAYS)).stale_sources
    stale = upkeep(data, reviewed + dt.timedelta(days=STALE_DAYS + 1))
    assert set(data.cities) == set(stale.stale_places)
    national = {citation.source for fact in data.national.facts for citation in fact.sources}
    assert stale.stale_sources
    assert national.isdisjoint(stale.stale_sources)


def test_term_that_no_text_uses_is_named(data: Data, as_of: dt.date) -> None:
    unused = upkeep(data, as_of).unused_terms
    assert "pm25" not in unused
    assert set(unused) < set(data.glossary)


def test_page_shows_the_counts_of_every_place(built: Site, data: Data, as_of: dt.date) -> None:
    overdue = {one.slug: len(one.overdue) for one in upkeep(data, as_of).places}
    for prefix in PREFIXES.values():
        page = built.pages[f"{prefix}about/status/index.html"]
        (table,) = page.all("table")
        rows = [[words(cell) for cell in row] for row in table.iter("tr")][1:]
        assert len(rows) == len(data.cities) + 1
        assert sorted(overdue.values()) == sorted(int(row[-2]) for row in rows)
