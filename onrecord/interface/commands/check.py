"""`check`: check only, write nothing."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from onrecord.checking.check import Checked, check
from onrecord.checking.drafts import CheckedDraft
from onrecord.checking.file_kinds import forbidden_files
from onrecord.interface import reporting
from onrecord.interface.coverage import show_coverage
from onrecord.interface.drafts import list_of_articles, list_of_drafts, next_step
from onrecord.interface.terminal import (
    FINE,
    WRONG_USE,
    Progress,
    show,
    status_of,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.metadata.briefs import brief_slugs, read_brief
from onrecord.metadata.registers import REGISTERS
from onrecord.metadata.sources import without_briefing
from onrecord.rules.files import LINK_OUTSIDE, WRONG_FILE_KIND
from onrecord.rules.problems import Problem, in_order
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted
from onrecord.text.suggestions import suggest


class _Asked(Struct, frozen=True):
    """What `check` was asked for.

    Attributes:
        slugs: of briefings.
        files: the paths of articles and registers, relative to the root.
    """

    slugs: frozenset[str]
    files: frozenset[str]

    @property
    def is_all(self) -> bool:
        """Whether it was asked for nothing in particular, and so for all."""
        return not self.slugs and not self.files

    def with_briefings(self, sources: Mapping[str, str]) -> _Asked:
        """Add the briefings of the articles, and the articles of the briefings."""
        slugs = self.slugs.union(slug for slug, source in sources.items() if source in self.files)
        return _Asked(slugs, self.files.union(filter(None, map(sources.get, slugs))))


def run(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    """Check all briefings, and show the problems of all or of some."""
    fault = _misused(options)
    if fault:
        stderr_line(fault)
        return WRONG_USE
    wants_coverage = options.coverage or options.html
    asked, unknown = _asked(layout, options.briefs, (".yml", ".yaml") if options.fix else (".yml",))
    forbidden = bool(wants_coverage or unknown or options.fix) and bool(forbidden_files(layout))
    if unknown and not forbidden:  # Otherwise a suggestion could name a file outside the site.
        stderr_line(make_visible(unknown))
        return WRONG_USE
    if options.fix and not forbidden:
        _fix(layout, asked, options, progress)
    checked = check(layout, progress, jobs=options.jobs)
    progress.clear()
    asked = asked.with_briefings(checked.sources)
    problems = [problem for problem in checked.problems if _concerns(problem, asked)]
    if options.diff and not forbidden:
        return status_of(problems, options.strict)
    drafts = [draft for draft in checked.drafts if asked.is_all or draft.slug in asked.slugs]
    reasons = dict(checked.accepted) if options.accepted else {}
    if not asked.is_all:
        files = asked.files.union(f"briefs/{slug}.yml" for slug in asked.slugs)
        reasons = {problem: why for problem, why in reasons.items() if problem.location.path in files}
    of_drafts = () if asked.is_all else _of_drafts(drafts, whole=options.format != "text")
    show(in_order([*problems, *of_drafts, *reasons]), options.format, layout.root, reasons)
    status = status_of(problems, options.strict)
    unpublished = {draft.slug for draft in checked.drafts}
    published = [slug for slug in checked.sources if slug not in unpublished]
    number = sum(asked.is_all or slug in asked.slugs for slug in published)
    line = f"{counted(number, 'briefing')}: {reporting.summary(problems)}"
    if options.accepted:
        line += f"; {counted(len(reasons), 'accepted warning')}"
    if status != FINE:
        stderr_line(line)
    elif number or problems or reasons or not drafts:  # The drafts alone have their own lines.
        stdout_line(options.format, line)
    notes = list(list_of_drafts(drafts, layout))
    if asked.is_all:
        notes += _about_all(layout, checked, options)
    if notes:
        stdout_line(options.format, *map(make_visible, notes))
    if wants_coverage and not forbidden:
        show_coverage(layout, sorted(checked.sources if asked.is_all else asked.slugs), options.html)
    return status


def _about_all(layout: Layout, checked: Checked, options: argparse.Namespace) -> Iterator[str]:
    """Lines about articles without a briefing, and about a site without briefings."""
    if articles := without_briefing(layout, checked.sources.values()):
        yield list_of_articles(articles)
    if not checked.sources and not checked.problems:
        yield next_step(options, has_drafts=False)


def _misused(options: argparse.Namespace) -> str:
    """Which flags do not go together; empty if all do."""
    if (options.coverage or options.html) and options.format != "text":
        return "--coverage has no other format than text; use --html FILE for a page"
    if (options.diff or options.sort) and not options.fix:
        return f"{'--diff' if options.diff else '--sort'} is only for check --fix"
    if options.diff and options.format != "text":
        return "--diff has no other format than text"
    return ""


def _fix(layout: Layout, asked: _Asked, options: argparse.Namespace, progress: Progress) -> None:
    """Correct what was asked for, or show the corrections."""
    from onrecord.fixing.site import Wanted  # Slow to import, as is the next one.
    from onrecord.interface.fix import fix_site, show_diff

    slugs: set[str] | None = None
    registers: Sequence[str] = REGISTERS
    if not asked.is_all:
        slugs = {*asked.slugs, *_using(layout, asked.files)}
        registers = tuple(name for name in REGISTERS if f"{layout.briefs.name}/{name}" in asked.files)
    wanted = Wanted(slugs, registers, sort=options.sort)
    if options.diff:
        show_diff(layout, wanted, progress)
    else:
        fix_site(layout, wanted, options.format, progress)


def _using(layout: Layout, files: Collection[str]) -> Iterator[str]:
    """The briefings of some articles."""
    if any(file.startswith(f"{layout.seeds.name}/") for file in files):
        for slug in brief_slugs(layout.briefs)[0]:
            brief, _ = read_brief(layout.briefs / f"{slug}.yml")
            if brief is not None and f"{layout.seeds.name}/{brief.brief.source.file}" in files:
                yield slug


def _asked(layout: Layout, names: Sequence[str], endings: Collection[str]) -> tuple[_Asked, str]:
    """What some arguments name, and the message about one that names nothing; empty if there is none.

    Args:
        layout: the site.
        names: the arguments.
        endings: of the names of briefings' files.
    """
    slugs = {path.stem for path in layout.briefs.iterdir() if path.suffix in endings}
    wanted: set[str] = set()
    files: set[str] = set()
    unknown: list[str] = []
    for name in names:
        inside = _inside(layout, name)
        last = Path(name).name
        if last in REGISTERS:
            files.add(f"{layout.briefs.name}/{last}")
        elif _is_checked(layout, inside) or _is_stray(layout, inside, endings):
            files.add(inside)
        else:
            slug = next((last.removesuffix(ending) for ending in endings if last.endswith(ending)), last)
            (wanted.add if slug in slugs else unknown.append)(slug)
    message = ""
    if unknown:
        near = suggest(min(unknown), slugs)
        message = f"there is no briefing {min(unknown)} in briefs/{f'; {near}' if near else ''}"
    return _Asked(frozenset(wanted), frozenset(files)), message


def _is_checked(layout: Layout, inside: str) -> bool:
    """Whether a file of the site is an article or its settings."""
    return inside == layout.settings.name or inside.startswith(f"{layout.seeds.name}/")


def _is_stray(layout: Layout, inside: str, endings: Collection[str]) -> bool:
    """Whether a file in `briefs/` is no briefing by its name or its folder, as far as it is one at all."""
    folder, _, name = inside.rpartition("/")
    is_there = f"{folder}/".startswith(f"{layout.briefs.name}/")
    return is_there and (folder != layout.briefs.name or not name.endswith(tuple(endings)))


def _inside(layout: Layout, name: str) -> str:
    """The path of an existing file relative to the root; empty if it is not in the root."""
    for folder in (Path.cwd(), layout.root):
        path = Path(os.path.realpath(folder / name))
        if os.path.isfile(path) and path.is_relative_to(layout.root):  # noqa: PTH113 - a name may be impossible
            return path.relative_to(layout.root).as_posix()
    return ""


def _of_drafts(drafts: Iterable[CheckedDraft], *, whole: bool) -> list[Problem]:
    """The problems of drafts that somebody asks for; for people without those that one line tells."""
    found = [draft.problems if whole else draft.other_problems for draft in drafts]
    return [problem for problems in found for problem in problems]


def _concerns(problem: Problem, asked: _Asked) -> bool:
    """Whether a problem concerns what was asked for, its articles or, as an error, the registers.

    A link out of the site's folder, or a pipe in it, concerns everything: because of it nothing was read.
    """
    path = problem.location.path
    if asked.is_all or problem.rule in (LINK_OUTSIDE, WRONG_FILE_KIND):
        return True
    if path in {f"briefs/{slug}.yml" for slug in asked.slugs} or path in asked.files:
        return True
    return problem.is_error and path in {f"briefs/{name}" for name in REGISTERS}
