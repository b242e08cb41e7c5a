"""`quotes`: which quotations of a text stand word for word in the articles on record."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from onrecord.checking.file_kinds import forbidden_files
from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.interface.terminal import (
    FINE,
    PROBLEMS,
    WRONG_USE,
    Progress,
    has_colours,
    show,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.quotes.checking import Outcome, check_quotations
from onrecord.quotes.report import as_json, as_text, summary
from onrecord.quotes.texts import read_written
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.characters import make_visible
from onrecord.text.files import decoded

PASTED = "-"
# How the text is called in messages where it has no file.
_STANDARD_INPUT = "<stdin>"
MAX_TEXT_BYTES = 20_000_000
_HELP = "give a file with text, Markdown or HTML, or - for standard input"
_SAVE = "save its text as plain text in UTF-8"
# The beginnings of files that are not text and have no byte that text never has.
_DOCUMENTS = ((b"%PDF", "a PDF"), (b"{\\rtf", "a document in RTF"))


def run(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    """Check the quotations of a text; 1 if one differs or is not on record."""
    if options.format not in ("text", "json"):
        stderr_line("quotes has the formats text and json")
        return WRONG_USE
    name = _STANDARD_INPUT if options.file == PASTED else options.file
    text = _text(options.file)
    if isinstance(text, Problem):
        place = f":{text.location.line}:{text.location.column}" if text.location.text else ""
        stderr_line(make_visible(f"{name}{place}: {text.message}; {text.help}"))
        return WRONG_USE
    forbidden = forbidden_files(layout)
    if forbidden:
        show(forbidden, "text", layout.root)
        return PROBLEMS
    written = read_written(text.removeprefix("\ufeff"), "" if options.file == PASTED else name)
    checked = check_quotations(written, layout, progress, options.jobs)
    progress.clear()
    if options.format == "json":
        stdout_line("text", as_json(checked, name))
    elif shown := as_text(checked, name, colour=has_colours()):
        stdout_line("text", shown)
    for path in checked.unsound:
        stderr_line(make_visible(f"{path} has errors, so its positions are unknown; see check"))
    wrong = checked.number(Outcome.DIFFERS) + checked.number(Outcome.NOT_ON_RECORD)
    if wrong:
        stderr_line(summary(checked))
        return PROBLEMS
    stdout_line(options.format, summary(checked))
    return FINE


def _text(name: str) -> str | Problem:
    """The text of a file, or of standard input; or why it cannot be read."""
    place = Location(name)
    try:
        data = _pasted() if name == PASTED else read_bytes(Path(name), MAX_TEXT_BYTES)
    except NotAFileError as error:
        return Problem(rules.WRONG_FILE_KIND, place, str(error.strerror), _HELP)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # The last one of an impossible name.
        return Problem(rules.WRONG_FILE_KIND, place, "there is no such file", _HELP)
    for sign, document in _DOCUMENTS:
        if data.startswith(sign):
            return Problem(rules.BINARY_FILE, place, f"this is {document}, not text", _SAVE)
    return decoded(data, name, MAX_TEXT_BYTES)


def _pasted() -> bytes:
    """The bytes of standard input; none if it is closed."""
    return sys.stdin.buffer.read(MAX_TEXT_BYTES + 1) if sys.stdin else b""
