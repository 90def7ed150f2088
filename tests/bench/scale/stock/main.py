"""The macros of the stock site: the YAML as it is, each file read once, and what Jinja cannot say by itself."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
AS_OF = dt.date(2026, 11, 22)
SOON = AS_OF + dt.timedelta(days=183)


@cache
def read(name: str) -> Any:
    """One file of the data."""
    return yaml.load((DATA / f"{name}.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)


@cache
def by_id(name: str) -> dict[str, Any]:
    """A list of entries by their ids."""
    return {entry["id"]: entry for entry in read(name)}


@cache
def shared_sources() -> dict[str, Any]:
    """The sources that no city has for itself."""
    names = [path.stem for path in sorted((DATA / "sources").glob("*.yml"))]
    cities = {path.stem for path in (DATA / "cities").glob("*.yml")}
    return {key: value for name in names if name not in cities for key, value in by_id(f"sources/{name}").items()}


@cache
def sources_of(slug: str) -> dict[str, Any]:
    """Every source that the page of a city may name."""
    return shared_sources() | (by_id(f"sources/{slug}") if (DATA / "sources" / f"{slug}.yml").exists() else {})


def status(fact: dict[str, Any], answers: list[dict[str, Any]]) -> str:
    """Where a target stands."""
    for answer in answers:
        if "outcome" in answer:
            return str(answer["outcome"])
        if "value" in fact and "value" in answer and fact["unit"] == answer["unit"]:
            is_less = fact.get("comparator") == "<="
            is_met = answer["value"] <= fact["value"] if is_less else answer["value"] >= fact["value"]
            return "met" if is_met else "missed"
    last = f"{fact['deadline']}{'----12-31'[len(str(fact['deadline'])) :]}"
    return "past" if last < str(AS_OF) else "due-soon" if last <= str(SOON) else "ahead"


def series(city: dict[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The facts of each indicator in order of time."""
    found: dict[str, list[dict[str, Any]]] = {}
    for fact in city["facts"]:
        if "indicator" in fact and "value" in fact and fact["kind"] != "target":
            found.setdefault(fact["indicator"], []).append(fact)
    indicators = by_id("indicators")
    return [(indicators[name], sorted(facts, key=lambda one: str(one["date"]))) for name, facts in found.items()]


def define_env(env: Any) -> None:
    """What mkdocs-macros-plugin asks for."""
    for macro in (read, by_id, sources_of, status, series):
        env.macro(macro)
