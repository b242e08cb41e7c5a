"""Builds that are killed or interrupted, and concurrent builds."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.building import BUILD, PROGRAM, Site, built, content, copy_of, environment, litter, small_site
from onrecord.interface import locking
from onrecord.layout import Layout

ENOUGH = 300  # seconds, on the busiest machine

# Runs builds in child processes, and kills each at another change to the disk, or at another audit event of
# Python (a file is opened, a module imported …).
CRASHES = """
import os, random, shutil, signal, sys
from pathlib import Path
sys.path.insert(0, "tests")
from helpers.killing import Watch
from onrecord.interface.cli import main
import onrecord.publishing.mkdocs, ctypes

root, old, new = map(Path, sys.argv[1:4])
at_changes = sys.argv[4] == "changes"

def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

def build(crash_at):
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    watch = Watch(crash_at, any_moment=not at_changes)
    sys.stdout = open(os.devnull, "w")
    status = main(["--root", str(root)])
    (root.parent / "points").write_text(str(watch.seen))
    os._exit(status)

def arrange(briefs):
    shutil.rmtree(root / "briefs")
    shutil.copytree(briefs, root / "briefs")

sites = []
for briefs in (old, new):
    arrange(briefs)
    assert build(0) == 0
    sites.append(files(root / "site"))
assert sites[0] != sites[1]
last = int((root.parent / "points").read_text())
if at_changes:  # All of the last ones, when pages are written and the site is exchanged; of the others some.
    points = [*range(1, last - 30, 8), *range(last - 30, last + 1)]
else:
    points = random.Random(15).sample(range(1, last), 20)
killed = 0
for number, point in enumerate(points):
    arrange((old, new)[number % 2])
    crashed = build(point)
    assert files(root / "site") in sites, f"a broken site after a crash at {point} of {last}"
    assert crashed in (0, -signal.SIGKILL), crashed
    killed += crashed != 0
    assert build(0) == 0
    assert files(root / "site") == sites[number % 2], f"what a crash at {point} of {last} left stays"
assert build(0) == 0
assert files(root / "site") == sites[number % 2]
kept = {".gitignore", "behind", "cache.sqlite", "lock", "seal", "spare", "templates", "unchanged"}
left = [p for p in (root / ".onrecord").iterdir() if p.name not in kept]
assert not left, left
assert not list((root / "site_src").rglob(".*"))
print(killed)
"""


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


def crash(site: Site, brief: str, changed: str | None, where: str) -> int:
    """Kill builds of a site with and without a briefing, or with a changed one; returns their number.

    After each the site is complete, old or new, and the next build gives the right result.
    """
    old, new = site.root.parent / "old", site.root.parent / "new"
    for folder in (old, new):
        shutil.copytree(site.root / "briefs", folder)
    if changed is None:
        (old / brief).unlink()
    else:
        (new / brief).write_text(changed, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CRASHES, str(site.root), str(old), str(new), where],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=PROGRAM,
        env=environment(),
        timeout=ENOUGH,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_a_build_killed_at_any_change_to_the_disk_leaves_a_whole_site(small: Site) -> None:
    assert crash(small, "note.yml", None, "changes") > 20


def test_a_build_killed_at_any_moment_leaves_a_whole_site(strait: Site) -> None:
    name = "strait-of-kessa-reopens.yml"
    text = (strait.root / "briefs" / name).read_text(encoding="utf-8")
    changed = text.replace("A made-up briefing", "A made-up, changed briefing")
    assert changed != text
    assert crash(strait, name, changed, "moments") > 15


def start(site: Site) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(BUILD), "--root", str(site.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(),
    )


# Presses Control-C when a build reaches a certain step.
INTERRUPT = """
import runpy, signal, sys
# A shell lets what it starts in the background ignore the key; a test may have been started so.
signal.signal(signal.SIGINT, signal.default_int_handler)
event, name, program = sys.argv[1:4]
def watch(what, details):
    if what == event and name in str(details[0]):
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(watch)
sys.argv = sys.argv[3:]
runpy.run_path(program, run_name="__main__")
"""


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ("import", "pydantic"),
        ("import", "onrecord.publishing.mkdocs"),
        ("open", "lock"),
        ("open", "actors.yml"),
        ("open", "404.html"),
        ("os.rename", ".md"),
        ("os.chmod", "spare"),
        ("shutil.rmtree", "staged-"),
    ],
)
def test_control_c_is_said_in_one_line(small: Site, event: str, name: str) -> None:
    process = subprocess.run(
        [sys.executable, "-c", INTERRUPT, event, name, str(BUILD), "--root", str(small.root)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
    )
    assert process.returncode == 3, process.stderr
    assert process.stdout == ""
    assert process.stderr.startswith("interrupted")
    assert process.stderr.count("\n") == 1
    small.build()
    assert litter(small.root) == []


def test_of_two_builds_the_second_waits_and_says_so(small: Site) -> None:
    said: list[str] = []
    with locking.locked(Layout(small.root), said.append):
        second = start(small)
        assert second.stderr is not None
        assert second.stderr.readline() == "another build of this site is running; waiting for it\n"
        assert second.poll() is None
        assert not small.html.exists()
    out, err = second.communicate(timeout=ENOUGH)
    assert (second.returncode, err) == (0, "")
    assert "published" in out
    assert said == []
    assert (small.html / "index.html").exists()


def test_two_builds_at_once_both_succeed(strait: Site) -> None:
    for process in [start(strait) for _ in range(2)]:
        _, err = process.communicate()
        assert process.returncode == 0, err
    assert litter(strait.root) == []
    assert content(strait.html) == content(built("strait").html)
