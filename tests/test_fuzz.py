"""A few of the changes that tests/bench/fuzz.py makes by the thousand, the same ones every time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from fuzz import mutants

from small import SMALL


@pytest.mark.parametrize(("is_real", "number", "build_every"), [(False, 60, 4), (True, 8, 1000)], ids=["small", "real"])
def test_any_change_is_refused_with_its_place_or_makes_a_correct_site(
    root: Path, is_real: bool, number: int, build_every: int
) -> None:
    made = dict(mutants(root if is_real else SMALL, number=number, seed=1, build_every=build_every))
    assert {} == {seed: mutant.wrong for seed, mutant in made.items() if mutant.wrong}
    assert {True, False} == {mutant.is_accepted for mutant in made.values()}
