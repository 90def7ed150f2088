"""The order of the work: read, check, word, draw, print.

In: the project's folder, the as-of date, and what to draw with. Out: a `Site` with every generated page and file, or
`DataError` with every problem found. Nothing is written but the cache, and no clock is asked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from beautiful_cities import bundles
from beautiful_cities.calendars import calendar_file
from beautiful_cities.exports import Exports, csv_file, export, figure_file
from beautiful_cities.i18n import check_catalogues, wording
from beautiful_cities.languages import DEFAULT, LANGUAGES, TAGS, Language
from beautiful_cities.model import Data, PartialDate
from beautiful_cities.pages import render
from beautiful_cities.pictures import Card, Gallery, NoBrowserError, PictureId
from beautiful_cities.plotlyjs import plotly_script
from beautiful_cities.policy import embed_policy, page_policy
from beautiful_cities.problems import DataError, Problem
from beautiful_cities.prose import check_prose
from beautiful_cities.reading import read_data
from beautiful_cities.routes import (
    CITIES,
    COMPARE,
    DATA,
    GLOSSARY,
    HOME,
    ICON,
    LEARN,
    NEWS,
    QUIZ,
    ROSTER,
    RULEBOOK,
    SEARCH,
    SOURCES,
    STATE,
    STYLE,
    TARGETS,
    Alternate,
    Route,
    alternates,
    card_file,
    chart_file,
    city,
    embed,
    explainer,
    feed,
    questions_file,
    topic,
    worksheet,
)
from beautiful_cities.rules import check
from beautiful_cities.search import search_files
from beautiful_cities.standins import plain, plain_file
from beautiful_cities.views.card import Subject, card_view
from beautiful_cities.views.charting import ChartView, TableView
from beautiful_cities.views.chrome import ChromeView, chrome_view
from beautiful_cities.views.cities import cities_view
from beautiful_cities.views.compare import CompareView, compare_view
from beautiful_cities.views.context import Context, Feedback
from beautiful_cities.views.data import data_view
from beautiful_cities.views.deadlines import calendars
from beautiful_cities.views.explainer import explainer_view, explainers
from beautiful_cities.views.glossary import glossary_view
from beautiful_cities.views.home import home_view
from beautiful_cities.views.learn import learn_view
from beautiful_cities.views.news import news_view
from beautiful_cities.views.not_found import not_found_view
from beautiful_cities.views.place import city_view
from beautiful_cities.views.quiz import QuizView, quiz_view
from beautiful_cities.views.quoting import spoken
from beautiful_cities.views.records import PageWords, RecordView, parts, records
from beautiful_cities.views.roster import roster_view
from beautiful_cities.views.rulebook import rulebook_view
from beautiful_cities.views.searching import search_view, search_words
from beautiful_cities.views.sharing import SharingView, sharing_view
from beautiful_cities.views.sources import sources_view
from beautiful_cities.views.style import style_view
from beautiful_cities.views.targets import targets_view
from beautiful_cities.views.topic import topic_page_view
from beautiful_cities.views.upkeep import upkeep_view
from beautiful_cities.views.worksheet import worksheet_view

Progress = Callable[[str, int, int], None]
"""Told now and then: what is being done, how much of it is done, of how much."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told from outside."""

    as_of: dt.date
    """The day on which the site tells where targets stand."""
    site_url: str
    """Where the site is published, with a slash at its end."""
    stylesheets: tuple[Path, ...] = ()
    """In the order in which they build on each other; readers get them as one file."""
    scripts: tuple[Path, ...] = ()
    """Modules that stand alone; readers get them as one file."""
    issues: str = ""
    """Where readers report mistakes: the address that opens a new issue of the repository."""
    email: str = ""
    """Where they report them without an account."""
    is_preview: bool = False
    """True where the development server shows the site to its editor."""
    frame: Path | None = None
    """The folder of the frame (overrides/), whose styles dress what is drawn; without it nothing is drawn."""
    missing: frozenset[Route] = frozenset()
    """Pages of Markdown that are there in one language and not in another; `build` finds them."""
    cache: Path = Path(".cache")
    """A folder for drawn pictures, fetched scripts and the index of search; deleting it costs time, nothing else."""


@dataclass(frozen=True, slots=True)
class Written:
    """One page written by hand in one language, as far as search, its head and its card need it."""

    route: Route
    title: str
    description: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Page:
    """One generated page in one language."""

    route: Route
    title: str
    description: str
    html: str
    """The body, without the chrome."""
    changed: PartialDate
    """When its content was last reviewed, for the sitemap."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a build makes, and what its chrome is made from."""

    data: Data
    settings: Settings
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    """What readers take away, by its address below the site's root."""
    sharing: Mapping[str, SharingView]
    """What is told of each page, generated or written by hand, by its address below the site's root."""
    warnings: tuple[Problem, ...]
    """What the pages could be better for; errors never get here."""
    stylesheet: str
    """The address of the site's styles below its root; the file is among `files`."""
    script: str
    """The address of the site's scripts, likewise."""
    pictures: int
    """Of charts and cards; none where no browser was found, and tables stand in for the charts."""
    drawn: int
    """How many of them were not in the cache."""

    def chrome(
        self, route: Route, *, title: str, description: str, nav: Sequence[tuple[str, Route]], has_twin: bool = True
    ) -> ChromeView:
        """What stands around a page, generated or written by hand."""
        context = _context(self.data, route, self.settings)
        return chrome_view(
            context,
            title=title,
            description=description,
            nav=nav,
            has_twin=has_twin,
            sharing=self.sharing[route.url] if has_twin else None,
            stylesheet=self.stylesheet,
            script=self.script,
            policy=page_policy(is_preview=self.settings.is_preview),
        )

    def alternates(self, route: Route) -> tuple[Alternate, ...]:
        """A page in every language in which it is there."""
        return alternates(route, [one for one in LANGUAGES if route.twin(one) not in self.settings.missing])

    def nav(self, given: Mapping[Language, list[tuple[str, Route]]]) -> dict[Language, list[tuple[str, Route]]]:
        """The navigation of every language; one for which none is given has the first one's pages by their titles."""
        titles = {page.route: page.title for page in self.pages}
        first = [route for _, route in given.get(DEFAULT, ())]
        return {
            one: given.get(one) or [(titles[twin], twin) for twin in (route.twin(one) for route in first)]
            for one in LANGUAGES
        }

    def not_found(self, base: str) -> str:
        """The body of the page for a wrong address, in all languages; `base` is the site's path on its host."""
        views = [not_found_view(_context(self.data, Route(one, HOME, base), self.settings)) for one in LANGUAGES]
        return render("not-found.html", LANGUAGES[0], views=views)


def load(root: Path) -> tuple[Data, tuple[Problem, ...]]:
    """The checked data under `root` and the warnings; raises DataError with every problem when there is an error.

    Pages written by hand are judged too.
    """
    reading = read_data(root)
    problems = (*reading.place(reading.problems), *check(reading), *check_catalogues(), *check_prose(root))
    if any(found.is_error for found in problems):
        raise DataError(problems)
    return reading.data(), problems


def _silent(doing: str, done: int, of: int) -> None:
    """Nobody watches."""


def build(root: Path, settings: Settings, *, written: Sequence[Written] = (), progress: Progress = _silent) -> Site:
    """The whole site of the project in `root`; raises DataError.

    Pages that are `written` by hand are printed elsewhere; here they get what other sites are told of them.
    """
    data, warnings = load(root)
    settings = replace(settings, missing=frozenset(_missing(data, written)))
    plotly = plotly_script(settings.cache)
    stylesheet = bundles.stylesheet(settings.stylesheets)
    apart = bundles.apart(_asked_for(settings), {"plotly.min.js": plotly})
    script = bundles.script(settings.scripts, apart)
    exports = export(data, as_of=settings.as_of, site_url=settings.site_url)
    drafts = tuple(_drafts(data, settings, exports))
    charts = {(draft.route.language, chart.id): (draft, chart) for draft in drafts for chart in draft.view.charts}
    subjects: dict[Route, Subject] = {page.route: page for page in written}
    subjects |= {draft.route: draft.view for draft in drafts}
    contexts = {route: _context(data, route, settings) for route in subjects}
    cards = dict(_cards(subjects, contexts, settings))
    pictures, drawn = _drawn(settings, plotly, [chart for _, chart in charts.values()], cards.values(), progress)
    inline = {picture_id: picture.decode() for picture_id, picture in pictures.items() if picture.startswith(b"<svg")}
    pages = tuple(
        Page(
            draft.route,
            plain(draft.view.title),
            plain(draft.view.description),
            render(
                draft.template,
                draft.route.language,
                view=draft.view,
                pictures=inline,
                terms=() if draft.route.name == GLOSSARY else data.glossary.values(),
            ),
            draft.changed,
        )
        for draft in _told(drafts, "Printing pages", progress)
    )
    files = {
        path: content
        for draft, chart in charts.values()
        for path, content in _files(draft, chart, pictures, stylesheet.path)
    }
    files |= {
        feed(draft.route.language): render("feed.xml", draft.route.language, view=draft.view).encode()
        for draft in drafts
        if draft.route.name == NEWS
    }
    files |= {
        questions_file(draft.route.language): _questions(draft.view)
        for draft in drafts
        if isinstance(draft.view, QuizView)
    }
    files |= {
        path: figure_file(figure)
        for draft in drafts
        if isinstance(draft.view, CompareView)
        for path, figure in draft.view.figures.items()
    }
    files |= _calendars(data, settings)
    files |= {bundle.path: bundle.content for bundle in (stylesheet, script, *apart.values())}
    if settings.frame:
        files[ICON] = (settings.frame / ICON).read_bytes()
    files |= exports.files
    files |= search_files(
        _records(data, settings, drafts, written),
        {language: search_words(_context(data, Route(language, SEARCH), settings)) for language in LANGUAGES},
        settings.cache / "search",
    )
    files |= {card_file(route): pictures[card.id] for route, card in cards.items() if pictures}
    sharing = {
        route.url: sharing_view(contexts[route], page, has_card=card_file(route) in files)
        for route, page in subjects.items()
    }
    files = {path: plain_file(content) if path.endswith(_TEXTS) else content for path, content in files.items()}
    return Site(data, settings, pages, files, sharing, warnings, stylesheet.path, script.path, len(pictures), drawn)


def _missing(data: Data, written: Iterable[Written]) -> Iterator[Route]:
    """The pages of Markdown that are there in another language only."""
    there = {page.route for page in written}
    there |= {Route(one.language, explainer(one.slug)) for one in data.explainers.values()}
    every = (route.twin(language) for route in there for language in LANGUAGES)
    return (route for route in every if route not in there)


class _PageView(Subject, Protocol):
    """What every page's view has."""

    @property
    def charts(self) -> tuple[ChartView, ...]: ...


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page that is worded but not yet printed."""

    route: Route
    template: str
    view: _PageView
    changed: PartialDate


def _drafts(data: Data, settings: Settings, exports: Exports) -> Iterator[_Draft]:
    stylesheet = (settings.frame / _TOKENS).read_text("utf-8") if settings.frame else ""
    newest = max((place.reviewed for place in data.cities.values()), key=str)
    for language in LANGUAGES:
        plan: list[tuple[str, str, Callable[[Context], _PageView], PartialDate]] = [
            (HOME, "home.html", home_view, newest),
            (CITIES, "cities.html", cities_view, newest),
            (COMPARE, "compare.html", compare_view, newest),
            (TARGETS, "targets.html", targets_view, newest),
            (ROSTER, "roster.html", roster_view, newest),
            (GLOSSARY, "glossary.html", glossary_view, newest),
            (SOURCES, "sources.html", sources_view, newest),
            (NEWS, "news.html", news_view, newest),
            (LEARN, "learn.html", learn_view, newest),
            (QUIZ, "quiz.html", quiz_view, newest),
            (DATA, "data.html", partial(data_view, exports=exports), newest),
            (SEARCH, "search.html", search_view, newest),
            (RULEBOOK, "rulebook.html", rulebook_view, newest),
            (STATE, "upkeep.html", upkeep_view, newest),
            (STYLE, "style.html", partial(style_view, stylesheet=stylesheet), newest),
        ]
        plan += [(topic(one), "topic.html", partial(topic_page_view, topic_id=one), newest) for one in data.topics]
        plan += [
            (city(slug), "city.html", partial(city_view, slug=slug), place.reviewed)
            for slug, place in data.cities.items()
        ]
        plan += [
            (explainer(one.slug), "explainer.html", partial(explainer_view, slug=one.slug), newest)
            for one in data.explainers.values()
            if one.language == language
        ]
        plan += [
            (worksheet(slug), "worksheet.html", partial(worksheet_view, slug=slug), place.reviewed)
            for slug, place in data.cities.items()
        ]
        for name, template, make, changed in plan:
            route = Route(language, name)
            yield _Draft(route, template, make(_context(data, route, settings)), changed)


def _records(
    data: Data, settings: Settings, drafts: Sequence[_Draft], written: Sequence[Written]
) -> Iterator[RecordView]:
    """Everything that search finds, in every language."""
    known = {HOME, SEARCH, *map(city, data.cities), *map(topic, data.topics)}
    known |= {explainer(one.slug) for one in data.explainers.values()}
    for language in LANGUAGES:
        generated = (
            PageWords(draft.route, draft.view.title, draft.view.description)
            for draft in drafts
            if draft.route.language == language and draft.route.name not in known
        )
        by_hand = (
            part
            for page in written
            if page.route.language == language
            for part in parts(page.route, page.title, page.markdown)
        )
        context = _context(data, Route(language, SEARCH), settings)
        lessons = (
            part
            for one in explainers(context)
            for part in parts(Route(language, explainer(one.slug)), one.head.title, spoken(context, one))
        )
        yield from records(context, (*generated, *by_hand, *lessons))


def _context(data: Data, route: Route, settings: Settings) -> Context:
    return Context(
        data,
        wording(route.language),
        settings.as_of,
        route,
        settings.site_url,
        Feedback(settings.issues, settings.email),
        settings.missing,
    )


_TEXTS = (".csv", ".ics", ".json")
"""Files of words for programs, which are told nothing of a text that stands in."""
_TOKENS = "assets/stylesheets/tokens.css"
_UNSENT = "assets/stylesheets/card.css"
"""What only the drawing of cards needs."""
_CARD_STYLES = (_TOKENS, "assets/stylesheets/motifs.css", _UNSENT)
_GLYPHS = "partials/sprite.html"


def _asked_for(settings: Settings) -> Iterator[Path]:
    """The styles and scripts of the frame that a reader gets on asking: what is in no bundle."""
    if settings.frame is None:
        return
    sent = {*settings.stylesheets, *settings.scripts, settings.frame / _UNSENT}
    for folder in (bundles.STYLES, bundles.SCRIPTS):
        yield from (file for file in sorted((settings.frame / folder).glob("*")) if file not in sent)


def _cards(
    subjects: Mapping[Route, Subject], contexts: Mapping[Route, Context], settings: Settings
) -> Iterator[tuple[Route, Card]]:
    """The social card of every page; none where there is nothing to dress it."""
    if settings.frame is None:
        return
    glyphs = (settings.frame / _GLYPHS).read_text("utf-8")
    for route, page in subjects.items():
        card = render("card.html", route.language, card=card_view(contexts[route], page))
        yield route, Card(glyphs + card, route.language)


def _drawn(
    settings: Settings, plotly: Path, charts: Sequence[ChartView], cards: Iterable[Card], progress: Progress
) -> tuple[Mapping[PictureId, bytes], int]:
    """Every picture of the charts, and the cards, and how many are new; none where there is nothing to draw with."""
    if settings.frame is None:
        return {}, 0
    gallery = Gallery(
        cache=settings.cache / "pictures",
        script=plotly,
        stylesheet=settings.frame / _TOKENS,
        card_styles=[settings.frame / path for path in _CARD_STYLES],
    )
    orders = [order for chart in charts for order in (chart.wide, chart.narrow, *chart.files)]
    try:
        return gallery.draw([*orders, *cards], partial(progress, "Drawing pictures")), gallery.drawn
    except NoBrowserError:
        return {}, 0


def _told(drafts: Sequence[_Draft], doing: str, progress: Progress) -> Iterator[_Draft]:
    """The drafts one by one, each told of when it is done with."""
    for done, draft in enumerate(drafts, start=1):
        yield draft
        progress(doing, done, len(drafts))


def _files(
    draft: _Draft, chart: ChartView, pictures: Mapping[PictureId, bytes], stylesheet: str
) -> Iterator[tuple[str, bytes]]:
    """What a reader takes away of one chart: its table, its figure, its pictures, and the page for other sites."""
    language = draft.route.language
    yield chart_file(language, chart.id, "csv"), csv_file(_rows(chart.table))
    if pictures:
        yield chart_file(language, chart.id, "json"), figure_file(chart.figure)
    for order in chart.files:
        if order.id in pictures:
            yield chart_file(language, chart.id, order.form), pictures[order.id]
    route = Route(language, embed(chart.id))
    page = render(
        "embed.html",
        language,
        pictures={order.id: pictures[order.id].decode() for order in (chart.wide, chart.narrow) if pictures},
        chart=chart,
        tag=TAGS[language],
        stylesheet=route.asset(stylesheet),
        icon=route.asset(ICON),
        policy=embed_policy(),
        page=route.link(draft.route, f"chart-{chart.id}"),
    )
    yield f"{route.url}index.html", page.encode()


def _calendars(data: Data, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The calendars of every language, by their address."""
    for language in LANGUAGES:
        for path, calendar in calendars(_context(data, Route(language, TARGETS), settings)):
            yield path, calendar_file(calendar, as_of=settings.as_of)


def _questions(quiz: QuizView) -> bytes:
    """Every question of the quiz as the script of the page reads it."""
    return json.dumps([asdict(one) for one in quiz.pool], ensure_ascii=False, separators=(",", ":")).encode()


def _rows(table: TableView) -> Iterator[list[str]]:
    """A table as plain text; the sources of a row are in one cell."""
    for row in (table.columns, *table.rows):
        yield [cell.text or "; ".join(one.publisher for one in cell.citations) for cell in row]
