"""The page of one explainer, and how lists name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from beautiful_cities.model import Explainer, TopicId
from beautiful_cities.quotes import quotes
from beautiful_cities.routes import HOME, LEARN, QUIZ
from beautiful_cities.routes import explainer as page_of_explainer
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.diagrams import DiagramView, diagram
from beautiful_cities.views.quoting import NoteView, QuoteView, Quoting


@dataclass(frozen=True, slots=True)
class ExplainerView:
    """Everything on an explainer's page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    topic: TopicId | None
    markdown: str
    quotes: tuple[QuoteView, ...]
    """In reading order, diagrams left out."""
    diagrams: Mapping[str, DiagramView]
    """By id."""
    notes: Heading
    notes_note: str
    note_views: tuple[NoteView, ...]
    go_on: Heading
    others: tuple[Link, ...]
    quiz: Link
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


def explainer_view(context: Context, slug: str) -> ExplainerView:
    """The explainer with this slug."""
    _ = context.say
    explainer = context.data.explainers[f"{context.language}/{slug}"]
    quoting = Quoting(context, explainer)
    shown = [one.id for one in quotes(explainer.markdown) if one.scheme == "diagram"]
    return ExplainerView(
        title=explainer.head.title,
        description=explainer.head.description,
        crumbs=learn_crumbs(context),
        topic=explainer.head.topic,
        markdown=explainer.markdown,
        quotes=quoting.views,
        diagrams={name: diagram(context, name) for name in shown},
        notes=Heading("notes", _("Who says so")),
        notes_note=_("The small numbers in the text lead here. The sign ¶ leads to the statement on its own page."),
        note_views=tuple(quoting.notes.values()),
        go_on=Heading("go-on", _("Go on")),
        others=tuple(
            Link(one.head.title, context.link(page_of_explainer(one.slug)))
            for one in explainers(context)
            if one.slug != slug
        ),
        quiz=Link(_("Test yourself: the quiz"), context.link(QUIZ)),
    )


def explainers(context: Context) -> tuple[Explainer, ...]:
    """Those of the page's language in the order that their heads give."""
    own = (one for one in context.data.explainers.values() if one.language == context.language)
    return tuple(sorted(own, key=lambda one: (one.head.order, one.slug)))


def learn_crumbs(context: Context) -> tuple[Link, ...]:
    """The way to a page below /learn/."""
    return Link(context.say("Home"), context.link(HOME)), Link(context.say("Learn"), context.link(LEARN))
