"""What readers take away: written, read back, and held against the data that it came from."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from beautiful_cities.exports import FORMAT_VERSION, Exports, csv_file, export
from beautiful_cities.exports.documents import documents, json_file
from beautiful_cities.exports.publication import Publication
from beautiful_cities.exports.tables import tables
from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.model import FORMULA_STARTS, City, Data, Fact, Indicator, Member, National, Source, Term
from beautiful_cities.routes import ARCHIVE, PACKAGE, Route
from beautiful_cities.series import series_of
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import Facts
from published import SITE_URL
from small import fact

BETWEEN = "; "
COMPARATORS = {"equals": "=", "at-least": ">=", "at-most": "<=", "about": "about", None: "=", "": "="}
HAN = re.compile(r"[\u3400-\u9fff]")
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")))
Row = dict[str, str]


@pytest.fixture(scope="session")
def exports(data: Data, as_of: dt.date) -> Exports:
    """Everything that leaves the site."""
    return export(data, as_of=as_of, site_url=SITE_URL)


def read(content: bytes) -> Any:
    """A JSON document with its numbers to the digit."""
    return json.loads(content, parse_float=Decimal)


def document(exports: Exports, name: str) -> Any:
    """A document of the API."""
    return read(exports.files[f"api/v1/{name}.json"])


def rows(content: bytes) -> list[Row]:
    """The rows of a CSV file by the names in its first."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def table(exports: Exports, name: str) -> list[Row]:
    """The rows of a table."""
    return rows(exports.files[f"data/{name}.csv"])


def to_the_digit(one: object) -> str:
    """A model in words, so that 27.0 is not 27."""
    return repr(one)


def every_fact(data: Data) -> list[Fact]:
    """The facts in the order in which they leave the site."""
    return [*data.national.facts, *(fact for place in data.cities.values() for fact in place.facts)]


# Back to models


def without_nulls(record: Mapping[str, Any], keys: Mapping[str, object]) -> dict[str, Any]:
    """The keys of a record that a data file would have; what is null, it leaves out."""
    return {key: value for key, value in record.items() if key in keys and value is not None}


def fact_of(record: Mapping[str, Any]) -> Fact:
    """A fact of the API as the data file has it."""
    raw = without_nulls(record, Fact.model_fields)
    cited = [{"source": one["source"], "locator": one["locator"]} for one in record["sources"]]
    return Fact.model_validate(raw | {"comparator": COMPARATORS[record["comparator"]], "sources": cited})


def pair(row: Row, name: str) -> dict[str, str] | None:
    """A text in both languages out of its two columns."""
    return {"zh": row[f"{name}_zh"], "en": row[f"{name}_en"]} if row[f"{name}_zh"] else None


def number(cell: str) -> int | Decimal:
    """A number as it is written."""
    return int(cell) if re.fullmatch(r"-?\d+", cell) else Decimal(cell)


def many(cell: str) -> list[str]:
    """The entries of a list."""
    return cell.split(BETWEEN) if cell else []


def facts_of(facts: list[Row], citations: list[Row]) -> list[Fact]:
    """The facts out of their two tables."""
    cited: defaultdict[str, list[object]] = defaultdict(list)
    for row in sorted(citations, key=lambda one: int(one["position"])):
        cited[row["fact"]].append({"source": row["source"], "locator": pair(row, "locator")})
    plain = ("id", "topic", "theme", "kind", "date", "deadline", "indicator", "unit", "outcome")
    return [
        Fact.model_validate(
            {name: row[name] for name in plain if row[name]}
            | {name: text for name in ("text", "caveat") if (text := pair(row, name))}
            | ({"value": number(row["value"])} if row["value"] else {})
            | {"comparator": COMPARATORS[row["comparator"]], "answers": many(row["answers"])}
            | {"other_numbers": [number(one) for one in many(row["other_numbers"])], "sources": cited[row["id"]]}
        )
        for row in facts
    ]


def test_facts_read_back_from_json_are_the_facts_of_the_data(exports: Exports, data: Data) -> None:
    found = [fact_of(one) for one in document(exports, "facts")["facts"]]
    assert list(map(to_the_digit, every_fact(data))) == list(map(to_the_digit, found))


def test_facts_read_back_from_the_tables_are_the_facts_of_the_data(exports: Exports, data: Data) -> None:
    found = facts_of(table(exports, "facts"), table(exports, "citations"))
    assert list(map(to_the_digit, every_fact(data))) == list(map(to_the_digit, found))


def test_document_of_a_city_has_the_city_and_its_facts(exports: Exports, data: Data) -> None:
    for slug, place in data.cities.items():
        one = document(exports, f"cities/{slug}")
        assert list(place.facts) == [fact_of(record) for record in one["facts"]]
        record = one["city"]
        assert {citation.source for fact in place.facts for citation in fact.sources} == {
            source["id"] for source in one["sources"]
        }
        position = {key: record[key] for key in ("latitude", "longitude", "geonames")}
        drawn = {"terrain": place.terrain, "water": place.water}  # what the cover draws is no fact
        raw = without_nulls(record, City.model_fields) | {"coordinates": position, "facts": one["facts"]} | drawn
        found = City.model_validate(raw | {"facts": [dict(fact) for fact in place.facts]})
        assert place == found


def test_sources_read_back_are_the_sources_of_the_data(exports: Exports, data: Data) -> None:
    from_json = [
        Source.model_validate(without_nulls(one, Source.model_fields))
        for one in document(exports, "sources")["sources"]
    ]
    names = ("id", "published", "document_number", "language", "reliability", "url")
    from_csv = [
        Source.model_validate(
            {name: row[name] for name in names if row[name]}
            | {name: text for name in ("title", "publisher", "caveat") if (text := pair(row, name))}
        )
        for row in table(exports, "sources")
    ]
    assert list(data.sources.values()) == from_json
    assert list(data.sources.values()) == from_csv


def test_terms_roster_and_indicators_read_back_are_those_of_the_data(exports: Exports, data: Data) -> None:
    terms = [
        Term.model_validate(
            without_nulls(one, Term.model_fields)
            | {name: {"zh": one[f"{name}_zh"], "en": one[f"{name}_en"]} for name in ("spellings", "everyday")}
        )
        for one in document(exports, "glossary")["terms"]
    ]
    assert list(data.glossary.values()) == terms
    roster = document(exports, "roster")
    members = [Member.model_validate(without_nulls(one, Member.model_fields)) for one in roster["members"]]
    assert list(data.roster.members) == members
    kept = [without_nulls(one, type(data.roster.provinces[0]).model_fields) for one in roster["provinces"]]
    assert [one.model_dump(exclude_none=True) for one in data.roster.provinces] == [
        {**one, "sources": tuple(one["sources"])} for one in kept
    ]
    indicators = [
        Indicator.model_validate(
            without_nulls(one, Indicator.model_fields)
            | {"lines": [{"name": line["name"], "fact": line["fact"]} for line in one["lines"]]}
        )
        for one in document(exports, "series")["indicators"]
    ]
    assert list(data.indicators.values()) == indicators


def test_series_are_those_that_the_facts_read_back_make(exports: Exports, data: Data) -> None:
    places = defaultdict(list)
    for row, one in zip(
        table(exports, "facts"), facts_of(table(exports, "facts"), table(exports, "citations")), strict=True
    ):
        places[row["place"]].append(one)
    expected = [
        (f"{place}-{series.indicator.id}", str(point.date), f"{fact.value:f}", fact.id, fact is point.fact)
        for place, facts in places.items()
        for series in series_of(facts, data.indicators, data.sources)
        for point in series.points
        for fact in (point.fact, *point.others)
    ]
    in_table = [
        (row["series"], row["date"], row["value"], row["fact"], row["preferred"] == "true")
        for row in table(exports, "series")
    ]
    in_json = [
        (series["id"], point["date"], str(point["value"]), point["fact"], point["preferred"])
        for series in document(exports, "series")["series"]
        for point in series["points"]
    ]
    assert expected == in_table
    assert expected == in_json


WORDS = TEXT.map(str.strip).filter(lambda text: text and not text.startswith(FORMULA_STARTS))
BOTH = st.fixed_dictionaries({"zh": WORDS, "en": WORDS})
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.integers(-(10**15), 10**15).map(Decimal)
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)).map(dt.date.isoformat)
PRECISIONS = st.sampled_from((4, 7, 10))


@pytest.fixture(scope="session")
def publish(data: Data) -> Callable[[Fact], Publication]:
    """What leaves the site where the nation has one fact and nothing else is known."""
    nothing: dict[str, Any] = {"cities": {}, "indicators": {}, "glossary": {}}
    return lambda one: Publication(
        dataclasses.replace(data, national=National(facts=(one,)), **nothing), dt.date(2026, 11, 22), SITE_URL
    )


@settings(max_examples=60)
@given(
    text=BOTH, caveat=st.none() | BOTH, value=st.none() | NUMBERS, date=DATES, cut=PRECISIONS, others=st.lists(NUMBERS)
)
def test_whatever_a_fact_says_survives_every_file(
    publish: Callable[[Fact], Publication],
    text: dict[str, str],
    caveat: dict[str, str] | None,
    value: Decimal | None,
    date: str,
    cut: int,
    others: list[Decimal],
) -> None:
    raw: dict[str, object] = {"text": text, "date": date[:cut], "other_numbers": others}
    raw |= {"caveat": caveat} if caveat else {}
    raw |= {"value": value, "unit": "km", "comparator": "about"} if value is not None else {}
    one = fact(**raw, sources=[{"source": "mee-briefing-2024-10-22-zero-waste", "locator": text}])
    publication = publish(one)
    files = {made.name: made.content for made in tables(publication)}
    in_json = next(made for made in documents(publication, ()) if made.name == "facts")
    expected = [to_the_digit(one)]
    assert expected == [to_the_digit(fact_of(record)) for record in read(in_json.content)["facts"]]
    assert expected == list(map(to_the_digit, facts_of(rows(files["facts"]), rows(files["citations"]))))


# JSON and its schemas


def json_documents(exports: Exports) -> Iterator[tuple[str, Any]]:
    """Every document of the API by its address."""
    for path, content in exports.files.items():
        if path.startswith("api/") and "/schema/" not in path:
            yield path, json.loads(content)


def test_every_document_is_what_its_published_schema_says(exports: Exports) -> None:
    for path, one in json_documents(exports):
        schema = json.loads(exports.files[one["$schema"].removeprefix(SITE_URL)])
        Draft202012Validator.check_schema(schema)
        assert one["$schema"] == schema["$id"]
        assert [] == [
            f"{path}: {error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(one)
        ]


def objects(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Every description of an object in a schema."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)


def test_every_key_but_a_translation_is_required_and_explained_in_both_languages(exports: Exports) -> None:
    for path, content in exports.files.items():
        if "/schema/" not in path:
            continue
        for one in objects(json.loads(content)):
            assert [key for key in one["properties"] if key not in LANGUAGES[1:]] == one["required"], path
            for key, value in one["properties"].items():
                if key not in ("zh", "en"):
                    assert HAN.search(value["description"]), f"{path}: {key}"
                    assert re.match(r"[A-Z1]|[a-z-]+:", value["description"]), f"{path}: {key}"


def test_schema_refuses_what_the_format_does_not_know(exports: Exports) -> None:
    schema = json.loads(exports.files["api/v1/schema/facts.json"])
    one = json.loads(exports.files["api/v1/facts.json"])
    for key, wrong in (("status", "late"), ("value", "12"), ("date", "spring"), ("text", "only one"), ("sources", [])):
        changed = one | {"facts": [one["facts"][0] | {key: wrong}]}
        assert not Draft202012Validator(schema).is_valid(changed), key
    assert not Draft202012Validator(schema).is_valid({**one, "format_version": "2.0"})


def test_every_document_names_its_format_its_day_and_its_licence(exports: Exports, as_of: dt.date) -> None:
    for path, one in json_documents(exports):
        assert (FORMAT_VERSION, as_of.isoformat(), "CC-BY-4.0") == (
            one["format_version"],
            one["as_of"],
            one["licence"],
        ), path
        assert all(SITE_URL in words and "2026" in words for words in one["citation"].values())


def test_numbers_are_written_with_the_digits_of_their_source() -> None:
    numbers = ["29.3", "27.0", "0.10", "13000000000", "-4.25", "999999999999999"]
    assert "[" + ",".join(numbers) + "]\n" == json_file([Decimal(one) for one in numbers]).decode()


def test_status_in_the_files_is_the_status_on_the_pages(exports: Exports, data: Data, as_of: dt.date) -> None:
    expected: dict[str, str | None] = {}
    for slug, facts in {"": data.national.facts, **{slug: place.facts for slug, place in data.cities.items()}}.items():
        on_page = Facts(Context(data, wording("en"), as_of, Route("en", ""), SITE_URL), slug, facts, ())
        expected |= {fact.id: on_page.status(fact) for fact in facts if fact.kind == "target"}
    for row, one in zip(table(exports, "facts"), document(exports, "facts")["facts"], strict=True):
        assert expected.get(row["id"]) == one["status"] == (row["status"] or None), row["id"]
    assert {"met", "missed", "past", "due-soon", "ahead", None} >= set(expected.values())
    assert 4 <= len(set(expected.values()))


def test_status_moves_with_the_day(data: Data) -> None:
    early, late = (
        {one.id: one.status for one in Publication(data, dt.date(year, 1, 1), SITE_URL).facts} for year in (2019, 2040)
    )
    assert "past" in late.values()
    assert {"ahead", "due-soon"}.isdisjoint(late.values())
    assert {"met", "missed"} & set(early.values()) == {"met", "missed"} & set(late.values())


# CSV


def test_excel_opens_chinese_because_of_the_byte_order_mark() -> None:
    assert csv_file([["年份"]]).startswith(b"\xef\xbb\xbf")


@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=4))
def test_reading_back_gives_the_same_rows(rows: list[list[str]]) -> None:
    assume(not any(cell.startswith(FORMULA_STARTS) for row in rows for cell in row))
    text = csv_file(rows).decode("utf-8-sig")
    assert rows == list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "@SUM(A1)", "-1+1", "-A1", "\t=1", "\r=1", "＝1+1", "－1", "-2+3+cmd|' /C calc'!A0"]
)
def test_no_cell_is_written_that_a_spreadsheet_would_run(cell: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        csv_file([["name", cell]])


@pytest.mark.parametrize("cell", ["-3", "-3.5", "-3%", "-1,200", "-2万", "-5; 3.1; -2", "2-3", "a=b", "−3", "–"])
def test_negative_numbers_and_signs_inside_a_text_stay_as_they_are(cell: str) -> None:
    assert cell in csv_file([["name", cell]]).decode()


def test_tables_are_as_excel_wants_them(exports: Exports) -> None:
    for one in exports.tables:
        text = one.content.decode("utf-8")
        assert text.startswith("\ufeff"), one.name
        assert text.count("\n") == text.count("\r\n") == one.rows + 1, one.name
        names = [name for column in one.columns for name in column.names]
        assert names == text[1:].partition("\r\n")[0].split(",")
        assert len(names) == len(set(names))


def test_excel_takes_no_text_for_a_number_or_a_day(exports: Exports) -> None:
    # Dates it does take for days; the page says how to keep them.
    looks_like_one = re.compile(r"[\d.,]+(e\d+)?%?|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|true|false", re.IGNORECASE)
    dates = {"date", "deadline", "published", "reviewed", "as_of", "other_numbers"}
    for one in exports.tables:
        texts = {name for column in one.columns if column.type == "string" for name in column.names} - dates
        taken = [row[name] for row in rows(one.content) for name in texts if looks_like_one.fullmatch(row[name])]
        assert [] == taken, one.name


# The Data Package and the zip file


def frictionless(path: Path) -> Any:
    """What frictionless says of a package, in a process of its own, as a reader would ask it."""
    command = [sys.executable, "-m", "frictionless", "validate", path.name, "--json"]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, encoding="utf-8", check=False)
    return json.loads(done.stdout)


@pytest.fixture
def written(exports: Exports, tmp_path: Path) -> Path:
    """The folder of the tables."""
    for path, content in exports.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path / "data"


def test_data_package_and_zip_file_are_valid_under_frictionless(written: Path, exports: Exports) -> None:
    for name in ("datapackage.json", "beautiful-cities.zip"):
        report = frictionless(written / name)
        assert report["valid"], report
        assert {one.name: one.rows for one in exports.tables} == {
            task["name"]: task["stats"]["rows"] for task in report["tasks"]
        }


@pytest.mark.parametrize(
    ("right", "wrong"), [(",biodiversity,", ",biodiverse--,"), ("at-least", "at least")], ids=["topic", "comparator"]
)
def test_frictionless_finds_what_the_package_does_not_allow(written: Path, right: str, wrong: str) -> None:
    facts = written / "facts.csv"
    facts.write_bytes(facts.read_bytes().replace(right.encode(), wrong.encode(), 1))
    types = {error["type"] for task in frictionless(written / "datapackage.json")["tasks"] for error in task["errors"]}
    assert {"constraint-error", "hash-count"} == types


def test_package_explains_every_column_in_both_languages(exports: Exports) -> None:
    package = json.loads(exports.files[PACKAGE])
    assert {one.name for one in exports.tables} == {one["name"] for one in package["resources"]}
    for resource in package["resources"]:
        for column in resource["schema"]["fields"]:
            assert HAN.search(column["description"]), column["name"]


def test_zip_file_holds_everything_and_is_the_same_every_time(exports: Exports, data: Data, as_of: dt.date) -> None:
    again = export(data, as_of=as_of, site_url=SITE_URL)
    assert exports.files == again.files
    with zipfile.ZipFile(io.BytesIO(exports.files[ARCHIVE])) as packed:
        assert packed.testzip() is None
        assert {(2026, 11, 22, 0, 0, 0)} == {one.date_time for one in packed.infolist()}
        names = packed.namelist()
        assert sorted(names) == names
        held = {name: packed.read(name) for name in names if name != "README.txt"}
        assert "CC BY 4.0" in packed.read("README.txt").decode()
    outside = {path.removeprefix("data/"): content for path, content in exports.files.items() if path != ARCHIVE}
    assert outside == held


# Addresses


def test_files_give_no_address_but_those_of_publishers_and_of_the_site(exports: Exports, data: Data) -> None:
    standards = {"json-schema.org", "datapackage.org", "creativecommons.org", urlsplit(SITE_URL).hostname}
    for path, content in exports.files.items():
        if path == ARCHIVE:
            continue  # holds the same files
        hosts = {str(urlsplit(url).hostname) for url in re.findall(r"https?://[^\s\"'<>;,]+", content.decode())}
        strangers = {
            host for host in hosts - standards if not any(f".{host}".endswith(f".{known}") for known in data.publishers)
        }
        assert set() == strangers, path


def test_source_without_a_link_has_none_in_any_file(exports: Exports, data: Data) -> None:
    unlinked = {name for name, source in data.sources.items() if source.url is None}
    assert unlinked
    assert unlinked == {one["id"] for one in document(exports, "sources")["sources"] if one["url"] is None}
    assert unlinked == {row["id"] for row in table(exports, "sources") if not row["url"]}
    cited = [citation for one in document(exports, "facts")["facts"] for citation in one["sources"]]
    assert all((citation["url"] is None) == (citation["source"] in unlinked) for citation in cited)
