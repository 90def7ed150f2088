"""Entries added to a file: what is added is read back, and nothing else moves."""

from __future__ import annotations

import difflib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.parsing import parsed
from beautiful_cities.writing import NoRoomError, entry_lines, inserted

INVISIBLE = (
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2065),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
)
"""What no text of the data may hold (the rule "character")."""
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="".join(map(chr, INVISIBLE))),
    min_size=1,
)


def added(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    changes = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [line for line in changes if line.startswith("-")], [line[1:] for line in changes if line.startswith("+")]


@given(zh=words, en=words, number=st.decimals(-(10**6), 10**6, places=2))
def test_every_text_and_number_is_read_back_as_it_was(zh: str, en: str, number: Decimal) -> None:
    entry = {"id": "a-b", "value": number, "text": {"zh": zh, "en": en}, "sources": [{"locator": {"zh": zh, "en": en}}]}
    assert [entry] == parsed("\n".join(entry_lines(entry)), "")[0]


@pytest.mark.parametrize("word", ["no", "2024", "on", "1_000", "012", "22:22", "~", "%", "µg/m³", "- x", "#", ""])
def test_word_that_yaml_could_mistake_stays_a_text(word: str) -> None:
    entry = {"unit": word, "document_number": word, "name": {"zh": word, "en": word}}
    assert [entry] == parsed("\n".join(entry_lines(entry)), "")[0]


FILE = """\
# The head stays.
name:   {zh: 甲,  en: 'A'}   # spaces too
facts:

  # one · two
  - id: first   # a comment
    text: >-
      folded
      text
  # a comment before the second
  - {id: second}

  # three · four
  - id: third
    list: [1,
           2]
    # a comment at the end
other: "key"
# The tail stays.
"""


@pytest.mark.parametrize(("after", "follows"), [(0, "      text"), (1, "  - {id: second}"), (2, "           2]")])
@pytest.mark.parametrize("make", [str, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_entry_stands_where_it_was_asked_for_and_nothing_else_moves(after: int, follows: str, make: Any) -> None:
    before = make(FILE)
    now = inserted(before, ("facts",), [(after, ["", "# new", "- id: new"])])
    went, came = added(before, now)
    assert ([], ["", "  # new", "  - id: new"]) == (went, sorted(came))
    assert follows == now.splitlines()[now.splitlines().index("  # new") - 2]
    assert ("\r\n" in before, before[0]) == ("\r\n" in now, now[0])


def test_several_entries_at_once_keep_their_order() -> None:
    now = inserted(
        FILE, ("facts",), [(2, ["- id: z"]), (0, ["- id: x", "  a: 1", "  b: 2"]), (0, ["- id: y", "  c: 3"])]
    )
    assert ["first", "x", "y", "second", "third", "z"] == [fact["id"] for fact in parsed(now, "")[0]["facts"]]


def test_last_line_without_an_end_is_ended() -> None:
    assert "- id: a\n- id: b\n" == inserted("- id: a", (), [(0, ["- id: b"])])


@pytest.mark.parametrize("text", ["facts: [{id: a}]\n", "facts:\n  -\n    id: a\n", "facts: {}\n", "facts: ["])
def test_list_in_another_style_is_left_alone(text: str) -> None:
    with pytest.raises(NoRoomError):
        inserted(text, ("facts",), [(0, ["- id: b"])])


def test_every_file_of_the_data_takes_an_entry_and_keeps_its_comments(root: Path) -> None:
    for path in sorted((root / "data").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        value = parsed(text, "")[0]
        keys, entries = ((), value) if isinstance(value, list) else (("facts",), value.get("facts", ()))
        places = sorted({0, len(entries) // 2, len(entries) - 1} if entries else ())
        if not places:
            continue
        now = inserted(text, keys, [(at, ["- id: new"]) for at in places])
        assert ([], len(places)) == (added(text, now)[0], len(added(text, now)[1])), path.name
