"""The tables as a Data Package, and everything in one file.

In: the tables and a publication. Out: datapackage.json after the Data Package standard (version 2), and a zip file that
is the same to the byte whenever its contents and zlib are: in the order of paths, all dated by the as-of date.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from beautiful_cities.exports.documents import json_file
from beautiful_cities.exports.publication import Publication
from beautiful_cities.exports.shapes import FORMAT_VERSION, LICENCE
from beautiful_cities.exports.tables import Column, Table
from beautiful_cities.i18n import later as _
from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def datapackage(publication: Publication, tables: Iterable[Table]) -> bytes:
    """The descriptor of the tables, which lie beside it."""
    title = " · ".join(wording(language).gettext("Beautiful Cities") for language in LANGUAGES)
    return json_file(
        {
            "$schema": _PROFILE,
            "name": "beautiful-cities",
            "title": title,
            "description": publication.both(
                _(
                    "What Chinese cities plan and achieve in three topics: beautiful cities, zero waste and"
                    " biodiversity."
                )
            ),
            "homepage": publication.site_url,
            "version": FORMAT_VERSION,
            "created": f"{publication.as_of.isoformat()}T00:00:00Z",
            "licenses": [{"name": LICENCE, "path": _LICENCE_URL, "title": "Creative Commons Attribution 4.0"}],
            "contributors": [{"title": title, "path": publication.site_url}],
            "resources": [_resource(publication, one) for one in tables],
        }
    )


def archive(publication: Publication, files: Mapping[str, bytes]) -> bytes:
    """A zip file of `files`, which come by their path inside it."""
    moment = (*publication.as_of.timetuple()[:3], 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
            into.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def _resource(publication: Publication, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "type": "table",
        "description": publication.both(table.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.content),
        "hash": f"sha256:{hashlib.sha256(table.content).hexdigest()}",
        "schema": {
            "fields": [field for column in table.columns for field in _fields(publication, column)],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other, "fields": [theirs]}}
                for column, (other, theirs) in table.joins.items()
            ],
        },
    }


def _fields(publication: Publication, column: Column) -> list[dict[str, Any]]:
    enum: dict[str, Any] = {"enum": list(column.choices)} if column.choices else {}
    described = {"type": column.type, "description": publication.both(column.description)}
    fields = []
    for name in column.names:
        constraints = ({"required": True} if column.is_required and name == column.names[0] else {}) | enum
        fields.append({"name": name} | described | ({"constraints": constraints} if constraints else {}))
    return fields
