"""The files and sockets that a build opens, according to the system (strace) or to Python (audit hooks)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from helpers.building import BUILD, PROGRAM, SECONDS, Site, environment

STRACE = shutil.which("strace")

# `-y` has strace write the whole path of what was opened, whatever folder it was named from.
OPENED = re.compile(r"\bopen(?:at|at2)?\(.* = \d+<(/[^>]*)>")
SOCKET = re.compile(r"\b(?:socket|socketpair|connect|bind|sendto|sendmsg)\(.*")
STARTED = re.compile(r"\bexecve\(\"([^\"]+)\".* = 0$")

AUDITED = """
import os, runpy, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def note(event, arguments):
    if event.startswith("socket.") or event in ("open", "os.listdir", "os.scandir", "subprocess.Popen"):
        what = arguments[0] if arguments else ""
        if isinstance(what, bytes): what = os.fsdecode(what)
        if event == "open" and isinstance(what, str): what = os.path.abspath(what)
        if isinstance(what, int): return  # opened before, and noted then
        os.write(log, f"{event}\\t{what}\\n".encode(errors="surrogateescape"))
sys.addaudithook(note)
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass(frozen=True)
class Reached:
    """What a build and the programs that it started have reached."""

    files: frozenset[str]
    sockets: tuple[str, ...]
    programs: tuple[str, ...]


def by_strace(site: Site, log: Path, **settings: str) -> Reached:
    """Build a site under strace, which follows every process and thread."""
    assert STRACE
    watched = "trace=%network,open,openat,?openat2,execve"
    _run([STRACE, "-f", "-y", "-e", watched, "-o", str(log), *_build(site)], **settings)
    lines = log.read_text("utf-8", "surrogateescape").splitlines()
    return Reached(
        frozenset(found[1] for line in lines if (found := OPENED.search(line))),
        tuple(found[0] for line in lines if (found := SOCKET.search(line))),
        tuple(found[1] for line in lines if (found := STARTED.search(line)))[1:],
    )


def by_audit(site: Site, log: Path, **settings: str) -> Reached:
    """Build a site with an audit hook of Python's, which workers inherit and other programs do not."""
    python, *arguments = _build(site)
    _run([python, "-c", AUDITED, str(log), *arguments], **settings)
    events = [line.split("\t", 1) for line in log.read_text("utf-8", "surrogateescape").splitlines()]
    return Reached(
        frozenset(what for event, what in events if event == "open"),
        tuple(f"{event} {what}" for event, what in events if event.startswith("socket.")),
        tuple(what for event, what in events if event == "subprocess.Popen"),
    )


def libraries() -> tuple[Path, ...]:
    """The folders of Python, of its libraries and of the program."""
    paths = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths |= {Path(sys.prefix), Path(sys.base_prefix), PROGRAM, PROGRAM / ".venv"}
    return tuple(sorted(paths | {path.resolve() for path in paths}))


def _build(site: Site) -> list[str]:
    return [sys.executable, str(BUILD), "--root", str(site.root), "--jobs", "2"]


def _run(command: list[str], **settings: str) -> None:
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment(**settings),
        timeout=4 * SECONDS,
    )
    assert done.returncode == 0, done.stderr
