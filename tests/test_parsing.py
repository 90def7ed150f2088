"""The traps of YAML: what is plain is read plainly, the rest is one clear problem, and nothing takes long."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.parsing import MAX_DEPTH, Place, UnreadableError, nearest, parse, places_in
from beautiful_cities.problems import Keys


def parsed(folder: Path, content: str | bytes) -> Any:
    """The values of a file with this content."""
    path = folder / "file.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return parse(path, "file.yml")


def complaint(folder: Path, content: str | bytes) -> str:
    """The place and the rule of what keeps the content from being read: "2:5 yaml-tag"."""
    with pytest.raises(UnreadableError) as caught:
        parsed(folder, content)
    found = caught.value.found
    assert str(found) == str(caught.value)
    return f"{found.line}:{found.column} {found.rule.id}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # What YAML 1.1 reads as something else stays the text that it is.
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("22:22", "22:22"),
        ("012", "012"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("5.", "5."),
        (".inf", ".inf"),
        (".NaN", ".NaN"),
        ("2024-09", "2024-09"),
        ("2024-09-30", "2024-09-30"),
        ("2024-09-30 10:00:00", "2024-09-30 10:00:00"),
        ("=", "="),
        ('"12"', "12"),
        ("'true'", "true"),
        ("九", "九"),
        ("٣", "٣"),
        # Numbers keep their decimals.
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("0", 0),
        ("27.0", Decimal("27.0")),
        ("-0.50", Decimal("-0.50")),
        ("0.1", Decimal("0.1")),
        ("1" * 31, "1" * 31),
        # Few words mean something else.
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
    ],
)
def test_scalar_is_what_it_looks_like(written: str, expected: object, tmp_path: Path) -> None:
    value = parsed(tmp_path, f"key: {written}\n")["key"]
    assert (expected, type(expected)) == (value, type(value))
    assert str(expected) == str(value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: 1\na: 2\n", "2:1 key-twice"),
        ("{a: 1, 'a': 2}\n", "1:8 key-twice"),
        ("a: &b 1\n", "1:4 yaml-alias"),
        ("a: &b [1]\n", "1:4 yaml-alias"),
        ("a: *b\n", "1:4 yaml-alias"),
        ("<<: *b\n", "1:5 yaml-alias"),
        ("&a b: 1\n", "1:1 yaml-alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "1:4 yaml-tag"),
        ("a: !!str 1\n", "1:4 yaml-tag"),
        ("a: ! 1\n", "1:4 yaml-tag"),
        ("a: 1\n---\nb: 2\n", "2:1 yaml-documents"),
        ("a: 1\n...\nb: 2\n", "3:1 yaml-syntax"),
        ("? [a]\n: 1\n", "1:3 key-odd"),
        ("{[a]: 1}\n", "1:2 key-odd"),
        ("", "1:1 file-empty"),
        ("# nothing\n", "1:1 file-empty"),
        ("---\n", "1:1 file-empty"),
        ("[]\n", "1:1 file-empty"),
        ("{}\n", "1:1 file-empty"),
        ("a:\n\tb: 1\n", "2:1 yaml-syntax"),
        ("a: 1\n\tb: 1\n", "2:1 yaml-syntax"),
        ("a: b: c\n", "1:5 yaml-syntax"),
        ("a: %\n", "1:4 yaml-syntax"),
        ("a: >=\n", "1:5 yaml-syntax"),
        ('a: 1\nb: "never closed\nc: 1\n', "2:4 yaml-syntax"),
        ("a: [1, 2\nb: 1\n", "2:2 yaml-syntax"),
        ("%YAML 3.0\n---\na: 1\n", "1:1 yaml-syntax"),
        ('a: "\\ud800"\n', "1:7 yaml-syntax"),
        ("中: 文\n中文: 中\0文\n", "2:6 character"),
        ("a: \x07\n", "1:4 character"),
        ('a: 1\nb: "\\0"\n', "2:4 character"),
        ('a: "\\uFFFF"\n', "1:4 character"),
        (b"a: 1\nb: \xe4\xb8\xad\xff\n", "2:5 encoding"),
        ("a: 中".encode()[:-1], "1:4 encoding"),
        ("a: 1\n".encode("utf-16"), "1:1 encoding"),
        ("a: 中文\n".encode("gb18030"), "1:4 encoding"),
    ],
)
def test_trap_is_one_problem_with_its_place(content: str | bytes, expected: str, tmp_path: Path) -> None:
    assert expected == complaint(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    ["a: 1\nb: 二\n", "\ufeffa: 1\nb: 二\n", "a: 1\r\nb: 二\r\n", "---\na: 1\nb: 二\n...\n", '{"a": 1, "b": "二"}'],
    ids=["plain", "byte order mark", "Windows lines", "document marks", "JSON"],
)
def test_harmless_ways_of_saving_a_file_make_no_difference(content: str, tmp_path: Path) -> None:
    assert {"a": 1, "b": "二"} == parsed(tmp_path, content)


def test_merge_key_is_a_key_like_any_other(tmp_path: Path) -> None:
    assert {"<<": {"a": 1}} == parsed(tmp_path, "<<: {a: 1}\n")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_attack_by_depth_is_refused_at_once(opening: str, tmp_path: Path) -> None:
    before = time.process_time()
    assert complaint(tmp_path, opening * 100_000).endswith(" yaml-depth")
    assert time.process_time() - before < 1


def test_depth_is_counted_in_block_style_too(tmp_path: Path) -> None:
    lines = [" " * depth + "a:" for depth in range(1000)]
    assert f"{MAX_DEPTH + 1}:{MAX_DEPTH + 1} yaml-depth" == complaint(tmp_path, "\n".join(lines))


@pytest.mark.parametrize("content", ["a: " + "x" * 1_000_000, "- " * 3 + "x" * 1_000_000, "a: [" + "1," * 20_000 + "]"])
def test_long_file_is_read_quickly(content: str, tmp_path: Path) -> None:
    before = time.process_time()
    assert parsed(tmp_path, content)
    assert time.process_time() - before < 2


def test_file_of_many_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    with path.open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk
    with pytest.raises(UnreadableError, match=r"^x\.yml:1:1: .* 1,000,000,000,000 bytes, .* \[file-long\]$"):
        parse(path, "x.yml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_and_device_are_problems_and_nobody_waits_for_their_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "zero.yml").symlink_to("/dev/zero")
    for name in ("pipe.yml", "zero.yml"):
        with pytest.raises(UnreadableError, match=r"cannot be read: it is no file; .* \[file-unreadable\]$"):
            parse(tmp_path / name, name)


def test_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^data/x\.yml:1:1: data/x\.yml is not there; .* \[file-missing\]$"):
        parse(tmp_path / "x.yml", "data/x.yml")


def test_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    with pytest.raises(UnreadableError, match=r"^x\.yml:1:1: x\.yml cannot be read: it is no file; .*-unreadable\]$"):
        parse(tmp_path / "x.yml", "x.yml")


@pytest.mark.parametrize("name", ["a b.yml", "济南.yml", "*.yml", "a\nb.yml", "a:b.yml", "-rf.yml"])
def test_any_name_of_a_file_is_shown_on_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("[", encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        parse(path, name)
    assert str(caught.value).isprintable()


@given(text=st.text(alphabet=st.sampled_from("ab:-[]{}\"'#&*!|>%@`\\ \t\n,?~0179.中🌿\0\x85\u2028\ufeff")))
def test_any_text_is_values_or_one_problem(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        value = parsed(folder, text)
    except UnreadableError as error:
        found = error.found
    else:
        assert value is not None
        return
    assert 1 <= found.line <= len(text.splitlines()) + 1
    assert 1 <= found.column <= len(text) + 1


PLACES = """\
facts:
  - id: one
    text: {zh: 一, en: "one"}
    sources:
      - a
"""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("facts", 0, "id"), Place(2, 9)),
        (("facts", 0, "text"), Place(3, 11)),
        (("facts", 0, "text", "en"), Place(3, 23)),
        (("facts", 0), Place(2, 5)),
        (("facts", 0, "sources", 0), Place(5, 9)),
    ],
)
def test_value_has_its_own_place(keys: Keys, expected: Place, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(PLACES, encoding="utf-8")
    assert expected == places_in(tmp_path / "x.yml")[keys]


def test_what_begins_below_its_key_stands_at_its_key(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(PLACES, encoding="utf-8")
    places = places_in(tmp_path / "x.yml")
    assert (Place(1, 1), Place(4, 5)) == (places["facts",], places["facts", 0, "sources"])


def test_what_is_missing_stands_where_it_should_be(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(PLACES, encoding="utf-8")
    places = places_in(tmp_path / "x.yml")
    assert Place(3, 11) == nearest(places, ("facts", 0, "text", "ja"))
    assert Place(1, 1) == nearest(places, ("none",)) == nearest({}, ("none",))


def test_unreadable_file_has_no_places(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("[", encoding="utf-8")
    assert {} == places_in(tmp_path / "x.yml")


@pytest.mark.parametrize(
    ("text", "place", "detail"),
    [
        ("- id: a\n-id: b\n", "2:1", "a hyphen stands here without a space after it"),
        ("a: 1\ntext：“一”\nb: 2\n", "2:5", "a full-width colon (：) stands after a key"),
        ("a: {zh: 一，二，en: b}\n", "1:12", "a full-width comma (，) stands before a key"),
        ("a:\n  b: 1\n　　c: 2\n  d: 3\n", "3:1", "a space of another kind stands in the indentation"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\n", "2:1", "Git left the marks of two versions here"),
        ('a:\n  zh: "一\n  en: "one"\n', "2:7", "the quotation mark that opens here is never closed"),
        ("a: 1\n  b: 2\n", "2:4", "a colon with a space after it stands inside a text, or this line begins further"),
    ],
)
def test_slip_that_shows_only_later_is_named_where_it_stands(
    text: str, place: str, detail: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        parse(path, "a.yml")
    assert str(caught.value).startswith(f"a.yml:{place}: this is not valid YAML: {detail}")
