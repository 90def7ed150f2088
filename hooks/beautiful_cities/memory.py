"""What one build remembers for the next: values by the hash of what they were made from.

In: a file in the cache. Out: a mapping that outlives the process. Nothing in it can be wrong, only missing: deleting
the file costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

_DIGEST_BYTES = 32


class Memory:
    """Values that were worked out before; what a build does not ask for is forgotten when it is saved."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is where it is kept; without one it lives as long as the process."""
        self._path = path
        self._before: dict[str, Any] = {}
        self._now: dict[str, Any] = {}
        if path and path.is_file():
            content = path.read_bytes()
            digest, values = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
            if digest == hashlib.sha256(values).digest():  # as `save` left it, and not cut off
                self._before = pickle.loads(values)

    def recall(self, key: str, make: Callable[[], Any]) -> Any:
        """The value of the key, made now where it is not remembered; whatever `make` raises is raised."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else make()
        return self._now[key]

    def save(self) -> None:
        """Keep what was asked for, unless that is what is kept already."""
        if self._path is None or self._now.keys() == self._before.keys():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(f".{os.getpid()}")
        values = pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL)
        beside.write_bytes(hashlib.sha256(values).digest() + values)
        beside.replace(self._path)
        self._before = dict(self._now)
