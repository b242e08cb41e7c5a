"""One run of `serve`: it follows the site's files, and has the pages as they are now."""

from __future__ import annotations

import gc
import queue
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord.addresses import briefing_path
from onrecord.engine import system
from onrecord.engine.machine import failure_of_machine
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.markdown.rendering import TemplateError
from onrecord.rules.problems import Problem
from onrecord.serving.building import Builder, Outcome
from onrecord.serving.preview import Preview
from onrecord.serving.seeding import seed
from onrecord.serving.state import Board, Shown, State
from onrecord.serving.warm import Seen, WarmSite

# An editor that saves a file touches it several times within milliseconds, and many saves may come at once:
# what was touched is looked at once nothing was for this long, or after this long at the latest; in seconds.
_QUIET, _AT_LATEST = 0.02, 0.3
# A build begins this long after the pages that are looked at were made, so that browsers get them first.
_LATER = 0.25


class Means(Struct, frozen=True):
    """What a session needs of whoever runs it.

    Attributes:
        show: makes a problem what pages show of it.
        summary: says in words how many problems there are.
        say: tells whoever runs the program, in a line.
        progress: called with the state of the work of the first build.
        jobs: use at most this many processes.
        strict: whether warnings stop a build.
    """

    show: Callable[[Problem], Shown]
    summary: Callable[[Sequence[Problem]], str]
    say: Callable[[str], None]
    progress: Progress
    jobs: int = 1
    strict: bool = False


class Session:
    """Follows a site's files; until `close` is called.

    All that is in memory belongs to one thread, which does one thing after the other.

    Attributes:
        layout: the preview's.
        board: has what open pages are told.
        crash: an error of the program's own, after which nothing is followed any more.

    Args:
        site: the site.
        means: what it needs of whoever runs it.

    Raises:
        OSError: the preview's folder cannot be made.
    """

    def __init__(self, site: Layout, means: Means) -> None:
        self._means = means
        self._preview = Preview(site)
        self._preview.open()
        self.layout = self._preview.layout
        if seed(site, self.layout, means.say):
            means.say("beginning with what the last build left")
        self._builder = Builder(self.layout, means.progress, strict=means.strict)
        self.board = Board()
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._touched: set[Path] = set()
        self._first = self._last = 0.0
        self._warm: WarmSite | None = None
        self._ahead = False  # whether pages in memory may be newer than those of the last build
        self._number = 0  # of changes
        self._cold = True  # whether a change is not in the record that is in memory
        self._building = False
        self._due = 0.0
        self._is_closed = False
        self.crash: Exception | None = None
        self._edited: set[str] = set()  # the briefings that a build is the first to look at
        self._threads = [threading.Thread(target=self._run, name="session", daemon=True)]

    def start(self) -> None:
        """Build for the first time, and follow the files from then on, in a thread of its own."""
        self._work.put(self._change)
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End: a build that is running is broken off, which harms nothing."""
        self._is_closed = True
        self._work.put(None)
        self._builder.close()

    def touch(self, path: Path) -> None:
        """Take notice that a file or folder was touched; may be called in any thread."""
        with self._lock:
            self._last = time.monotonic()
            if not self._touched:
                self._first = self._last
                self._work.put(self._change)
            self._touched.add(path)

    def page(self, path: str) -> bytes | None:
        """The published file at a path, as it is now; None if there is none.  May be called in any thread."""
        if self._ahead and path.endswith(".html"):
            answer: Future[bytes | None] = Future()
            self._work.put(partial(self._make, path, answer))
            made = answer.result()
            if made is not None:
                return made
        try:
            return (self.layout.site / path).read_bytes()
        except (OSError, ValueError):
            return None

    def _run(self) -> None:
        while not self._is_closed:
            wait = max(self._due - time.monotonic(), 0) if self._due else None
            try:
                work = self._work.get(timeout=wait)
            except queue.Empty:
                work = self._start_build
            if work is None:
                return
            try:
                work()
            except Exception as error:  # noqa: BLE001 - the main thread raises it again
                failure = failure_of_machine(error)
                if failure is None:
                    self.crash = error
                    return
                self._stop(failure)

    def _change(self) -> None:
        """Look at what was touched, once nothing is touched any more."""
        while True:
            now, last, first = time.monotonic(), self._last, self._first
            if now - last >= _QUIET or now - first >= _AT_LATEST:
                break
            time.sleep(_QUIET - (now - last))
        with self._lock:
            touched, self._touched = frozenset(self._touched), set()
        self._number += 1
        warm = self._warm
        seen = None
        if warm is not None and not self._cold and warm.may_take(touched):
            with suppress(sqlite3.Error, msgspec.DecodeError):  # A build is replacing what it reads.
                seen = warm.take(touched)
        if seen is not None:
            self._take_notice(seen)
            return
        self._cold = True
        self._edited |= {path.stem for path in touched if path.parent == self.layout.briefs}
        self._start_build()

    def _take_notice(self, seen: Seen) -> None:
        """Show what was seen at once, and let a build follow."""
        problems = seen.checked.problems
        stopped = any(problem.is_error or self._means.strict for problem in problems)
        self._ahead = True
        go = seen.changed[-1] if seen.changed else ""
        if go and self._warm and self._warm.page(_source(go)) is None:
            go = ""  # It is shown after the build.
        self._tell(problems, is_stopped=stopped, settled=stopped, go="" if stopped else go)
        self._due = 0.0 if stopped else time.monotonic() + _LATER

    def _start_build(self) -> None:
        self._due = 0.0
        if self._building:  # Its end starts the next one.
            return
        self._building = True
        self._preview.copy_pages()
        # After a small change one process is as quick as several, and takes less memory.
        jobs = self._means.jobs if self._cold else 1
        threading.Thread(target=self._build, args=(self._number, jobs), daemon=True).start()

    def _build(self, number: int, jobs: int) -> None:
        """Build, in a thread of its own, which only waits."""
        try:
            outcome = self._builder.build(jobs)
        except (EOFError, OSError):
            if not self._is_closed:
                self._work.put(partial(self._stop, "the process that builds has ended; start again"))
            return
        self._work.put(partial(self._built, number, outcome))

    def _built(self, number: int, outcome: Outcome) -> None:
        self._building = False
        for line in outcome.said:
            self._means.say(line)
        if not self._cold:
            gc.collect()  # By itself it would come too late: the program collects rarely.
            system.trim_heap()
        if number != self._number:  # Something was touched meanwhile.
            if self._cold or not self._due:
                self._start_build()
            return
        if outcome.failure:
            self._stop(outcome.failure)
            return
        problems = [stored.problem for stored in outcome.problems]
        if outcome.summary is not None:
            self._ahead = False
            if self._cold:
                self._warm_up()
        edited = map(_page_of, sorted(self._edited))
        pages = [page for page in edited if (self.layout.site / page).is_file()]
        self._edited.clear()
        go = pages[0] if pages and outcome.summary is not None else ""
        self._tell(problems, is_stopped=outcome.summary is None, settled=True, go=go)

    def _warm_up(self) -> None:
        """Read what the build has left into memory."""
        if self._warm is not None:
            self._warm.close()
        self._warm = None
        shutil.rmtree(self._preview.single, ignore_errors=True)
        self._preview.single.mkdir()
        gc.unfreeze()
        gc.collect()
        try:
            self._warm = WarmSite(self.layout, self._preview.hand_written, self._preview.single)
            self._cold = False
        except (sqlite3.Error, msgspec.DecodeError):  # A build tells what is wrong with it.
            pass
        gc.collect()
        gc.freeze()  # It stays, so that nobody needs to look at it again.
        system.trim_heap()

    def _make(self, path: str, answer: Future[bytes | None]) -> None:
        """Make a page, for somebody who waits for it."""
        try:
            made = self._warm.page(_source(path)) if self._warm and self._ahead else None
        except (TemplateError, sqlite3.Error, msgspec.DecodeError, OSError, KeyError):  # A build tells of it.
            made = None
        answer.set_result(made)

    def _tell(self, problems: Sequence[Problem], *, is_stopped: bool, settled: bool, go: str = "") -> None:
        means = self._means
        shown = tuple(map(means.show, problems))

        def change(state: State) -> State:
            return State(
                number=state.number + 1,
                problems=shown,
                summary=means.summary(problems) if problems else "",
                is_stopped=is_stopped,
                settled=settled,
                go=go or state.go,
                went=state.number + 1 if go else state.went,
            )

        self.board.tell(change)

    def _stop(self, failure: str) -> None:
        """Tell why nothing can be built."""

        def change(state: State) -> State:
            return replace(state, number=state.number + 1, failure=failure, is_stopped=True, settled=True)

        self.board.tell(change)


def _page_of(slug: str) -> str:
    """The address of a briefing's page."""
    return briefing_path(slug).removesuffix(".md") + ".html"


def _source(address: str) -> str:
    """The path in `site_src/` of the page at an address."""
    return f"{address.partition('#')[0].removesuffix('.html')}.md"
