"""Correct the briefings and registers of a site, in memory."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from onrecord.checking.examine import Examiner
from onrecord.drafting.register import NewEntry, with_entries
from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.engine.progress import Progress
from onrecord.fixing.context import Context
from onrecord.fixing.edits import Fix
from onrecord.fixing.entries import entry_for
from onrecord.fixing.loop import Ask, FileFixer, Findings
from onrecord.fixing.sorting import sorted_register
from onrecord.fixing.values import YamlText
from onrecord.layout import Layout
from onrecord.metadata.briefs import brief_slugs, read_brief
from onrecord.metadata.registers import MAX_YAML_BYTES, REGISTERS, Registers, registers_of
from onrecord.rules import files, references
from onrecord.rules.problems import Problem
from onrecord.schema.fields import RESERVED, SLUG
from onrecord.text.files import decoded

# After an entry was added, passages may be told apart that were not before.
_MAX_ROUNDS = 10
_UNKNOWN = {references.UNKNOWN_ACTOR: REGISTERS[0], references.UNKNOWN_ISSUE: REGISTERS[1]}


class Sheet(Struct):
    """A file that may be corrected.

    Attributes:
        path: where it is.
        new_path: where it belongs.
        data: its bytes as they were read; None if there is no such file yet.
        text: its characters as they are now, without a byte order mark.
        done: what was corrected: the line where it was, 0 for the whole file, and a text.
        left: what somebody has to decide.
        place: its path relative to the root, if it is not in a folder of the root.
    """

    path: Path
    new_path: Path
    data: bytes | None
    text: str
    done: list[tuple[int, str]] = []
    left: list[Fix] = []
    place: str = ""

    @property
    def name(self) -> str:
        """The path, relative to the root, where it belongs."""
        return self.place or f"{self.new_path.parent.name}/{self.new_path.name}"

    @property
    def old_name(self) -> str:
        """The path, relative to the root, where it is."""
        return self.place or f"{self.path.parent.name}/{self.path.name}"

    @property
    def new_data(self) -> bytes:
        """The bytes to write."""
        mark = codecs.BOM_UTF8 if self.data is not None and self.data.startswith(codecs.BOM_UTF8) else b""
        return mark + self.text.encode()

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return self.path != self.new_path or self.new_data != (self.data or b"")


class Wanted(Struct, frozen=True):
    """What is to be corrected.

    Attributes:
        slugs: of the briefings; None for all.
        registers: the names of the registers whose own problems are corrected.
        sort: whether registers are sorted.
    """

    slugs: Collection[str] | None = None
    registers: Collection[str] = REGISTERS
    sort: bool = False


def correct_site(layout: Layout, wanted: Wanted, ask: Ask, progress: Progress) -> list[Sheet]:
    """Correct what has one right answer, and what `ask` chooses; writes nothing.

    Args:
        layout: the site; nothing in it may be forbidden to read.
        wanted: what to correct.
        ask: chooses one of a fix's choices.
        progress: called with the state of the work.

    Returns:
        The files, changed or not.

    Raises:
        OSError: a file cannot be read.
    """
    work = _Work(layout, wanted, ask)
    work.correct(progress)
    return [*work.registers.values(), *work.briefs.values()]


class _Work:
    """The files of one site while they are corrected."""

    def __init__(self, layout: Layout, wanted: Wanted, ask: Ask) -> None:
        self._layout = layout
        self._wanted = wanted
        self._ask = ask
        self.registers: dict[str, Sheet] = {}
        self.briefs: dict[str, Sheet] = {}
        self._fixers: dict[Path, FileFixer] = {}
        found = list(_files(layout))
        for path, new_path in found:
            name = new_path.name
            if name not in REGISTERS and wanted.slugs is not None and new_path.stem not in wanted.slugs:
                continue
            sheet = _sheet(path, new_path)
            if sheet is not None:
                if path != new_path:
                    sheet.done.append((0, f"renamed from {path.name}  [{files.STRAY_FILE.name}]"))
                (self.registers if name in REGISTERS else self.briefs)[name] = sheet
        there = {new_path.name for _, new_path in found}
        for name in REGISTERS:
            if name not in there:  # One that is there and cannot be read is not replaced.
                path = layout.briefs / name
                self.registers[name] = Sheet(path, path, None, "")
        self._now = self._registers()
        self._examiner = Examiner(layout, self._now, whole=False)

    def correct(self, progress: Progress) -> None:
        """Correct all files, again if the registers have changed."""
        for _ in range(_MAX_ROUNDS):
            before = self._texts()
            for name, sheet in self.registers.items():
                if name in self._wanted.registers and sheet.data is not None:
                    self._correct(sheet, partial(self._read_register, name), self._check_register)
            self._now = self._registers()
            self._examiner = Examiner(self._layout, self._now, whole=False)
            for number, sheet in enumerate(self.briefs.values()):
                progress("correcting", number, len(self.briefs))
                self._correct(sheet, partial(_read_brief, sheet), self._check_brief)
            self._add_entries()
            if self._texts() == before:
                break
        for sheet in self.registers.values() if self._wanted.sort else ():
            after = sorted_register(sheet.name, sheet.text)
            if after != sheet.text:
                sheet.text = after
                sheet.done.append((0, "entries sorted by id"))

    def _texts(self) -> list[str]:
        return [sheet.text for sheet in self.registers.values()]

    def _registers(self) -> Registers:
        return self._read_registers({})[0]

    def _read_registers(self, others: Mapping[str, str]) -> tuple[Registers, list[Problem]]:
        """The registers, with other texts in place of those of some files."""
        texts = {name: sheet.text for name, sheet in self.registers.items()} | dict(others)
        actors, issues = (texts.get(name) or None for name in REGISTERS)
        return registers_of(self._layout.briefs, (actors, issues))

    def _read_register(self, name: str, text: str) -> list[Problem]:
        problems = self._read_registers({name: text})[1]
        return [problem for problem in problems if problem.location.path == self.registers[name].name]

    def _check_register(self, sheet: Sheet, text: str) -> Findings:
        return Findings(self._read_register(sheet.new_path.name, text), self._registers())

    def _check_brief(self, sheet: Sheet, text: str) -> Findings:
        found = self._examiner.examine(sheet.new_path, text)
        return Findings(found.problems, self._now, found.anchoring)

    def _correct(
        self,
        sheet: Sheet,
        read: Callable[[str], Iterable[Problem]],
        check: Callable[[Sheet, str], Findings],
    ) -> None:
        if sheet.new_path not in self._fixers:
            fixer = FileFixer(sheet.name, read, partial(check, sheet), self._ask)
            self._fixers[sheet.new_path] = fixer
        fixer = self._fixers[sheet.new_path]
        sheet.text = fixer.corrected(sheet.text)
        sheet.done += (
            (done.problem.location.line, f"{done.label}  [{done.problem.rule.name}]")
            for done in fixer.take_done()
        )
        sheet.left = fixer.left
        if fixer.found and not any(problem.rule in _UNKNOWN for problem in fixer.found.problems):
            fixer.found = None  # It holds the article.

    def _add_entries(self) -> None:
        """Add what the briefings name and the registers lack."""
        new: dict[str, dict[str, NewEntry]] = {name: {} for name in REGISTERS}
        for sheet in self.briefs.values():
            for problem, entry in self._missing(sheet):
                new[_UNKNOWN[problem.rule]].setdefault(entry.id, entry)
        for name, entries in new.items():
            sheet_of = self.registers.get(name)
            longer = with_entries(sheet_of.text, list(entries.values())) if sheet_of and entries else None
            if sheet_of is not None and longer is not None:
                is_sorted = sorted_register(sheet_of.name, sheet_of.text) == sheet_of.text
                sheet_of.text = sorted_register(sheet_of.name, longer) if is_sorted else longer
                sheet_of.done += ((0, f"{id_} added; confirm its entry") for id_ in entries)

    def _missing(self, sheet: Sheet) -> Iterator[tuple[Problem, NewEntry]]:
        """The ids that a briefing names and the registers lack, with an entry for each."""
        findings = self._fixers[sheet.new_path].found
        if findings is None:
            return
        file = YamlText(sheet.name, sheet.text)
        context = Context(file, findings.problems, findings.registers, findings.anchoring, str)
        for problem in findings.problems:
            if problem.rule in _UNKNOWN and problem.location.path == sheet.name:
                entry = entry_for(problem, context)
                if entry is not None:
                    yield problem, entry


def _files(layout: Layout) -> Iterator[tuple[Path, Path]]:
    """The YAML files of the briefings' folder, each with the path that it should have."""
    slugs, _ = brief_slugs(layout.briefs)
    names = [*(f"{slug}.yml" for slug in slugs), *REGISTERS]
    for name in names:
        path = layout.briefs / name
        if path.is_file():
            yield path, path
    for path in sorted(layout.briefs.glob("[!.]*.yaml")):
        new_path = path.with_suffix(".yml")
        # A name that is taken, or one that cannot be an address, is for people to decide on.
        is_right = new_path.name in REGISTERS or (SLUG.fullmatch(path.stem) and path.stem not in RESERVED)
        if path.is_file() and is_right and not new_path.exists() and not new_path.is_symlink():
            yield path, new_path


def _sheet(path: Path, new_path: Path) -> Sheet | None:
    """A file as it is; None if it is not a text that can be corrected."""
    try:
        data = read_bytes(path, MAX_YAML_BYTES)
    except NotAFileError:
        return None
    text = decoded(data, path.name, MAX_YAML_BYTES)
    return None if isinstance(text, Problem) or not text.strip() else Sheet(path, new_path, data, text)


def _read_brief(sheet: Sheet, text: str) -> list[Problem]:
    return read_brief(sheet.new_path, text)[1]
