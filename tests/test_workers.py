"""Work on all cores: the same results in the same order as on one, and nobody is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import json, os, sys, threading
from beautiful_cities.workers import aside, each
shared = list(range(200))
def work(item):
    if item == "wrong":
        raise ValueError("this one cannot be done")
    return item * shared[1], os.getpid()
"""


def told(root: Path, program: str) -> object:
    """What a program prints as JSON; it has a process of its own, because tests run threads."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + program], cwd=root / "hooks", capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


def test_results_come_in_the_order_of_the_items(root: Path) -> None:
    results = told(root, "print(json.dumps([value for value, _process in each(work, shared)]))")
    assert list(range(200)) == results


@pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="there is one core")
def test_all_cores_work_and_with_a_thread_at_work_there_is_one(root: Path) -> None:
    count = "len({process for _value, process in each(work, shared)} - {os.getpid()})"
    assert len(os.sched_getaffinity(0)) == told(root, f"print({count})")
    assert 0 == told(
        root, f"end = threading.Event(); threading.Thread(target=end.wait).start(); print({count}); end.set()"
    )


def test_what_goes_wrong_is_raised_here(root: Path) -> None:
    program = """
try:
    list(each(work, [1, 2, "wrong", 4]))
except ValueError as error:
    print(json.dumps(str(error)))
"""
    assert "this one cannot be done" == told(root, program)


def test_what_is_done_aside_is_there_when_asked_for_and_tells_what_went_wrong(root: Path) -> None:
    program = """
good, bad = aside(lambda: work(3)), aside(lambda: work("wrong"))
try:
    bad()
except ValueError as error:
    print(json.dumps([good()[0], str(error)]))
"""
    assert [3, "this one cannot be done"] == told(root, program)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_no_process_outlives_one_that_is_killed(root: Path) -> None:
    program = """
import time
def slow(item):
    print(os.getpid(), flush=True)
    time.sleep(60)
list(each(slow, shared))
"""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM + program], cwd=root / "hooks", stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        workers = [int(process.stdout.readline()) for _ in range(min(2, len(os.sched_getaffinity(0))))]
        process.kill()
    begun = time.monotonic()
    while left := [worker for worker in workers if Path(f"/proc/{worker}").exists()]:
        assert time.monotonic() - begun < 30, left
        time.sleep(0.1)
