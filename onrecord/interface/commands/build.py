"""`build`: check, write Markdown, publish."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from onrecord.checking.output_kinds import forbidden_outputs
from onrecord.checking.stored_problem import BuildSummary
from onrecord.engine import last_build
from onrecord.engine.last_build import LastBuild
from onrecord.interface import reporting
from onrecord.interface.drafts import next_step
from onrecord.interface.keeping_schemas import refresh_schemas
from onrecord.interface.locking import locked
from onrecord.interface.terminal import (
    FINE,
    PROBLEMS,
    WRONG_USE,
    Progress,
    show,
    shown,
    stderr_line,
    stdout_line,
)
from onrecord.layout import PACKAGE, Layout
from onrecord.rules.files import LINK_OUTSIDE, WRONG_FILE_KIND
from onrecord.rules.problems import Problem
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted


def run(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    """Build, unless nothing has changed."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")  # MkDocs dates its archives by it; gzip ends in 2106.
    if epoch is not None and not (epoch.isascii() and epoch.isdigit() and int(epoch[:11]) < 2**32):
        stderr_line(
            make_visible(
                "the environment's variable SOURCE_DATE_EPOCH must be a number of seconds since 1970, below"
                f" 2^32, and is {epoch}"
            )
        )
        return WRONG_USE
    problems = forbidden_outputs(layout)
    if problems:  # Not even the lock may be written there.
        return _failed(problems, options.format, layout.root)
    with locked(layout, stderr_line):
        if layout.left_behind():
            from onrecord.publishing.staging import recover

            recover(layout)
        if layout.is_untrusted:  # A branch may bring a cache along; compiled templates are code.
            from onrecord.publishing.staging import empty_work_folder

            empty_work_folder(layout)
        last = last_build.load(layout, options.jobs)
        summary = None
        if last.touched == frozenset() and not options.clean:
            with suppress(msgspec.DecodeError, KeyError):  # It is damaged, and a build makes it anew.
                summary = msgspec.msgpack.decode(last.summary, type=BuildSummary)
        if summary is None or (options.strict and summary.problems):
            summary, problems = _build_anew(layout, options, progress, last)
            done = "written to"
        else:
            problems, done = [stored.problem for stored in summary.problems], "unchanged in"
    progress.clear()
    if summary is None:
        return _failed(problems, options.format, layout.root)
    show(problems, options.format, layout.root)
    stdout_line(
        options.format,
        f"{_what_is_there(summary)}, {reporting.summary(problems)}{_left_out(summary.drafts)};"
        f" {counted(summary.pages, 'page')} {done} {shown(layout.site_src)}/",
        f"published: {shown(layout.site / 'index.html')}",
    )
    if not summary.briefings:
        stdout_line(options.format, next_step(options, has_drafts=summary.drafts > 0))
    return FINE


def _what_is_there(summary: BuildSummary) -> str:
    if not summary.briefings:
        return "no briefings yet"
    return f"{counted(summary.briefings, 'briefing')} with {counted(summary.positions, 'position')}"


def _left_out(drafts: int) -> str:
    return f"; {counted(drafts, 'draft')} not published" if drafts else ""


def _failed(problems: list[Problem], style: str, root: Path) -> int:
    """Show why nothing was published; without problems, a message has already said it."""
    show(problems, style, root)
    if problems:
        stderr_line(f"{reporting.summary(problems)}; nothing was published")
    return PROBLEMS if problems else WRONG_USE


def _build_anew(
    layout: Layout, options: argparse.Namespace, progress: Progress, last: LastBuild
) -> tuple[BuildSummary | None, list[Problem]]:
    """Run a build; return its summary, or None if it failed, and all problems."""
    from onrecord import build  # slow to import, and not needed if nothing has changed
    from onrecord.engine.ledger import throw_away
    from onrecord.markdown.rendering import TemplateError

    if options.clean:
        throw_away(layout.work)
    said = set()

    def say(line: str) -> None:
        if line not in said:  # A second attempt would repeat it.
            said.add(line)
            progress.clear()
            stderr_line(make_visible(line))

    try:
        built = build.build_with_ledger(layout, last, progress, say, jobs=options.jobs, strict=options.strict)
    except TemplateError as error:
        progress.clear()
        stderr_line(make_visible(f"stopped: error in a template: {error}"))
        return None, []
    # Also after a build that failed: whoever adds an actor wants to name it at once.
    if _may_change_schemas(layout, last, built.problems):
        refresh_schemas(layout)
    if built.summary and options.verbose:
        progress.clear()
        stderr_line(make_visible(_way(built.slow_because)))
    return built.summary, built.problems


def _may_change_schemas(layout: Layout, last: LastBuild, problems: list[Problem]) -> bool:
    """Whether what the schemas are made from was touched since the last build, and may be read."""
    from onrecord.metadata.registers import REGISTERS

    if any(problem.rule in (LINK_OUTSIDE, WRONG_FILE_KIND) for problem in problems):
        return False
    touched = last.touched_in(layout.briefs)
    return touched is None or bool(touched.intersection(REGISTERS) or last.touched_in(PACKAGE))


def _way(slow_because: str | None) -> str:
    """A line that says how the pages were published."""
    if slow_because is None:
        return "published the fast way"
    return f"published by MkDocs page by page, because {slow_because}"
