"""`rename`: change the id of an actor or an issue, or the name of a briefing, everywhere."""

from __future__ import annotations

import argparse
import sys

from onrecord.checking.file_kinds import forbidden_files
from onrecord.fixing.diffs import diff_of
from onrecord.fixing.renaming import RefusedError, Renaming, rename
from onrecord.fixing.writing import write_all
from onrecord.interface.keeping_schemas import refresh_schemas
from onrecord.interface.terminal import (
    FINE,
    PROBLEMS,
    WRONG_USE,
    Progress,
    show,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted


def run(layout: Layout, options: argparse.Namespace, _: Progress) -> int:
    """Rename, or show as a diff what that would change."""
    forbidden = forbidden_files(layout)
    if forbidden:
        show(forbidden, options.format, layout.root)
        return PROBLEMS
    renaming = Renaming(options.kind, options.old, options.new)
    try:
        sheets = rename(layout, renaming)
    except RefusedError as error:
        stderr_line(make_visible(f"nothing was renamed: {error}"))
        return WRONG_USE
    if options.diff:
        lines = list(diff_of(sheets))
        stdout_line("text", *(map(make_visible, lines) if sys.stdout.isatty() else lines))
        stderr_line(f"{counted(len(sheets), 'file')}; nothing was written")
        return FINE
    why = write_all(sheets, layout)
    if why:
        stderr_line(make_visible(f"nothing was renamed: {why}"))
        return PROBLEMS
    stdout_line("text", *(make_visible(sheet.name) for sheet in sheets))
    what = f"{options.kind} {options.old} is {options.new} now"
    stdout_line("text", f"{what}, in {counted(len(sheets), 'file')}; its old address leads to the new one")
    refresh_schemas(layout)
    return FINE
