"""What one build remembers for the next, and what it forgets."""

from __future__ import annotations

from pathlib import Path

import pytest

from beautiful_cities.memory import Memory
from beautiful_cities.parsing import UnreadableError, parse


def made(memory: Memory, key: str) -> list[str]:
    """The keys for which the memory had to make a value."""
    asked: list[str] = []

    def make() -> str:
        asked.append(key)
        return key

    assert key == memory.recall(key, make)
    return asked


def test_value_is_made_once_and_outlives_the_process(tmp_path: Path) -> None:
    first = Memory(tmp_path / "cache" / "read")
    assert (["a"], []) == (made(first, "a"), made(first, "a"))
    first.save()
    assert [] == made(Memory(tmp_path / "cache" / "read"), "a")
    assert ["a"] == made(Memory(), "a"), "without a file it begins with nothing"


def test_what_a_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    for keys in ("ab", "b"):
        memory = Memory(tmp_path / "read")
        for key in keys:
            made(memory, key)
        memory.save()
    last = Memory(tmp_path / "read")
    assert ([], ["a"]) == (made(last, "b"), made(last, "a"))


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x05cno.such\nthing\n."])
def test_memory_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "read").write_bytes(content)
    assert ["a"] == made(Memory(tmp_path / "read"), "a")


def test_same_text_is_read_once_and_a_wrong_one_is_told_each_time(tmp_path: Path) -> None:
    memory = Memory()
    good, copy, bad = (tmp_path / name for name in ("a.yml", "b.yml", "c.yml"))
    good.write_text("- one", "utf-8")
    copy.write_text("- one", "utf-8")
    bad.write_text("- 'one", "utf-8")
    assert parse(good, "a.yml", memory) is parse(copy, "b.yml", memory)
    for name in ("c.yml", "d.yml"):
        with pytest.raises(UnreadableError, match=name):
            parse(bad, name, memory)
    good.write_text("- two", "utf-8")
    assert ["two"] == parse(good, "a.yml", memory)
