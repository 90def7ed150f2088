"""Never half a site: killed, interrupted, refused or doubled, a build leaves the old site or the new one, whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from beautiful_cities import staging
from beautiful_cities.staging import Staging
from published import Build, begun, build, hashes
from small import small_project

LATER = {"SOURCE_DATE_EPOCH": "1811030400"}
"""Another day than that of all tests, so that the site says other things."""
PLAIN = {"PATH": "", "CHROMIUM": "/nonexistent"}
"""Without pictures, which take longest and are nothing to these tests."""


def silent() -> None:
    """What nobody needs to hear."""


def write(folder: Path, text: str) -> None:
    """A site of three files that say the same."""
    for name in ("index.html", "en/index.html", "assets/site.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def said(folder: Path) -> set[str]:
    """What the files of a site say, except hidden ones."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.read_text("utf-8") for path in files}


def published(target: Path, text: str) -> None:
    """A site that says `text` put at `target`."""
    new = Staging(target, silent)
    write(new.folder, text)
    new.publish()


@pytest.fixture(params=["in one step", "in two"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the site will be, on a system that can exchange folders and on one that cannot."""
    if request.param == "in two":
        monkeypatch.setattr(staging, "_exchange", lambda _one, _other: False)
    return tmp_path / "out" / "site"


def test_new_site_takes_the_place_of_the_old_one_and_nothing_is_left_beside_it(target: Path) -> None:
    for text in ("one", "two", "three"):
        published(target, text)
        assert {text} == said(target)
        assert [target] == list(target.parent.iterdir())


def test_old_site_stands_until_the_new_one_is_whole(target: Path) -> None:
    published(target, "old")
    new = Staging(target, silent)
    write(new.folder, "new")
    assert {"old"} == said(target)
    new.close()
    assert {"old"} == said(target)
    assert [target] == list(target.parent.iterdir())


def test_what_is_hidden_in_the_old_site_and_its_mode_are_kept(target: Path) -> None:
    published(target, "old")
    (target / ".git").mkdir()
    (target / ".git" / "HEAD").write_text("ref", "utf-8")
    (target / ".nojekyll").touch()
    target.chmod(0o750)
    published(target, "new")
    assert ("ref", True) == ((target / ".git" / "HEAD").read_text("utf-8"), (target / ".nojekyll").is_file())
    assert 0o750 == target.stat().st_mode & 0o777


def test_link_to_a_site_stays_a_link(target: Path, tmp_path: Path) -> None:
    published(target, "old")
    link = tmp_path / "link"
    link.symlink_to(target)
    published(link, "new")
    assert link.is_symlink()
    assert {"new"} == said(target)


def test_leftovers_of_a_killed_build_are_gone_after_the_next(target: Path) -> None:
    published(target, "old")
    for name in (".site.new", ".site.old"):
        write(target.with_name(name), "half")
    target.with_name(".site.lock").touch()
    published(target, "new")
    assert {"new"} == said(target)
    assert [target] == list(target.parent.iterdir())


def test_build_killed_between_two_renames_is_put_right_by_the_next(target: Path) -> None:
    published(target, "old")
    write(target.with_name(".site.new"), "new")
    target.rename(target.with_name(".site.old"))
    Staging(target, silent).close()
    assert {"old"} == said(target)


def test_site_that_cannot_be_replaced_is_left_as_it_was(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(target, "old")
    new = Staging(target, silent)
    shutil.rmtree(new.folder)  # as if the disk were gone
    with pytest.raises(OSError, match="No such file"):
        new.publish()
    assert {"old"} == said(target)
    new.close()


def test_second_build_waits_for_the_first_and_says_so(target: Path) -> None:
    first = Staging(target, silent)
    heard = threading.Event()

    def second() -> None:
        new = Staging(target, heard.set)
        write(new.folder, "second")
        new.publish()

    waiting = threading.Thread(target=second)
    waiting.start()
    assert heard.wait(10)
    write(first.folder, "first")
    first.publish()
    waiting.join(10)
    assert {"second"} == said(target)
    assert [target] == list(target.parent.iterdir())


SWAPS = """
import itertools, sys
from pathlib import Path
from beautiful_cities.staging import Staging
for number in itertools.count():
    new = Staging(Path(sys.argv[1]), print)
    for name in range(50):
        (new.folder / f"{name}.html").write_text(str(number))
    new.publish()
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="here a site takes its place in two steps")
def test_process_killed_at_any_moment_leaves_one_whole_site(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    for moment in range(25):
        command = [sys.executable, "-c", SWAPS, str(target)]
        with subprocess.Popen(command, cwd=root / "hooks", stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(moment * 0.0007)  # a round takes some milliseconds
            process.kill()
        assert 1 == len(said(target)), "a mixture"
        assert 50 == len(list(target.iterdir()))


# The build


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site in a folder of its own."""
    return small_project(root, tmp_path_factory.mktemp("staging") / "project")


@pytest.fixture(scope="module")
def builds(project: Path) -> tuple[Build, Build]:
    """The small site of one day and of another."""
    old = build(project, project / "old", "--no-strict", **PLAIN)
    new = build(project, project / "new", "--no-strict", **PLAIN, **LATER)
    assert (0, 0) == (old.exit_code, new.exit_code), old.output + new.output
    return old, new


@pytest.mark.parametrize("moment_s", [0, 0.1, 0.3, 0.6])
def test_build_killed_at_any_moment_leaves_the_old_site_or_the_new(
    project: Path, builds: tuple[Build, Build], tmp_path: Path, moment_s: float
) -> None:
    old, new = (hashes(one.folder) for one in builds)
    assert old != new
    site = tmp_path / "site"
    shutil.copytree(builds[0].folder, site)
    with begun(project, site, "--no-strict", **PLAIN, **LATER) as process:
        while not (tmp_path / ".site.new").exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(moment_s)
        process.kill()
    assert hashes(site) in (old, new)


def test_two_builds_at_a_time_both_end_well_and_the_site_is_that_of_one(
    project: Path, builds: tuple[Build, Build], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    first = begun(project, site, "--no-strict", **PLAIN)
    with first as one, begun(project, site, "--no-strict", **PLAIN, **LATER) as other:
        outputs = [process.communicate()[0] for process in (one, other)]
    assert [0, 0] == [one.returncode, other.returncode], outputs
    assert hashes(site) in [hashes(made.folder) for made in builds]
    assert [site] == list(tmp_path.iterdir())


def test_strict_build_with_a_warning_leaves_the_last_good_site(
    project: Path, builds: tuple[Build, Build], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(builds[0].folder, site)
    (project / "content" / "en" / "more.md").write_text(
        "---\ntitle: M\ndescription: M\n---\n\n# M\n\n[x](no.md)\n", "utf-8"
    )
    broken = build(project, site, **PLAIN, **LATER)
    assert 0 != broken.exit_code
    assert "no.md" in broken.output
    assert hashes(builds[0].folder) == hashes(site)
    assert [site] == list(tmp_path.iterdir())


def test_place_that_cannot_be_written_is_told_without_a_traceback(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = build(project, tmp_path / "file" / "site", "--no-strict", **PLAIN)
    assert 0 != broken.exit_code
    assert "cannot be replaced by a new site: " in broken.output
    assert "Traceback" not in broken.output
