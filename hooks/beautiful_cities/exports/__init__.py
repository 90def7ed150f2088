"""What readers take away: tables, the API, a Data Package, all in one file, and the table of one chart.

In: the data, the as-of date and where the site is published. Out: bytes by their address. It knows nothing of pages.

`citing` words the suggested citation, `spreadsheet` writes CSV, `shapes` is the published contract, `publication` fills
it from the data, `tables` and `documents` write it as CSV and JSON, `datapackage` describes the tables and packs all;
`figure` writes that of one chart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from beautiful_cities.exports.citing import citation
from beautiful_cities.exports.datapackage import archive, datapackage
from beautiful_cities.exports.documents import Document, documents, schemas
from beautiful_cities.exports.figure import figure_file
from beautiful_cities.exports.publication import Publication
from beautiful_cities.exports.shapes import FORMAT_VERSION
from beautiful_cities.exports.spreadsheet import csv_file
from beautiful_cities.exports.tables import Column, Table, tables
from beautiful_cities.i18n import later as _
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.model import Data
from beautiful_cities.routes import ARCHIVE, DATA, PACKAGE

__all__ = ["FORMAT_VERSION", "Column", "Document", "Exports", "Table", "citation", "csv_file", "export", "figure_file"]


@dataclass(frozen=True, slots=True)
class Exports:
    """Everything that readers take away of the data."""

    tables: tuple[Table, ...]
    documents: tuple[Document, ...]
    files: Mapping[str, bytes]
    """All of it, schemas, Data Package and zip file included, by address below the site's root."""


def export(data: Data, *, as_of: dt.date, site_url: str) -> Exports:
    """Every export; `site_url` ends in a slash."""
    publication = Publication(data, as_of, site_url)
    of_tables = tables(publication)
    of_documents = documents(publication, of_tables)
    files = {one.path: one.content for one in of_tables} | {one.path: one.content for one in of_documents}
    files |= schemas(publication) | {PACKAGE: datapackage(publication, of_tables)}
    # Inside the zip file the Data Package lies at the top, where its readers look for it.
    packed = {path.removeprefix(DATA): content for path, content in files.items()}
    packed["README.txt"] = _readme(publication).encode()
    return Exports(of_tables, of_documents, files | {ARCHIVE: archive(publication, packed)})


def _readme(publication: Publication) -> str:
    """What stands in the zip file about itself."""
    about = publication.words(
        _(
            "The data of this site as tables and JSON. datapackage.json describes the tables. What they mean is said"
            " here:"
        )
    )
    licence = publication.words("Texts and data: CC BY 4.0. Quoted documents keep their own rights.")
    page, cite = publication.page(DATA), publication.citation
    paragraphs = (f"{about[one]} {page[one]}\n{licence[one]}\n{cite[one]}\n" for one in LANGUAGES)
    return "\n".join(paragraphs)
