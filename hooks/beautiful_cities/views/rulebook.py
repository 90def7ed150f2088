"""Every rule of the data, in the words in which the check tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beautiful_cities.i18n import tool_words
from beautiful_cities.problems import RULES
from beautiful_cities.routes import EDITING
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Link


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule; "…" stands for what is found in the data."""

    id: str
    what: str
    why: str
    mend: str
    severity: str


@dataclass(frozen=True, slots=True)
class RulebookView:
    """Everything on the page."""

    title: str
    description: str
    lead: str
    guide: Link
    rules: tuple[RuleView, ...]
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


_PLACE = re.compile(r"\{\w+\}")


def rulebook_view(context: Context) -> RulebookView:
    """The rules in the order in which they stand in the code: files first, then entries, then what joins them."""
    _ = context.say
    words = tool_words(context.language)
    severities = {"error": _("stops the build"), "warning": _("is a warning"), "notice": _("is a notice")}

    def worded(sentence: str) -> str:
        return _PLACE.sub("…", words.gettext(sentence))

    return RulebookView(
        title=_("Rules of the data"),
        description=_("What the check looks at, why it matters and how to mend it."),
        lead=_(
            "The check looks at %(count)s. Each line of it names the file, the line and the column; here “…” stands for"
            " what it found there.",
            count=context.count("%(number)s thing", "%(number)s things", len(RULES)),
        ),
        guide=Link(_("Editing the guide"), context.link(EDITING)),
        rules=tuple(
            RuleView(rule.id, worded(rule.what), worded(rule.why), worded(rule.mend), severities[rule.severity])
            for rule in RULES.values()
        ),
    )
