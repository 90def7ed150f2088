"""The page of one topic: the explanation, the national frame, and all cities compared."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.model import Fact, FactId, Summary, Topic, TopicId
from beautiful_cities.routes import HOME, explainer
from beautiful_cities.series import series_of
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.comparing import comparison_charts, coverage_chart, shared_indicators
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.deadlines import targets_link
from beautiful_cities.views.explainer import explainers
from beautiful_cities.views.facts import Facts, address, publisher_of
from beautiful_cities.views.finder import places_in_order
from beautiful_cities.views.sections import (
    EventView,
    TargetGroup,
    TopicView,
    event_view,
    events_in,
    target_charts,
    target_groups,
    timeline_charts,
    topic_view,
)
from beautiful_cities.views.sourcing import SourceGroup, source_groups


@dataclass(frozen=True, slots=True)
class ExplainedView:
    """One part of the explanation, with the facts that it rests on."""

    title: str
    text: str
    basis: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicPageView:
    """Everything on a topic's page."""

    id: TopicId
    title: str
    description: str
    crumbs: tuple[Link, ...]
    contents: tuple[tuple[Heading, str], ...]
    """The sections after the explanation, each with how much it holds."""
    explained: tuple[ExplainedView, ...]
    lessons: tuple[Link, ...]
    """The explainers on this topic."""
    basis: str
    """The word before the facts that a part rests on."""
    targets: Heading
    targets_note: str
    target_charts: tuple[ChartView, ...]
    target_groups: tuple[TargetGroup, ...]
    targets_link: Link
    """The targets of this topic in the list of all."""
    nation: Heading
    nation_note: str
    national: TopicView
    timeline: Heading
    timeline_count: str
    timeline_charts: tuple[ChartView, ...]
    events: tuple[EventView, ...]
    coverage: Heading
    coverage_note: str
    coverage_charts: tuple[ChartView, ...]
    compared: Heading
    compared_note: str
    compared_charts: tuple[ChartView, ...]
    more_compared: tuple[tuple[str, str, tuple[ChartView, ...]], ...]
    """Indicators that fewer cities share, folded: name, how many cities, charts."""
    sources: Heading
    source_groups: tuple[SourceGroup, ...]

    @property
    def charts(self) -> tuple[ChartView, ...]:
        """Every chart of the page."""
        folded = (chart for _name, _count, charts in self.more_compared for chart in charts)
        return (
            *self.target_charts,
            *self.national.charts,
            *self.national.more_charts,
            *self.timeline_charts,
            *self.coverage_charts,
            *self.compared_charts,
            *folded,
        )


_OPEN_INDICATORS = 2
"""The indicators that most cities share stand open; the rest are folded."""


def topic_page_view(context: Context, topic_id: TopicId) -> TopicPageView:
    """The page of the topic with this id."""
    _, data = context.say, context.data
    topic = data.topics[topic_id]
    national = [fact for fact in data.national.facts if fact.topic == topic_id]
    series = series_of(national, data.indicators, data.sources)
    facts = Facts(context, "", national, series)
    targets = facts.dated_targets()
    chosen = events_in(facts, national)
    places = places_in_order(data)
    shared = [one for one in shared_indicators(context, places) if one.topic == topic_id]
    name = context.words(topic.name)
    groups = source_groups(context, national)
    headings = _headings(context)
    of_topic = topic_view(context, topic, facts, national, series)
    count, number = context.count, context.wording.number
    return TopicPageView(
        id=topic_id,
        title=name,
        description=context.words(topic.what),
        crumbs=(Link(_("Home"), context.link(HOME)),),
        contents=(
            (headings["compared"], number(len(shared))),
            (headings["coverage"], number(len(places))),
            (headings["targets"], number(sum(map(len, targets.values())))),
            (headings["nation"], number(len(national))),
            (headings["timeline"], number(len(chosen))),
            (headings["sources"], number(sum(len(group.sources) for group in groups))),
        ),
        explained=_explained(context, topic),
        lessons=tuple(
            Link(one.head.title, context.link(explainer(one.slug)))
            for one in explainers(context)
            if one.head.topic in (topic_id, None)
        ),
        basis=_("Rests on"),
        targets=headings["targets"],
        targets_note=_(
            "Status is worked out from the date, the published outcome and the as-of date (%(date)s), never typed in.",
            date=context.today,
        ),
        target_charts=target_charts(context, facts, targets, series, id=f"national-{topic_id}"),
        target_groups=target_groups(context, facts, targets),
        targets_link=targets_link(context, _("Targets of cities and the nation"), topic=topic_id),
        nation=headings["nation"],
        nation_note=of_topic.themes_line,
        national=of_topic,
        timeline=headings["timeline"],
        timeline_count=count("%(number)s entry", "%(number)s entries", len(chosen)),
        timeline_charts=timeline_charts(context, facts, chosen, id=f"national-{topic_id}"),
        events=tuple(event_view(facts, fact) for fact in chosen),
        coverage=headings["coverage"],
        coverage_note=_("A number leads to the statements on the city’s page."),
        coverage_charts=(chart,) if (chart := coverage_chart(context, topic, places)) else (),
        compared=headings["compared"],
        compared_note=_("Indicators for which at least two cities have a published value of the same definition."),
        compared_charts=tuple(chart for one in shared[:_OPEN_INDICATORS] for chart in comparison_charts(context, one)),
        more_compared=tuple(
            (
                context.words(one.indicator.name),
                count("%(number)s city", "%(number)s cities", one.cities),
                comparison_charts(context, one),
            )
            for one in shared[_OPEN_INDICATORS:]
        ),
        sources=headings["sources"],
        source_groups=groups,
    )


def _headings(context: Context) -> dict[str, Heading]:
    _ = context.say
    titles = {
        "targets": _("National targets"),
        "nation": _("The national frame"),
        "timeline": _("Timeline"),
        "coverage": _("Who has measures on what"),
        "compared": _("All cities compared"),
        "sources": _("National sources"),
    }
    return {anchor: Heading(anchor, title) for anchor, title in titles.items()}


def _explained(context: Context, topic: Topic) -> tuple[ExplainedView, ...]:
    _ = context.say
    parts = (
        (_("What it is"), topic.what),
        (_("Why it matters"), topic.why),
        (_("How it is decided"), topic.decided),
        (_("What a household can do"), topic.household),
    )
    by_id = {fact.id: fact for fact in context.data.national.facts}
    return tuple(ExplainedView(title, context.words(words), _basis(context, words, by_id)) for title, words in parts)


def _basis(context: Context, words: Summary, national: dict[FactId, Fact]) -> tuple[Link, ...]:
    """The facts that a part rests on, each named by who says so."""
    links = []
    for fact in (national[fact_id] for fact_id in words.facts):
        source = context.data.sources[fact.sources[0].source]
        when = context.wording.date(source.published) if source.published else ""
        name = publisher_of(context, source)
        title = context.say("%(publisher)s, %(date)s", publisher=name, date=when) if when else name
        links.append(Link(title, address(context, "", fact)))
    return tuple(links)
