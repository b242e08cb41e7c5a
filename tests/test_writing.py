"""Writing when the machine fails, and removing outputs of earlier builds."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from helpers.building import BUILD, Done, Site, content, environment, litter, small_site, state
from onrecord.engine import system
from onrecord.publishing import staging


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


def run(site: Site, prepare: Callable[[], None]) -> Done:
    # Coverage would write its own file, and fail like the build.
    env = {key: value for key, value in environment().items() if not key.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, str(BUILD), "--root", str(site.root)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=env,
        preexec_fn=prepare,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def limited_to(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [100, 1_000])
def test_a_file_that_cannot_be_written_leaves_the_old_site(small: Site, size: int) -> None:
    small.build()
    before = state(small.html)
    small.edit("briefs/note.yml", "Made up.", "Made up, and changed.")
    done = run(small, limited_to(size))
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(f"stopped: File too large: {small.root / '.onrecord'}")
    assert done.err.count("\n") == 1
    assert state(small.html) == before
    assert litter(small.root) == []


# Where each step of a build is known by its name.
STEPS = {
    "_move": "publishing.staging",
    "write_outputs": "publishing.placing",
    "change_site": "publishing.placing",
    "staging": "build",
}


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_leaves_the_old_site(small: Site, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small.build()
    before = state(small.html)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    small.edit("briefs/note.yml", "Made up.", "Made up, and changed.")
    monkeypatch.setattr(f"onrecord.{STEPS[step]}.{step}", fail)
    assert small.run() == Done(3, "", "stopped: No space left on device\n")
    assert state(small.html) == before
    assert litter(small.root) == []


def without_roots_rights() -> None:
    """Root may write anywhere; without these two capabilities it is like other users."""
    if os.geteuid() == 0:
        drop, override, read_search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        for right in (override, read_search):
            assert ctypes.CDLL(None).prctl(drop, right, 0, 0, 0) == 0


@pytest.mark.parametrize(
    ("closed", "mode", "named"),
    [
        (".", 0o555, ".onrecord"),
        (".onrecord", 0o555, ".onrecord"),
        (".onrecord/lock", 0o444, ".onrecord/lock"),
        ("site_src/briefs", 0o555, "site_src/briefs"),
        ("seeds", 0o000, "seeds"),
        ("briefs", 0o000, "briefs"),
        ("briefs/actors.yml", 0o000, "briefs/actors.yml"),
    ],
)
def test_what_may_not_be_read_or_written_is_said_in_one_line(
    small: Site, closed: str, mode: int, named: str
) -> None:
    small.build()
    small.edit("briefs/note.yml", "Made up.", "Made up, and changed.")
    before = state(small.html)
    if closed == ".":
        shutil.rmtree(small.root / ".onrecord")
    place = small.root / closed
    place.chmod(mode)
    try:
        done = run(small, without_roots_rights)
    finally:
        place.chmod(0o755)
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(f"stopped: Permission denied: {small.root / named}")
    assert done.err.count("\n") == 1
    assert state(small.html) == before


def test_where_folders_cannot_be_exchanged_they_are_renamed(
    small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "exchange", lambda one, other: False)
    small.build()
    old = content(small.html)
    small.edit("briefs/note.yml", "Made up.", "Made up, and changed.")
    small.build()
    assert content(small.html).keys() == old.keys()
    assert content(small.html) != old
    assert litter(small.root) == []


def test_a_site_that_was_taken_away_is_put_back(small: Site) -> None:
    small.build()
    before = content(small.html)
    small.html.rename(small.root / ".onrecord" / "old-site")
    (small.root / ".onrecord" / "staged-half").mkdir()
    small.write("briefs/broken.yml", "date: never\n")
    assert small.run().status == 1
    assert content(small.html) == before
    assert litter(small.root) == []


def test_what_killed_builds_left_is_removed(small: Site) -> None:
    small.build()
    small.write(".onrecord/staged-abc/site/index.html", "half a site")
    small.write(".onrecord/old-site/index.html", "an old site")
    small.write("site_src/briefs/.velmar-closes-the-small.md.onrecord", "half a page")
    small.build()
    assert litter(small.root) == []


@pytest.mark.parametrize("failing", ["copyfile", "replace"])
def test_a_page_that_cannot_be_copied_from_another_file_system_leaves_nothing(
    failing: str, tmp_path: Path
) -> None:
    source, target = tmp_path / "made.md", tmp_path / "site_src" / "page.md"
    target.parent.mkdir()
    source.write_text("new", encoding="utf-8")
    target.write_text("old", encoding="utf-8")

    def other_file_system(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    def full(_: object, there: Path) -> None:
        if failing == "copyfile":
            there.write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    owner = shutil if failing == "copyfile" else Path
    with (
        patch.object(os, "replace", other_file_system),
        patch.object(owner, failing, full),
        pytest.raises(OSError, match="No space left"),
    ):
        staging._move(str(source), str(target))
    assert [path.name for path in target.parent.iterdir()] == ["page.md"]
    assert target.read_text(encoding="utf-8") == "old"


def test_the_published_files_can_be_read_by_a_web_server(small: Site) -> None:
    small.build()
    assert small.html.stat().st_mode & 0o777 == 0o777 & ~current_umask()
    small.html.chmod(0o2775)
    small.build()
    assert small.html.stat().st_mode & 0o7777 == 0o2775


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
