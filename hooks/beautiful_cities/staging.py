"""A site that grows beside the last one and takes its place in one step.

In: the folder of the site. Out: a folder on the same file system to write in. Where the system can exchange two folders
(Linux, macOS), a build that is killed at any moment leaves the old site or the new one, whole. Elsewhere the step is
two renames; a build killed between them leaves no site, and the next one puts the old site back first.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""The flag of renameat2 (Linux) and of renamex_np (macOS, where it is called RENAME_SWAP)."""


class Staging:
    """The folder of a new site, and a lock on the place that it will take.

    Three names beside a site called `site` belong to it: `.site.new`, `.site.old` and `.site.lock`. What a killed build
    left there goes when the next one begins.
    """

    def __init__(self, target: Path, on_wait: Callable[[], None]) -> None:
        """`on_wait` is called once where another build is at work on the same site; raises OSError."""
        self._target = target.resolve()  # a link to the site stays one
        self.folder = self._beside("new")
        """Where the new site is written; empty at first."""
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self._beside("lock"))
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            self._lock.acquire()
        if self._beside("old").exists() and not self._target.exists():
            self._beside("old").rename(self._target)
        self._clear()
        self.folder.mkdir()

    def publish(self) -> None:
        """Put the new site in the place of the old one; raises OSError, and then the old one is still there.

        Like MkDocs it keeps what is hidden in the old site, such as the .git of a checkout.
        """
        if not self._target.exists():
            self.folder.rename(self._target)
            return self.close()
        shutil.copymode(self._target, self.folder)
        for hidden in self._target.glob(".*"):
            _copy(hidden, self.folder / hidden.name)
        if not _exchange(self.folder, self._target):
            self._target.rename(self._beside("old"))
            try:
                self.folder.rename(self._target)
            except OSError:
                self._beside("old").rename(self._target)
                raise
        return self.close()

    def close(self) -> None:
        """Delete what is not the site and let the next build begin; calling it again does nothing."""
        if self._lock.is_locked:
            self._clear()
            with suppress(OSError):  # Windows deletes no open file; there the lock does it itself
                self._beside("lock").unlink()
            self._lock.release()

    def _clear(self) -> None:
        for name in ("new", "old"):
            shutil.rmtree(self._beside(name), ignore_errors=True)

    def _beside(self, name: str) -> Path:
        return self._target.with_name(f".{self._target.name}.{name}")


def _copy(source: Path, target: Path) -> None:
    """A file or a folder with everything in it; what the new site has itself stays."""
    if target.exists():
        return
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the file system cannot."""
    paths = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*paths, _RENAME_EXCHANGE) == 0)
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):  # as Windows and old libraries answer
        return False
