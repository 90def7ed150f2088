"""The order of the work: read, check, plan, draw, print.

In: the project's folder, the as-of date, and what to draw with. Out: a `Site` that prints every generated page and
file when it is asked for it, or `DataError` with every problem found. Nothing is written but the cache, and no clock
is asked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

from beautiful_cities import bundles
from beautiful_cities.exports import Exports, export
from beautiful_cities.i18n import check_catalogues
from beautiful_cities.languages import DEFAULT, LANGUAGES, Language
from beautiful_cities.memory import Memory
from beautiful_cities.model import Data
from beautiful_cities.pages import render
from beautiful_cities.pictures import Card, Gallery, NoBrowserError, Order, PictureId
from beautiful_cities.plan import Planned, plan
from beautiful_cities.plotlyjs import plotly_script
from beautiful_cities.policy import page_policy
from beautiful_cities.printing import Files, Page, Printer, Undrawn
from beautiful_cities.problems import DataError, Problem
from beautiful_cities.prose import check_prose
from beautiful_cities.reading import read_data
from beautiful_cities.routes import (
    DATA,
    HOME,
    ICON,
    SEARCH,
    TROUBLE_STYLES,
    Alternate,
    Route,
    alternates,
    city,
    explainer,
    topic,
)
from beautiful_cities.rules import check
from beautiful_cities.search import search_files
from beautiful_cities.settings import Settings, Written
from beautiful_cities.standins import plain
from beautiful_cities.views.chrome import ChromeView, chrome_view
from beautiful_cities.views.context import Context
from beautiful_cities.views.explainer import explainers
from beautiful_cities.views.not_found import not_found_view
from beautiful_cities.views.quoting import spoken
from beautiful_cities.views.records import PageWords, RecordView, parts, records
from beautiful_cities.views.searching import search_words
from beautiful_cities.views.sharing import SharingView
from beautiful_cities.views.trouble import Trouble
from beautiful_cities.workers import aside, each

Progress = Callable[[str, int, int], None]
"""Told now and then: what is being done, how much of it is done, of how much."""

_TOKENS = "assets/stylesheets/tokens.css"
_CARD = "assets/stylesheets/card.css"
_CARD_STYLES = (_TOKENS, "assets/stylesheets/motifs.css", _CARD)
_PIECE = 150
"""Pictures that one browser draws: starting it takes as long as drawing twenty."""
_UNSENT = (_CARD, TROUBLE_STYLES)
"""What only the drawing of cards needs, and what only editors see."""


class Site:
    """Checked data, and everything that is made of them."""

    def __init__(
        self,
        data: Data,
        settings: Settings,
        *,
        written: Sequence[Written] = (),
        warnings: Sequence[Problem] = (),
        progress: Progress = lambda _doing, _done, _of: None,
        gallery: Gallery | None = None,
    ) -> None:
        """Pages that are `written` by hand are printed elsewhere; here they get what other sites are told of them.

        The `gallery` may be that of another site with the same frame.
        """
        self.data, self.settings, self._written, self._progress = data, settings, written, progress
        self.warnings = warnings
        """What the pages could be better for; errors never get here."""
        plotly = plotly_script(settings.cache)
        stylesheet = bundles.stylesheet(settings.stylesheets)
        apart = bundles.apart(_asked_for(settings), {"plotly.min.js": plotly})
        script = bundles.script(settings.scripts, apart)
        self._stylesheet, self._script = stylesheet.path, script.path
        self._bundles: dict[str, bytes] = {
            bundle.path: bundle.content for bundle in (stylesheet, script, *apart.values())
        }
        self.gallery = gallery or _gallery(settings, plotly)
        self._missing = frozenset(_missing(data, written))
        self._printer = Printer(data, settings, self.gallery, stylesheet=stylesheet.path, missing=self._missing)
        tokens = (settings.frame / _TOKENS).read_text("utf-8") if settings.frame else ""
        self._exporting = self._export
        self.plan = tuple(plan(data, lambda: self._exports, tokens))
        """Every generated page."""
        self.pictures: set[PictureId] = set()
        """Of charts and cards on the pages printed so far; none where no browser was found."""
        self.drawn = 0
        """How many of the pictures were not in the cache."""
        self.later: dict[str, Order] = {}
        """Files that are drawn when somebody asks for them, by their address: in a preview only."""
        self._words: list[PageWords] = []
        self._stream = self._printed()
        self._ahead: dict[Route, Page] = {}

    def context(self, route: Route) -> Context:
        """What the views of a page are made from."""
        return self._printer.context(route)

    @cached_property
    def _exports(self) -> Exports:
        """What readers take away of the data; a build begins it early, in a process of its own."""
        return self._exporting()

    def _export(self) -> Exports:
        return export(self.data, as_of=self.settings.as_of, site_url=self.settings.site_url)

    @property
    def draws(self) -> bool:
        """False where no browser was found to draw what was missing."""
        return self._printer.draws

    def pages(self) -> Iterator[Page]:
        """Every page, each once; those that are given out are not kept."""
        yield from (self._ahead.pop(route) for route in tuple(self._ahead))
        yield from self._stream

    def page(self, route: Route) -> Page:
        """One page that was not given out yet; the more they are asked for in the order of the plan, the less waits."""
        while route not in self._ahead:
            page = next(self._stream)
            self._ahead[page.route] = page
        return self._ahead.pop(route)

    def page_anew(self, route: Route) -> Page:
        """One page by itself, as often as one likes."""
        every: tuple[Planned | Written, ...] = (*self._written, *self.plan)
        planned = next(one for one in every if one.route == route)
        page = self._printer(planned)
        if isinstance(page, Undrawn):
            self._draw(page.missing)
            page = self._printer(planned)
        assert isinstance(page, Page), "what was missing is drawn, or cannot be"
        self.later |= page.later
        return page

    def files(self) -> Files:
        """What belongs to no page: styles, scripts, data and the index of search."""
        for page in self._stream:
            self._ahead[page.route] = page
        settings = self.settings
        files: dict[str, bytes | Path] = {**self._bundles, **self._exports.files}
        if settings.frame:
            files |= {
                path: settings.frame / path for path in (ICON, *((TROUBLE_STYLES,) if settings.is_preview else ()))
            }
        words = {language: search_words(self.context(Route(language, SEARCH))) for language in LANGUAGES}
        return {**files, **search_files(self._records(), words, settings.cache / "search")}

    def chrome(
        self,
        route: Route,
        *,
        title: str,
        description: str,
        nav: Sequence[tuple[str, Route]],
        sharing: SharingView | None,
        trouble: Trouble | None = None,
    ) -> ChromeView:
        """What stands around a page, generated or written by hand; one without `sharing` has no twin.

        `trouble` is why a preview shows an older page.
        """
        return chrome_view(
            self.context(route),
            title=title,
            description=description,
            nav=nav,
            has_twin=sharing is not None,
            sharing=sharing,
            stylesheet=self._stylesheet,
            script=self._script,
            policy=page_policy(is_preview=self.settings.is_preview),
            trouble=trouble,
        )

    def alternates(self, route: Route) -> tuple[Alternate, ...]:
        """A page in every language in which it is there."""
        return alternates(route, [one for one in LANGUAGES if route.twin(one) not in self._missing])

    def nav(self, given: Mapping[Language, list[tuple[str, Route]]]) -> dict[Language, list[tuple[str, Route]]]:
        """The navigation of every language; one for which none is given has the first one's pages by their titles."""
        return {
            one: given.get(one) or [self._named(route.twin(one)) for _, route in given.get(DEFAULT, ())]
            for one in LANGUAGES
        }

    def _named(self, route: Route) -> tuple[str, Route]:
        """A generated page with its title."""
        (planned,) = (one for one in self.plan if one.route == route)
        return plain(planned.view(self._printer.context(route)).title), route

    def not_found(self, base: str) -> str:
        """The body of the page for a wrong address, in all languages; `base` is the site's path on its host."""
        views = [not_found_view(self.context(Route(one, HOME, base))) for one in LANGUAGES]
        return render("not-found.html", LANGUAGES[0], views=views)

    def _printed(self) -> Iterator[Page]:
        """Pages as they come: first those whose pictures are drawn, then the rest."""
        self._exporting = aside(self._export)
        telling = [page for page in self.plan if page.route.name == DATA]  # which tell of it, and wait for it
        waiting: deque[Planned | Written] = deque(self._written)
        waiting += (page for page in self.plan if page not in telling)
        undrawn: list[Planned | Written] = []
        missing: list[Order | Card] = []
        while waiting:
            for page in each(self._printer, tuple(waiting)):
                if isinstance(page, Page):
                    waiting.popleft()
                    yield self._noted(page)
                elif missing or self._can_draw():
                    undrawn.append(waiting.popleft())
                    missing += page.missing
                else:
                    break  # and begin again here, now that it is known that nothing will be drawn
        if missing:
            self._draw(missing)
        for page in chain(each(self._printer, undrawn), map(self.page_anew, (one.route for one in telling))):
            assert isinstance(page, Page), "what was missing is drawn, or cannot be"
            yield self._noted(page)

    def _can_draw(self) -> bool:
        """Find out once something must be drawn."""
        self._printer.draws = self.gallery is not None and self.gallery.can_draw()
        return self._printer.draws

    def _draw(self, missing: Sequence[Order | Card]) -> None:
        """Draw in pieces, each with a browser of its own, as many at a time as there are cores."""
        assert self.gallery, "without one nothing is missed"
        pieces = [missing[start : start + _PIECE] for start in range(0, len(missing), _PIECE)]
        done = 0
        try:
            for drawn in each(self.gallery.draw, pieces):
                done += drawn
                self._progress("Drawing pictures", done, len(missing))
        except NoBrowserError:
            self._printer.draws = False
        self.drawn += done

    def _noted(self, page: Page) -> Page:
        """Remember of a page what the whole is told of it."""
        self.pictures |= page.pictures
        self.later |= page.later
        if page.html:
            self._words.append(PageWords(page.route, page.title, page.description))
        return page

    def _records(self) -> Iterator[RecordView]:
        """Everything that search finds, in every language."""
        data = self.data
        known = {HOME, SEARCH, *map(city, data.cities), *map(topic, data.topics)}
        known |= {explainer(one.slug) for one in data.explainers.values()}
        order = {page.route: number for number, page in enumerate(self.plan)}
        words = sorted(self._words, key=lambda one: order[one.route])
        for language in LANGUAGES:
            generated = (one for one in words if one.route.language == language and one.route.name not in known)
            by_hand = (
                part
                for page in self._written
                if page.route.language == language
                for part in parts(page.route, page.title, page.markdown)
            )
            context = self.context(Route(language, SEARCH))
            lessons = (
                part
                for one in explainers(context)
                for part in parts(Route(language, explainer(one.slug)), one.head.title, spoken(context, one))
            )
            yield from records(context, (*generated, *by_hand, *lessons))


def _missing(data: Data, written: Sequence[Written]) -> Iterator[Route]:
    """The pages of Markdown that are there in another language only."""
    there = {page.route for page in written}
    there |= {Route(one.language, explainer(one.slug)) for one in data.explainers.values()}
    every = (route.twin(language) for route in there for language in LANGUAGES)
    return (route for route in every if route not in there)


def load(root: Path, memory: Memory | None = None) -> tuple[Data, tuple[Problem, ...]]:
    """The checked data under `root`, and warnings and notices; raises DataError when there is an error.

    The error holds whatever keeps the site from being published, and no notice that does not.

    Pages written by hand are judged too. What the `memory` knows of a file is not read again.
    """
    reading = read_data(root, memory=memory)
    problems = (*reading.place(reading.problems), *check(reading), *check_catalogues(), *check_prose(root))
    if any(found.is_error for found in problems):
        raise DataError([found for found in problems if found.rule.holds_back])
    return reading.data(), problems


def build(
    root: Path,
    settings: Settings,
    *,
    written: Sequence[Written] = (),
    progress: Progress = lambda _doing, _done, _of: None,
) -> Site:
    """The whole site of the project in `root`; raises DataError."""
    memory = Memory(settings.cache / "read")
    data, warnings = load(root, memory)
    memory.save()
    return Site(data, settings, written=written, warnings=warnings, progress=progress)


def _gallery(settings: Settings, plotly: Path) -> Gallery | None:
    """What draws charts and cards; None where there is nothing to dress them."""
    if settings.frame is None:
        return None
    return Gallery(
        cache=settings.cache / "pictures",
        script=plotly,
        stylesheet=settings.frame / _TOKENS,
        card_styles=[settings.frame / path for path in _CARD_STYLES],
    )


def _asked_for(settings: Settings) -> Iterator[Path]:
    """The styles and scripts of the frame that a reader gets on asking: what is in no bundle."""
    if settings.frame is None:
        return
    sent = {*settings.stylesheets, *settings.scripts, *(settings.frame / path for path in _UNSENT)}
    for folder in (bundles.STYLES, bundles.SCRIPTS):
        yield from (file for file in sorted((settings.frame / folder).glob("*")) if file not in sent)
