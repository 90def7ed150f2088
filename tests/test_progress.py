"""Whoever waits is told what for, and nobody else is."""

from __future__ import annotations

import io

from beautiful_cities.progress import Progress


class Clock:
    """Time that passes when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_over_soon_is_not_told() -> None:
    said = list[str]()
    clock = Clock()
    progress = Progress(said.append, None, clock=clock)
    for done in range(1, 100):
        clock.now = done * 0.02
        progress("Writing pages", done, 100)
    assert [] == said


def test_what_takes_longer_is_told_now_and_then_and_when_it_changes() -> None:
    said = list[str]()
    clock = Clock()
    progress = Progress(said.append, None, clock=clock)
    for second in range(1, 10):
        clock.now = second
        progress("Drawing pictures", second, 9)
    progress("Writing pages", 1, 2)
    assert ["Drawing pictures: 2 of 9", "Drawing pictures: 8 of 9", "Writing pages: 1 of 2"] == said
    assert 9 == progress.seconds


def test_terminal_has_a_bar_for_each_thing_that_is_done() -> None:
    said, terminal, clock = list[str](), io.StringIO(), Clock()
    progress = Progress(said.append, terminal, clock=clock)
    clock.now = 3
    for doing in ("Drawing pictures", "Writing pages"):
        for done in (1, 2):
            progress(doing, done, 2)
    assert [] == said
    assert "Drawing pictures" in terminal.getvalue()
    assert "Writing pages" in terminal.getvalue()
