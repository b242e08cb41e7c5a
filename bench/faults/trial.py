"""A site with two editions, and whether what a fault left is one of them."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from onrecord.interface.cli import main

PROGRAM = Path(__file__).resolve().parents[2]
SITE = PROGRAM / "tests" / "sites" / "strait"
BRIEF = "briefs/qasira-offers-to-mediate.yml"
Files = dict[str, bytes]


class Outcome(Struct):
    """What faults of one kind led to; all but the first two must be 0.

    Attributes:
        faults: how many there were.
        ended: how many builds they ended with another status than 0.
        broken: how often the site was neither of its two editions.
        wrong: how often the next build left other bytes than a clean one.
        stuck: how often the next build did not exit with 0.
        tracebacks: how often a build showed one.
    """

    faults: int = 0
    ended: int = 0
    broken: int = 0
    wrong: int = 0
    stuck: int = 0
    tracebacks: int = 0

    @property
    def is_good(self) -> bool:
        """Whether every fault was survived."""
        return not (self.broken or self.wrong or self.stuck or self.tracebacks)


class Trial:
    """A site in a folder of its own, with what clean builds of its two editions leave.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self._said = folder / "said"
        shutil.copytree(SITE, self.root, ignore=shutil.ignore_patterns(".onrecord", "site"))
        text = (self.root / BRIEF).read_text(encoding="utf-8")
        self._texts = [text, text.replace("summary: ", "summary: Edited. ", 1)]
        self.editions: list[Files] = []
        for edition in (0, 1):
            self.choose(edition)
            shutil.rmtree(self.root / ".onrecord", ignore_errors=True)
            status, said = self.build()
            assert status == 0, said
            self.editions.append(self.files())

    def choose(self, edition: int) -> None:
        """Write one of the two editions of a briefing."""
        (self.root / BRIEF).write_text(self._texts[edition], encoding="utf-8")

    def files(self) -> Files:
        """The files of the site."""
        site = self.root / "site"
        return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}

    def build(self, prepare: Callable[[], object] = lambda: None) -> tuple[int, str]:
        """Build in another process, which first calls `prepare`; return its status and what it said."""
        child = os.fork()
        if not child:
            status = 70
            try:
                said = os.open(self._said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
                os.dup2(said, 1)
                os.dup2(said, 2)
                sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
                sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
                prepare()
                status = main(["--root", str(self.root), "--no-progress", "--jobs", "1"])
                sys.stderr.flush()
            except BaseException:  # noqa: BLE001 - the process ends here
                import traceback

                traceback.print_exc()
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), self._said.read_text(encoding="utf-8", errors="replace")

    def judge(self, outcome: Outcome, edition: int, faulty: tuple[int, str]) -> None:
        """Count what a build with a fault left, and what the next build made of it."""
        outcome.faults += 1
        outcome.ended += faulty[0] != 0
        outcome.broken += self.files() not in self.editions
        status, said = self.build()
        outcome.stuck += status != 0
        outcome.wrong += status == 0 and self.files() != self.editions[edition]
        outcome.tracebacks += "Traceback" in faulty[1] or "Traceback" in said


def trial() -> Trial:
    """A trial in a temporary folder."""
    return Trial(Path(tempfile.mkdtemp(prefix="faults-")))


def chosen(seed: int, name: str) -> random.Random:
    """The random numbers of one table."""
    return random.Random(f"{seed} {name}")  # noqa: S311 - faults are no secret
