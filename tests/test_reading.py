"""From files to models: whatever an editor writes comes out as data or as sentences, never as a traceback."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beautiful_cities.parsing import parse
from beautiful_cities.reading import read_data
from small import CITY, SMALL, Change, complaints, make, problems_in, small_copy

LINE = re.compile(r"[^:]+:\d+:\d+: .+; .+; .+ \[[a-z-]+\]")
PYTHON_WORDS = re.compile(r"None|True|False|Decimal\(|[\[{]'|<class")
"""What would show an editor that the data went through Python."""

JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -5,
    10**25,
    2.5,
    "",
    "  ",
    "no such word",
    "x" * 3000,
    "<script>{{ 1 }}",
    [],
    {},
    ["a"],
    [None, 1, {}],
    {"zh": "一", "en": "one"},
    {"": None},
)
"""One of each kind of thing that YAML can hold."""


def read(path: Path) -> Any:
    """The plain values of a data file, ready to be changed and written as JSON, which is YAML too."""
    return parse(path, path.name)


def write(path: Path, value: Any) -> None:
    """Save plain values; a key that stands twice is written with a tail of 🔁, which is cut off here."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=float)
    path.write_text(text.replace("🔁", ""), encoding="utf-8")


def ways(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value below this one."""
    if isinstance(value, dict | list):
        for step, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*way, step)
            yield from ways(below, (*way, step))


def parent_of(value: Any, way: tuple[str | int, ...]) -> Any:
    """The list or mapping that the way's last step leads out of."""
    for step in way[:-1]:
        value = value[step]
    return value


def assert_sound(root: Path) -> None:
    """The data under `root` are complete, or every complaint is a sentence with its place and no Python in it."""
    problems = problems_in(root)
    if not any(found.is_error for found in problems):
        read_data(root).data()
    for line in map(str, problems):
        assert LINE.fullmatch(line), line
        assert not PYTHON_WORDS.search(line), line


# Each field


def in_every_field(entry: Any) -> Iterator[Any]:
    """Copies of an entry, each with one field removed, turned into junk, or joined by a stranger."""
    for way in ways(entry):
        for junk in JUNK:
            changed = deepcopy(entry)
            parent_of(changed, way)[way[-1]] = junk
            yield changed
        if isinstance(way[-1], str):
            changed = deepcopy(entry)
            del parent_of(changed, way)[way[-1]]
            yield changed
            changed = deepcopy(entry)
            parent_of(changed, way)["stranger"] = 1
            yield changed


@pytest.mark.parametrize("kind", ["topics", "themes", "indicators", "units", "provinces", "publishers", "glossary"])
def test_every_field_of_a_list_has_sentences_for_every_wrong_value(kind: str, tmp_path: Path) -> None:
    path = small_copy(tmp_path) / f"data/{kind}.yml"
    write(path, [*JUNK, *in_every_field(read(path)[0])])
    assert_sound(tmp_path)


def test_every_field_of_a_source_has_sentences_for_every_wrong_value(tmp_path: Path) -> None:
    path = small_copy(tmp_path) / "data/sources/qinghe.yml"
    write(path, [*JUNK, *in_every_field(read(path)[0])])
    assert_sound(tmp_path)


def test_every_field_of_a_fact_has_sentences_for_every_wrong_value(tmp_path: Path) -> None:
    path = small_copy(tmp_path) / "data/national.yml"
    fullest = read(tmp_path / "data/cities/liuwan.yml")["facts"][-1] | {
        "comparator": "<=",
        "value": 3,
        "unit": "park",
        "caveat": {"zh": "一", "en": "one"},
        "indicator": "recycling-rate",
        "other_numbers": [7],
    }
    write(path, {"facts": [*JUNK, *in_every_field(fullest)]})
    assert_sound(tmp_path)


def test_every_field_of_a_city_has_sentences_for_every_wrong_value(tmp_path: Path) -> None:
    city = read(small_copy(tmp_path) / "data/cities/liuwan.yml")
    heads = [head for junk in in_every_field({**city, "facts": []}) for head in [junk] if head.get("facts", True) == []]
    for number, head in enumerate(heads):
        fact = {**city["facts"][0], "id": f"fact-{number}"}
        write(tmp_path / f"data/cities/city-{number}.yml", {**head, "facts": [fact]})
    assert len(heads) > 300
    assert_sound(tmp_path)


def test_every_field_of_the_roster_has_sentences_for_every_wrong_value(tmp_path: Path) -> None:
    path = small_copy(tmp_path) / "data/zero-waste-roster.yml"
    roster = read(path)
    for key, entries in roster.items():
        write(path, {**roster, key: [*JUNK, *in_every_field(entries[0])]})
        assert_sound(tmp_path)
    for head in in_every_field(dict.fromkeys(roster, 0)):
        write(path, {key: roster[key] if value == 0 else value for key, value in head.items()})
        assert_sound(tmp_path)


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: json.dumps(junk)[:12])
def test_file_of_the_wrong_shape_is_a_problem(junk: object, tmp_path: Path) -> None:
    small_copy(tmp_path)
    for path in [*tmp_path.rglob("*.yml")]:
        write(path, junk)
    assert len(complaints(tmp_path)) >= 13
    assert_sound(tmp_path)


# Any change

Mutation = Callable[[Any, random.Random], None]


def _somewhere(value: Any, chance: random.Random) -> tuple[Any, str | int]:
    every = list(ways(value))
    way = chance.choice(every) if every else ()
    return (parent_of(value, way), way[-1]) if way else ({"nothing": 0}, "nothing")


def delete(value: Any, chance: random.Random) -> None:
    parent, step = _somewhere(value, chance)
    del parent[step]


def put_junk(value: Any, chance: random.Random) -> None:
    parent, step = _somewhere(value, chance)
    parent[step] = chance.choice(JUNK)


def swap(value: Any, chance: random.Random) -> None:
    (one, here), (other, there) = _somewhere(value, chance), _somewhere(value, chance)
    one[here], other[there] = deepcopy(other[there]), deepcopy(one[here])


def double(value: Any, chance: random.Random) -> None:
    parent, step = _somewhere(value, chance)
    if isinstance(parent, list):
        parent.append(deepcopy(parent[int(step)]))
    else:
        parent[f"{step}🔁"] = deepcopy(parent[step])


def rename(value: Any, chance: random.Random) -> None:
    parent, step = _somewhere(value, chance)
    if isinstance(parent, dict):
        parent[chance.choice(["", "<<", "zh", "facts", "Id", str(step).upper(), "x" * 2000])] = parent.pop(step)


def misspell(value: Any, chance: random.Random) -> None:
    parent, step = _somewhere(value, chance)
    if isinstance(parent[step], str) and parent[step]:
        at = chance.randrange(len(parent[step]))
        parent[step] = parent[step][:at] + chance.choice(["", " ", "9", "x", "》", "🌿", "\n"]) + parent[step][at + 1 :]


MUTATIONS: tuple[Mutation, ...] = (delete, put_junk, swap, double, rename, misspell)


def scribble(text: str, chance: random.Random) -> str:
    """A piece of the text deleted, repeated, or replaced by signs that mean something in YAML."""
    start = chance.randrange(len(text))
    end = start + chance.choice([0, 1, 3, 40])
    new: str = chance.choice(["", text[start:end] * 2, *":-[]{}\"'#&*!|>%@`\t\0", "\n", "- ", ": "])
    return text[:start] + new + text[end:]


@pytest.mark.parametrize("file", [CITY, "data/topics.yml", "data/glossary.yml", "data/zero-waste-roster.yml"])
@settings(max_examples=40)
@given(chance=st.randoms(use_true_random=False), first=st.sampled_from(MUTATIONS), second=st.sampled_from(MUTATIONS))
def test_no_change_of_structure_breaks_the_reader(
    patient: Path, file: str, chance: random.Random, first: Mutation, second: Mutation
) -> None:
    value = read(SMALL / file)
    first(value, chance)
    second(value, chance)
    write(patient / file, value)
    assert_sound(patient)
    shutil.copy(SMALL / file, patient / file)


@settings(max_examples=40)
@given(chance=st.randoms(use_true_random=False))
def test_no_scribbling_breaks_the_reader(patient: Path, chance: random.Random) -> None:
    text = (SMALL / CITY).read_text(encoding="utf-8")
    (patient / CITY).write_text(scribble(scribble(text, chance), chance), encoding="utf-8")
    assert_sound(patient)
    shutil.copy(SMALL / CITY, patient / CITY)


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small site of which one file is overwritten again and again."""
    return small_copy(tmp_path_factory.mktemp("patient"))


# One slip, one complaint


LISTS = ("topics", "themes", "units", "indicators", "provinces", "publishers", "glossary")


@pytest.mark.parametrize("name", [*LISTS, "national", "zero-waste-roster"])
def test_file_that_cannot_be_read_does_not_make_others_wrong(name: str, tmp_path: Path) -> None:
    make({"file": f"data/{name}.yml", "append": "{"}, small_copy(tmp_path))
    (line,) = complaints(tmp_path)
    assert line.endswith("[yaml-syntax]")


@pytest.mark.parametrize("path", ["sources/qinghe.yml", "cities/qinghe.yml", "cities/liuwan.yml"])
def test_one_unreadable_file_of_several_does_not_make_others_wrong(path: str, tmp_path: Path) -> None:
    make({"file": f"data/{path}", "append": "{"}, small_copy(tmp_path))
    (line,) = complaints(tmp_path)
    assert line.startswith(f"data/{path}:")


def test_project_without_data_says_which_files_are_missing(tmp_path: Path) -> None:
    missing = [
        "changes.yml",
        "cities",
        "glossary.yml",
        "indicators.yml",
        "national.yml",
        "provinces.yml",
        "publishers.yml",
    ]
    missing += ["sources", "themes.yml", "topics.yml", "units.yml", "zero-waste-roster.yml"]
    assert [f"data/{name}:1:1" for name in missing] == [line.split(": ")[0] for line in complaints(tmp_path)]


def test_entry_that_lost_its_id_does_not_make_every_fact_wrong(tmp_path: Path) -> None:
    make({"file": "data/themes.yml", "from": "- id: air\n  name", "to": "- name"}, small_copy(tmp_path))
    (line,) = complaints(tmp_path)
    assert line.startswith('data/themes.yml:1:3: the key "id" is missing; ')


def test_unknown_key_among_many_leads_to_the_commented_sample(tmp_path: Path) -> None:
    make({"file": CITY, "from": "    kind: milestone", "to": "    kind: milestone\n    zzz: 1"}, small_copy(tmp_path))
    (line,) = complaints(tmp_path)
    assert line.endswith("; delete it, or look up the right key in data/README.md [key-unknown]")


def test_malformed_source_is_known_all_the_same(tmp_path: Path) -> None:
    make(
        {"file": "data/sources/qinghe.yml", "from": "reliability: official", "to": "reliability: sure"},
        small_copy(tmp_path),
    )
    (line,) = complaints(tmp_path)
    assert line.endswith("choose one of: mirror, official, secondary, state-media [choice]")


def test_city_whose_every_fact_is_malformed_is_judged_by_its_head_too(tmp_path: Path) -> None:
    small_copy(tmp_path)
    city = read(tmp_path / "data/cities/liuwan.yml")
    city["facts"] = [fact | {"kind": "story"} for fact in city["facts"]]
    city["water"] = "sand"
    write(tmp_path / "data/cities/liuwan.yml", city)
    rules = [line.rsplit("[", 1)[1] for line in complaints(tmp_path)]
    assert ["choice]"] * 5 == rules


def test_city_copied_to_a_new_file_is_told_once(tmp_path: Path) -> None:
    small_copy(tmp_path)
    shutil.copy(tmp_path / CITY, tmp_path / "data/cities/copy.yml")
    (line,) = complaints(tmp_path)
    assert line.startswith("data/cities/qinghe.yml:1:1: every fact of this file has the id of one in ")
    assert line.endswith("[file-twice]")


@pytest.mark.parametrize("name", ["data/facts.yml", "data/units.yaml", "data/drafts/a.yml"])
def test_what_nobody_reads_in_data_is_told(name: str, tmp_path: Path) -> None:
    path = small_copy(tmp_path) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("- id: a\n", "utf-8")
    (line,) = complaints(tmp_path)
    assert line.endswith("[file-stray]")


def test_lesson_in_a_folder_of_its_own_is_told(tmp_path: Path) -> None:
    folder = small_copy(tmp_path) / "content/en/learn/drafts"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A\n---\n", "utf-8")
    (line,) = complaints(tmp_path)
    assert 'the file name "drafts/a.md" cannot be an address' in line


ONE_SLIP: dict[str, tuple[Change, str]] = {
    "a needed key misspelt": ({"file": "data/cities/liuwan.yml", "from": "terrain: ", "to": "terain: "}, "key-unknown"),
    "a sign that nobody sees": (
        {"file": "data/cities/liuwan.yml", "from": "- id: liuwan-parks", "to": "- id: liuwan-parks\u200b"},
        "character",
    ),
    "a city under another ending": ({"file": CITY, "move": "data/cities/qinghe.yaml"}, "file-stray"),
    "another value": ({"file": CITY, "from": "value: 35.5", "to": "value: 53.5"}, "value-not-in-text"),
    "one text for two": (
        {
            "file": CITY,
            "from": "caveat: {zh: 论文用的是另一组监测站。, en: The paper used other stations.}",
            "to": "caveat: 略",
        },
        "type",
    ),
}


@pytest.mark.parametrize("slip", ONE_SLIP.values(), ids=ONE_SLIP)
def test_one_slip_is_told_once(slip: tuple[Change, str], tmp_path: Path) -> None:
    change, rule_id = slip
    make(change, small_copy(tmp_path))
    (line,) = complaints(tmp_path)
    assert line.endswith(f"[{rule_id}]")


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("济南.yml", "file-name"),
        ("Jinan.yml", "file-name"),
        ("a--b.yml", "file-name"),
        ("index.yml", "file-name"),
        ("a.yaml", "file-stray"),
        ("a.YML", "file-stray"),
    ],
)
def test_city_file_whose_name_is_no_address_is_a_problem(name: str, rule: str, tmp_path: Path) -> None:
    make({"file": "data/cities/liuwan.yml", "move": f"data/cities/{name}"}, small_copy(tmp_path))
    (line,) = complaints(tmp_path)
    assert line.startswith(f"data/cities/{name}:1:1: ")
    assert line.endswith(f"[{rule}]")


@pytest.mark.parametrize("name", [".jinan.yml.swp", ".hidden.yml", "jinan.yml~", "README.md"])
def test_what_editors_and_systems_leave_behind_is_passed_over(name: str, tmp_path: Path) -> None:
    (small_copy(tmp_path) / "data/cities" / name).write_text("[", encoding="utf-8")
    assert [] == complaints(tmp_path)


# Links


def test_link_out_of_the_project_is_a_problem_and_what_it_leads_to_is_not_shown(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    shutil.copy(SMALL / CITY, outside)
    root = small_copy(tmp_path / "project")
    (root / CITY).unlink()
    (root / CITY).symlink_to(outside)
    (line,) = complaints(root)
    assert line.startswith(f"{CITY}:1:1: {CITY} is a link that leads out of the project; ")


def test_folder_that_is_a_link_out_of_the_project_is_a_problem_for_each_file(tmp_path: Path) -> None:
    root = small_copy(tmp_path / "project")
    (root / "data/cities").rename(tmp_path / "cities")
    (root / "data/cities").symlink_to(tmp_path / "cities")
    assert ["file-elsewhere", "file-elsewhere"] == [line.rpartition("[")[2][:-1] for line in complaints(root)]


def test_link_inside_the_project_is_read_like_a_file(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    (root / CITY).rename(root / "qinghe.yml")
    (root / CITY).symlink_to("../../qinghe.yml")
    assert [] == complaints(root)


@pytest.mark.parametrize("target", ["/nonexistent/qinghe.yml", "qinghe.yml"], ids=["nowhere", "itself"])
def test_link_that_leads_nowhere_is_a_problem(target: str, tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    (root / CITY).unlink()
    (root / CITY).symlink_to(target)
    (line,) = complaints(root)
    assert LINE.fullmatch(line)


def test_thousands_of_unknown_keys_are_told_one_by_one(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    with (root / CITY).open("a", encoding="utf-8") as file:
        file.writelines(f"    k{number}: 1\n" for number in range(5_000))
    assert 5_000 == len(complaints(root))


# What comes out


def test_entries_keep_the_order_of_their_file() -> None:
    data = read_data(SMALL).data()
    assert ["liuwan", "qinghe"] == list(data.cities)
    assert ["air", "solid-waste", "species"] == list(data.themes)
    assert ["qinghe-pm25-2019", "qinghe-pm25-2020"] == [fact.id for fact in data.cities["qinghe"].facts[:2]]


def test_text_with_quotes_emoji_braces_and_tags_survives() -> None:
    (signs,) = (fact for fact in read_data(SMALL).data().cities["qinghe"].facts if fact.id == "qinghe-signs")
    expected = 'The signs say “waste less”, <script>alert("waste")</script>, {{ city }}, {% nothing %}, &amp; and 🌿.'
    assert expected == signs.text["en"]


def test_term_and_member_come_out_as_they_were_written() -> None:
    data = read_data(SMALL).data()
    assert ["biodiversity", "fine-particles", "zero-waste-city"] == list(data.glossary)
    assert ("细颗粒物",) == data.glossary["fine-particles"].spellings["zh"]
    assert ["2019-pilot", "2022-list"] == [one.id for one in data.roster.rounds]
    member, area = data.roster.members
    assert ["qinghe-paper", "qinghe-daily", "qinghe-daily"] == [one.source for one in member.citations]
    assert ("special-area", ()) == (area.kind, area.areas)


def test_month_stays_a_month_and_a_number_keeps_its_decimals() -> None:
    facts = {fact.id: fact for fact in read_data(SMALL).data().cities["qinghe"].facts}
    assert "2017-06" == str(facts["qinghe-reserve"].date)  # type: ignore[index]
    assert Decimal("35.5") == facts["qinghe-pm25-2023"].value  # type: ignore[index]
