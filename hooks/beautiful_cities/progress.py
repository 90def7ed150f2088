"""What is being done, for whoever waits for it.

In: how much of what is done. Out: once it has taken two seconds, a bar on a terminal, else a line now and then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TextIO

import click

WAIT_S = 2.0
"""Nobody needs to hear of what is over sooner."""
_EVERY_S = 5.0


class Progress:
    """Told of every step; says some of them."""

    def __init__(
        self, say: Callable[[str], None], terminal: TextIO | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`say` prints a line; where there is a `terminal`, a bar on it stands in for the lines."""
        self._say, self._terminal, self._clock = say, terminal, clock
        self._begun = clock()
        self._said = 0.0
        self._doing = ""
        self._bar: Any = None

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return self._clock() - self._begun

    def __call__(self, doing: str, done: int, of: int) -> None:
        """`done` of so many are done of what `doing` names, such as "Writing pages"."""
        if self.seconds < WAIT_S:
            return
        if self._terminal:
            self._show(doing, done, of)
        elif doing != self._doing or self.seconds - self._said > _EVERY_S:
            self._say(f"{doing}: {done} of {of}")
            self._said = self.seconds
        self._doing = doing

    def _show(self, doing: str, done: int, of: int) -> None:
        if doing != self._doing:
            self._bar = click.progressbar(length=of, label=doing, file=self._terminal)
        self._bar.update(done - self._bar.pos)
        if done == of:
            self._bar.render_finish()
