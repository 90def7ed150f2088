"""The command that checks the data: what it says, and what it tells the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from beautiful_cities.commands import main
from beautiful_cities.problems import report
from small import CITY, SMALL, make, problems_in, small_copy


def test_good_data_are_counted_and_the_exit_code_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "--root", str(SMALL)])
    assert "2 cities, 30 facts, 4 sources, 2 indicators: no problems\n" == capsys.readouterr().out


def test_every_problem_is_reported_and_the_exit_code_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make({"file": CITY, "from": "date: 2017-06", "to": "date: 2017-6"}, small_copy(tmp_path))
    make({"file": "data/units.yml", "append": "- id: 7\n"}, tmp_path)
    assert 1 == main(["check", "--root", str(tmp_path)])
    printed = capsys.readouterr()
    assert report(problems_in(tmp_path)) + "\n" == printed.out
    assert "4 errors, 0 warnings" == printed.out.splitlines()[-1]
    assert "" == printed.err


def test_warning_alone_gives_exit_code_1_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_copy(tmp_path)
    source = (tmp_path / "data/sources/national.yml").read_text(encoding="utf-8").replace("national-handbook", "unused")
    make({"file": "data/sources/national.yml", "append": source}, tmp_path)
    assert 1 == main(["check", "--root", str(tmp_path)])
    assert "0 errors, 1 warning" == capsys.readouterr().out.splitlines()[-1]


def test_folder_without_data_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--root", str(tmp_path / "nowhere")])
    assert 2 == stopped.value.code
    assert "there is no folder data in" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--rot", "."], ["check", "extra"]])
def test_wrong_usage_gives_exit_code_2_and_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert 2 == caught.value.code
    assert "usage: beautiful-cities" in capsys.readouterr().err


def test_help_names_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert 0 == caught.value.code
    assert "check" in capsys.readouterr().out


def test_package_can_be_run(root: Path) -> None:
    command = [sys.executable, "-m", "beautiful_cities", "check", "--root", "tests/site_small"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.endswith("no problems\n")
