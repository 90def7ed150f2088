"""The page for classes: explainers, the quiz, the sheets of cities."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.model import TopicId
from beautiful_cities.routes import HOME
from beautiful_cities.routes import explainer as page_of_explainer
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.explainer import explainers


@dataclass(frozen=True, slots=True)
class LessonView:
    """One explainer in the list."""

    topic: TopicId | None
    link: Link
    description: str


@dataclass(frozen=True, slots=True)
class LearnView:
    """Everything on the page for classes."""

    title: str
    description: str
    lead: str
    crumbs: tuple[Link, ...]
    explainers: Heading
    explainers_note: str
    lessons: tuple[LessonView, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


def learn_view(context: Context) -> LearnView:
    """The page for classes."""
    _ = context.say
    return LearnView(
        title=_("Learn"),
        description=_("Short lessons with drawings, a quiz and sheets to print, all made from sourced facts."),
        lead=_("For anybody from about thirteen years on, and for those who teach them."),
        crumbs=(Link(_("Home"), context.link(HOME)),),
        explainers=Heading("explainers", _("Explained in five minutes")),
        explainers_note=_("Every figure is quoted from the data of this site and leads to its source."),
        lessons=tuple(
            LessonView(
                one.head.topic,
                Link(one.head.title, context.link(page_of_explainer(one.slug))),
                one.head.description,
            )
            for one in explainers(context)
        ),
    )
