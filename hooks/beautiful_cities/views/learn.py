"""The page for classes: explainers, the quiz, the sheets of cities."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.model import Explainer, TopicId
from beautiful_cities.quotes import quotes
from beautiful_cities.routes import HOME, QUIZ, worksheet
from beautiful_cities.routes import explainer as page_of_explainer
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.diagrams import EmblemView, diagram
from beautiful_cities.views.explainer import explainers
from beautiful_cities.views.finder import places_in_order


@dataclass(frozen=True, slots=True)
class LessonView:
    """One explainer in the list."""

    topic: TopicId | None
    link: Link
    description: str
    emblem: EmblemView | None
    """Its first diagram, as an ornament."""


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
    quiz: Heading
    quiz_note: str
    quiz_link: Link
    worksheets: Heading
    worksheets_note: str
    sheets: tuple[Link, ...]
    """One of every city, in the order of the provinces."""
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


def learn_view(context: Context) -> LearnView:
    """The page for classes."""
    _ = context.say
    return LearnView(
        title=_("Learn"),
        description=_("Short lessons with drawings, a quiz and sheets to print, all made from sourced facts."),
        lead=_("For anyone aged about thirteen or over, and for teachers."),
        crumbs=(Link(_("Home"), context.link(HOME)),),
        explainers=Heading("explainers", _("Explained in five minutes")),
        explainers_note=_("Every figure is quoted from the data of this site and leads to its source."),
        lessons=tuple(_lesson(context, one) for one in explainers(context)),
        quiz=Heading("quiz", _("Test yourself")),
        quiz_note=_(
            "Ten questions, each answered by a fact and its source. One word gives a whole class the same sheet."
        ),
        quiz_link=Link(_("To the quiz"), context.link(QUIZ)),
        worksheets=Heading("worksheets", _("A worksheet for every city")),
        worksheets_note=_("One page of A4 each: key figures, a chart, three questions, sources."),
        sheets=tuple(
            Link(context.words(place.name), context.link(worksheet(slug)))
            for slug, place in places_in_order(context.data)
        ),
    )


def _lesson(context: Context, explainer: Explainer) -> LessonView:
    shown = next((one.id for one in quotes(explainer.markdown) if one.scheme == "diagram"), None)
    return LessonView(
        topic=explainer.head.topic,
        link=Link(explainer.head.title, context.link(page_of_explainer(explainer.slug))),
        description=explainer.head.description,
        emblem=diagram(context, shown).emblem if shown else None,
    )
