"""The other generators: how each is installed, gets its pages, is started, and reset for cold builds."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from msgspec import Struct

from bench.peers.installing import HERE, NotInstalledError, node_peer, python_peer
from bench.peers.layouts import Arrangement, lay_out, plain_values
from bench.peers.results import HUGO, MKDOCS, OURS

PROGRAM = HERE.parent.parent
Command: TypeAlias = list[str | Path]


class Peer(Struct, frozen=True):
    """Another generator.

    Attributes:
        title: its name in tables.
        pinned: its name in the list of pinned versions.
        arrangement: its folders.
        made: the output of its builds, the site first; removed before a cold build.
        install: installs it below a folder and returns the command of a build; may raise NotInstalledError.
        settings: the folder beside this module with its settings and templates; MkDocs uses ours.
        environment: for its processes.
        begins_anew: whether it caches nothing.
    """

    title: str
    pinned: str
    arrangement: Arrangement
    made: tuple[str, ...]
    install: Callable[[Path], Command]
    settings: str | None = None
    environment: Mapping[str, str] = {}
    begins_anew: bool = False

    def prepare(self, source: Path, place: Path) -> None:
        """Put pages, settings and templates into an empty folder."""
        lay_out(source, place, self.arrangement)
        if self.settings:
            settings = HERE / "settings" / self.settings
            shutil.copytree(settings, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROGRAM / "mkdocs.yml", place)
            shutil.copytree(PROGRAM / "templates" / "theme", place / "templates" / "theme")

    def page(self, place: Path, slug: str) -> Path:
        """The page of a briefing."""
        return place / self.arrangement.place(PurePosixPath("briefs") / f"{slug}.md")


def our_command(root: Path, *words: str) -> Command:
    """Our own program, in its own folder."""
    return [sys.executable, PROGRAM / "build.py", *words, "--root", root, "--no-progress"]


OURS_MADE = ("site", "site_src", ".onrecord")
TITLES = {OURS: "onrecord"}


def _hugo(cache: Path) -> Command:
    """The binary itself: the package's command is Python, whose time would count as Hugo's."""
    folder = python_peer(cache, HUGO)
    programs = sorted(path for path in folder.rglob("hugo/binaries/hugo*") if path.is_file())
    if not programs:
        raise NotInstalledError("its package has no program for this system")
    return [programs[0], "build", "--quiet"]


def _eleventy(cache: Path) -> Command:
    node = shutil.which("node") or "node"
    return [node, node_peer(cache) / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs", *_ELEVENTY_SETTINGS]


def _pelican(cache: Path) -> Command:
    return [
        python_peer(cache, "pelican", "markdown") / "bin" / "pelican",
        "--quiet",
        "--settings",
        "pelicanconf.py",
    ]


def _zensical(cache: Path) -> Command:
    return [python_peer(cache, "zensical") / "bin" / "zensical", "build", "--config-file", "mkdocs.yml"]


def _mkdocs(cache: Path) -> Command:
    return [python_peer(cache, MKDOCS) / "bin" / "mkdocs", "build", "--quiet"]


_ELEVENTY_SETTINGS = ("--config", "eleventy.config.mjs")
_AS_OURS = Arrangement("site_src", "site_src")
PEERS = {
    MKDOCS: Peer("MkDocs, our theme", MKDOCS, _AS_OURS, ("site",), _mkdocs, begins_anew=True),
    HUGO: Peer(
        "Hugo",
        HUGO,
        Arrangement("content", "static", index="_index.md"),
        ("public", "resources", "cache", ".hugo_build.lock"),
        _hugo,
        settings="hugo",
        environment={"HUGO_CACHEDIR": "cache"},
        begins_anew=True,
    ),
    "eleventy": Peer(
        "Eleventy",
        "@11ty/eleventy",
        Arrangement("content", "static"),
        ("public", ".cache"),
        _eleventy,
        settings="eleventy",
        begins_anew=True,
    ),
    "pelican": Peer(
        "Pelican",
        "pelican",
        Arrangement("content", "content", rewrite=plain_values),
        ("public", "cache"),
        _pelican,
        settings="pelican",
    ),
    "zensical": Peer("Zensical", "zensical", _AS_OURS, ("site", ".cache"), _zensical, settings="zensical"),
}
TITLES |= {name: peer.title for name, peer in PEERS.items()}
