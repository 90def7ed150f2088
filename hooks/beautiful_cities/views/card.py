"""The card that other sites show for a page: a name, one true sentence with its source, and the site's name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from beautiful_cities.art import Shape
from beautiful_cities.model import TopicId
from beautiful_cities.views.context import Context, Twin
from beautiful_cities.views.facts import statement
from beautiful_cities.views.home import HomeView
from beautiful_cities.views.place import CityView
from beautiful_cities.views.topic import TopicPageView


class Subject(Protocol):
    """What every page has, whether it is generated or written by hand."""

    @property
    def title(self) -> str:
        """Its name, without the site's."""

    @property
    def description(self) -> str:
        """A sentence or two on what stands there."""


@dataclass(frozen=True, slots=True)
class CardView:
    """One card: a city with its cover and a key figure, a topic with its glyph and hue, home with its title alone,
    another page with its description."""

    art: tuple[Shape, ...]
    topic: TopicId | None
    """Whose hue the figure takes, or the whole card."""
    is_of_topic: bool
    title: str
    twin: Twin | None
    """The name in the other language, where the page is about something that has one."""
    before: str
    figure: str
    after: str
    source: str
    """Who says so; empty where no figure is shown."""
    site_name: str
    site_twin: Twin
    independence: str

    @property
    def words(self) -> str:
        """Everything that can be read on it, for those who cannot see it."""
        names = f"{self.title} {self.twin.text}" if self.twin else self.title
        said = f"{self.before}{self.figure}{self.after}"
        return " · ".join(filter(None, (names, said, self.source, self.site_name)))


def card_view(context: Context, page: Subject) -> CardView:
    """The card of a page."""
    _ = context.say
    plain = CardView(
        art=(),
        topic=None,
        is_of_topic=False,
        title=page.title,
        twin=None,
        before=page.description,
        figure="",
        after="",
        source="",
        site_name=_("Beautiful Cities"),
        site_twin=context.site_twin,
        independence=_("Independent public education, not a government site."),
    )
    match page:
        case CityView():
            return _of_city(context, page, plain)
        case TopicPageView():
            twin = context.twin(context.data.topics[page.id].name)
            return replace(plain, topic=page.id, is_of_topic=True, twin=twin)
        case HomeView():
            return replace(plain, art=page.art, before="")
    return plain


def _of_city(context: Context, page: CityView, plain: CardView) -> CardView:
    """With the first key figure whose source names its publisher, else simply the first."""
    data = context.data
    facts = {fact.id: fact for fact in data.cities[page.slug].facts}
    figures = [facts[fact_id] for fact_id in data.cities[page.slug].key_figures]
    chosen = next((fact for fact in figures if data.sources[fact.sources[0].source].publisher), figures[0])
    said = statement(context, page.slug, chosen)
    return replace(
        plain,
        art=page.art,
        topic=said.topic,
        title=page.name,
        twin=page.twin,
        before=said.before,
        figure=said.figure,
        after=said.after,
        source=context.say("Source: %(publisher)s", publisher=said.citations[0].publisher),
    )
