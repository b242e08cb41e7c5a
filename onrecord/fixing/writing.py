"""Write corrected files: whole or not at all, and never over what somebody else has written meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.fixing.site import Sheet
from onrecord.layout import Layout, path_within


def write(sheet: Sheet, layout: Layout) -> str:
    """Write a file in place of the one that was read; of a link, in place of the file that it leads to.

    Returns:
        Why it was not written, in a few words; empty if it was.

    Raises:
        OSError: the file cannot be written; it is as it was.
    """
    target = Path(os.path.realpath(sheet.path))
    fault = _fault(sheet, target, layout)
    if fault:
        return fault
    if sheet.data is None or sheet.new_data != sheet.data:
        _replace(target, sheet.new_data, is_new=sheet.data is None)
    if sheet.path != sheet.new_path:
        sheet.path.rename(sheet.new_path)
    return ""


def write_all(sheets: Sequence[Sheet], layout: Layout) -> str:
    """Write several files, or none of them.

    Returns:
        Why nothing was written, in a few words; empty if all of them were.

    Raises:
        OSError: a file cannot be written; all of them are as they were.
    """
    for sheet in sheets:
        fault = _fault(sheet, Path(os.path.realpath(sheet.path)), layout)
        if fault:
            return f"{sheet.name}: {fault}"
    written: list[Sheet] = []
    try:
        for sheet in sheets:
            why = write(sheet, layout)
            if why:
                _take_back(written)
                return f"{sheet.name}: {why}"
            written.append(sheet)
    except BaseException:
        _take_back(written)
        raise
    return ""


def _take_back(written: Sequence[Sheet]) -> None:
    """Make files as they were before they were written."""
    for sheet in written:
        if sheet.path != sheet.new_path:
            sheet.new_path.rename(sheet.path)
        if sheet.data is not None and sheet.data != sheet.new_data:
            _replace(Path(os.path.realpath(sheet.path)), sheet.data, is_new=False)


def _fault(sheet: Sheet, target: Path, layout: Layout) -> str:
    """Why a file must not be written; empty if it may."""
    if path_within(target, (os.path.realpath(layout.root),)) is None:
        return "it is a link to a file outside the site's folder"
    if os.path.lexists(sheet.new_path) and (sheet.data is None or sheet.path != sheet.new_path):
        return f"{sheet.new_path.name} has appeared meanwhile"
    if sheet.data is None:
        return ""
    try:
        if read_bytes(sheet.path) != sheet.data:
            return "it was changed by another program meanwhile; run the command again"
    except (FileNotFoundError, NotAFileError):
        return "it was removed meanwhile"
    return "" if os.access(target, os.W_OK) else "it is read-only"


def _replace(target: Path, data: bytes, *, is_new: bool) -> None:
    """Write a file beside another one and let it take its place, with the other's permissions."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        else:
            mode = stat.S_IMODE(target.stat().st_mode)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
