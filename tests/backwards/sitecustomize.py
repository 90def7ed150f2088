"""Python loads this by itself where a test has this folder on PYTHONPATH: every folder is then listed from its end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_listdir, _scandir = os.listdir, os.scandir


class _Backwards:
    """What os.scandir returns, in an order that no file system has."""

    def __init__(self, path: Any = ".") -> None:
        with _scandir(path) as entries:
            self._entries: Iterator[os.DirEntry[str]] = iter(sorted(entries, key=lambda one: one.name, reverse=True))

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Backwards:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


os.scandir = _Backwards  # type: ignore[assignment]
os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)  # type: ignore[assignment]
