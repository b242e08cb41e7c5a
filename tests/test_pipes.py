"""Named pipes, sockets, devices and folders in place of files are named at once; nothing waits for them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.building import PROGRAM, Site, small_site
from onrecord.engine.opening import NotAFileError, read_bytes

PLACES = [
    "mkdocs.yml",
    "base.yml",
    "briefs/note.yml",
    "briefs/other.yml",
    "briefs/actors.yml",
    "briefs/issues.yml",
    "briefs/2031/old.yml",
    "seeds/note.txt",
    "seeds/2031/other.txt",
    "site_src/about.md",
    "site_src/x.png",
    "site_src/index.md",
    "site_src/briefs/note.md",
    "site_src/robots.txt",
    "site_src/pictures/x.png",
    "site_src/.hidden",
    "templates/markdown/briefing.md.j2",
    "templates/theme/main.html",
    "templates/theme/main.css",
    "templates/languages/en.yml",
    "look/main.html",
    ".onrecord/lock",
    ".onrecord/cache.sqlite",
    ".onrecord/cache.sqlite-journal",
    ".onrecord/.gitignore",
    ".onrecord/spare",
    ".onrecord/templates",
    ".onrecord/old-site",
]
OUTER = ["briefs", "seeds", "site_src", "templates", ".onrecord", "site"]


def a_socket(place: Path) -> None:
    here = Path.cwd()
    os.chdir(place.parent)  # The name of a socket may have some hundred bytes.
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(here)


def a_link_to_a_pipe(place: Path) -> None:
    os.mkfifo(root_of(place) / "pipe")
    place.symlink_to(root_of(place) / "pipe")


KINDS: dict[str, Callable[[Path], None]] = {
    "a named pipe": os.mkfifo,
    "a socket": a_socket,
    "a link to a named pipe": a_link_to_a_pipe,
}


def root_of(place: Path) -> Path:
    return next(above for above in place.parents if above.name == "root")


@pytest.fixture(autouse=True)
def _no_time_to_wait() -> Iterator[None]:
    """Interrupt a test that waits for a pipe."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = small_site(tmp_path / "root")
    site.write("mkdocs.yml", "INHERIT: base.yml\ntheme: {name: null, custom_dir: look}\n")
    site.write("base.yml", "site_name: Made up\n")
    shutil.copytree(PROGRAM / "templates" / "theme", site.root / "look")
    return site


def put(site: Site, place: str, make: Callable[[Path], None]) -> None:
    path = site.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    make(path)


def assert_named(site: Site, place: str, *words: str) -> None:
    for command in ("check", "build"):
        done = site.run(command, "--format", "json")
        problems = [p for p in json.loads(done.out) if p["path"] == place]
        assert problems, done
        assert any(word in problem["message"] for word in words for problem in problems), problems
        assert problems[0]["severity"] == "error"
        assert done.status == 1
        assert "Traceback" not in done.err


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_named(site: Site, place: str, kind: str) -> None:
    put(site, place, KINDS[kind])
    assert_named(site, place, "this is", "this must be")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", OUTER)
def test_what_is_no_folder_is_named(site: Site, place: str, kind: str) -> None:
    put(site, place, KINDS[kind])
    if place in ("briefs", "seeds"):
        assert site.run().status == site.run("check").status == 2
    elif place == "site":
        done = site.run()
        assert done.status == 1
        assert "site:1:1: error" in done.out
    else:
        assert_named(site, place, "this is", "this must be")


@pytest.mark.parametrize("kind", KINDS)
def test_such_things_come_after_a_build(site: Site, kind: str) -> None:
    site.build()
    for place in ("site_src/note.md", "mkdocs.yml", "seeds/note.txt", ".onrecord/lock"):
        before = (site.root / place).read_bytes() if (site.root / place).is_file() else None
        put(site, place, KINDS[kind])
        assert_named(site, place, "this is", "this must be")
        (site.root / place).unlink()
        (site.root / "pipe").unlink(missing_ok=True)
        if before is not None:
            (site.root / place).write_bytes(before)
        site.build()


@pytest.mark.parametrize(
    "place", [p for p in PLACES if p.startswith(("mkdocs", "briefs", "templates")) and not p.endswith(".css")]
)
def test_a_folder_in_place_of_a_file_is_named(site: Site, place: str) -> None:
    put(site, place, Path.mkdir)
    assert_named(site, place, "this is a folder, not a file")


@pytest.mark.parametrize("place", ["site/x.html", "site/.x", "site/briefs/note.html", "site/.git/x"])
def test_a_pipe_in_the_published_site_stops_nobody(site: Site, place: str) -> None:
    site.build()
    put(site, place, os.mkfifo)
    assert site.run("verify").status in (0, 1)
    site.edit("briefs/note.yml", "Made up.", "Made up again.")
    done = site.run()
    assert done.status in (0, 1, 3)
    assert "Traceback" not in done.err
    if done.status:
        assert place in done.out + done.err


@pytest.mark.parametrize("make", [os.mkfifo, a_socket, Path.mkdir, lambda p: p.symlink_to("/dev/zero")])
def test_reading_never_waits(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x")
    with pytest.raises(NotAFileError) as stopped:
        read_bytes(tmp_path / "x")
    assert "not a file" in str(stopped.value.strerror)
    assert stopped.value.filename == str(tmp_path / "x")
