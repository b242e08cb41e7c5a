"""`check`: check only, write nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from onrecord.checking.check import Checked, check
from onrecord.checking.file_kinds import forbidden_files
from onrecord.interface import reporting
from onrecord.interface.drafts import list_of_articles, list_of_drafts, without_briefing
from onrecord.interface.terminal import (
    FINE,
    WRONG_USE,
    Progress,
    counted,
    show,
    status_of,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.problems import Problem, in_order
from onrecord.rules.files import LINK_OUTSIDE, WRONG_FILE_KIND
from onrecord.text.characters import make_visible
from onrecord.text.suggestions import suggest

_REGISTERS = ("briefs/actors.yml", "briefs/issues.yml")


def run(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    """Check all briefings, and show the problems of all or of some."""
    wanted = {Path(name).name.removesuffix(".yml") for name in options.briefs}
    slugs = {path.stem for path in layout.briefs.iterdir() if path.suffix == ".yml"}
    unknown = sorted(wanted - slugs)
    if unknown and not forbidden_files(layout):  # Otherwise a suggestion could name a file outside the site.
        near = suggest(unknown[0], slugs)
        stderr_line(
            make_visible(f"there is no briefing {unknown[0]} in briefs/{f'; {near}' if near else ''}")
        )
        return WRONG_USE
    checked = check(layout, progress, jobs=options.jobs)
    progress.clear()
    problems = checked.problems
    drafts = [draft for draft in checked.drafts if not wanted or draft.slug in wanted]
    if wanted:
        problems = [problem for problem in problems if _concerns(problem, wanted, checked)]
    shown, reasons = problems, dict(checked.accepted) if options.accepted else {}
    if wanted:
        files = {f"briefs/{slug}.yml" for slug in wanted} | {checked.sources.get(slug) for slug in wanted}
        reasons = {problem: why for problem, why in reasons.items() if problem.location.path in files}
    if wanted:  # A draft is told in one line, its other problems only where somebody asks for it.
        all_of_it = options.format != "text"
        of_drafts = [draft.problems if all_of_it else draft.other_problems for draft in drafts]
        shown = in_order([*shown, *(problem for found in of_drafts for problem in found)])
    if reasons:
        shown = in_order([*shown, *reasons])
    show(shown, options.format, reasons)
    status = status_of(problems, options.strict)
    unpublished = {draft.slug for draft in checked.drafts}
    number = sum(not wanted or slug in wanted for slug in checked.sources if slug not in unpublished)
    line = f"{counted(number, 'briefing')}: {reporting.summary(problems)}"
    if options.accepted:
        line += f"; {counted(len(reasons), 'accepted warning')}"
    if status == FINE:
        stdout_line(options.format, line)
    else:
        stderr_line(line)
    notes = list(list_of_drafts(drafts, layout))
    if not wanted and (articles := without_briefing(layout, checked.sources.values())):
        notes.append(list_of_articles(articles))
    if notes:
        stdout_line(options.format, *map(make_visible, notes))
    return status


def _concerns(problem: Problem, wanted: set[str], checked: Checked) -> bool:
    """Whether a problem concerns some briefings: it is in them, in their articles, or an error in a register.

    A link out of the site's folder, or a pipe in it, concerns all briefings: because of it none was read.
    """
    path = problem.location.path
    if problem.rule in (LINK_OUTSIDE, WRONG_FILE_KIND) or path in {f"briefs/{slug}.yml" for slug in wanted}:
        return True
    if path in _REGISTERS:
        return problem.is_error
    return path in {checked.sources.get(slug) for slug in wanted}
