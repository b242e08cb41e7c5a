"""A file or folder that may not be read or written is named, and nothing is stuck once it may."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.building import Done, Site, small_site

NOBODY = 65534
# Root may do everything, so root runs the program as somebody else.
IS_ROOT = os.geteuid() == 0
PLACES = [
    ".onrecord",
    ".onrecord/lock",
    ".onrecord/spare",
    "briefs",
    "briefs/note.yml",
    "mkdocs.yml",
    "seeds",
    "seeds/note.txt",
    "seeds/sub",
    "site",
    "site/briefs",
    "site/index.html",
    "site_src",
    "site_src/own.md",
]


@pytest.fixture
def site() -> Iterator[Site]:
    """A built site, in a folder that everybody may reach."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-permissions-"))
    folder.chmod(0o755)
    site = small_site(folder / "root")
    site.write("seeds/sub/other.txt", "Another made-up note\n")
    site.write("mkdocs.yml", "site_name: Made up\n")
    site.write("site_src/own.md", "# By hand\n")
    site.write("templates/languages/xx.yml", "")
    site.build()  # As whoever runs the tests, so that all libraries are loaded.
    site.edit("briefs/note.yml", "Made up.", "Made up twice.")
    site.edit("seeds/note.txt", "A made-up note", "Another made-up note")
    site.build()
    if IS_ROOT:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
    yield site
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def run(site: Site, command: str = "build") -> Done:
    if not IS_ROOT:
        return site.run(command)
    os.seteuid(NOBODY)
    try:
        return site.run(command)
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("mode", ["unreadable", "read-only"])
@pytest.mark.parametrize("place", PLACES)
def test_what_may_not_be_used_is_named_and_nothing_is_stuck(site: Site, place: str, mode: str) -> None:
    path = site.root / place
    usual = path.stat().st_mode
    index = (site.html / "index.html").read_bytes()
    site.edit("briefs/note.yml", "Made up twice.", "Made up again.")
    site.edit("seeds/note.txt", "Another", "Once more, a")
    path.chmod(0 if mode == "unreadable" else 0o555 if path.is_dir() else 0o444)
    checked, built = run(site, "check"), run(site)
    for done in (checked, built):
        assert done.status in (0, 3), done
        assert "Traceback" not in done.err
        if done.status:
            assert done.err.startswith("stopped: Permission denied: ")
            assert f"{site.root}/{place}" in done.err
    path.chmod(usual)
    if built.status:
        assert (site.html / "index.html").read_bytes() == index
    again = run(site)
    assert (again.status, again.err) == (0, "")
    assert b"Once more, a made-up note" in (site.html / "briefs" / "note.html").read_bytes()
