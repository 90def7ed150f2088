"""One page: from its place in the plan to its body, its files, and what other sites are told of it.

In: a planned page, or one written by hand, and the pictures that are drawn. Out: a `Page`, or what must be drawn first.
Pages are printed one by one, in any order and in any process: none knows of another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from beautiful_cities.calendars import calendar_file
from beautiful_cities.exports import csv_file, figure_file
from beautiful_cities.i18n import wording
from beautiful_cities.languages import TAGS
from beautiful_cities.model import Data
from beautiful_cities.pages import render
from beautiful_cities.pictures import Card, Gallery, Order, PictureId
from beautiful_cities.plan import Planned
from beautiful_cities.policy import embed_policy
from beautiful_cities.routes import GLOSSARY, ICON, Route, card_file, chart_file, embed, feed, questions_file
from beautiful_cities.settings import Settings, Written
from beautiful_cities.standins import plain, plain_in
from beautiful_cities.views.card import Subject, card_view
from beautiful_cities.views.charting import ChartView, TableView
from beautiful_cities.views.compare import CompareView
from beautiful_cities.views.context import Context, Feedback
from beautiful_cities.views.deadlines import calendars
from beautiful_cities.views.news import NewsView
from beautiful_cities.views.quiz import QuizView
from beautiful_cities.views.sharing import SharingView, sharing_view
from beautiful_cities.views.targets import TargetsView
from beautiful_cities.views.worksheet import WorksheetView

_GLYPHS = "partials/sprite.html"

Files = Mapping[str, bytes | Path]
"""What readers take away, by its address below the site's root: the content, or where it lies."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, ready to be put into its frame."""

    route: Route
    title: str
    description: str
    html: str
    """The body, without the chrome; empty for a page written by hand, which is printed elsewhere."""
    files: Files
    """Its feed, its card, and what readers take away of its charts."""
    sharing: SharingView
    """What other sites are told of it."""
    later: Mapping[str, Order]
    """Files that are not drawn yet, by their address; a preview draws them when they are asked for."""
    pictures: frozenset[PictureId]
    """What is drawn on it and for it."""


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A page whose pictures are not all in the cache."""

    missing: tuple[Order | Card, ...]


class Printer:
    """Prints the pages of one build."""

    def __init__(
        self,
        data: Data,
        settings: Settings,
        gallery: Gallery | None,
        *,
        stylesheet: str,
        missing: frozenset[Route] = frozenset(),
    ) -> None:
        """`stylesheet` is the address of the site's styles; without a `gallery` tables stand in for charts.

        `missing` are the pages of Markdown that are there in another language only.
        """
        self._missing = missing
        self._data, self._settings, self._gallery, self._stylesheet = data, settings, gallery, stylesheet
        self._glyphs = (settings.frame / _GLYPHS).read_text("utf-8") if settings.frame else ""
        self.draws = gallery is not None
        """False once nothing more can be drawn: pages then make do with the pictures that there are."""

    def context(self, route: Route) -> Context:
        """What the views of a page are made from."""
        settings = self._settings
        feedback = Feedback(settings.issues, settings.email)
        words = wording(route.language)
        return Context(self._data, words, settings.as_of, route, settings.site_url, feedback, self._missing)

    def __call__(self, page: Planned | Written) -> Page | Undrawn:
        """The page, unless something must be drawn for it first."""
        context = self.context(page.route)
        subject: Subject
        charts: tuple[ChartView, ...] = ()
        inline: list[Order] = []
        if isinstance(page, Written):
            subject = page
        else:
            subject = view = page.view(context)
            charts = view.charts
            inline = [order for chart in (*charts, *_borrowed(view)) for order in (chart.wide, chart.narrow)]
        card = self._card(context, subject)
        downloads = {
            chart_file(context.language, chart.id, order.form): order for chart in charts for order in chart.files
        }
        later = downloads if self._settings.is_preview else {}
        wanted: list[Order | Card] = [*inline, *(() if later else downloads.values()), *([card] if card else [])]
        missing = self._gallery.missing(wanted) if self._gallery else wanted
        if missing and self.draws:
            return Undrawn(tuple(missing))
        absent = {order.id for order in missing}
        drawn = {order.id: self._gallery.file(order) for order in wanted if self._gallery and order.id not in absent}
        pictures = {order.id: drawn[order.id].read_text("utf-8") for order in inline if order.id in drawn}
        if len(pictures) < len({order.id for order in inline}):
            pictures = {}  # tables stand in for all of them
        files = {path: file for chart in charts for path, file in self._files(context, chart, pictures)}
        files |= {path: drawn[order.id] for path, order in downloads.items() if order.id in drawn}
        has_card = card is not None and card.id in drawn
        if card and has_card:
            files[card_file(context.route)] = drawn[card.id]
        html = ""
        if isinstance(page, Planned):
            terms = () if page.route.name == GLOSSARY else self._data.glossary.values()
            html = render(page.template, context.language, view=subject, pictures=pictures, terms=terms)
            files |= _more_files(context, subject)
        sharing = sharing_view(context, subject, has_card=has_card)
        title, description = plain(subject.title), plain(subject.description)
        return Page(page.route, title, description, html, files, sharing, later, frozenset(drawn))

    def _card(self, context: Context, subject: Subject) -> Card | None:
        """The social card of a page; none where there is nothing to dress it."""
        if self._settings.frame is None:
            return None
        card = render("card.html", context.language, card=card_view(context, subject))
        return Card(self._glyphs + card, context.language)

    def _files(
        self, context: Context, chart: ChartView, pictures: Mapping[PictureId, str]
    ) -> Iterator[tuple[str, bytes | Path]]:
        """What a reader takes away of one chart beside its pictures: table, figure, and the page for other sites."""
        language = context.language
        yield chart_file(language, chart.id, "csv"), csv_file(_rows(chart.table))
        if pictures:
            yield chart_file(language, chart.id, "json"), figure_file(chart.figure)
        route = Route(language, embed(chart.id))
        page = render(
            "embed.html",
            language,
            pictures=pictures,
            chart=chart,
            tag=TAGS[language],
            stylesheet=route.asset(self._stylesheet),
            icon=route.asset(ICON),
            policy=embed_policy(),
            page=route.link(context.route, f"chart-{chart.id}"),
        )
        yield f"{route.url}index.html", page.encode()


def _borrowed(view: object) -> Sequence[ChartView]:
    """Charts of another page that are shown on this one too, without their files."""
    return [view.chart] if isinstance(view, WorksheetView) and view.chart else []


def _more_files(context: Context, view: object) -> dict[str, bytes | Path]:
    """What belongs to a page of one kind."""
    language = context.language
    match view:
        case CompareView():
            return {path: figure_file(figure) for path, figure in view.figures.items()}
        case NewsView():
            return {feed(language): render("feed.xml", language, view=view).encode()}
        case QuizView():
            questions = [plain_in(asdict(one)) for one in view.pool]
            told = json.dumps(questions, ensure_ascii=False, separators=(",", ":"))
            return {questions_file(language): told.encode()}
        case TargetsView():
            return {path: calendar_file(one, as_of=context.as_of) for path, one in calendars(context)}
    return {}


def _rows(table: TableView) -> Iterator[list[str]]:
    """A table as plain text; the sources of a row are in one cell."""
    for row in (table.columns, *table.rows):
        yield [plain(cell.text or "; ".join(one.publisher for one in cell.citations)) for cell in row]
