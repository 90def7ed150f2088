"""The page of targets and the calendars: every dated target of the data once, in order, with its right status."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar as Component
from icalendar import Event

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Data, Fact, PartialDate
from beautiful_cities.status import Status, status_of
from published import SITE_URL, Page, Site, classes, words

PREFIXES: dict[Language, str] = {"zh": "", "en": "en/"}
FOLDED_BYTES_AT_MOST = 500_000
"""What a phone has to unpack and lay out; about a tenth of it travels."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A dated target of the data, as it must be published."""

    place: str
    """The slug of its city, or "national"."""
    target: Fact
    deadline: PartialDate
    status: Status

    @property
    def address(self) -> str:
        """Where the target stands, below the language's part of the site."""
        page = f"topics/{self.target.topic}/" if self.place == "national" else f"cities/{self.place}/"
        return f"{page}#{self.target.id}"


@pytest.fixture(scope="session")
def promises(data: Data, as_of: dt.date) -> dict[str, Promise]:
    """Every dated target by its id, worked out from the data alone."""
    return {one.target.id: one for one in found_in(data, as_of)}


def found_in(data: Data, as_of: dt.date) -> Iterator[Promise]:
    places = {"national": data.national.facts, **{slug: place.facts for slug, place in data.cities.items()}}
    for place, facts in places.items():
        for fact in facts:
            answers = [one for one in facts if fact.id in one.answers]
            status = status_of(fact, answers, as_of=as_of)
            if fact.kind == "target" and fact.deadline and status:
                yield Promise(place, fact, fact.deadline, status)


def targets_page(site: Site, language: Language) -> Page:
    """The page of targets."""
    return site.pages[f"{PREFIXES[language]}targets/index.html"]


def entries(page: Page) -> list[ET.Element]:
    """The targets of the list in reading order."""
    return [one for one in page.by_id("all-targets").iter("li") if "bc-fact" in classes(one)]


def id_of(entry: ET.Element) -> str:
    """The id of a target, from the link to its address."""
    (link,) = (one for one in entry.iter("a") if "bc-permalink" in classes(one))
    return link.attrib["href"].rpartition("#")[2]


def without_definitions(entry: ET.Element) -> str:
    """The text of an entry without what explains its words."""
    inner = "".join(without_definitions(one) + (one.tail or "") for one in entry if one.get("role") != "tooltip")
    return (entry.text or "") + inner


# The list


def test_every_dated_target_is_listed_once_with_its_place_topic_and_status(
    built: Site, language: Language, promises: dict[str, Promise]
) -> None:
    listed = entries(targets_page(built, language))
    assert Counter(promises.keys()) == Counter(map(id_of, listed))
    for entry in listed:
        promise = promises[id_of(entry)]
        told = [entry.attrib[f"data-{name}"] for name in ("place", "topic", "status")]
        assert [promise.place, promise.target.topic, promise.status] == told, promise.target.id
        (mark,) = (one for one in entry.iter("span") if "bc-status" in classes(one))
        assert f"bc-status--{promise.status}" in classes(mark), promise.target.id
        assert promise.target.text[language] in without_definitions(entry)


def test_address_of_a_target_stays_on_the_page_of_its_place(
    built: Site, language: Language, promises: dict[str, Promise]
) -> None:
    page = targets_page(built, language)
    assert set() == set(page.ids) & set(promises)
    leading = {f"{one.url}#{one.fragment}" for one in page.references if one.element == "a"}
    assert {SITE_URL + PREFIXES[language] + one.address for one in promises.values()} <= leading


def test_what_comes_next_stands_first_then_what_nobody_answered_newest_first(
    built: Site, language: Language, promises: dict[str, Promise]
) -> None:
    shown = [promises[id_of(entry)] for entry in entries(targets_page(built, language))]
    statuses = list(dict.fromkeys(one.status for one in shown))
    assert ["due-soon", "past", "missed", "met", "ahead"] == statuses
    for status in statuses:
        days = [one.deadline.last_day for one in shown if one.status == status]
        assert sorted(days, reverse=status not in ("due-soon", "ahead")) == days, status


def test_each_fold_holds_the_targets_of_one_year_and_counts_them(
    built: Site, language: Language, promises: dict[str, Promise]
) -> None:
    for fold in targets_page(built, language).by_id("all-targets").iter("details"):
        year, number = (int(found) for found in re.findall(r"\d+", words(next(fold.iter("summary")))))
        held = [promises[id_of(one)] for one in fold.iter("li") if "bc-fact" in classes(one)]
        assert (number, {year}) == (len(held), {one.deadline.year for one in held})


def test_counts_in_words_are_those_of_the_data(built: Site, language: Language, promises: dict[str, Promise]) -> None:
    page = targets_page(built, language)
    (tally,) = page.all("ul", "bc-tally")
    counted = {link.attrib["href"].strip("#"): int(words(next(link.iter("span")))) for link in tally.iter("a")}
    assert Counter(one.status for one in promises.values()) == counted
    (lead,) = page.all("p", "bc-lead")
    assert str(len(promises)) == re.findall(r"\d+", words(lead))[0]
    assert len(promises) == sum(counted.values())
    for status, number in counted.items():
        (section,) = (one for one in page.all("section") if one.attrib["aria-labelledby"] == status)
        (said,) = (one for one in section.iter("p") if "bc-num" in classes(one))
        assert [str(number)] == re.findall(r"\d+", words(said)), status


def test_filter_offers_what_the_list_has(built: Site, language: Language, promises: dict[str, Promise]) -> None:
    page = targets_page(built, language)
    offered = {
        choice.attrib["name"]: {one.attrib["value"] for one in choice.iter("option")} - {""}
        for choice in page.all("select")
    }
    listed = entries(page)
    assert {"place", "topic", "status"} == set(offered)
    for name, values in offered.items():
        assert {entry.attrib[f"data-{name}"] for entry in listed} == values, name


def test_long_list_is_folded_and_light_enough_for_a_phone(built: Site, language: Language) -> None:
    page = targets_page(built, language)
    folds = list(page.by_id("all-targets").iter("details"))
    standing_open = [entry for fold in folds if "open" in fold.attrib for entry in fold.iter("li")]
    assert 0 < len(standing_open) < 20
    assert len(page.text.encode()) < FOLDED_BYTES_AT_MOST


def test_page_is_reached_from_home_the_topics_and_every_city_with_targets(
    built: Site, language: Language, promises: dict[str, Promise], data: Data
) -> None:
    start = f"{SITE_URL}{PREFIXES[language]}"
    expected = {"index.html": "", **{f"topics/{one}/index.html": f"?topic={one}" for one in data.topics}}
    for place in {one.place for one in promises.values()} - {"national"}:
        expected[f"cities/{place}/index.html"] = f"?place={place}"
    for file, query in expected.items():
        urls = {one.url for one in built.pages[PREFIXES[language] + file].references}
        assert f"{start}targets/{query}" in urls, file


# The calendars


def calendar(site: Site, path: str) -> Component:
    """A calendar of the site, read as a program reads it."""
    found = Component.from_ical((site.folder / path).read_bytes())
    assert isinstance(found, Component)
    return found


def ids(calendar: Component) -> set[str]:
    """The ids of the targets in a calendar."""
    return {str(event["UID"]).removesuffix("@beautiful-cities") for event in calendar.events}


def recent(promises: dict[str, Promise], as_of: dt.date) -> set[str]:
    """What is coming, and what fell due in this year or the two before it."""
    return {name for name, one in promises.items() if one.deadline.year >= as_of.year - 2}


def test_calendar_of_all_holds_what_is_coming_and_what_just_fell_due(
    built: Site, language: Language, promises: dict[str, Promise], as_of: dt.date
) -> None:
    found = calendar(built, f"{PREFIXES[language]}targets.ics")
    assert recent(promises, as_of) == ids(found)
    assert len(ids(found)) == len(found.events)


def test_every_city_with_dated_targets_has_a_calendar_and_none_is_empty(
    built: Site, language: Language, promises: dict[str, Promise], as_of: dt.date
) -> None:
    start = f"{PREFIXES[language]}cities/"
    of_places: dict[str, set[str]] = {}
    for name, one in promises.items():
        of_places.setdefault(one.place, set()).add(name)
    del of_places["national"]
    paths = {file for file in built.files if file.startswith(start) and file.endswith(".ics")}
    assert {f"{start}{place}/targets.ics" for place in of_places} == paths
    for place, names in of_places.items():
        expected = names & recent(promises, as_of) or names
        assert expected == ids(calendar(built, f"{start}{place}/targets.ics")), place


def calendars(site: Site, language: Language) -> list[str]:
    """The paths of all calendars of a language."""
    every = sorted(file for file in site.files if file.endswith(".ics"))
    return [file for file in every if file.startswith("en/") == (language == "en")]


def complaints(event: Event, promise: Promise, language: Language) -> Iterator[str]:
    """What is wrong with an entry."""
    address = SITE_URL + PREFIXES[language] + promise.address
    description = str(event["DESCRIPTION"])
    if (promise.deadline.last_day, promise.deadline.last_day + dt.timedelta(days=1)) != (event.start, event.end):
        yield "is not on the last day of its date"
    if address != event["URL"] or not description.endswith(f"\n{address}"):
        yield "does not lead to its address"
    if not description.startswith(promise.target.text[language]):
        yield "does not say the whole target"
    if not 5 < len(str(event["SUMMARY"])) < 120 or "\n" in str(event["SUMMARY"]):
        yield "has a long summary"
    if "TRANSPARENT" != event["TRANSP"]:
        yield "blocks the day"


def test_entries_say_the_target_its_day_and_its_address(
    built: Site, language: Language, promises: dict[str, Promise], data: Data
) -> None:
    seen = set()
    for path in calendars(built, language):
        for event in calendar(built, path).events:
            promise = promises[str(event["UID"]).partition("@")[0]]
            seen.add(promise.target.id)
            assert [] == list(complaints(event, promise, language)), promise.target.id
            assert [data.topics[promise.target.topic].name[language]] == event.categories
    assert len(seen) > 100


def test_calendars_of_both_languages_hold_the_same_targets_on_the_same_days(built: Site) -> None:
    zh, en = (calendars(built, language) for language in LANGUAGES)
    assert [f"en/{path}" for path in zh] == en
    for pair in zip(zh, en, strict=True):
        days = [{str(event["UID"]): event.start for event in calendar(built, path).events} for path in pair]
        assert days[0] == days[1], pair


def test_no_line_of_a_calendar_is_longer_than_75_octets_nor_cut_inside_a_character(built: Site) -> None:
    for path in (*calendars(built, "zh"), *calendars(built, "en")):
        content = (built.folder / path).read_bytes()
        assert [] == [line for line in content.split(b"\r\n") if len(line) > 75 or b"\n" in line], path
        assert all(line.decode("utf-8") for line in content.split(b"\r\n")[:-1]), path
        assert str(calendar(built, path)["SOURCE"]) == SITE_URL + path


def test_every_calendar_is_linked_as_one_and_its_address_can_be_copied(built: Site, language: Language) -> None:
    page = targets_page(built, language)
    linked = {built.file_at(one.url) for one in page.references if one.url.endswith(".ics")}
    assert set(calendars(built, language)) == linked
    assert [f"{SITE_URL}{PREFIXES[language]}targets.ics"] == [
        words(one) for one in page.all("code", "bc-subscribe__address")
    ]
    for path in calendars(built, language):
        if "cities/" in path:
            of_city = built.pages[path.replace("targets.ics", "index.html")]
            assert path in {built.file_at(one.url) for one in of_city.references}
    for one in built.pages.values():
        types = {link.attrib.get("type") for link in one.all("a") if link.attrib.get("href", "").endswith(".ics")}
        assert {"text/calendar"} >= types, one.file
