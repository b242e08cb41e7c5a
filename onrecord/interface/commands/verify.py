"""`verify`: compare every passage of a published site with its article."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from onrecord.interface import reporting
from onrecord.interface.terminal import (
    FINE,
    PROBLEMS,
    WRONG_USE,
    Progress,
    show,
    shown,
    status_of,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.proof.copies import FolderCopy, WebCopy, is_address
from onrecord.proof.seeds import Seeds
from onrecord.proof.verifying import NotASiteError, verify
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted


def run(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    """Compare a published site with its articles."""
    folder = Path(os.path.realpath(options.seeds)) if options.seeds else layout.seeds
    if not folder.is_dir():
        stderr_line(f"there is no folder {shown(folder)}/; use --seeds to name the folder with the articles")
        return WRONG_USE
    copy: FolderCopy | WebCopy
    if options.copy and is_address(options.copy):
        copy = WebCopy(options.copy)
    else:
        site = Path(os.path.realpath(options.copy)) if options.copy else layout.site
        if not site.is_dir():
            stderr_line(
                f"there is no folder {shown(site)}/; give the folder or the address of a published site"
            )
            return WRONG_USE
        copy = FolderCopy(site, _within(layout, site), layout.outside)
    try:
        seeds = Seeds(folder, _within(layout, folder), layout.outside)
        verified = verify(copy, seeds, progress, options.jobs)
    except NotASiteError:
        progress.clear()
        stderr_line(make_visible(f"{copy.name} was not published by onrecord: it has no data/proof.json"))
        return WRONG_USE
    finally:
        progress.clear()
    show(verified.problems, options.format, layout.root)
    compared = f"{counted(verified.passages, 'passage')} on {counted(verified.pages, 'page')}"
    if status_of(verified.problems, options.strict) != FINE:
        stderr_line(f"{compared}: {reporting.summary(verified.problems)}")
        return PROBLEMS
    stdout_line(options.format, f"{compared}: all match the articles")
    return FINE


def _within(layout: Layout, folder: Path) -> str:
    """The name of a folder in problems: relative to the root if it is inside."""
    if folder.is_relative_to(layout.root):
        return folder.relative_to(layout.root).as_posix()
    return folder.as_posix()
