"""`new`: copy articles into `seeds/`, and draft their briefings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from onrecord.checking.file_kinds import forbidden_files
from onrecord.drafting.adding import PASTED, NewOptions, add_article, read_article_bytes
from onrecord.engine.opening import NotAFileError
from onrecord.interface.arguments import as_typed
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
from onrecord.schema.fields import is_language
from onrecord.text.characters import make_visible


def run(layout: Layout, options: argparse.Namespace, _: Progress) -> int:
    """Add articles, one after the other; one that cannot be added does not stop the others."""
    if options.language and not is_language(options.language):
        stderr_line(make_visible(f"{options.language} is not the code of a language, such as en or de"))
        return WRONG_USE
    forbidden = forbidden_files(layout)
    if forbidden:
        show(forbidden, options.format, layout.root)
        return PROBLEMS
    asked = NewOptions(as_typed(options, "new"), options.register, options.language)
    status = FINE
    for name in dict.fromkeys(options.articles):
        try:
            data = sys.stdin.buffer.read() if name == PASTED else read_article_bytes(Path(name))
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, NotAFileError) as error:
            stderr_line(make_visible(f"{name}: {error.strerror}; give the file of an article, or -"))
            status = WRONG_USE
            continue
        outcome = add_article(name, data, layout, asked)
        for line in outcome.refused:
            stderr_line(make_visible(line))
        if outcome.refused:
            status = status or PROBLEMS
        else:
            stdout_line(options.format, *map(make_visible, outcome.done))
            refresh_schemas(layout)
    return status
