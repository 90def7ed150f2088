"""What is new: the page, and the feed for those who follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from beautiful_cities.model import NATION, Change, Fact
from beautiful_cities.routes import HOME, NEWS, Route, city, feed
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Link
from beautiful_cities.views.facts import address, place_name


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One entry."""

    anchor: str
    url: str
    """Its address in full, for the feed."""
    date: str
    timestamp: str
    """The beginning of its day in Universal Time (RFC 3339), for the feed."""
    kind: str
    text: str
    links: tuple[Link, ...]
    """Where it happened: cities and facts."""


@dataclass(frozen=True, slots=True)
class NewsView:
    """Everything that is new, the newest first."""

    title: str
    description: str
    lead: str
    feed: Link
    changes: tuple[ChangeView, ...]
    url: str
    feed_url: str
    home_url: str
    tag: str
    author: str
    updated: str
    """When the newest entry was made (RFC 3339)."""
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


def news_view(context: Context) -> NewsView:
    """What was added, changed and answered."""
    _ = context.say
    changes = sorted(context.data.changes.values(), key=lambda one: str(one.date), reverse=True)
    views = tuple(_change(context, change) for change in changes)
    return NewsView(
        title=_("What is new"),
        description=_("What was added to this guide, corrected in it, or answered by a published result."),
        lead=_("What was added to this guide, corrected in it, or answered by a published result."),
        feed=Link(_("Follow by Atom feed"), context.route.asset(feed(context.language))),
        changes=views,
        url=urljoin(context.site_url, Route(context.language, NEWS).url),
        feed_url=urljoin(context.site_url, feed(context.language)),
        home_url=urljoin(context.site_url, Route(context.language, HOME).url),
        tag=context.wording.tag,
        author=_("Beautiful Cities"),
        updated=views[0].timestamp,
    )


def _change(context: Context, change: Change) -> ChangeView:
    _ = context.say
    kinds = {"added": _("Added"), "changed": _("Changed"), "answered": _("Answered")}
    return ChangeView(
        anchor=change.id,
        url=urljoin(context.site_url, f"{Route(context.language, NEWS).url}#{change.id}"),
        date=context.wording.date(change.date),
        timestamp=f"{change.date}T00:00:00Z",
        kind=kinds[change.kind],
        text=context.words(change.text),
        links=tuple(_links(context, change)),
    )


def _links(context: Context, change: Change) -> Iterator[Link]:
    data = context.data
    for slug in (name for name in change.places if name != NATION):
        yield Link(place_name(context, slug), context.link(city(slug)))
    places: list[tuple[str, tuple[Fact, ...]]] = [("", data.national.facts)]
    places += [(slug, place.facts) for slug, place in data.cities.items()]
    named = {fact.id: (slug, fact) for slug, facts in places for fact in facts if fact.id in change.facts}
    for slug, fact in (named[name] for name in change.facts):
        theme = context.words(data.themes[fact.theme].name)
        title = context.say("%(place)s: %(theme)s", place=place_name(context, slug), theme=theme)
        yield Link(title, address(context, slug, fact))
