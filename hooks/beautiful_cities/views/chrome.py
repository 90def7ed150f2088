"""What stands around every page: names, navigation, the other language, the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beautiful_cities.exports import citation
from beautiful_cities.languages import LANGUAGES, REGISTERED, TAGS, Language
from beautiful_cities.routes import (
    ABOUT,
    ACCESSIBILITY,
    DATA,
    HOME,
    NEWS,
    ROSTER,
    SEARCH,
    SOURCES,
    Alternate,
    Route,
    alternates,
    feed,
)
from beautiful_cities.views.context import Context, Link, Twin
from beautiful_cities.views.data import CITE
from beautiful_cities.views.reporting import report_page
from beautiful_cities.views.sharing import SharingView
from beautiful_cities.views.trouble import Trouble, TroubleView, trouble_view


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry of the navigation."""

    title: str
    href: str
    is_current: bool
    """True on the page itself and on the pages below it."""


@dataclass(frozen=True, slots=True)
class SwitchView:
    """The way to another language: to the same page, or to the home page where that one is not there."""

    title: str
    """What the language calls itself."""
    href: str
    tag: str
    is_same_page: bool


@dataclass(frozen=True, slots=True)
class ChromeView:
    """What Material's templates print around a page."""

    language: str
    title: str
    """Of the browser's window."""
    description: str
    sharing: SharingView | None
    """None on a page that search engines and other sites should not show."""
    stylesheet: str
    script: str
    policy: str
    """What a browser may load and run: the page's Content-Security-Policy."""
    site_name: str
    site_twin: Twin
    home: str
    skip: str
    menu: str
    sections: str
    nav: tuple[NavLink, ...]
    search: Link
    switches: tuple[SwitchView, ...]
    """To every other language."""
    languages: str
    """What the list of them is called, where there are several."""
    alternates: tuple[Alternate, ...]
    """Empty on a page without a twin."""
    as_of: str
    """For the head of a printed page."""
    independence: str
    originals: str
    licence: str
    cite: str
    citation: str
    """How to name this page; empty on a page without a twin, which has no address of its own."""
    more_on_citing: Link
    foot: tuple[Link, ...]
    feed: Link
    trouble: TroubleView | None
    """In a preview only."""


def chrome_view(
    context: Context,
    *,
    title: str,
    description: str,
    nav: Sequence[tuple[str, Route]],
    sharing: SharingView | None,
    stylesheet: str,
    script: str,
    policy: str,
    has_twin: bool = True,
    trouble: Trouble | None = None,
) -> ChromeView:
    """The chrome of one page; `nav` has the words and the routes of the navigation in the page's language."""
    _, route = context.say, context.route
    return ChromeView(
        language=TAGS[context.language],
        title=title if route.name == HOME and has_twin else _("%(page)s · Beautiful Cities", page=title),
        description=description,
        sharing=sharing,
        stylesheet=route.asset(stylesheet),
        script=route.asset(script),
        policy=policy,
        site_name=_("Beautiful Cities"),
        site_twin=context.site_twin,
        home=context.link(HOME),
        skip=_("Skip to content"),
        menu=_("Menu"),
        sections=_("Sections"),
        nav=tuple(NavLink(words, route.link(target), has_twin and _is_current(route, target)) for words, target in nav),
        search=Link(_("Search"), context.link(SEARCH)),
        switches=tuple(_switch(context, one) for one in LANGUAGES if one != context.language),
        languages=_("Languages"),
        alternates=alternates(route, _in_order(context)) if has_twin else (),
        as_of=_("As of %(date)s", date=context.today),
        independence=_("Independent public education, not a government site."),
        originals=_(
            "We gather what public documents say about the plans and results of Chinese cities, and name the source of"
            " every statement. The original documents prevail."
        ),
        licence=_("Texts and data: CC BY 4.0. Quoted documents keep their own rights."),
        cite=_("Cite this page"),
        citation=_citation(context, title) if has_twin else "",
        more_on_citing=Link(_("More on citing and the licence"), context.link(DATA, CITE)),
        foot=(
            Link(_("Roster of zero-waste cities"), context.link(ROSTER)),
            Link(_("Sources"), context.link(SOURCES)),
            Link(_("Data"), context.link(DATA)),
            Link(_("What is new"), context.link(NEWS)),
            Link(_("Accessibility"), context.link(ACCESSIBILITY)),
            Link(_("About"), context.link(ABOUT)),
            *report_page(context),
        ),
        feed=Link(_("Follow by Atom feed"), route.asset(feed(context.language))),
        trouble=trouble_view(context, trouble) if trouble else None,
    )


def _switch(context: Context, language: Language) -> SwitchView:
    route, is_there = context.route, language in context.elsewhere
    target = route.twin(language) if is_there else Route(language, HOME, route.base)
    return SwitchView(REGISTERED[language].name, route.link(target), TAGS[language], is_there)


def _in_order(context: Context) -> list[Language]:
    """The languages in which the page is there, its own among them."""
    return [one for one in LANGUAGES if one == context.language or one in context.elsewhere]


def _citation(context: Context, title: str) -> str:
    """The line that names the page; the home page stands for the whole."""
    route = context.route
    return citation(
        context.language,
        url=context.site_url + route.url,
        as_of=context.as_of,
        page="" if route.name == HOME else title,
    )


def _is_current(route: Route, target: Route) -> bool:
    return route.name == target.name if target.name == HOME else route.name.startswith(target.name)
