"""Full disks: a file system of limited size that has no room left, or no more files, and a quota."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults.trial import Outcome, Trial, UnavailableError, chosen, warm_up

_NEW_MOUNTS, _NEW_USER, _PRIVATE, _AT_ONCE = 0x00020000, 0x10000000, 0x44000, 2  # sched.h and mount.h
_OPTIONS = b"size=8m,nr_inodes=3000"
_BLOCK = 4096
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_MAKING = frozenset(("os.rename", "os.mkdir", "os.link", "os.symlink"))


def disks(seed: int, number: int) -> dict[str, Outcome]:
    """Build an edit where the disk becomes full, then where there is room again; the kinds take turns.

    Raises:
        UnavailableError: this process may not mount a file system.
    """
    warm_up()
    dice, outcomes = chosen(seed, "disks"), {name: Outcome() for name in _KINDS}
    with _small_disk() as site:
        for turn in range(number):
            edition = turn % 2
            name = list(_KINDS)[turn % len(_KINDS)]
            make, needed = _KINDS[name]
            if turn % 5 == 4:  # Everything is made.
                shutil.rmtree(site.root / ".onrecord")
                needed *= 3
            site.choose(edition)
            filler = site.root / "filler"
            filler.mkdir()
            faulty = site.build(make(filler, dice.randrange(needed)))
            shutil.rmtree(filler)
            site.judge(outcomes[name], edition, faulty)
    return outcomes


def _without_room(filler: Path, blocks: int) -> Callable[[], object]:
    with (filler / "file").open("wb", buffering=0) as file:
        file.write(bytes((os.statvfs(filler).f_bavail - blocks) * _BLOCK))
    return lambda: None


def _without_files(filler: Path, files: int) -> Callable[[], object]:
    for number in range(os.statvfs(filler).f_favail - files):
        (filler / str(number)).touch()
    return lambda: None


def _over_quota(_: Path, left: int) -> Callable[[], object]:
    """Let the system refuse to make files, or to open them for writing, after some of them."""

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal left
        flags = details[2] if event == "open" else 0
        if event in _MAKING or (isinstance(flags, int) and flags & _WRITING):
            left -= 1
            if left < 0:
                raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), details[0])

    return lambda: sys.addaudithook(watch)


# With what a build of an edit needs: blocks, files, changes to the disk.
_KINDS: dict[str, tuple[Callable[[Path, int], Callable[[], object]], int]] = {
    "no room left": (_without_room, 110),
    "no more files": (_without_files, 60),
    "the quota used up": (_over_quota, 110),
}


@contextmanager
def _small_disk() -> Iterator[Trial]:
    """A trial on a file system in memory, which ends with this process."""
    system = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    try:
        if system.unshare(_NEW_MOUNTS):
            _checked(system.unshare(_NEW_MOUNTS | _NEW_USER))
            maps = {"setgroups": "deny", "uid_map": f"0 {user} 1", "gid_map": f"0 {group} 1"}
            for name, text in maps.items():
                Path(f"/proc/self/{name}").write_text(text, encoding="ascii")
        _checked(system.mount(b"none", b"/", None, _PRIVATE, None))
        folder = Path(tempfile.mkdtemp(prefix="faults-"))
        _checked(system.mount(b"none", os.fsencode(folder), b"tmpfs", 0, _OPTIONS))
    except OSError as error:
        raise UnavailableError(f"no file system can be mounted: {error.strerror}") from error
    try:
        yield Trial(folder)
    finally:
        system.umount2(os.fsencode(folder), _AT_ONCE)
        folder.rmdir()


def _checked(failed: int) -> None:
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
