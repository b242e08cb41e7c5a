"""Compare the output of a build, byte for byte, with a build from nothing of the same input.

The results of builds from nothing are cached by a digest of the input, because many tests share inputs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from helpers.building import Done, Site, litter, outcome
from onrecord.interface.terminal import FINE, PROBLEMS
from onrecord.layout import Layout
from onrecord.publishing.staging import generated_among

_MADE = {"site", ".onrecord"}
_KEPT = 16
_ROOM = 200_000_000  # bytes; a site of these tests takes about two million


@dataclass(frozen=True)
class _Expected:
    """The result of a build from nothing: its messages without the site's path, and the files."""

    done: Done
    pages: dict[str, bytes | str]
    html: dict[str, bytes | str]


def quick_folder() -> Path | None:
    """A folder in memory, if there is one with enough space: builds take a third less time there."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < _ROOM:
        return None
    return memory


_kept: OrderedDict[bytes, _Expected] = OrderedDict()


def assert_as_built_from_nothing(site: Site) -> None:
    """Build a site without errors, and compare all its files."""
    done = compared(site)
    assert done.status == FINE, done


def assert_problems_as_from_nothing(site: Site) -> None:
    """Build a site with an error, and compare the messages."""
    done = compared(site)
    assert done.status == PROBLEMS, done


def compared(site: Site) -> Done:
    """Build a site, and compare the messages, and the files if it was built, with a build from nothing."""
    done = _without_root(site, site.run())
    expected = _from_nothing(site)
    said = f"said:\n{done}\na build from nothing said:\n{expected.done}"
    assert (done.status, _without_code(done.err)) == (
        expected.done.status,
        _without_code(expected.done.err),
    ), said
    if done.status != FINE:
        assert done.out == expected.done.out, said
        return done
    assert _problems_in(done.out) == _problems_in(expected.done.out), said
    for here, there in zip(outcome(site), (expected.pages, expected.html), strict=True):
        differing = sorted(path for path in here.keys() | there.keys() if here.get(path) != there.get(path))
        assert not differing, f"not as built from nothing: {differing}"
    left = litter(site.root)
    assert not left, f"a build has left {left}"
    return done


def _from_nothing(site: Site) -> _Expected:
    paths = _inputs(site)
    digest = _digest(site.root, paths)
    if digest is not None and digest in _kept:
        _kept.move_to_end(digest)
        return _kept[digest]
    with tempfile.TemporaryDirectory(prefix="onrecord-", dir=quick_folder()) as folder:
        anew = Site(Path(folder) / "site")
        anew.root.mkdir()
        for path in paths:
            source, target = site.root / path, anew.root / path
            if source.is_dir() and not source.is_symlink():
                target.mkdir(exist_ok=True)
            else:
                shutil.copyfile(source, target, follow_symlinks=False)
        done = _without_root(anew, anew.run("--jobs", "1"))
        expected = _Expected(done, *outcome(anew))
    if digest is not None:
        _kept[digest] = expected
        if len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return expected


def _inputs(site: Site) -> list[str]:
    """The files, links and folders that no build made; each folder comes before its content."""
    found: list[str] = []
    for folder, folders, names in os.walk(site.root):
        inside = Path(folder).relative_to(site.root)
        if inside == Path():
            folders[:] = [name for name in folders if name not in _MADE]
            names[:] = [name for name in names if name not in _MADE]
        found += [(inside / name).as_posix() for name in (*folders, *names)]
    under = f"{site.pages.name}/"
    pages = [path.removeprefix(under) for path in found if path.startswith(under)]
    generated = {f"{under}{path}" for path in generated_among(Layout(site.root), pages)}
    return [path for path in found if path not in generated]


def _digest(root: Path, paths: list[str]) -> bytes | None:
    """A digest of the input; None if a link leads out of it."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        file = root / path
        if file.is_symlink():
            return None
        data = b"folder" if file.is_dir() else hashlib.sha256(file.read_bytes()).digest()
        digest.update(b"\0".join((os.fsencode(path), data, b"")))
    return digest.digest()


def _without_code(err: str) -> str:
    """Messages without the line on the site's own code: a build that changes nothing runs none."""
    return "".join(line for line in err.splitlines(keepends=True) if not line.startswith("this build "))


def _without_root(site: Site, done: Done) -> Done:
    return Done(done.status, *(text.replace(str(site.root), "") for text in (done.out, done.err)))


def _problems_in(out: str) -> str:
    """The messages before the last two lines."""
    return "".join(out.splitlines(keepends=True)[:-2])
