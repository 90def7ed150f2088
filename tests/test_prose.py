"""Pages written by hand: what could run or load something is refused with its place, and the rest is published."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from beautiful_cities.problems import report
from beautiful_cities.prose import EXTENSIONS, check_prose
from published import build
from small import small_project

HEAD = "---\ntitle: T\ndescription: D\n---\n\n# T\n\n"


def complaints(folder: Path, content: str | bytes) -> list[str]:
    """What is wrong with a page of this content, without the count of it."""
    page = folder / "content" / "en" / "page.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(content if isinstance(content, bytes) else (HEAD + content).encode())
    return report(tuple(check_prose(folder))).splitlines()[:-1]


@pytest.mark.parametrize(
    ("written", "place", "rule"),
    [
        ("[x](javascript:alert())", "8:5", "markdown-link"),
        ("a\n\n[x](JaVaScRiPt:alert())", "10:5", "markdown-link"),
        ("[x](javascript&#58;alert())", "5:1", "markdown-link"),
        ("[x](java\tscript:alert())", "5:1", "markdown-link"),
        ("[x][y]\n\n[y]: javascript:alert()", "10:6", "markdown-link"),
        ("![x](data:image/svg+xml;base64,PHN2Zz4=)", "8:6", "markdown-link"),
        ("[x](vbscript:x)", "8:5", "markdown-link"),
        ("[x](file:///etc/passwd)", "8:5", "markdown-link"),
        ("[x](//stranger.example/)", "8:5", "markdown-link"),
        ("[x](\\\\stranger.example/)", "8:6", "markdown-link"),
        ("[x](http://[)", "8:5", "markdown-link"),
        ("<mail@host.example>", "5:1", "markdown-link"),
        ('[x](about.md){: href="javascript:alert()" }', "8:23", "markdown-link"),
        ("[x](about.md){: onclick=alert() }", "8:17", "markdown-html"),
        ("text\n{: style=color:red }", "9:4", "markdown-html"),
        ("<script>alert()</script>", "8:1", "markdown-html"),
        ("a <img src=x onerror=alert()> b", "8:14", "markdown-html"),
        ("<svg><script href=data:,alert() /></svg>", "8:1", "markdown-html"),
        ("<iframe srcdoc='<script>'></iframe>", "8:1", "markdown-html"),
        ("<div onmouseover=alert()>x</div>", "8:6", "markdown-html"),
        ("<base href=//x>", "8:1", "markdown-html"),
        ("<style>@import '//x'</style>", "8:1", "markdown-html"),
        ("<x-y onclick=alert()>", "8:1", "markdown-html"),
        ("one\0two", "8:4", "character"),
    ],
)
def test_what_could_run_is_refused_at_its_place(written: str, place: str, rule: str, tmp_path: Path) -> None:
    found = complaints(tmp_path, written)
    assert re.fullmatch(rf"content/en/page\.md:{place}: .+; .+; .+ \[{rule}\]", found[0]), found


@pytest.mark.parametrize(
    "written",
    [
        "[x](about.md) [y](https://host.example/a?b#c) [z](#t) ![p](p.png)",
        "## T { #t }\n\n> q\n\n- a\n- b\n\n1. c\n\n| a | b |\n|---|---|\n| c | d |",
        "`<script>` and\n\n    <script>alert()</script>\n\n```\n<img onerror=x>\n```",
        "1 < 2, a & b, javascript: is a word",
    ],
)
def test_what_is_harmless_is_published(written: str, tmp_path: Path) -> None:
    assert [] == complaints(tmp_path, written)


def test_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (line,) = complaints(tmp_path, HEAD.encode() + b"\xff\xfe")
    assert line.startswith("content/en/page.md:8:1: the file is not UTF-8 text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_link_out_of_the_project_and_a_pipe_are_problems(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("secret", "utf-8")
    (root / "content" / "a.md").symlink_to(tmp_path / "outside.md")
    os.mkfifo(root / "content" / "b.md")
    first, second = report(tuple(check_prose(root))).splitlines()[:-1]
    assert first.endswith("[file-elsewhere]")
    assert second.endswith("[file-unreadable]")


def test_pages_of_the_site_are_judged_with_the_extensions_that_print_them(root: Path) -> None:
    settings = (root / "mkdocs.yml").read_text("utf-8").replace("!ENV", "")
    assert set(yaml.safe_load(settings)["markdown_extensions"]) <= set(EXTENSIONS)
    assert [] == list(check_prose(root))


def test_build_with_such_a_page_is_refused_with_every_place_and_leaves_no_traceback(root: Path, tmp_path: Path) -> None:
    project = small_project(root, tmp_path / "project")
    with (project / "content/en/about.md").open("a", encoding="utf-8") as page:
        page.write("\n[x](javascript:alert())\n")
    (project / "content/zh/about.md").write_bytes(HEAD.encode() + b"\xff")
    broken = build(project, project / "site", PATH="", CHROMIUM="/nonexistent")
    assert 0 != broken.exit_code
    assert "[markdown-link]" in broken.output
    assert "[encoding]" in broken.output
    assert "Traceback" not in broken.output
    assert not (project / "site").exists()


def test_unfinished_lesson_keeps_a_strict_build_from_publishing_and_says_so_in_the_language_of_the_machine(
    root: Path, tmp_path: Path
) -> None:
    project = small_project(root, tmp_path / "project")
    with (project / "content/zh/learn/clean-air.md").open("a", encoding="utf-8") as lesson:
        lesson.write("\n（待写）\n")
    refused = build(project, project / "site", PATH="", CHROMIUM="/nonexistent", LC_ALL="zh_CN.UTF-8")
    assert 0 != refused.exit_code
    assert re.search(r"^WARNING .*clean-air\.md:14:1: 课文里有“（待写）”；", refused.output, re.MULTILINE), (
        refused.output
    )
    assert not (project / "site").exists()
