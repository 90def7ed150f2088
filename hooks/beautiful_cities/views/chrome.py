"""What stands around every page: names, navigation, the other language, the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beautiful_cities.i18n import TAGS, wording
from beautiful_cities.routes import ABOUT, ACCESSIBILITY, HOME, SOURCES, Alternate, Route, alternates
from beautiful_cities.views.context import Context, Link, Twin


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry of the navigation."""

    title: str
    href: str
    is_current: bool
    """True on the page itself and on the pages below it."""


@dataclass(frozen=True, slots=True)
class ChromeView:
    """What Material's templates print around a page."""

    language: str
    title: str
    """Of the browser's window."""
    description: str
    site_name: str
    site_twin: Twin
    home: str
    skip: str
    menu: str
    sections: str
    nav: tuple[NavLink, ...]
    switch: Link
    switch_tag: str
    alternates: tuple[Alternate, ...]
    """Empty on a page without a twin."""
    as_of: str
    """For the head of a printed page."""
    independence: str
    originals: str
    licence: str
    foot: tuple[Link, ...]


def chrome_view(
    context: Context, *, title: str, description: str, nav: Sequence[tuple[str, Route]], has_twin: bool = True
) -> ChromeView:
    """The chrome of one page; `nav` has the words and the routes of the navigation in the page's language."""
    _, route = context.say, context.route
    other = context.wording.other
    elsewhere = wording(other)
    return ChromeView(
        language=TAGS[context.language],
        title=title if route.name == HOME and has_twin else _("%(page)s · Beautiful Cities", page=title),
        description=description,
        site_name=_("Beautiful Cities"),
        site_twin=Twin(elsewhere.gettext("Beautiful Cities"), TAGS[other]),
        home=context.link(HOME),
        skip=_("Skip to content"),
        menu=_("Menu"),
        sections=_("Sections"),
        nav=tuple(NavLink(words, route.link(target), has_twin and _is_current(route, target)) for words, target in nav),
        switch=Link(elsewhere.gettext("(name of this language)"), route.link(route.twin(other))),
        switch_tag=TAGS[other],
        alternates=alternates(route) if has_twin else (),
        as_of=_("As of %(date)s", date=context.today),
        independence=_("Independent public education, not a government site."),
        originals=_(
            "We gather what public documents say about the plans and results of Chinese cities, and name the source of"
            " every statement. The original documents prevail."
        ),
        licence=_("Texts and data: CC BY 4.0. Quoted documents keep their own rights."),
        foot=(
            Link(_("Sources"), context.link(SOURCES)),
            Link(_("Accessibility"), context.link(ACCESSIBILITY)),
            Link(_("About"), context.link(ABOUT)),
        ),
    )


def _is_current(route: Route, target: Route) -> bool:
    return route.name == target.name if target.name == HOME else route.name.startswith(target.name)
