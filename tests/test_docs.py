"""What the documentation says is so: the sample of the data loads, and commands are the ones that CI runs."""

from __future__ import annotations

import re
from pathlib import Path

from beautiful_cities.model import City, Fact, Indicator, Model, Source
from beautiful_cities.parsing import parse
from beautiful_cities.problems import RULES


def sample(root: Path, folder: Path, number: int) -> object:
    """The plain values of one YAML block of data/README.md."""
    blocks = re.findall(r"```yaml\n(.*?)```", (root / "data" / "README.md").read_text("utf-8"), re.DOTALL)
    path = folder / "sample.yml"
    path.write_text(blocks[number], "utf-8")
    return parse(path, "data/README.md")


def test_sample_of_a_city_file_is_a_city_file(root: Path, tmp_path: Path) -> None:
    City.model_validate(sample(root, tmp_path, 0))


def test_sample_of_a_source_is_a_source(root: Path, tmp_path: Path) -> None:
    entries = sample(root, tmp_path, 1)
    assert isinstance(entries, list)
    Source.model_validate(entries[0])


def test_samples_explain_every_key(root: Path) -> None:
    text = (root / "data" / "README.md").read_text("utf-8")
    models: tuple[type[Model], ...] = (City, Fact, Source)
    keys = {key for model in models for key in model.model_fields}
    assert set() == {key for key in keys if not re.search(rf"\b{key}:", text)}


def test_readme_names_every_file_of_the_data(root: Path) -> None:
    text = (root / "data" / "README.md").read_text("utf-8")
    files = {path.name for path in (root / "data").glob("*.yml")}
    assert set() == {name for name in files if f"`{name}`" not in text}


def test_ci_runs_the_command_that_the_readme_gives(root: Path) -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    tests = next(command for command in commands if "pytest" in command)
    assert tests in (root / ".ci" / "run").read_text("utf-8").splitlines()


def test_message_in_the_readme_is_one_that_the_rules_give(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    shown = re.findall(r"^data/\S+:\d+:\d+: (.*); (.*); .* \[([a-z-]+)\]$", text, re.MULTILINE)
    assert shown
    for what, why, rule_id in shown:
        assert RULES[rule_id].why == why
        assert re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(RULES[rule_id].what)), what)


def test_every_indicator_key_is_known_to_editors(root: Path) -> None:
    text = (root / "data" / "indicators.yml").read_text("utf-8")
    assert set() == {key for key in Indicator.model_fields if not re.search(rf"\b{key}:", text)}
