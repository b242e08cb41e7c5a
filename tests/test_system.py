"""What some systems lack: each call has another way, taken here where the first one is taken away."""

from __future__ import annotations

import ast
import ctypes
import ntpath
import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.building import PROGRAM, Site, content, small_site
from onrecord import layout
from onrecord.engine import file_states, system
from onrecord.engine.pool import FEWEST, in_parallel

PACKAGE = PROGRAM / "onrecord"
MODULES = {"ctypes", "fcntl", "msvcrt", "resource", "pwd", "grp", "termios", "winreg"}
CALLS = {
    "symlink",
    "symlink_to",
    "hardlink_to",
    "O_NONBLOCK",
    "sched_getaffinity",
    "getuid",
    "geteuid",
    "mkfifo",
}
# The pool and the preview's builder are about forks alone, and ask first whether there are any.
FORKING = {"fork", "waitpid", "SIGKILL", "_exit"}


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


def forbidden(*_: object, **__: object) -> None:
    raise OSError(1, "Operation not permitted")


def test_one_module_asks_for_what_only_some_systems_have() -> None:
    asking: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        asked = names & MODULES | attributes & (CALLS | FORKING)
        if asked:
            asking[path.relative_to(PACKAGE).as_posix()] = asked
    assert asking.keys() == {"engine/system.py", "engine/pool.py", "serving/building.py"}
    assert asking["engine/pool.py"] <= FORKING
    assert asking["serving/building.py"] <= FORKING
    assert "symlink_to" in asking["engine/system.py"]


def test_without_forks_the_work_is_done_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    done = list(in_parallel(lambda _: str(os.getpid()).encode(), range(4 * FEWEST), 4))
    assert done == [str(os.getpid()).encode()] * 4 * FEWEST


def test_without_the_number_of_ones_own_cores_there_are_those_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert system.cores() == os.cpu_count()


def raising(error: Exception) -> Callable[[object], None]:
    def load(_: object) -> None:
        raise error

    return load


@pytest.mark.parametrize(
    "load",
    [
        raising(TypeError("bad argument type for built-in operation")),
        raising(OSError("no such library")),
        lambda _: types.SimpleNamespace(),
    ],
    ids=["Windows", "static", "musl"],
)
def test_without_the_c_library_nothing_is_trimmed_or_exchanged(
    load: Callable[[object], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(ctypes, "CDLL", load)
    system.trim_heap()
    assert not system.exchange(tmp_path / "one", tmp_path / "other")


def test_without_ctypes_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", None)
    system.trim_heap()
    assert not system.exchange(tmp_path, tmp_path)


def build_with_a_page(site: Site) -> dict[str, object]:
    site.write("site_src/by-hand.md", "# By hand\n")
    site.write("site_src/pictures/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    site.build()
    site.edit("briefs/note.yml", "Made up.", "Made up, and changed.")
    site.build()
    return dict(content(site.html))


@pytest.mark.parametrize("lacks_hard_links", [False, True])
def test_a_site_is_built_where_links_may_not_be_made(
    lacks_hard_links: bool, small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = build_with_a_page(small_site(tmp_path / "linked"))
    monkeypatch.setattr(Path, "symlink_to", forbidden)
    if lacks_hard_links:
        monkeypatch.setattr(os, "link", forbidden)
    assert build_with_a_page(small) == expected


def test_a_site_is_built_where_the_system_has_nothing(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """About as on Windows."""
    expected = build_with_a_page(small_site(tmp_path / "complete"))
    monkeypatch.setattr(Path, "symlink_to", forbidden)
    monkeypatch.setattr(ctypes, "CDLL", raising(TypeError("NoneType")))
    monkeypatch.delattr(os, "fork")
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", Locks())
    monkeypatch.setattr(os, "supports_follow_symlinks", set())
    monkeypatch.setattr(file_states, "STATES_TELL", False)
    assert build_with_a_page(small) == expected


class Locks:
    """Windows' locks: one byte of a file, and no waiting without end."""

    LK_NBLCK = 2

    def __init__(self, busy: int = 0) -> None:
        self.busy = busy
        self.locked: list[int] = []

    def locking(self, handle: int, mode: int, size: int) -> None:
        assert (mode, size) == (self.LK_NBLCK, 1)
        if self.busy:
            self.busy -= 1
            raise PermissionError(13, "Permission denied")
        self.locked.append(handle)


@pytest.mark.parametrize(
    ("busy", "wait", "is_locked"), [(0, False, True), (1, False, False), (3, True, True)]
)
def test_windows_locks(busy: int, wait: bool, is_locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    locks = Locks(busy)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr("onrecord.engine.system.time.sleep", lambda _: None)
    assert system.lock(7, wait=wait) is is_locked
    assert locks.locked == [7] * is_locked


def test_a_folder_is_inside_another_one_with_backslashes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = types.SimpleNamespace(sep="\\", path=ntpath)
    monkeypatch.setattr(layout, "os", windows)
    assert layout.path_within(r"C:\site\seeds\a.txt", [r"C:\other", r"C:\site"]) == "seeds/a.txt"
    assert layout.path_within(r"C:\site-2\a.txt", [r"C:\site"]) is None
    assert layout.path_within(r"C:\site\..\a.txt", [r"C:\site"]) is None
    assert layout.path_within("C:\\a.txt", ["C:\\"]) == "a.txt"
