"""A reader of the site, such as a web server, while it is built."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench.faults.trial import Outcome, Trial, trial, warm_up

_AT_A_TIME = 1000  # bytes: a file that is written over while it is read is noticed


def readers(_: int, number: int) -> dict[str, Outcome]:
    """Read all pages again and again while edits are built; a fault is a page that was read.

    A page that is missing, or neither as it was nor as it will be, counts as a broken site.  In each fourth
    build nothing is known of the build before, so that the whole site is made.
    """
    warm_up()
    outcomes = {"a page read while an edit is built": Outcome(), "while the whole site is built": Outcome()}
    edits, whole = outcomes.values()
    with trial() as site:
        for turn in range(number):
            edition = turn % 2
            outcome = whole if turn % 4 == 3 else edits
            if outcome is whole:
                (site.root / ".onrecord" / "cache.sqlite").unlink()
            site.choose(edition)
            with _reader(site, outcome):
                built = site.build()
            site.judge(outcome, edition, built)
            outcome.faults -= 1  # The build is none.
    return outcomes


@contextmanager
def _reader(site: Trial, outcome: Outcome) -> Iterator[None]:
    """Read all pages in a process of its own, at least once."""
    reading, writing = os.pipe()
    stop, stopped = os.pipe()
    child = os.fork()
    if not child:
        os.close(stopped)
        read = wrong = 0
        os.set_blocking(stop, False)
        while not read or not _has_ended(stop):
            for path, first in site.editions[0].items():
                read += 1
                wrong += _content(site.root / "site" / path) not in (first, site.editions[1][path])
        os.write(writing, msgspec.msgpack.encode((read, wrong)))
        os._exit(0)
    os.close(stop)
    os.close(writing)
    yield
    os.close(stopped)
    read, wrong = msgspec.msgpack.decode(os.read(reading, 100))
    os.close(reading)
    os.waitpid(child, 0)
    outcome.faults += read
    outcome.broken += wrong


def _has_ended(pipe: int) -> bool:
    """Whether the other end of a pipe was closed."""
    try:
        return not os.read(pipe, 1)
    except BlockingIOError:
        return False


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb", buffering=0) as file:
            return b"".join(iter(lambda: file.read(_AT_A_TIME), b""))
    except FileNotFoundError:
        return None
