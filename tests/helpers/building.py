"""Sites for tests: copied to a folder of their own, built, and compared file by file."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.interface.cli import main
from onrecord.layout import Layout
from onrecord.publishing.staging import generated_among

PROGRAM = Path(__file__).resolve().parents[2]
BUILD = PROGRAM / "build.py"
SITES = PROGRAM / "tests" / "sites"
EXAMPLE = PROGRAM / "examples" / "sarrow-strait"
SECONDS = 60

NOTE = """\
date: 2031-01-01
summary: Made up.
source:
  file: note.txt
  publisher: Nobody
actors:
  - id: mira
"""

# The kind of a file and its time stamps, which must not change if nothing is written.
State = dict[str, tuple[bytes | str, int]]


@dataclass(frozen=True)
class Done:
    """The result of a command."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Site:
    """A site's folder."""

    root: Path

    @property
    def pages(self) -> Path:
        return self.root / "site_src"

    @property
    def html(self) -> Path:
        return self.root / "site"

    def write(self, path: str, text: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def run(self, *arguments: str) -> Done:
        """Run a command in this process."""
        return in_process(*arguments, "--root", str(self.root))

    def build(self) -> Done:
        """Run a build that must succeed."""
        done = self.run()
        assert done.status == 0, done
        return done

    def start(self, *arguments: str, **settings: str) -> Done:
        """Run a command as an operator does, in a separate process."""
        return in_own_process(*arguments, "--root", str(self.root), env=settings)


def in_process(*arguments: str) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(arguments)
        except SystemExit as stop:  # argparse's way to say that the command was wrong
            status = int(stop.code or 0)
    return Done(status, out.getvalue(), err.getvalue())


def environment(**settings: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "SOURCE_DATE_EPOCH")}
    return kept | settings


def in_own_process(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None, user: str | None = None
) -> Done:
    done = subprocess.run(
        [sys.executable, str(BUILD), *arguments],
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment(**(env or {})),
        cwd=cwd,
        user=user,
        timeout=SECONDS,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def copy_of(name: str, target: Path) -> Site:
    """A copy of one of the sites beside the tests."""
    shutil.copytree(SITES / name, target, dirs_exist_ok=True)
    return Site(target)


def small_site(target: Path) -> Site:
    """A site of few pages, for quick builds."""
    site = Site(target)
    site.write("seeds/note.txt", "A made-up note\nMira said: “No.”\n")
    site.write("briefs/actors.yml", "mira:\n  name: Mira\n  kind: person\n")
    site.write("briefs/note.yml", NOTE)
    return site


def real_site(target: Path) -> Site:
    """The project's own articles and briefings, without its templates, theme and settings."""
    for folder in ("seeds", "briefs"):
        shutil.copytree(PROGRAM / folder, target / folder)
    return Site(target)


def example_site(target: Path) -> Site:
    """A copy of the example collection, without files that builds made."""
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("site", ".onrecord"))
    for path in (target / "site_src").rglob("*"):
        if path.is_file() and path.name != "about.md":
            path.unlink()
    return Site(target)


def published_example(target: Path) -> Site:
    """The example collection, with an address on the web."""
    site = example_site(target)
    settings = (target / "mkdocs.yml").read_text(encoding="utf-8")
    site.write("mkdocs.yml", f"{settings}\nsite_url: https://example.org/below/\n")
    return site


def arabic_example(target: Path) -> Site:
    """The example collection with an Arabic interface."""
    site = example_site(target)
    settings = (target / "mkdocs.yml").read_text(encoding="utf-8")
    site.write("mkdocs.yml", f"{settings}  language: ar\n  content_language: en\n")
    return site


def built(name: str) -> Site:
    """A site that is built once, for reading only.

    `real` is the project's own, `example` the example, `published` the example with an address on the web,
    `arabic` the example with an Arabic interface.
    """
    return _built(name)


@cache
def _built(name: str) -> Site:
    folder = Path(tempfile.mkdtemp(prefix=f"onrecord-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = folder / "root"
    makers = {
        "real": real_site,
        "example": example_site,
        "published": published_example,
        "arabic": arabic_example,
    }
    site = makers[name](root) if name in makers else copy_of(name, root)
    site.build()
    return site


def state(folder: Path) -> State:
    """The state of all files in a folder, except the program's work folder."""
    return {
        path.relative_to(folder).as_posix(): (_content(path), path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if ".onrecord" not in path.relative_to(folder).parts
    }


def content(folder: Path) -> dict[str, bytes | str]:
    """The files and links of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() or path.is_symlink()
    }


def outcome(site: Site) -> tuple[dict[str, bytes | str], dict[str, bytes | str]]:
    """The output of a build: the files in `site_src` and the published ones."""
    return content(site.pages), content(site.html)


def clean(site: Site, target: Path) -> Site:
    """A copy of a site without files that builds made."""
    shutil.copytree(site.root, target, symlinks=True, ignore=shutil.ignore_patterns("site", ".onrecord"))
    made = Site(target)
    for path in generated_among(Layout(target), list(content(made.pages))):
        (made.pages / path).unlink()
    return made


def litter(root: Path) -> list[str]:
    """What a build should have removed before it ended."""
    kept = {".gitignore", "cache.sqlite", "lock", "seal", "spare", "templates"}
    left = [path for path in (root / ".onrecord").glob("*") if path.name not in kept]
    left += (root / "site_src").rglob(".*")
    return sorted(path.relative_to(root).as_posix() for path in left)


def _content(path: Path) -> bytes | str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return path.read_bytes() if path.is_file() else "folder"
