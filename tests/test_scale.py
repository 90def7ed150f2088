"""The cities that the benchmark invents: sound, as many as asked, and the same for the same seed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from beautiful_cities.build import load
from beautiful_cities.model import Data
from small import SMALL

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from invention import Invention, edit, invent  # a script's neighbour, which no path leads to

CITIES = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Invention:
    return invent(tmp_path_factory.mktemp("scale") / "project", cities=CITIES, seed=7)


def _files(made: Invention) -> dict[str, bytes]:
    every = (path for path in made.folder.rglob("*") if path.is_file())
    return {path.relative_to(made.folder).as_posix(): path.read_bytes() for path in every}


def _facts(folder: Path, slug: str) -> dict[str, Any]:
    text = (folder / f"data/cities/{slug}.yml").read_text("utf-8")
    return {fact["id"]: fact for fact in yaml.load(text, Loader=yaml.CSafeLoader)["facts"]}


def test_invented_cities_pass_the_check_under_names_ids_and_positions_of_their_own(made: Invention, data: Data) -> None:
    invented, warnings = load(made.folder)

    assert () == warnings
    assert set(made.slugs) == set(invented.cities)
    assert CITIES == len(made.slugs)
    assert made.facts == sum(len(place.facts) for place in invented.cities.values())
    real = {name for city in data.cities.values() for name in (city.name["zh"], city.name["en"])}
    assert real.isdisjoint(name for city in invented.cities.values() for name in (city.name["zh"], city.name["en"]))
    assert all(fact.id.startswith(f"{slug}-") for slug, place in invented.cities.items() for fact in place.facts)
    assert CITIES == len({city.coordinates.geonames for city in invented.cities.values()})


def test_an_edited_fact_says_its_new_value_in_both_texts(made: Invention, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / "edited")
    slug = made.slugs[0]
    name = edit(tmp_path / "edited", slug)

    before, after = _facts(made.folder, slug), _facts(tmp_path / "edited", slug)
    assert [name] == [fact for fact in before if before[fact] != after[fact]]
    value = str(after[name]["value"])
    assert value != str(before[name]["value"])
    assert all(value in after[name]["text"][language] for language in ("zh", "en"))


def test_other_data_can_be_the_model_and_a_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, same, other = (
        invent(tmp_path / str(index), cities=CITIES, seed=seed, data=SMALL / "data")
        for index, seed in enumerate((7, 7, 8))
    )

    assert () == load(one.folder)[1]
    assert _files(one) == _files(same)
    assert set(one.slugs) != set(other.slugs)
