"""Work on all cores, where the system can share what is in memory with new processes.

In: a function, and items or none. Out: its results in the order of the items. Where processes cannot be forked
(Windows; macOS, whose frameworks do not survive it), or threads run that a fork would break, everything is done here,
one after another.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_AHEAD = 4
"""Results that each process may have waiting: enough that none idles, few enough that memory does not grow."""

_task: tuple[Callable[[Any], Any], Sequence[Any]]
"""What the processes work on: they find it in the memory that they share, so that nothing of it is sent to them."""


def each(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
    """`work(item)` for each item, in order; results, not items, must be of a kind that can be pickled."""
    cores = min(_cores(), len(items))
    if cores < 2:
        yield from map(work, items)
        return
    global _task
    _task = work, items
    gc.freeze()  # what is there already is shared, as long as nobody goes through it for garbage
    pool = ProcessPoolExecutor(cores, multiprocessing.get_context("fork"), initializer=_settle)
    try:
        orders = (pool.submit(_do, index) for index in range(len(items)))
        under_way = deque(islice(orders, cores * _AHEAD))
        while under_way:
            result = under_way.popleft().result()
            under_way.extend(islice(orders, 1))
            yield result
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def aside(work: Callable[[], _Result]) -> Callable[[], _Result]:
    """What gives the result of `work()`, which is begun at once in a process of its own where there are two cores."""
    if _cores() < 2:
        return work
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def begin() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        receiver.close()
        sender.send(work())

    process = context.Process(target=begin, daemon=True)
    process.start()
    sender.close()

    def result() -> _Result:
        try:
            value: _Result = receiver.recv()
        except EOFError:  # it failed over there; here it is told why
            return work()
        process.join()
        return value

    return result


def _cores() -> int:
    """How many processes may work at once; one where the system cannot fork, or not safely."""
    if sys.platform in ("win32", "darwin") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _do(index: int) -> Any:
    work, items = _task
    return work(items[index])


def _settle() -> None:
    """Leave an interruption to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None, "a process of the pool"
    threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
