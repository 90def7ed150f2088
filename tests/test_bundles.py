"""Styles and scripts as readers get them: one file each, named by what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from beautiful_cities.bundles import apart, script, stylesheet


def files(folder: Path, *texts: str) -> list[Path]:
    """A file for each text."""
    made = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(made, texts, strict=True):
        path.write_text(text, "utf-8")
    return made


def test_stylesheets_keep_their_order(tmp_path: Path) -> None:
    assert b"a { b: c }\n\nd { e: f }\n" == stylesheet(files(tmp_path, "a { b: c }\n", "d { e: f }\n")).content


def test_name_changes_with_the_content_and_with_nothing_else(tmp_path: Path) -> None:
    one, same, other = (stylesheet(files(tmp_path, text)).path for text in ("a {}", "a {}", "b {}"))
    assert one == same != other


@pytest.mark.parametrize("text", ['import "./b.js";', "import { b } from './b.js';", "\n  export const a = 1;"])
def test_script_that_leans_on_another_is_refused_by_name(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^1\.txt imports or exports"):
        script(files(tmp_path, "const a = 1;", text), {})


def test_script_may_fetch_another_when_it_is_needed(tmp_path: Path) -> None:
    script(files(tmp_path, 'const b = await import("./b.js");', "const url = import.meta.url;"), {})


def test_what_stays_apart_is_found_under_its_new_name_from_any_depth(tmp_path: Path) -> None:
    leaf, stem, other = tmp_path / "leaf.js", tmp_path / "stem.js", tmp_path / "their.js"
    leaf.write_text("export const leaf = 1;", "utf-8")
    stem.write_text('import { leaf } from "./leaf.js"; new URL("their.min.js", x);', "utf-8")
    other.write_text('"leaf.js"', "utf-8")
    made = apart([stem, leaf], {"their.min.js": other})
    names = {name: one.path.rpartition("/")[2] for name, one in made.items()}
    assert all(names[name] != name for name in names)
    assert f'"./{names["leaf.js"]}"; new URL("{names["their.min.js"]}", x)' in made["stem.js"].content.decode()
    assert b'"leaf.js"' == made["their.min.js"].content
    (tmp_path / "all.js").write_text('await import("./stem.js");', "utf-8")
    assert names["stem.js"].encode() in script([tmp_path / "all.js"], made).content
    leaf.write_text("export const leaf = 2;", "utf-8")
    again = apart([stem, leaf], {"their.min.js": other})
    assert ["leaf.js", "stem.js"] == sorted(name for name in made if made[name].path != again[name].path)


@pytest.mark.browser
def test_script_that_fails_leaves_the_others_at_work_and_is_heard_of(tmp_path: Path, browser: Browser) -> None:
    bundle = script(
        files(
            tmp_path, "const name = 1; document.title = name;", "nothing();", "const name = 2; document.title += name;"
        ),
        {},
    )
    page, complaints = browser.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(f"<title></title><script type='module'>{bundle.content.decode()}</script>")
    page.wait_for_function("document.title === '12'")
    page.wait_for_timeout(50)
    page.close()
    assert ["nothing is not defined"] == complaints
