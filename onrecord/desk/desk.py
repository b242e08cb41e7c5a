"""The desk: a briefing with its article, as an editor works on it, and what is written for them."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.articles.reading import MAX_ARTICLE_BYTES
from onrecord.checking.examine import Examined, Examiner
from onrecord.desk.changes import ACTORS, Change, changed
from onrecord.desk.selecting import Selection, selection_of
from onrecord.desk.waiting import waiting_of
from onrecord.drafting.adding import NewOptions, add_article
from onrecord.drafting.drafting import Draft, draft_of
from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.fixing.diffs import diff_of
from onrecord.fixing.inserting import CannotWriteError
from onrecord.fixing.site import Sheet
from onrecord.fixing.writing import write_all
from onrecord.layout import Layout
from onrecord.metadata.accepting import without_accepted
from onrecord.metadata.registers import MAX_YAML_BYTES, REGISTERS, Registers, registers_of
from onrecord.rules.problems import Problem, in_order
from onrecord.schema.fields import SLUG
from onrecord.text.files import decoded
from onrecord.text.spans import Span

_MAX_UNDONE = 50
_MAX_SHOWN = 50  # states of files that pages may still show


class UnknownBriefingError(Exception):
    """There is no such briefing, or its file cannot be read."""


class Opened(Struct, frozen=True):
    """A briefing as it is on disk.

    Attributes:
        sheets: its file and the registers, by name.
        registers: as they are read.
        examined: what the check finds in the briefing.
        digest: of the files; another one says that somebody has changed them.
    """

    name: str
    sheets: Mapping[str, Sheet]
    registers: Registers
    examined: Examined
    digest: str

    @property
    def texts(self) -> dict[str, str]:
        """The files' texts, by name."""
        return {name: sheet.text for name, sheet in self.sheets.items()}


class Proposal(Struct, frozen=True):
    """What a change would do.

    Attributes:
        diff: of the files, in the form of `diff -u`.
        new: the problems that it would bring.
    """

    diff: str
    new: Sequence[Problem]


class Saved(Struct, frozen=True):
    """What was written.

    Attributes:
        fault: why nothing was, in words for the editor; empty if it was.
        digest: of the files as they are now.
        diff: if somebody has changed the files meanwhile, what they changed.
    """

    fault: str = ""
    digest: str = ""
    diff: str = ""


class Desk:
    """Works on the briefings of one site.  Its methods may be called in any thread.

    Args:
        layout: the site.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock = threading.RLock()
        self._drafts: dict[str, tuple[str, Draft]] = {}
        self._shown: dict[str, dict[str, str]] = {}
        self._done: dict[str, list[dict[str, tuple[bytes, bytes]]]] = {}

    def open(self, slug: str) -> Opened:
        """A briefing as it is now.

        Raises:
            UnknownBriefingError: there is none, or its file cannot be read.
            OSError: the machine failed.
        """
        opened = self.look(slug)
        self._keep(opened)
        return opened

    def look(self, slug: str) -> Opened:
        """A briefing as it is now, without anybody working on it.

        Raises:
            UnknownBriefingError: as in `open`.
            OSError: as in `open`.
        """
        return self._opened(slug, {})

    def start(self, article: str) -> str:
        """Begin the briefing of an article, with the facts that the article tells; returns its slug.

        Args:
            article: its path, relative to the root.

        Raises:
            CannotWriteError: it has a briefing, or none can be begun.
            OSError: the machine failed.
        """
        with self._lock:
            if article not in waiting_of(self._layout).articles:
                raise CannotWriteError("this article has a briefing already, or is no longer there")
            path = self._layout.root / article
            if not self._layout.may_read(path):
                raise CannotWriteError(f"{article} leads out of the site's folder")
            if not os.access(self._layout.briefs, os.W_OK):
                raise CannotWriteError(f"{self._layout.briefs.name}/ is read-only")
            try:
                data = read_bytes(path, MAX_ARTICLE_BYTES)
            except NotAFileError:
                raise CannotWriteError(f"{article} is not a file") from None
            outcome = add_article(str(path), data, self._layout, NewOptions("new", facts_only=True))
        if outcome.refused:
            raise CannotWriteError(" ".join(line.strip() for line in outcome.refused))
        return outcome.slug

    def draft(self, opened: Opened) -> Draft | None:
        """What the program finds in its article by itself; None if that cannot be read."""
        anchoring = opened.examined.anchoring
        if anchoring is None:
            return None
        article, language = anchoring.article, anchoring.file.brief.source.language
        key = _digest([article.text.encode(), opened.sheets[ACTORS].text.encode(), language.encode()])
        with self._lock:
            kept = self._drafts.get(opened.name)
        if kept is None or kept[0] != key:
            kept = (key, draft_of(article.file, article.text, opened.registers.actors, language))
            with self._lock:
                self._drafts = {opened.name: kept}  # An editor works on one.
        return kept[1]

    def select(self, slug: str, spans: Sequence[Span], issue: str = "") -> Selection:
        """What the briefing would say of selected words of its article.

        Raises:
            UnknownBriefingError: as in `open`.
            CannotCiteError: the words cannot be one passage.
        """
        opened = self._opened(slug, {})
        draft = self.draft(opened)
        if draft is None:
            raise UnknownBriefingError("its article cannot be read")
        return selection_of(spans, draft, opened.examined.anchoring, issue)

    def propose(self, slug: str, change: Change) -> Proposal:
        """What a change would do; writes nothing.

        Raises:
            UnknownBriefingError: as in `open`.
            CannotWriteError: it cannot be written.
        """
        before = self._opened(slug, {})
        after = self._opened(slug, changed(before.name, before.texts, change))
        old = [_said(problem) for problem in before.examined.problems]
        new = [problem for problem in after.examined.problems if not _taken(_said(problem), old)]
        diff = "\n".join(diff_of(after.sheets.values()))
        return Proposal(diff, in_order(new))

    def save(self, slug: str, change: Change, digest: str) -> Saved:
        """Write a change, unless the files are not those that were shown.

        Args:
            slug: of the briefing.
            change: what an editor wants.
            digest: of the files that they saw.

        Raises:
            UnknownBriefingError: as in `open`.
            OSError: a file cannot be written; all of them are as they were.
        """
        with self._lock:
            before = self._opened(slug, {})
            if before.digest != digest:
                return Saved("somebody has changed the file meanwhile", diff=self._meanwhile(before, digest))
            try:
                after = self._opened(slug, changed(before.name, before.texts, change))
            except CannotWriteError as error:
                return Saved(str(error))
            return self._write(slug, after)

    def undo(self, slug: str) -> Saved:
        """Take back what was written last, unless the files were changed since."""
        with self._lock:
            done = self._done.get(slug)
            if not done:
                return Saved("there is nothing to take back")
            opened = self._opened(slug, {})
            last = done[-1]
            if any(opened.sheets[name].data != new for name, (_, new) in last.items()):
                return Saved("the file was changed since, so nothing is taken back")
            for name, (old, _) in last.items():
                opened.sheets[name].text = old.decode("utf-8-sig")
            fault = write_all([opened.sheets[name] for name in last], self._layout)
            if fault:
                return Saved(fault)
            done.pop()
            return Saved(digest=self._opened(slug, {}).digest)

    def can_undo(self, slug: str) -> bool:
        """Whether something was written that can be taken back."""
        return bool(self._done.get(slug))

    def _write(self, slug: str, after: Opened) -> Saved:
        """Write the files that have changed, all or none: the registers first, which the briefing needs."""
        sheets = {
            name: after.sheets[name] for name in (*REGISTERS, after.name) if after.sheets[name].is_changed
        }
        fault = write_all([*sheets.values()], self._layout)
        if fault:
            return Saved(fault)
        written = {name: (sheet.data or b"", sheet.new_data) for name, sheet in sheets.items()}
        undone = self._done.setdefault(slug, [])
        undone.append(written)
        del undone[:-_MAX_UNDONE]
        now = self._opened(slug, {})
        self._keep(now)
        return Saved(digest=now.digest)

    def _keep(self, opened: Opened) -> None:
        """Remember what was shown, to say later what has changed since."""
        with self._lock:
            self._shown.pop(opened.digest, None)
            self._shown[opened.digest] = opened.texts
            while len(self._shown) > _MAX_SHOWN:
                self._shown.pop(next(iter(self._shown)))

    def _meanwhile(self, now: Opened, digest: str) -> str:
        """What has changed since the briefing was shown."""
        shown = self._shown.get(digest, {})
        sheets = [
            Sheet(sheet.path, sheet.new_path, shown[name].encode(), sheet.text)
            for name, sheet in now.sheets.items()
            if name in shown
        ]
        return "\n".join(diff_of(sheets))

    def _opened(self, slug: str, others: Mapping[str, str]) -> Opened:
        """A briefing, with other texts in place of those of some files."""
        if not SLUG.fullmatch(slug) or f"{slug}.yml" in REGISTERS:
            raise UnknownBriefingError(f"there is no briefing {slug}")
        name = f"{slug}.yml"
        sheets = {file: sheet for file in (*REGISTERS, name) for sheet in [self._sheet(file)] if sheet}
        if name not in sheets or sheets[name].data is None:
            raise UnknownBriefingError(f"there is no briefing {slug}")
        digest = _digest([sheet.data or b"" for sheet in sheets.values()])
        for file, text in others.items():
            sheets[file].text = text
        actors, issues = (sheets[file].text or None for file in REGISTERS)
        registers, _ = registers_of(self._layout.briefs, (actors, issues))
        examiner = Examiner(self._layout, registers, whole=False)
        examined = examiner.examine(sheets[name].path, sheets[name].text)
        return Opened(name, sheets, registers, self._without_accepted(name, examined), digest)

    def _without_accepted(self, name: str, examined: Examined) -> Examined:
        """What was examined, without the warnings that the briefing accepts."""
        if examined.outline is None or examined.outline.accepts is None:
            return examined
        path = f"{self._layout.briefs.name}/{name}"
        of_file, articles = {path: examined.outline.accepts}, {examined.source: [path]}
        # Entries that accept nothing are not told: they may be for what is checked across briefings.
        accepted = dict(without_accepted(examined.problems, of_file, articles)[1])
        return replace(examined, problems=tuple(one for one in examined.problems if one not in accepted))

    def _sheet(self, name: str) -> Sheet | None:
        path = self._layout.briefs / name
        if not self._layout.may_read(path):
            raise UnknownBriefingError(f"briefs/{name} leads out of the site's folder")
        try:
            data = read_bytes(path, MAX_YAML_BYTES)
        except FileNotFoundError:
            return Sheet(path, path, None, "")
        except NotAFileError:
            raise UnknownBriefingError(f"briefs/{name} is not a file") from None
        text = decoded(data, name, MAX_YAML_BYTES)
        if isinstance(text, Problem):
            raise UnknownBriefingError(f"briefs/{name}: {text.message}")
        return Sheet(path, path, data, text)


def _said(problem: Problem) -> tuple[str, str, str]:
    """What tells a problem from others, also after lines were added above it."""
    return problem.rule.name, problem.location.text.strip(), problem.message


def _taken(one: tuple[str, str, str], left: list[tuple[str, str, str]]) -> bool:
    """Whether one is among those that are left; it is taken from them."""
    if one in left:
        left.remove(one)
        return True
    return False


def _digest(parts: Sequence[bytes]) -> str:
    sum_ = hashlib.blake2b(digest_size=12)
    for part in parts:
        sum_.update(len(part).to_bytes(8, "big") + part)
    return sum_.hexdigest()
