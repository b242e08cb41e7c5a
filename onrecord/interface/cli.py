"""Where the program starts: the flags become a site and a command, and failures of the machine a message."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import stat
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from onrecord.engine.machine import failure_of_machine
from onrecord.interface.arguments import INSTALLED, Start, parser
from onrecord.interface.terminal import (
    FINE,
    MACHINE_FAILED,
    WRONG_USE,
    Progress,
    let_go_of_output,
    set_encoding,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.text.characters import make_visible

_Run = Callable[[Layout, argparse.Namespace, Progress], int]


def main(arguments: Sequence[str] | None = None, start: Start = INSTALLED) -> int:
    """Run a command; return the exit status.

    Args:
        arguments: as on the command line, without the program; None for the command line's own.
        start: how the program was started.
    """
    # Nearly all objects of a build live until its end: frequent garbage collection would find nothing.
    gc.set_threshold(100_000, 50, 100)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Closed by the program's caller.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - kept open
    try:
        try:
            return _run(parser(start).parse_args(arguments))
        finally:
            gc.unfreeze()
            sys.stdout.flush()  # While an error can still be reported.
    except KeyboardInterrupt:
        stderr_line("interrupted; the site is intact")
    except Exception as error:
        failure = failure_of_machine(error)
        if failure is None:
            raise
        if not isinstance(error, BrokenPipeError):  # The reader of the output has ended, as `head` does.
            stderr_line(make_visible(f"stopped: {failure}"))
        let_go_of_output()
    return MACHINE_FAILED


def _run(options: argparse.Namespace) -> int:
    set_encoding(options.format)
    if options.print_completion:
        from onrecord.interface.completion import completion

        stdout_line("text", completion(options.print_completion))
        return FINE
    if options.command == "explain":
        from onrecord.interface.commands import explain

        return explain.run(options.rule)
    root = _root(options)
    if root is None:
        stderr_line(
            "there is no folder with seeds/ and briefs/ here or above; use --root to name the site's folder,"
            f" or start one: {options.start.command} init"
        )
        return WRONG_USE
    for flag, folder in (("--root", root), *(("--allow-outside", f) for f in options.allow_outside)):
        fault = _fault_of_folder(folder, may_be_missing=options.command == "init" and flag == "--root")
        if fault:
            stderr_line(make_visible(f"{flag}: {fault}"))
            return WRONG_USE
    allowed = dict.fromkeys(map(os.path.realpath, options.allow_outside))
    layout = Layout(Path(os.path.realpath(root)), tuple(allowed), options.untrusted)
    folders = () if options.command in ("init", "verify") else (layout.seeds, layout.briefs)
    for folder in folders:
        if not folder.is_dir():
            stderr_line(
                f"{make_visible(root)} has no folder {folder.name}/; use --root to name the site's folder"
            )
            return WRONG_USE
    # Only this command is imported: others are slow to import.
    run: _Run = import_module(f"onrecord.interface.commands.{options.command}").run
    progress = Progress(enabled=not options.no_progress)
    try:
        return run(layout, options, progress)
    finally:
        progress.clear()


def _root(options: argparse.Namespace) -> str | None:
    """The site's folder; None if no argument names it and there is none."""
    named: str | None = options.root
    if options.command == "init":  # The one command that may make it.
        named = options.folder if options.folder is not None else named
        return os.curdir if named is None else named
    if named is not None:
        return named
    found = _site_from_here(options.start)
    if found is None and options.command == "verify":  # It needs no site, only the articles.
        return os.curdir
    return found


def _site_from_here(start: Start) -> str | None:
    """The site's folder where no argument names it; None if there is none."""
    if start.root is not None:
        return str(start.root)
    try:
        here = Path.cwd()
    except FileNotFoundError:  # It no longer exists.
        return None
    for folder in (here, *here.parents):
        layout = Layout(folder)
        if layout.seeds.is_dir() and layout.briefs.is_dir():
            return str(folder)
    return None


def _fault_of_folder(named: str, *, may_be_missing: bool = False) -> str:
    """Why an argument does not name a folder; empty if it does."""
    if not named:
        return "the name of the folder is empty"
    try:
        if stat.S_ISDIR(os.stat(named).st_mode):  # noqa: PTH116 - with the error's own words
            return ""
    except OSError as error:
        if error.errno == errno.ENOENT and may_be_missing and not os.path.lexists(named):
            return ""
        if error.errno == errno.ELOOP:
            return f"{named} is a link that leads back to itself"
        return f"{named}: {error.strerror}" if error.errno != errno.ENOENT else f"there is no folder {named}"
    except ValueError:  # An impossible name.
        return f"there is no folder {named}"
    return f"{named} is not a folder"
