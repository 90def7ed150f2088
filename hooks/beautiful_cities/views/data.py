"""What readers take away: every file with what it holds, what its columns mean, and how to name it."""

from __future__ import annotations

from dataclasses import dataclass

from beautiful_cities.exports import FORMAT_VERSION, Column, Document, Exports, Table, citation
from beautiful_cities.routes import ARCHIVE, DATA, HOME, PACKAGE, Route
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One field of a table."""

    names: tuple[str, ...]
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FileView:
    """One file to take away."""

    name: str
    href: str
    url: str
    """Its address in full."""
    holds: str
    size: str
    key: str
    """The key of a JSON document under which its entries stand; empty for other files."""
    schema: str
    """A link to its JSON Schema; empty where it has none."""
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """How one thing is written in all files."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class DataView:
    """The page of everything that readers take away."""

    title: str
    description: str
    lead: str
    whole: Heading
    whole_note: str
    archive: FileView
    tables: Heading
    tables_note: str
    package: FileView
    table_files: tuple[FileView, ...]
    api: Heading
    api_note: str
    documents: tuple[FileView, ...]
    writing: Heading
    writing_note: str
    rules: tuple[RuleView, ...]
    licence: Heading
    licence_text: str
    geonames: str
    cite: Heading
    """Its anchor is linked from every page."""
    cite_note: str
    citation: str
    versions: Heading
    versions_text: str
    charts: tuple[ChartView, ...] = ()
    """Every chart of the page: none."""


CITE = "cite"


def data_view(context: Context, exports: Exports) -> DataView:
    """Every export."""
    _ = context.say
    home = Route(context.language, HOME)
    return DataView(
        title=_("Data"),
        description=_("Everything on this site to take away: tables, JSON, a Data Package, or all in one file."),
        lead=_(
            "Everything on this site to take away, free of charge and without an account. The files say where targets"
            " stand on %(date)s.",
            date=context.today,
        ),
        whole=Heading("all", _("Everything in one file")),
        whole_note=_("All files of this page, packed."),
        archive=_file(context, exports, ARCHIVE, _("All tables, all JSON and the Data Package.")),
        tables=Heading("tables", _("Tables")),
        tables_note=_("CSV, for Excel and other spreadsheets, and for programs."),
        package=_file(context, exports, PACKAGE, _("What the tables hold and how they join, as a Data Package.")),
        table_files=tuple(_table(context, exports, one) for one in exports.tables),
        api=Heading("api", _("JSON")),
        api_note=_("Static files at lasting addresses. No key is needed."),
        documents=tuple(_document(context, exports, one) for one in _described(exports)),
        writing=Heading("writing", _("How it is written")),
        writing_note=_("The same in all files."),
        rules=_rules(context),
        licence=Heading("licence", _("Licence")),
        licence_text=_(
            "CC BY 4.0: you may share and adapt, also for money, if you name the source and say what you changed."
            " Quoted documents keep their own rights."
        ),
        geonames=_("The positions of cities come from GeoNames (CC BY 4.0)."),
        cite=Heading(CITE, _("How to cite")),
        cite_note=_(
            "The foot of every page has the line for that page. For a single fact, name its own source first: every"
            " file carries it."
        ),
        citation=citation(context.language, url=context.site_url + home.url, as_of=context.as_of),
        versions=Heading("versions", _("Versions")),
        versions_text=_(
            "This is format %(version)s, the first. Every JSON document and the Data Package name their format. Within"
            " 1, keys and columns may be added; none is removed, renamed or given another meaning. Ids are never used"
            " again.",
            version=FORMAT_VERSION,
        ),
    )


def _described(exports: Exports) -> tuple[Document, ...]:
    """The documents that the page tells about: of those that each describe one place, the first stands for all."""
    places = [one for one in exports.documents if "/" in one.name]
    return (*(one for one in exports.documents if "/" not in one.name), *places[:1])


def _file(
    context: Context,
    exports: Exports,
    path: str,
    holds: str,
    *,
    count: str = "",
    key: str = "",
    schema: str = "",
    columns: tuple[ColumnView, ...] = (),
) -> FileView:
    size = context.wording.size(len(exports.files[path]))
    return FileView(
        name=path.removeprefix(DATA),
        href=context.route.asset(path),
        url=context.site_url + path,
        holds=holds,
        size=context.say("%(count)s, %(size)s", count=count, size=size) if count else size,
        key=key,
        schema=context.route.asset(schema) if schema else "",
        columns=columns,
    )


def _table(context: Context, exports: Exports, table: Table) -> FileView:
    return _file(
        context,
        exports,
        table.path,
        context.say(table.description),
        count=context.count("%(number)s row", "%(number)s rows", table.rows),
        columns=tuple(_column(context, one) for one in table.columns),
    )


def _document(context: Context, exports: Exports, document: Document) -> FileView:
    return _file(
        context,
        exports,
        document.path,
        context.say(document.description),
        count=context.count("%(number)s entry", "%(number)s entries", document.records),
        key=document.main,
        schema=document.schema,
    )


def _column(context: Context, column: Column) -> ColumnView:
    _ = context.say
    types = {
        "string": _("text"),
        "number": _("number"),
        "integer": _("whole number"),
        "boolean": _("true or false"),
    }
    return ColumnView(
        names=column.names,
        type=_("list") if column.is_list else types[column.type],
        meaning=_(column.description),
    )


def _rules(context: Context) -> tuple[RuleView, ...]:
    _ = context.say
    return (
        RuleView(
            _("Characters"),
            _(
                "UTF-8. CSV files begin with a byte order mark, so that Excel shows Chinese; their lines end with CR"
                " and LF, and a cell with a comma or a quotation mark stands in quotation marks (RFC 4180)."
            ),
        ),
        RuleView(
            _("Languages"),
            _(
                "One file for all. A text has a key for each language, such as zh and en, in JSON, and a column, such"
                " as text_zh and text_en, in CSV. Where a translation is missing, the key is left out and the cell is"
                " empty."
            ),
        ),
        RuleView(
            _("Numbers"),
            _(
                "With a point, without separators, with the decimals that the source gives: 29.3, 27.0, 13000000000."
                " Whether a number is exact, a bound or about so much stands in comparator."
            ),
        ),
        RuleView(
            _("Dates"),
            _(
                "As precise as the source: 2025, 2025-09 or 2025-09-30. Excel turns 2025-09 into the first day of that"
                " month; to keep it, use Data, From Text/CSV, and make the column text."
            ),
        ),
        RuleView(
            _("Nothing said"),
            _(
                "In JSON every key is always there, and null means that the source does not say or that the key does"
                " not apply. In CSV the cell is empty."
            ),
        ),
        RuleView(
            _("Lists"), _("In CSV the entries of a list stand in one cell, with a semicolon and a space between.")
        ),
        RuleView(
            _("Formulas"),
            _(
                "No cell begins with =, +, - or @, except a negative number, so no spreadsheet runs anything. Nothing"
                " is put before a text to achieve that: such a text is not let into the data."
            ),
        ),
        RuleView(
            _("Order"),
            _(
                "The whole country first, then the cities by slug, each in the order of its file. New facts may come"
                " between."
            ),
        ),
        RuleView(
            _("Status"),
            _(
                "Where a target stands is worked out for the day that as_of names, in every JSON document and in the"
                " table of facts. The same data give another status on another day."
            ),
        ),
        RuleView(
            _("Access"),
            _(
                "Whether a script on another site may fetch these files in a browser (CORS) is set by the host of this"
                " site. Programs outside a browser always can."
            ),
        ),
    )
