"""What stands at a wrong address."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.routes import CITIES, HOME, SOURCES
from beautiful_cities.views.context import Context, Link


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What stands at a wrong address, in one language; the page shows both."""

    tag: str
    title: str
    lead: str
    links: tuple[Link, ...]


def not_found_view(context: Context) -> NotFoundView:
    """The page for a wrong address, in the language of the context."""
    _ = context.say
    return NotFoundView(
        tag=context.wording.tag,
        title=_("There is no page at this address"),
        lead=_("It may have been mistyped. These pages lead on:"),
        links=(
            Link(_("Home"), context.link(HOME)),
            Link(_("Cities"), context.link(CITIES)),
            Link(_("Sources"), context.link(SOURCES)),
        ),
    )
