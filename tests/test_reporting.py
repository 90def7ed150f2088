"""What `status` and `changes` tell, and how politely the addresses of the sources are asked."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from beautiful_cities.commands import main
from beautiful_cities.linkcheck import KEPT_DAYS, Answer, ask_all
from small import CITY, make, small_copy

TODAY = dt.date(2026, 11, 22)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints; it must succeed."""
    assert 0 == main([*arguments, "--language", "en"])
    return capsys.readouterr().out


def test_status_counts_facts_and_names_targets_that_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(small_copy(tmp_path))
    report = json.loads(told(capsys, "status", "--root", root, "--format", "json"))
    counts = {one["place"]: sum(one["facts"].values()) for one in report["places"]}
    assert {"qinghe", "liuwan", "national"} == set(counts)
    overdue = [name for one in report["places"] for name in one["overdue"]]
    assert overdue
    assert None is report["links"]
    markdown = told(capsys, "status", "--root", root, "--format", "markdown")
    assert all(f"`{name}`" in markdown for name in overdue)
    assert "| qinghe |" in markdown
    text = told(capsys, "status", "--root", root)
    assert "qinghe" in text
    assert "|" not in text


def test_status_of_broken_data_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_copy(tmp_path)
    make({"file": CITY, "from": "value: 1200", "to": "value: many"}, root)
    assert 1 == main(["status", "--root", str(root), "--language", "en"])
    assert capsys.readouterr().out.startswith(CITY)


def test_changes_name_each_fact_with_what_changed_and_each_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_copy(tmp_path / "project")
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "before"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    make({"file": CITY, "from": "value: 1200", "to": "value: 1201"}, root)
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, words, style in ((before, "old", "0a0a0a0a"), (after, "new", "1b1b1b1b")):
        for page, text in (("same", "same"), ("changed", words), (words, words)):
            (folder / page).mkdir(parents=True)
            (folder / page / "index.html").write_text(f'<link href="site.{style}.css">{text}')
    lines = told(
        capsys, "changes", "--root", str(root), "--since", "HEAD", "--before", str(before), "--after", str(after)
    )
    assert "1 changed fact\n" in lines
    assert "1200" in lines
    assert "→ 1201" in lines
    assert "3 changed pages\n" in lines
    assert "`/same/`" not in lines
    assert ["- `/new/`: new", "- `/changed/`: changed"] == [
        line for line in lines.splitlines() if line.startswith(("- `/new/", "- `/changed/"))
    ]


def test_unknown_revision_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_copy(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    assert 2 == main(["changes", "--root", str(root), "--since", "nothing", "--language", "en"])
    assert "Traceback" not in capsys.readouterr().err


# Addresses


class Host(BaseHTTPRequestHandler):
    """Answers with the status that the address names."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(int(self.path[1:4]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    """The address of a host, and what it was asked for."""
    asked = list[str]()
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (Host,), {"asked": asked})) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_addresses_answer_and_what_is_fine_is_not_asked_again_within_a_week(
    host: tuple[str, list[str]], tmp_path: Path
) -> None:
    base, asked = host
    fine, gone, refused = f"{base}/200", f"{base}/404", f"{base}/403"
    silent = "http://127.0.0.1:9/"
    cache, heard = tmp_path / "links.json", list[tuple[int, int]]()

    def ask(today: dt.date) -> dict[str, tuple[bool, bool]]:
        found = ask_all(
            [fine, gone, refused, silent],
            cache,
            today=today,
            pause_s=0,
            progress=lambda done, of: heard.append((done, of)),
        )
        return {address: (one.is_fine, one.is_gone) for address, one in found.items()}

    first = ask(TODAY)
    assert {fine: (True, False), gone: (False, True), refused: (False, False), silent: (False, False)} == first
    assert (4, 4) == max(heard)
    assert first == ask(TODAY + dt.timedelta(days=KEPT_DAYS))
    assert ["/200", "/403", "/403", "/404", "/404"] == sorted(asked)
    ask(TODAY + dt.timedelta(days=KEPT_DAYS + 1))
    assert 2 == asked.count("/200")


def test_broken_cache_is_asked_anew(host: tuple[str, list[str]], tmp_path: Path) -> None:
    base, _asked = host
    cache = tmp_path / "links.json"
    cache.write_text("[nonsense")
    assert ask_all([f"{base}/200"], cache, today=TODAY, pause_s=0)[f"{base}/200"].is_fine


def test_machine_without_a_network_is_suspected_before_every_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(addresses: Iterable[str], *_cache: object, **_options: object) -> Mapping[str, Answer]:
        return {address: Answer(TODAY, 0, "Name or service not known") for address in addresses}

    monkeypatch.setattr("beautiful_cities.commands.reporting.ask_all", nobody)
    assert 0 == main(["status", "--links", "--root", str(small_copy(tmp_path)), "--language", "en"])
    assert "Not one address answered; is this machine online?" in capsys.readouterr().err
