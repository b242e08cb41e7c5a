"""A site with two editions, and whether what a fault left is one of them."""

from __future__ import annotations

import gc
import io
import os
import random
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from signal import SIGABRT, SIGKILL

from msgspec import Struct

from onrecord.interface.cli import main

PROGRAM = Path(__file__).resolve().parents[2]
SITE = PROGRAM / "tests" / "sites" / "strait"
BRIEF = "briefs/qasira-offers-to-mediate.yml"
# What the site has besides: everything that may be in a site's folder is to be damaged, locked or lost.
_OWN_TEMPLATE = "templates/markdown/issue.md.j2"
_SETTINGS = "site_name: Made up\nsite_url: https://example.org/\n"
_NETWORK = "network call: "
_NO_MEMORY = "memory allocation of "
_STOPPED = 3
_USER = 64321
Files = dict[str, bytes]


class UnavailableError(Exception):
    """Faults of a kind cannot be made on this machine; the message says why."""


class Outcome(Struct):
    """What faults of one kind led to; all but the first two must be 0.

    Attributes:
        faults: how many there were.
        ended: how many builds they ended with another status than 0.
        broken: how often the site was neither of its two editions.
        wrong: how often a build that exited with 0 left other bytes than a clean one.
        stuck: how often the next build did not exit with 0.
        untold: how often a build ended otherwise than with a line that says why and status 3.
        tracebacks: how often a build showed one.
        network: how often a build reached for the network.
    """

    faults: int = 0
    ended: int = 0
    broken: int = 0
    wrong: int = 0
    stuck: int = 0
    untold: int = 0
    tracebacks: int = 0
    network: int = 0

    @property
    def is_good(self) -> bool:
        """Whether every fault was survived."""
        rest = self.broken, self.wrong, self.stuck, self.untold, self.tracebacks, self.network
        return not any(rest)


class Built(Struct, frozen=True):
    """How a build ended.

    Attributes:
        status: its exit status; the negative number of the signal that ended it.
        said: what it said.
    """

    status: int
    said: str


class Trial:
    """A site in a folder of its own, with what clean builds of its two editions leave.

    Args:
        folder: an empty folder, in which `root`, the site's folder, may be there.
        user: the number of the user who owns the site and builds it; default: who runs this process.
    """

    def __init__(self, folder: Path, user: int | None = None) -> None:
        self.root = folder / "root"
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - not in the folder: its disk may be full
        self._user = user
        _write_site(self.root)
        if user is not None:
            folder.chmod(0o755)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, user, user)
        self._texts = _editions(self.root)
        self.editions: list[Files] = []
        for edition in (0, 1):
            self.choose(edition)
            shutil.rmtree(self.root / ".onrecord", ignore_errors=True)
            built = self.build()
            assert built.status == 0, built.said
            self.editions.append(self.files())

    def choose(self, edition: int) -> None:
        """Write one of the two editions of a briefing."""
        (self.root / BRIEF).write_text(self._texts[edition], encoding="utf-8")

    def files(self) -> Files:
        """The files of the site."""
        site = self.root / "site"
        return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}

    def build(self, prepare: Callable[[], object] = lambda: None, jobs: int = 1) -> Built:
        """Build in a fork of this process, which first calls `prepare`."""
        os.ftruncate(self._said.fileno(), 0)
        os.lseek(self._said.fileno(), 0, os.SEEK_SET)
        child = os.fork()
        if not child:
            status = 70
            try:
                os.dup2(self._said.fileno(), 1)
                os.dup2(self._said.fileno(), 2)
                sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
                sys.stderr = open(2, "w", 1, encoding="utf-8", closefd=False)  # noqa: SIM115
                sys.addaudithook(_tell_of_network)
                if self._user is not None:
                    os.setgroups([])
                    os.setgid(self._user)
                    os.setuid(self._user)
                prepare()
                status = main(["--root", str(self.root), "--no-progress", "--jobs", str(jobs)])
            except BaseException:  # noqa: BLE001 - the process ends here
                import traceback

                traceback.print_exc()
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        said = os.pread(self._said.fileno(), 1 << 20, 0).decode("utf-8", "replace")
        return Built(os.waitstatus_to_exitcode(status), said)

    def judge(self, outcome: Outcome, edition: int, faulty: Built) -> None:
        """Count what a build with a fault left, and what the next build made of it."""
        outcome.faults += 1
        outcome.ended += faulty.status != 0
        found = self.files()
        outcome.broken += found not in self.editions
        outcome.untold += not _is_told(faulty)
        following = self.build()
        outcome.stuck += following.status != 0
        outcome.wrong += any(
            built.status == 0 and files != self.editions[edition]
            for built, files in ((faulty, found), (following, self.files()))
        )
        outcome.tracebacks += "Traceback" in faulty.said + following.said
        outcome.network += _NETWORK in faulty.said + following.said


def _write_site(root: Path) -> None:
    left_out = shutil.ignore_patterns(".onrecord", "site")
    shutil.copytree(SITE, root, ignore=left_out, dirs_exist_ok=True)
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (root / _OWN_TEMPLATE).parent.mkdir(parents=True)
    shutil.copyfile(PROGRAM / _OWN_TEMPLATE, root / _OWN_TEMPLATE)


def _editions(root: Path) -> tuple[str, str]:
    text = (root / BRIEF).read_text(encoding="utf-8")
    return text, text.replace("summary: ", "summary: Edited. ", 1)


def _is_told(built: Built) -> bool:
    if built.status == -SIGABRT:  # Libraries in Rust end the process where memory is lacking, and say so.
        return _NO_MEMORY in built.said
    last = (built.said.splitlines() or [""])[-1]
    return built.status in (0, -SIGKILL) or (built.status == _STOPPED and last.startswith("stopped: "))


def _tell_of_network(event: str, _: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        os.write(2, f"{_NETWORK}{event}\n".encode())


def warm_up() -> None:
    """Load all that builds load, so that those in forks of this process need not."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        root = Path(folder) / "root"
        _write_site(root)
        for text in _editions(root):
            (root / BRIEF).write_text(text, encoding="utf-8")
            assert main(["--root", str(root), "--no-progress", "--jobs", "1"]) == 0
    gc.collect()
    gc.freeze()


@contextmanager
def trial() -> Iterator[Trial]:
    """A trial in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        yield Trial(Path(folder))


@contextmanager
def trial_as_user() -> Iterator[Trial]:
    """A trial in a temporary folder, by a user who is not root and has no other processes.

    Libraries have to be loaded: the user may have no access to them.

    Raises:
        UnavailableError: there can be no other user, or none who can read the program.
    """
    if os.geteuid() != 0:
        with trial() as site:
            yield site
        return
    if any(not folder.stat().st_mode & stat.S_IXOTH for folder in (SITE, *SITE.parents)):
        raise UnavailableError("the program is in a folder that only root may enter")
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        try:
            site = Trial(Path(folder), _USER)
        except OSError as error:
            raise UnavailableError(f"nothing can be given to another user: {error.strerror}") from error
        yield site


def chosen(seed: int, name: str) -> random.Random:
    """The random numbers of one table."""
    return random.Random(f"{seed} {name}")  # noqa: S311 - faults are no secret
