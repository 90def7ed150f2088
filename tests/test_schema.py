"""The schemas that editors type with: they say what the models say, and every data file names its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from beautiful_cities.descriptions import FIELDS
from beautiful_cities.parsing import parse
from beautiful_cities.reading import Reading, read_data
from beautiful_cities.schema import check_schemas, hint, schema_files, schema_name, schema_path
from small import SMALL, make, small_copy

CITY = "data/cities/qinghe.yml"


@pytest.fixture(scope="module")
def schemas() -> dict[str, Draft7Validator]:
    """The schemas of the small site by the name of their data."""
    return {Path(path).stem: validator(text) for path, text in schema_files(read_data(SMALL)).items()}


def validator(text: str) -> Draft7Validator:
    Draft7Validator.check_schema(json.loads(text))
    return Draft7Validator(json.loads(text))


def plain(path: Path) -> Any:
    """The values of a data file as an editor's program sees them."""
    return json.loads(json.dumps(parse(path, path.name), default=float))


def data_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every data file by its path below the project."""
    for path in sorted((root / "data").rglob("*.yml")):
        yield path.relative_to(root).as_posix(), path


def test_schemas_in_the_repository_are_those_of_the_models(root: Path) -> None:
    told = "run beautiful-cities schema after a change of models or vocabularies"
    assert [] == [found.path for found in check_schemas(read_data(root))], told


def test_every_data_file_begins_with_the_hint_to_its_schema_and_fits_it(root: Path) -> None:
    files = list(data_files(root))
    assert len(files) > 60
    for name, path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert hint(name) == first, name
        assert (root / schema_path(schema_name(name))).resolve() == (path.parent / first.split("=")[1]).resolve()
        found = validator((root / schema_path(schema_name(name))).read_text("utf-8")).iter_errors(plain(path))
        assert [] == [f"{name}: {list(error.absolute_path)}: {error.message}" for error in found]


def test_every_key_is_explained_in_both_languages(schemas: dict[str, Draft7Validator]) -> None:
    used = set()
    for one in schemas.values():
        assert isinstance(one.schema, dict)
        for model, part in one.schema["$defs"].items():
            for key, value in part["properties"].items():
                used.add(f"{model}.{key}")
                chinese, english = value["description"].split("\n\n")
                assert re.search(r"[\u3400-\u9fff]", chinese), f"{model}.{key}"
                assert re.search(r"[a-z]{3}", english), f"{model}.{key}"
    assert used == set(FIELDS)


SLIPS = {
    "a key that is not known": ("    kind: regulation", "    sort: rule\n    kind: regulation"),
    "a word that is not among the choices": ("    kind: regulation", "    kind: rule"),
    "an unknown theme": ("    theme: air", "    theme: aer"),
    "an unknown unit": ("    unit: park\n", "    unit: parks\n"),
    "a value without a unit": ("    unit: park\n", ""),
    "a number in quotes": ("    value: 42\n", '    value: "42"\n'),
    "an impossible date": ("date: 2017-06", "date: 2017-13"),
    "a date beside a deadline": ("    date: 2017-06", "    deadline: 2018\n    date: 2017-06"),
    "a missing text": ("zh: 青河人把鹭叫作白先生。, ", ""),
    "an unknown province": ("province: qinghe", "province: qing"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_slip_is_underlined_while_it_is_typed(
    slip: tuple[str, str], schemas: dict[str, Draft7Validator], tmp_path: Path
) -> None:
    path = small_copy(tmp_path) / CITY
    assert schemas["city"].is_valid(plain(path))
    path.write_text(path.read_text("utf-8").replace(slip[0], slip[1], 1), encoding="utf-8")
    assert not schemas["city"].is_valid(plain(path))


def test_ids_of_vocabularies_are_offered_with_their_names(schemas: dict[str, Draft7Validator]) -> None:
    schema = schemas["city"].schema
    assert isinstance(schema, dict)
    theme = schema["$defs"]["Fact"]["properties"]["theme"]
    assert ("air", "空气 · Air") == (theme["enum"][0], theme["enumDescriptions"][0])
    assert "qinghe" in schema["$defs"]["City"]["properties"]["parent"]["enum"]


def stale(reading: Reading) -> list[str]:
    return [str(found) for found in check_schemas(reading)]


def test_new_word_makes_the_schemas_stale_until_they_are_written_anew(tmp_path: Path) -> None:
    small_copy(tmp_path)
    assert [] == stale(read_data(tmp_path))
    for path, text in schema_files(read_data(tmp_path)).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert [] == stale(read_data(tmp_path))
    make({"file": "data/themes.yml", "append": "- id: light\n  name: {zh: 光, en: Light}\n"}, tmp_path)
    city, *_ = stale(read_data(tmp_path))
    assert city == (
        "data/schema/city.json:1:1: data/schema/city.json is not what the models and vocabularies say;"
        " editors would be offered wrong words while they type; run: beautiful-cities schema [schema-stale]"
    )
