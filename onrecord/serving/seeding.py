"""Begin a preview with what the last build of the site left, so that the first start is short."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from onrecord import build
from onrecord.engine import last_build
from onrecord.engine.file_states import UnknownError
from onrecord.engine.files import files_in
from onrecord.engine.ledger import FILE, DamagedError, UnusableError, opened, throw_away
from onrecord.layout import Layout
from onrecord.publishing.staging import generated_among, remove_tree


def seed(site: Layout, preview: Layout, say: Callable[[str], None]) -> bool:
    """Copy the files that the last build of the site made, and its ledger, to a preview that has none.

    Args:
        site: the site.
        preview: its preview; the folder exists.
        say: called with a message if the copied ledger cannot be used.

    Returns:
        Whether there was a build whose files nobody has touched since.

    Raises:
        OSError: a file cannot be read or written.
    """
    ledger = site.work / FILE
    if (preview.work / FILE).exists() or not ledger.is_file():
        return False
    last = last_build.load(site)
    if last.touched is None or last.touched_in(site.site) or last.touched_in(site.site_src):
        return False
    for folder in (preview.site, preview.site_src):
        if folder.exists():
            remove_tree(folder)
    shutil.copytree(site.site, preview.site)
    for path in generated_among(site, files_in(site.site_src)):
        target = preview.site_src / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(site.site_src / path, target)
    try:
        _copy(ledger, preview.work / FILE)
        with opened(preview.work, build.TABLES, say) as copied:
            last_build.move(copied, site, preview)
    except (sqlite3.Error, DamagedError, UnusableError, UnknownError):
        throw_away(preview.work)
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy a ledger, also while a build writes to it."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there)
