"""Dated entries to a calendar that one can subscribe to (RFC 5545, RFC 7986).

In: entries already worded, and the as-of date. Out: the bytes of an .ics file, the same for the same input. It knows
neither HTML nor where an entry comes from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from icalendar import Calendar as Component
from icalendar import Event, vText
from icalendar.enums import TRANSP

_NAME = "beautiful-cities"
"""Stands for a host in the identifiers, which last when the site moves."""
_REFRESH = dt.timedelta(days=7)
"""How often a calendar program is asked to look again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day with what it stands for."""

    id: str
    """Lasting, and unique within the calendar: a program knows by it which entry has changed."""
    day: dt.date
    summary: str
    """One line."""
    description: str
    url: str
    """In full."""
    category: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A file that a calendar program fetches again and again."""

    id: str
    """Lasting, and unique on the site."""
    name: str
    description: str
    url: str
    """The page that shows the same, in full."""
    source: str
    """Its own address, in full."""
    entries: Sequence[Entry]
    """At least one: an empty calendar is none."""


def calendar_file(calendar: Calendar, *, as_of: dt.date) -> bytes:
    """The calendar as an iCalendar file; every entry takes its whole day and leaves the reader free."""
    stamp = dt.datetime.combine(as_of, dt.time(), dt.UTC)
    component = Component.new(
        prodid=f"-//{_NAME}//calendars//EN",
        calscale="GREGORIAN",
        uid=_uid(calendar.id),
        name=calendar.name,
        description=calendar.description,
        url=calendar.url,
        last_modified=stamp,
    )
    # RFC 7986 asks for the type of these two in so many words.
    component.add("SOURCE", calendar.source, {"VALUE": "URI"})
    component.add("REFRESH-INTERVAL", _REFRESH, {"VALUE": "DURATION"})
    # The library leaves commas and line ends bare in these; older programs know those with X alone.
    component["NAME"] = component["X-WR-CALNAME"] = vText(calendar.name)
    component["X-WR-CALDESC"] = vText(calendar.description)
    head, end, _nothing = component.to_ical().partition(b"END:VCALENDAR")
    return b"".join((head, *(_event(entry, stamp) for entry in calendar.entries), end, b"\r\n"))


@cache
def _event(entry: Entry, stamp: dt.datetime) -> bytes:
    """One entry as it stands in a file; that of a city stands in the calendar of all cities too."""
    event = Event.new(
        uid=_uid(entry.id),
        stamp=stamp,
        start=entry.day,
        end=entry.day + dt.timedelta(days=1),
        summary=entry.summary,
        description=entry.description,
        url=entry.url,
        categories=[entry.category],
        transparency=TRANSP.TRANSPARENT,
    )
    content: bytes = event.to_ical()
    return content


def _uid(id: str) -> str:
    return f"{id}@{_NAME}"
