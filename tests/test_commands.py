"""The command line: what it says, in which language and colours, and what it tells the machine."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.frontend import parse_keywords

from beautiful_cities.commands import main
from beautiful_cities.i18n import catalogue, tool_words
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.problems import report
from beautiful_cities.reading import read_data
from small import CITY, SMALL, golden, make, problems_in, small_copy

HAN = re.compile(r"[\u3400-\u9fff]")
UNTRANSLATED = re.compile(r"\b(?:the|is|not|with|every|does)\b")
NAMES = (
    "check",
    "new city",
    "new source",
    "new fact",
    "new term",
    "new explainer",
    "import series",
    "import template",
    "schema",
)
Printed = pytest.CaptureFixture[str]


def wrecked(folder: Path) -> Path:
    """The small site with an error in one file and a warning in another."""
    make({"file": CITY, "from": "value: 12\n    unit: park", "to": "value: 12\n    unit: parks"}, small_copy(folder))
    source = (folder / "data/sources/national.yml").read_text(encoding="utf-8").replace("national-handbook", "unused")
    make({"file": "data/sources/national.yml", "append": source}, folder)
    return folder


# What check says


def test_good_data_are_counted_and_the_exit_code_is_0(capsys: Printed) -> None:
    assert 0 == main(["check", "--root", str(SMALL)])
    assert "2 cities, 30 facts, 4 sources, 2 indicators: no problems\n" == capsys.readouterr().out


def test_every_problem_is_reported_and_the_exit_code_is_1(tmp_path: Path, capsys: Printed) -> None:
    make({"file": CITY, "from": "date: 2017-06", "to": "date: 2017-6"}, small_copy(tmp_path))
    make({"file": "data/units.yml", "append": "- id: 7\n"}, tmp_path)
    assert 1 == main(["check", "--root", str(tmp_path)])
    printed = capsys.readouterr()
    assert report(problems_in(tmp_path)) + "\n" == printed.out
    assert "3 errors, 0 warnings" == printed.out.splitlines()[-1]
    assert "" == printed.err


def test_warning_alone_gives_exit_code_1_too(tmp_path: Path, capsys: Printed) -> None:
    small_copy(tmp_path)
    source = (tmp_path / "data/sources/national.yml").read_text(encoding="utf-8").replace("national-handbook", "unused")
    make({"file": "data/sources/national.yml", "append": source}, tmp_path)
    assert 1 == main(["check", "--root", str(tmp_path)])
    assert "0 errors, 1 warning" == capsys.readouterr().out.splitlines()[-1]


def test_stale_schema_is_a_warning(tmp_path: Path, capsys: Printed) -> None:
    assert 0 == main(["schema", "--root", str(small_copy(tmp_path))])
    assert 0 == main(["check", "--root", str(tmp_path)])
    make({"file": "data/schema/units.json", "append": "\n"}, tmp_path)
    assert 1 == main(["check", "--root", str(tmp_path)])
    assert "[schema-stale]" in capsys.readouterr().out


@pytest.mark.parametrize("case", golden("problems/chinese"), ids=lambda case: str(case["case"]))
def test_problem_is_told_in_chinese(case: dict[str, str], tmp_path: Path) -> None:
    broken = Path(__file__).parent / "broken" / f"{case['case']}.yml"
    make(yaml.safe_load(broken.read_text(encoding="utf-8")), small_copy(tmp_path))
    assert [case["told"]] == report(problems_in(tmp_path), tool_words("zh")).splitlines()[:-1]


def test_chinese_table_has_every_case() -> None:
    told = {case["case"]: case["told"] for case in golden("problems/chinese")}
    assert {path.stem for path in (Path(__file__).parent / "broken").glob("*.yml")} - {"everything"} == told.keys()
    assert {} == {
        case: line for case, line in told.items() if UNTRANSLATED.search(line.split(" [")[0]) or not HAN.search(line)
    }


def spoken(root: Path) -> set[str | tuple[str, ...]]:
    """Every message that editors may read, found as the command of the README finds them."""
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(("_", "say", "counted:1,2"))}
    found = set()
    for path in sorted((root / "hooks" / "beautiful_cities").rglob("*.py")):
        text = path.read_text("utf-8")
        speaks = "beautiful_cities.phrases" in text or path.name == "phrases.py" or path.parent.name == "commands"
        if speaks and path.name != "i18n.py":
            found |= {message for _, message, _, _ in extract_from_file("python", path, keywords)}
    return found


def test_catalogue_of_the_tools_holds_every_message_and_no_other(root: Path) -> None:
    found = spoken(root)
    assert 300 < len(found)
    held = {
        tuple(one.id) if isinstance(one.id, (list, tuple)) else one.id for one in catalogue("zh", "tools") if one.id
    }
    assert (set(), set()) == (found - held, held - found)


def test_chinese_of_the_tools_names_the_same_values_as_the_english() -> None:
    wrong = {}
    for message in catalogue("zh", "tools"):
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        values = [set(re.findall(r"\{(\w+)\}", text)) for text in (ids[-1], *strings)]
        if any(one != values[0] for one in values) and message.id:
            wrong[ids[0]] = strings
    assert {} == wrong


# Formats


def test_annotations_for_github_have_one_line_a_problem(tmp_path: Path, capsys: Printed) -> None:
    assert 1 == main(["check", "--root", str(wrecked(tmp_path)), "--format", "github"])
    error, warning, counts = capsys.readouterr().out.splitlines()
    assert error.startswith("::error file=data/cities/qinghe.yml,line=110,col=11,title=unit-unknown::the unit ")
    assert warning.startswith("::warning file=data/sources/national.yml,line=")
    assert "1 error, 1 warning" == counts


def test_annotation_escapes_what_github_would_read_as_its_own(tmp_path: Path, capsys: Printed) -> None:
    make({"file": CITY, "from": "date: 2017-06", "to": "date: 50%0A::x"}, small_copy(tmp_path))
    assert 1 == main(["check", "--root", str(tmp_path), "--format", "github"])
    assert '::"50%250A::x" is not a date' in capsys.readouterr().out


def test_json_holds_each_problem_in_parts(tmp_path: Path, capsys: Printed) -> None:
    assert 1 == main(["check", "--root", str(wrecked(tmp_path)), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (1, 1, 2) == (told["errors"], told["warnings"], len(told["problems"]))
    first = told["problems"][0]
    assert ("data/cities/qinghe.yml", 110, 11) == (first["file"], first["line"], first["column"])
    assert ("error", "unit-unknown", 'did you mean "park"?') == (first["severity"], first["rule"], first["mend"])
    assert 0 == main(["check", "--root", str(SMALL), "--format", "json"])
    assert {"errors": 0, "warnings": 0, "notices": 0, "problems": []} == json.loads(capsys.readouterr().out)


# A few files


def test_named_file_is_judged_alone(tmp_path: Path, capsys: Printed) -> None:
    make({"file": CITY, "from": "date: 2017-06", "to": "date: 2017-6"}, small_copy(tmp_path))
    assert 0 == main(["check", "--root", str(tmp_path), str(tmp_path / "data/cities/liuwan.yml")])
    assert "1 file: no problems\n" == capsys.readouterr().out
    assert 1 == main(["check", "--root", str(tmp_path), str(tmp_path / CITY)])
    assert "1 error, 0 warnings" == capsys.readouterr().out.splitlines()[-1]


def test_folder_stands_for_its_files(tmp_path: Path, capsys: Printed) -> None:
    assert 0 == main(["check", "--root", str(small_copy(tmp_path)), str(tmp_path / "data" / "cities")])
    assert "2 files: no problems\n" == capsys.readouterr().out


@pytest.mark.parametrize("case", golden("problems/chinese"), ids=lambda case: str(case["case"]))
def test_file_alone_is_told_what_the_whole_would_tell_it(case: dict[str, str], tmp_path: Path) -> None:
    broken = Path(__file__).parent / "broken" / f"{case['case']}.yml"
    make(yaml.safe_load(broken.read_text(encoding="utf-8")), small_copy(tmp_path))
    (whole,) = problems_in(tmp_path)
    if whole.rule.id in ("source-unused", "file-stray", "file-missing") or not whole.path.startswith("data/"):
        return  # an explainer quotes from every file, so that it is judged with all of them
    (alone,) = problems_in(tmp_path, frozenset({whole.path}))
    assert (str(whole), whole.line, whole.column) == (str(alone), alone.line, alone.column)


@pytest.mark.parametrize("path", ["nowhere.yml", "README.md", "tests/small.py"])
def test_other_file_is_wrong_usage(path: str, capsys: Printed) -> None:
    assert 2 == main(["check", "--root", str(SMALL), path])
    assert f"{path} is not a data file of this project" in capsys.readouterr().err


# Language and colours


@pytest.mark.parametrize(
    ("arguments", "machine", "expected"),
    [
        ([], "zh_CN.UTF-8", "个错误"),
        ([], "en_GB.UTF-8", "1 error"),
        ([], "C", "1 error"),
        (["--language", "en"], "zh_CN.UTF-8", "1 error"),
        (["--language=zh"], "C", "个错误"),
    ],
)
def test_language_is_that_of_the_machine_unless_asked_for(
    arguments: list[str],
    machine: str,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
) -> None:
    monkeypatch.setenv("LC_ALL", machine)
    assert 1 == main(["check", "--root", str(wrecked(tmp_path)), *arguments])
    assert expected in capsys.readouterr().out.splitlines()[-1]
    assert 0 == main([*arguments, "check", "--help"])
    assert bool(HAN.search(capsys.readouterr().out)) == ("个" in expected)


def on_a_terminal(root: Path, **environment: str) -> str:
    """What the check prints where somebody looks on."""
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "beautiful_cities", "check", "--root", str(root)]
    subprocess.run(command, stdout=inner, stderr=inner, env={**os.environ, **environment}, check=False)
    os.close(inner)
    printed = b""
    while True:
        try:
            more = os.read(outer, 10_000)
        except OSError:  # the other end is closed, and all was read
            break
        if not more:
            break
        printed += more
    os.close(outer)
    return printed.decode().replace("\r\n", "\n")


def test_terminal_gets_colours_and_whoever_wants_none_gets_the_plain_lines(tmp_path: Path) -> None:
    wrecked(tmp_path)
    plain = report(problems_in(tmp_path)) + "\n"
    coloured = on_a_terminal(tmp_path, TERM="xterm")
    assert "\x1b[31m" in coloured
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert plain == on_a_terminal(tmp_path, TERM="xterm", NO_COLOR="1")


# Usage


def test_folder_without_data_is_wrong_usage(tmp_path: Path, capsys: Printed) -> None:
    assert 2 == main(["check", "--root", str(tmp_path / "nowhere")])
    assert "there is no folder data in" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["chekc"], ["check", "--rot", "."], ["new", "fact"], ["check", "--format", "x"]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_usage_gives_exit_code_2_and_says_how(arguments: list[str], language: str, capsys: Printed) -> None:
    assert 2 == main(["--language", language, *arguments])
    printed = capsys.readouterr().err
    assert ("Usage: beautiful-cities" in printed) == (language == "en")
    assert "Traceback" not in printed
    assert bool(HAN.search(printed.splitlines()[-1])) == (language == "zh")


def test_no_command_at_all_shows_what_there_is(capsys: Printed) -> None:
    assert 2 == main([])
    printed = capsys.readouterr()
    assert "check" in printed.out + printed.err


@pytest.mark.parametrize("name", ["", "new", "import", *NAMES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_explains_itself_in_both_languages(name: str, language: str, capsys: Printed) -> None:
    assert 0 == main(["--language", language, *name.split(), "--help"])
    told = capsys.readouterr().out
    assert len(told) > 100
    assert bool(HAN.search(told.replace("第2段", ""))) == (language == "zh")
    assert language == "en" or not UNTRANSLATED.search(told), told


def test_readme_and_help_name_the_same_commands(root: Path, capsys: Printed) -> None:
    readme = (root / "README.md").read_text("utf-8")
    assert [] == [name for name in NAMES if f"beautiful-cities {name}" not in readme]


def test_project_is_found_from_a_folder_inside_it(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(SMALL / "data" / "cities")
    assert 0 == main(["check", "qinghe.yml"])
    assert "1 file: no problems\n" == capsys.readouterr().out


def test_package_can_be_run(root: Path) -> None:
    command = [sys.executable, "-m", "beautiful_cities", "check", "--root", "tests/site_small"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.endswith("no problems\n")


def test_hook_before_a_commit_runs_a_command_that_exists(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    monkeypatch.chdir(root)
    for hook in hooks:
        program, *arguments = shlex.split(hook["entry"])
        assert ("beautiful-cities", False) == (program, hook["pass_filenames"])
        assert 0 == main(arguments)
        assert re.search(hook["files"], "data/cities/jinan.yml")


def test_reading_of_a_few_files_knows_the_ids_of_all(root: Path) -> None:
    whole = read_data(root)
    few = read_data(root, frozenset({"data/cities/jinan.yml"}))
    for kind in ("facts", "sources", "cities", "units", "indicators", "themes"):
        assert sorted(whole.known(kind)) == sorted(few.known(kind))
