"""Calendars keep the rules of RFC 5545 and RFC 7986, whatever is written into them."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as Component
from icalendar import Event

from beautiful_cities.calendars import Calendar, Entry, calendar_file

# A text may hold anything that YAML lets through: no control characters, no halves of characters.
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)
lines = st.lists(texts, min_size=1).map("\n".join)

ENTRY = Entry(
    id="qinghe-parks-target",
    day=dt.date(2026, 12, 31),
    summary="青河：公园，10座以上",
    description="到2026年，公园不少于10座；一半要靠近水边。\n期限：2026年底前",
    url="https://host.example/cities/qinghe/#qinghe-parks-target",
    category="美丽城市",
)
CALENDAR = Calendar(
    id="targets-zh",
    name="青河：有期限的目标",
    description="目标，期限，结果。",
    url="https://host.example/targets/",
    source="https://host.example/targets.ics",
    entries=(ENTRY,),
)


def read(calendar: Calendar, as_of: dt.date) -> Component:
    """The calendar as a program reads it that has only the file."""
    found = Component.from_ical(calendar_file(calendar, as_of=as_of))
    assert isinstance(found, Component)
    return found


def only_event(calendar: Component) -> Event:
    """The one entry of a calendar."""
    (event,) = calendar.events
    return event


@given(texts, lines, texts)
def test_any_text_survives_and_no_line_is_longer_than_75_octets(summary: str, description: str, category: str) -> None:
    entry = dataclasses.replace(ENTRY, summary=summary, description=description, category=category)
    calendar = dataclasses.replace(CALENDAR, name=summary, description=description, entries=(entry,))
    content = calendar_file(calendar, as_of=dt.date(2026, 11, 22))

    *folded, last = content.split(b"\r\n")
    assert b"" == last
    assert [] == [line for line in folded if len(line) > 75 or b"\n" in line]
    assert all(line.decode("utf-8") for line in folded), "a character is never cut in two"

    found = Component.from_ical(content)
    assert isinstance(found, Component)
    unfolded = content.replace(b"\r\n ", b"").split(b"\r\n")
    for name, known in ((b"NAME", b"SUMMARY"), (b"X-WR-CALNAME", b"SUMMARY"), (b"X-WR-CALDESC", b"DESCRIPTION")):
        written = next(line for line in unfolded if line.startswith(known + b":"))
        assert name + written.removeprefix(known) in unfolded, "a program that knows the name reads it as a text"
    event = only_event(found)
    assert (summary, description) == (str(event["SUMMARY"]), str(event["DESCRIPTION"]))
    assert [category] == event.categories


def test_entry_takes_its_whole_day_and_leaves_the_reader_free(as_of: dt.date) -> None:
    event = only_event(read(CALENDAR, as_of))
    assert (ENTRY.day, ENTRY.day + dt.timedelta(days=1)) == (event.start, event.end)
    assert "DATE" == event["DTSTART"].params["VALUE"]
    assert "TRANSPARENT" == event["TRANSP"]
    assert ENTRY.url == event["URL"]


def test_identifiers_name_no_host_and_time_is_the_as_of_date(as_of: dt.date) -> None:
    moved = dataclasses.replace(CALENDAR, url="https://other.example/", source="https://other.example/a.ics")
    here, there = read(CALENDAR, as_of), read(moved, as_of)
    assert [here["UID"], only_event(here)["UID"]] == [there["UID"], only_event(there)["UID"]]
    assert "host.example" not in str(only_event(here)["UID"])
    assert dt.datetime(2026, 11, 22, tzinfo=dt.UTC) == only_event(here).DTSTAMP == here.last_modified
    assert calendar_file(CALENDAR, as_of=as_of) == calendar_file(CALENDAR, as_of=as_of)


def test_calendar_says_where_it_is_kept_and_how_often_to_look(as_of: dt.date) -> None:
    found = read(CALENDAR, as_of)
    assert ("2.0", "GREGORIAN") == (found["VERSION"], found["CALSCALE"])
    assert CALENDAR.source == found["SOURCE"]
    assert CALENDAR.url == found["URL"]
    content = calendar_file(CALENDAR, as_of=as_of)
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P7D\r\n" in content
    assert b"\r\nSOURCE;VALUE=URI:" in content
    assert b"METHOD" not in content, "a method would make it an invitation, which needs an organiser"
