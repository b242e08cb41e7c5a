"""`init`: a new collection, or what one lacks."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from onrecord.checking.file_kinds import forbidden_files
from onrecord.checking.output_kinds import fault_of_folder
from onrecord.editing.collection import Started, Wanted, names_program, start
from onrecord.editing.origin import fault_of_requirement, installed_from
from onrecord.editing.schemas import write_schemas
from onrecord.interface.arguments import Start
from onrecord.interface.terminal import FINE, WRONG_USE, Progress, shown, stderr_line, stdout_line
from onrecord.layout import Layout
from onrecord.text.characters import make_visible


def run(layout: Layout, options: argparse.Namespace, _: Progress) -> int:
    """Write the files that a collection lacks, and say what to do next."""
    fault = fault_of_requirement(options.program) if options.program else ""
    if fault:
        stderr_line(make_visible(f"--program: {fault}"))
        return WRONG_USE
    program = options.program or installed_from()
    wanted = Wanted(program, options.ci, options.example, options.start.command)
    started = start(layout, wanted)
    started.written.extend(_schemas(layout))
    stdout_line(options.format, *map(make_visible, _told(layout, started)))
    if options.ci != "none" and not names_program(layout):
        to_do = "to do: write into requirements.txt where publishing gets the program from"
        stdout_line(options.format, to_do)
    stdout_line(options.format, "next:", *_next(layout, options.start, example=options.example))
    return FINE


def _schemas(layout: Layout) -> Iterator[str]:
    """Write the schemas that editor programs read; the paths of those that were missing or out of date."""
    if fault_of_folder(layout.schemas) or forbidden_files(layout):
        return  # `check` says what is wrong.
    for path in write_schemas(layout):
        yield path.relative_to(layout.root).as_posix()


def _told(layout: Layout, started: Started) -> Iterator[str]:
    """What was written, and what was not."""
    folder = "this folder" if shown(layout.root) == "." else shown(layout.root)
    if started.written:
        yield f"written in {folder}:"
        yield from (f"  {path}" for path in started.written)
    if started.left:
        yield f"left as they are in {folder}:"
        yield from (f"  {path}" for path in started.left)
    if started.outside:
        yield "not written, because a symbolic link leads out of the folder:"
        yield from (f"  {path}" for path in started.outside)


def _next(layout: Layout, called: Start, *, example: bool) -> Iterator[str]:
    """The next three commands."""
    here = Path(os.path.realpath(os.curdir))
    is_here = layout.root == (called.root.resolve() if called.root else here)
    root = "" if is_here else f" --root {shlex.quote(shown(layout.root))}"
    build = f"  {called.command} build{root}", "check, and build the site"
    new = f"  {called.command} new{root} ARTICLE", "draft the briefing of an article"
    check = f"  {called.command} check{root}", "say what is missing or wrong"
    commands = (build, check, new) if example else (new, check, build)
    width = max(len(command) for command, _ in commands)
    yield from (f"{command:{width}}   # {what}" for command, what in commands)
