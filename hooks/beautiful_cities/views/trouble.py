"""Why a preview shows an older page: what an editor must mend first."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.i18n import tool_words
from beautiful_cities.problems import Problem, in_order, tally
from beautiful_cities.routes import TROUBLE_STYLES
from beautiful_cities.views.context import Context


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps the site from being made anew."""

    problems: tuple[Problem, ...] = ()
    """Of the data and texts."""
    told: str = ""
    """What else went wrong, as the program that met it says it."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem in words."""

    place: str
    """The file, line and column."""
    what: str
    why: str
    mend: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class TroubleView:
    """A panel above the last good page."""

    title: str
    """With the number of problems, where there are some."""
    note: str
    problems: tuple[ProblemView, ...]
    told: str
    stylesheet: str


def trouble_view(context: Context, trouble: Trouble) -> TroubleView:
    """The panel, in the language of the page."""
    _, words = context.say, tool_words(context.language)
    ordered = in_order(trouble.problems)
    title = _("The site cannot be made anew")
    return TroubleView(
        title=_("%(what)s: %(number)s", what=title, number=tally(ordered).text(words)) if ordered else title,
        note=_("The page is as it last was. It follows by itself once this is mended and saved."),
        problems=tuple(ProblemView(one.place, *one.parts(words), one.is_error) for one in ordered),
        told=trouble.told,
        stylesheet=context.route.asset(TROUBLE_STYLES),
    )
