"""`schema`: write the JSON Schemas that editor programs read."""

from __future__ import annotations

import argparse

from onrecord.checking.file_kinds import forbidden_files
from onrecord.checking.output_kinds import fault_of_folder
from onrecord.editing.schemas import write_schemas
from onrecord.interface.terminal import FINE, PROBLEMS, Progress, show, shown, stderr_line, stdout_line
from onrecord.layout import Layout
from onrecord.metadata.registers import read_registers
from onrecord.text.counting import counted


def run(layout: Layout, options: argparse.Namespace, _: Progress) -> int:
    """Write the schemas; builds keep them up to date from then on."""
    fault = fault_of_folder(layout.schemas)
    forbidden = [*forbidden_files(layout), *([fault] if fault else [])]
    if forbidden:
        show(forbidden, options.format, layout.root)
        return PROBLEMS
    written = write_schemas(layout)
    wrong = [problem for problem in read_registers(layout.briefs)[1] if problem.is_error]
    show(wrong, options.format, layout.root)
    folder, names = shown(layout.schemas), ", ".join(path.name for path in written)
    done = f"written to {folder}/: {names}" if written else f"{folder}/ is up to date"
    stdout_line(options.format, done)
    if wrong:
        stderr_line(f"{counted(len(wrong), 'error')}; the schemas may lack ids and names of the registers")
        return PROBLEMS
    return FINE
