"""Whether the addresses of the sources still answer.

In: web addresses and a cache. Out: what each answered. Hosts are asked at the same time, the pages of one host one
after the other with a pause between, and what answered within a week is not asked again.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

KEPT_DAYS = 6
"""So long an answer is kept; a weekly run asks anew."""
PAUSE_S = 1.0
TIMEOUT_S = 20.0
_HOSTS_AT_ONCE = 8
_GONE = frozenset((404, 410))
_AGENT = "beautiful-cities-link-check/1.0"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    asked: dt.date
    status: int
    """The HTTP status; 0 where nobody answered."""
    detail: str = ""
    """Why nobody answered."""

    @property
    def is_gone(self) -> bool:
        """True where the host says that there is no such page. No answer and a refusal may be of that hour only."""
        return self.status in _GONE

    @property
    def is_fine(self) -> bool:
        """True where the page came."""
        return 200 <= self.status < 400


def ask_all(
    addresses: Iterable[str],
    cache: Path,
    *,
    today: dt.date,
    pause_s: float = PAUSE_S,
    progress: Callable[[int, int], None] | None = None,
) -> Mapping[str, Answer]:
    """What each address answers; `cache` is a JSON file. `progress` hears how many of how many have answered."""
    known = _read(cache)
    fresh = {
        address: answer
        for address, answer in known.items()
        if (today - answer.asked).days <= KEPT_DAYS and answer.is_fine
    }
    by_host: dict[str, list[str]] = {}
    wanted = dict.fromkeys(addresses)
    for address in wanted:
        if address not in fresh:
            by_host.setdefault(urlsplit(address).netloc, []).append(address)
    asked: dict[str, Answer] = {}

    def visit(of_host: list[str]) -> None:
        for index, address in enumerate(of_host):
            if index:
                time.sleep(pause_s)
            asked[address] = _ask(address, today)
            if progress is not None:
                progress(len(asked), sum(map(len, by_host.values())))

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        list(pool.map(visit, by_host.values()))
    answers = {address: asked.get(address) or fresh[address] for address in wanted}
    cache.parent.mkdir(parents=True, exist_ok=True)
    rows = {
        address: {"asked": one.asked.isoformat(), "status": one.status, "detail": one.detail}
        for address, one in sorted(answers.items())
    }
    cache.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    return answers


def _ask(address: str, today: dt.date) -> Answer:
    """Ask for a page as a browser would, and read only the beginning: many hosts refuse to answer without a body."""
    request = Request(address, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with urlopen(request, timeout=TIMEOUT_S) as answer:  # data hold only http(s) addresses
            answer.read(1)
            return Answer(today, int(answer.status))
    except HTTPError as error:
        return Answer(today, error.code)
    except (OSError, HTTPException, ValueError) as error:
        return Answer(today, 0, str(getattr(error, "reason", "") or error) or type(error).__name__)


def _read(cache: Path) -> dict[str, Answer]:
    """The answers that were kept; none where the file is not there or is not ours."""
    try:
        rows = json.loads(cache.read_text("utf-8"))
        return {
            address: Answer(dt.date.fromisoformat(row["asked"]), int(row["status"]), str(row["detail"]))
            for address, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
