"""Invented cities as dense as real ones: a whole project, made from the data of another one and a seed.

In: a folder of data, how many cities, a seed. Out: a project folder that `beautiful-cities check` accepts and
`mkdocs build` builds. Each city is a real one under another name: its facts, series, targets and sources, with other
ids, an other position and other numbers, which change alike in the values and in the texts of both languages. The same
seed gives the same bytes.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from beautiful_cities.quotes import DIAGRAMS

ROOT = Path(__file__).parent.parent.parent

# Every Chinese character comes with its reading; a city's two names are made of the same two or three.
_FIRST = (
    "青qing 云yun 龙long 永yong 兴xing 东dong 南nan 西xi 北bei 长chang 高gao 金jin 银yin 石shi 白bai 红hong 黄huang"
)
_FIRST += " 新xin 和he 明ming 丰feng 玉yu 林lin 松song 竹zhu 梅mei 柳liu 桂gui 宝bao 福fu 怀huai 清qing 春chun 秋qiu"
_LAST = "州zhou 阳yang 山shan 川chuan 江jiang 河he 湖hu 海hai 城cheng 宁ning 门men 关guan 桥qiao 岭ling 原yuan 泉quan"
_LAST += " 港gang 塘tang 浦pu 沙sha 坪ping 台tai 口kou 水shui 峰feng 溪xi"
_BEFORE = " 大da 上shang 下xia 前qian 后hou 左zuo 右you 中zhong"
_NUMBER = re.compile(r"(?<![A-Za-z0-9.,:/°–—-])(?:\d+\.\d*[1-9]|[1-9]\d[1-9])(?![A-Za-z0-9°–—-]|[.,:/]\d)")
"""A decimal number, or a whole one of three digits, not ending in nought: never a year, a day or one in words."""
_TEXTS = frozenset({"text", "caveat", "summary"})


@dataclass(frozen=True, slots=True)
class Name:
    """What an invented city is called."""

    zh: str
    en: str

    @property
    def slug(self) -> str:
        """Its part of addresses and ids."""
        return self.en.lower()


@dataclass(frozen=True, slots=True)
class Model:
    """A real city that others are made from."""

    slug: str
    city: yaml.MappingNode
    sources: Mapping[str, yaml.MappingNode]
    """Those that it alone rests on, by id."""
    numbers: frozenset[str]
    """Those that may be changed: each stands as often in the Chinese as in the English of the same text."""

    @property
    def name(self) -> Name:
        """Its own."""
        names = _plain(self.city)["name"]
        return Name(names["zh"], names["en"])

    @property
    def facts(self) -> int:
        """How many there are."""
        return len(_plain(self.city)["facts"])


@dataclass(frozen=True, slots=True)
class Invention:
    """What was made."""

    folder: Path
    slugs: tuple[str, ...]
    facts: int
    """Of all cities."""


def invent(folder: Path, *, cities: int, seed: int = 1, data: Path = ROOT / "data") -> Invention:
    """Write a project with so many cities into `folder`, which must be empty or not exist."""
    models = _models(data)
    order = _balanced(models)
    names = _names(random.Random(seed), taken={model.name for model in models})
    plan = [(order[index % len(order)], next(names)) for index in range(cities)]
    slugs = [name.slug for _model, name in plan]
    first = {model.slug: name.slug for model, name in reversed(plan)}
    _frame(folder, data, models, slugs, first)
    for index, (model, name) in enumerate(plan):
        parent = _plain(model.city).get("parent")
        before = (other.slug for one, other in reversed(plan[:index]) if one.slug == parent)
        city, sources = _clone(model, name, parent=next(before, ""), chance=random.Random(f"{seed} {name.slug}"))
        _write(folder / "data/cities" / f"{name.slug}.yml", city)
        if sources:
            _write(folder / "data/sources" / f"{name.slug}.yml", _sequence(sources))
    return Invention(folder, tuple(slugs), sum(model.facts for model, _name in plan))


def edit(folder: Path, slug: str) -> str:
    """Change one fact of a city as an editor does: its value and both texts. The id of the fact."""
    path = folder / f"data/cities/{slug}.yml"
    text = path.read_text("utf-8")
    for fact in _plain(_load(path))["facts"]:
        value = fact.get("value", "")
        said = [fact["text"][language].count(value) for language in ("zh", "en")] if value else []
        if "indicator" in fact and _NUMBER.fullmatch(value) and said == [1, 1] and text.count(value) == 3:
            path.write_text(text.replace(value, _other(value, random.Random(slug))), "utf-8")
            return str(fact["id"])
    raise ValueError(f"{slug} has no fact whose value stands in its own two texts alone")


def _models(data: Path) -> tuple[Model, ...]:
    """Every city of the data."""
    sources = {str(_key(node, "id").value): node for path in _files(data / "sources") for node in _load(path).value}
    shared = _cited(_load(data / "national.yml")) | _cited(_load(data / "zero-waste-roster.yml"))
    models = []
    for path in _files(data / "cities"):
        city = _load(path)
        own = {name: sources[name] for name in sorted(_cited(city) - shared)}
        models.append(Model(path.stem, city, own, _changeable(city)))
    return tuple(models)


def _balanced(models: Sequence[Model]) -> list[Model]:
    """The models so that any number of them from the beginning is about as dense as all: steps of the golden ratio."""
    by_size = sorted(models, key=lambda model: (model.facts, model.slug))
    count = len(by_size)
    return [
        by_size[place] for place in dict.fromkeys(int((0.5 + 0.6180339887 * n) % 1 * count) for n in range(99 * count))
    ]


def _names(chance: random.Random, *, taken: set[Name]) -> Iterator[Name]:
    """Names, each once, in an order that the chance gives."""
    known = {name.en for name in taken} | {name.zh for name in taken}
    for before in _BEFORE.split(" "):
        pairs = list(product(_FIRST.split(), _LAST.split()))
        chance.shuffle(pairs)
        for parts in pairs:
            whole = (before, *parts) if before else parts
            name = Name("".join(part[0] for part in whole), "".join(part[1:] for part in whole).capitalize())
            if name.en not in known and name.zh not in known:
                known |= {name.en, name.zh}
                yield name
    raise ValueError(f"there are only {len(known)} names")


def _frame(folder: Path, data: Path, models: Sequence[Model], slugs: Sequence[str], first: Mapping[str, str]) -> None:
    """Everything of a project but its cities."""
    (folder / "data/cities").mkdir(parents=True)
    (folder / "data/sources").mkdir()
    own = {name for model in models for name in model.sources}
    for path in _files(data):
        if path.name != "changes.yml":
            shutil.copy(path, folder / "data" / path.name)
    for path in _files(data / "sources"):
        kept = [node for node in _load(path).value if _key(node, "id").value not in own]
        if kept:
            _write(folder / "data/sources" / path.name, _sequence(kept))
    newest = _plain(_load(data / "changes.yml").value[0])
    newest.pop("facts", None)
    news = yaml.safe_dump([newest | {"places": ["national", *slugs]}], allow_unicode=True, sort_keys=False)
    (folder / "data/changes.yml").write_text(news, "utf-8")
    content = data.parent / "content" if (data.parent / "content").is_dir() else ROOT / "content"
    _content(folder, content, models, first)
    settings = {
        "INHERIT": (ROOT / "mkdocs.yml").as_posix(),
        "theme": {"custom_dir": (ROOT / "overrides").as_posix()},
        "hooks": [(ROOT / "hooks/entry.py").as_posix()],
        "watch": [],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")


def _content(folder: Path, content: Path, models: Sequence[Model], first: Mapping[str, str]) -> None:
    """The texts, which quote the facts of the first city that was made from each; none that would quote another."""
    models_by_length = sorted((model.slug for model in models), key=len, reverse=True)
    own = re.compile(
        rf"(?P<before>\((?:fact|text|date):|\(page:cities/|cities/)(?P<slug>{'|'.join(models_by_length)})\b"
    )
    pages = {path.relative_to(content): path.read_text("utf-8") for path in content.rglob("*.md")}
    missing = {
        name.stem
        for name, text in pages.items()
        if "learn" in name.parts and any(found["slug"] not in first for found in own.finditer(text))
    }
    while (
        more := {name.stem for name, text in pages.items() if any(f"(page:learn/{one})" in text for one in missing)}
        - missing
    ):
        missing |= more
    some = next(iter(first.values()))
    for name, text in pages.items():
        if "learn" not in name.parts or name.stem not in missing:
            (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
            quoted = own.sub(lambda found: found["before"] + first.get(found["slug"], some), text)
            for diagram, facts in DIAGRAMS.items():
                if any(fact.startswith(f"{slug}-") for fact in facts for slug in models_by_length):
                    quoted = quoted.replace(f"![](diagram:{diagram})", "")  # it shows facts of a city by their id
            (folder / "content" / name).write_text(quoted, "utf-8")


def _clone(
    model: Model, name: Name, *, parent: str, chance: random.Random
) -> tuple[yaml.MappingNode, list[yaml.MappingNode]]:
    """The city under another name, and its sources; `parent` is the slug of the invented city that it is part of."""
    plain = _plain(model.city)
    old = model.name
    facts = {one: _renamed(one, model.slug, name.slug) for one in (fact["id"] for fact in plain["facts"])}
    sources = {one: _renamed(one, model.slug, name.slug) for one in model.sources}
    numbers = {number: _other(number, chance) for number in sorted(model.numbers)}

    def changed(node: Any, way: tuple[str, ...], ids: Mapping[str, str]) -> Any:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, changed(value, (*way, key.value), ids)) for key, value in node.value]
            return yaml.MappingNode(node.tag, pairs, flow_style=node.flow_style)
        if isinstance(node, yaml.SequenceNode):
            return yaml.SequenceNode(
                node.tag, [changed(one, way, ids) for one in node.value], flow_style=node.flow_style
            )
        value = node.value
        if way[-1] in ("zh", "en"):
            value = value.replace(*((old.zh, name.zh) if way[-1] == "zh" else (old.en, name.en)))
            if way[-2] in _TEXTS:
                value = _NUMBER.sub(lambda found: numbers.get(found[0], found[0]), value)
        elif way[-1] in ("value", "other_numbers"):
            value = numbers.get(value, value)
        elif way[-1] == "url":
            value += f"{'&' if '?' in value else '?'}city={name.slug}"  # an address belongs to one document
        elif way[-1] in ("id", "facts", "key_figures", "answers", "source"):
            value = (sources if way[-1] == "source" else ids).get(value, value)
        return yaml.ScalarNode(node.tag, value, style=node.style)

    city = changed(model.city, (), facts)
    for key, spread in (("latitude", 0.4), ("longitude", 0.4)):
        node = _key(_key(city, "coordinates"), key)
        node.value, node.tag = f"{float(node.value) + chance.uniform(-spread, spread):.2f}", "tag:yaml.org,2002:float"
    _key(_key(city, "coordinates"), "geonames").value = str(chance.randrange(10_000_000, 99_000_000))
    if "parent" in plain:
        if parent:
            _key(city, "parent").value = parent
        else:
            city.value = [(key, value) for key, value in city.value if key.value != "parent"]
            _key(city, "level").value = "prefecture"
    return city, [changed(node, (), sources) for node in model.sources.values()]


def _renamed(id: str, old: str, new: str) -> str:
    return new + id.removeprefix(old) if id.startswith(f"{old}-") else f"{new}-{id}"


def _other(number: str, chance: random.Random) -> str:
    """A number of as many digits that ends in another one, never in nought."""
    return number[:-1] + str(chance.choice([digit for digit in range(1, 10) if str(digit) != number[-1]]))


def _changeable(city: yaml.MappingNode) -> frozenset[str]:
    """Numbers that both languages write alike, and on which no outcome of a target rests."""
    plain = _plain(city)
    answered = {target for fact in plain["facts"] for target in fact.get("answers", ())}
    found, kept = set[str](), set[str]()
    for entry in (plain["summary"], *plain["facts"]):
        texts = [entry] if "zh" in entry else [entry[key] for key in ("text", "caveat") if key in entry]
        for text in texts:
            zh, en = (Counter(_NUMBER.findall(text[language])) for language in ("zh", "en"))
            found |= {*zh, *en}
            kept |= {number for number in {*zh, *en} if zh[number] != en[number]}
            if "answers" in entry or entry.get("id") in answered:
                kept |= {*zh, *en}
    return frozenset(found - kept)


def _cited(node: Any) -> set[str]:
    """The ids of every source that is cited below the node."""
    if isinstance(node, yaml.MappingNode):
        return {
            name
            for key, value in node.value
            for name in (
                [value.value] if key.value == "source" and isinstance(value, yaml.ScalarNode) else _cited(value)
            )
        }
    return {name for one in node.value for name in _cited(one)} if isinstance(node, yaml.SequenceNode) else set()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _load(path: Path) -> Any:
    return yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.CSafeLoader)


def _key(node: Any, key: str) -> Any:
    return next(value for name, value in node.value if name.value == key)


def _plain(node: Any) -> Any:
    """The value of a node, its scalars as they are written."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(one) for one in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def _sequence(nodes: Sequence[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", list(nodes), flow_style=False)


def _write(path: Path, node: yaml.Node) -> None:
    path.write_text(yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True, width=4096), "utf-8")
