"""A site that stays in memory: what has changed is examined again, and single pages are made from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from onrecord.addresses import briefing_path
from onrecord.checking.check import Checked, LastCheck, check
from onrecord.checking.gather import Gathered
from onrecord.checking.result import ANCHORED, ENCODER, Answer
from onrecord.checking.store import Store, StoredBrief
from onrecord.engine.last_build import LastBuild
from onrecord.engine.ledger import FILE, Ledger
from onrecord.engine.output_table import SITE_SRC, OutputTable
from onrecord.layout import Layout
from onrecord.metadata.history import NO_HISTORY
from onrecord.metadata.registers import REGISTERS
from onrecord.publishing.single import SinglePages
from onrecord.record import AnchoredBrief, AnchoredPosition, AnchoredQuestion

MOST = 20  # With more briefings to examine, a build does it in several processes.


class MemoryStore(Store):
    """The briefings of the last build, and those that were examined since, in memory.

    The ledger is only read, so a build may write to it meanwhile.

    Args:
        ledger: of the last build.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self._rows = {row.slug: row for row in super().stored()}
        self._examined: dict[str, bytes] = {}

    def stored(self) -> Iterator[StoredBrief]:
        """The results of all briefings."""
        yield from self._rows.values()

    def put(self, slug: str, made_from: bytes | None, answer: Answer) -> None:
        """Keep the answer for a briefing."""
        self._rows[slug] = StoredBrief(slug, made_from or b"", answer.result, answer.entry, settled=True)
        self._examined[slug] = answer.anchored
        self.brief.cache_clear()

    def remove(self, slugs: Iterable[str]) -> None:
        """Forget briefings."""
        for slug in slugs:
            self._rows.pop(slug, None)
            self._examined.pop(slug, None)
        self.brief.cache_clear()

    def is_settled(self, _: object) -> bool:
        """False: it is not known what has changed since the last build."""
        return False

    def _decoded(self, slug: str) -> AnchoredBrief:
        examined = self._examined.get(slug)
        return super()._decoded(slug) if examined is None else ANCHORED.decode(examined)


class Seen(Struct, frozen=True):
    """The site as it is after a change.

    Attributes:
        checked: the result of the check.
        changed: the address of the page of each briefing that changed, with the first place on it that did.
    """

    checked: Checked
    changed: tuple[str, ...]


class WarmSite:
    """A site in memory, as the last build left it, with the changes since.

    It belongs to one thread.

    Args:
        layout: the preview's; a build has succeeded.
        hand_written: the paths of the hand-written files in its `site_src/`.
        folder: an existing, empty folder for what is made.

    Raises:
        sqlite3.Error: the ledger cannot be read.
    """

    def __init__(self, layout: Layout, hand_written: Collection[str], folder: Path) -> None:
        self._layout = layout
        path = layout.work / FILE
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        ledger = Ledger(self._connection, path)
        self._store = MemoryStore(ledger)
        known = OutputTable(ledger, SITE_SRC).paths()
        self._single = SinglePages(layout, folder, known, frozenset(hand_written))
        self._last = LastCheck()
        self._is_live = False
        self._pages: dict[str, bytes | None] = {}

    def close(self) -> None:
        """Let go of the ledger."""
        self._connection.close()

    def may_take(self, touched: Collection[Path]) -> bool:
        """Whether the files that were touched are few, and only briefings and articles."""
        briefs, seeds = self._layout.briefs, self._layout.seeds
        return len(touched) <= MOST and all(
            (path.parent == briefs and path.name not in REGISTERS) or path.is_relative_to(seeds)
            for path in touched
        )

    def take(self, touched: Collection[Path]) -> Seen:
        """Examine what was touched, and check everything.

        Args:
            touched: real paths of files; `may_take` is true of them.

        Raises:
            sqlite3.Error: a build is replacing the ledger.
            OSError: a file cannot be read.
        """
        slugs = [path.stem for path in touched if path.parent == self._layout.briefs]
        before = {slug: self._brief(slug) for slug in slugs}
        last = LastBuild(touched=frozenset(map(str, touched)))
        self._is_live = False  # With an error, the pages that were made stay, and no more are made.
        self._single.let_go()
        checked = check(self._layout, lambda *_: None, self._store, 1, last, self._last)
        changed = []
        if checked.record is not None and checked.site is not None and checked.settings is not None:
            found = Gathered(checked.record, None, checked.site, checked.settings, NO_HISTORY)
            self._pages = {}
            self._is_live = self._single.take(found)
            shown = [slug for slug in slugs if slug in checked.record.days]
            changed = [_place(before[slug], checked.record.briefs[slug]) for slug in shown]
        return Seen(checked, tuple(changed))

    def page(self, path: str) -> bytes | None:
        """A page as HTML, by the path of its Markdown; None if only a build can make it.

        Raises:
            TemplateError: a template cannot be used.
            OSError: the machine failed.
        """
        if path not in self._pages and self._is_live:
            self._pages[path] = self._single.page(path)
        return self._pages.get(path)

    def _brief(self, slug: str) -> AnchoredBrief | None:
        try:
            return self._store.brief(slug)
        except (KeyError, sqlite3.DatabaseError):
            return None


def _place(before: AnchoredBrief | None, after: AnchoredBrief) -> str:
    """The address of a briefing's page, with the first position or question that changed."""
    address = briefing_path(after.slug).removesuffix(".md") + ".html"
    if before is None:
        return address
    known = {ENCODER.encode(item) for item in (*before.positions, *before.questions)}
    items: tuple[AnchoredPosition | AnchoredQuestion, ...] = (*after.positions, *after.questions)
    return next((f"{address}#{item.id}" for item in items if ENCODER.encode(item) not in known), address)
