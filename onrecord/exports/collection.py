"""All files beside the pages, one after the other, so that only one is held at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.exports.addresses import Addresses
from onrecord.exports.atom import ATOM_MARK, as_atom
from onrecord.exports.briefing import briefing_file
from onrecord.exports.datapackage import datapackage
from onrecord.exports.feeds import documents_of, feeds_of
from onrecord.exports.files import JSON_MARK, Export
from onrecord.exports.json_feed import JSON_FEED_MARK, as_json_feed
from onrecord.exports.tables import table_files, tables_of
from onrecord.fields import SLUG
from onrecord.model import Record
from onrecord.settings import Settings

_NAME = SLUG.pattern
_FEED = rf"(?:feed|questions\.feed|(?:actors|issues)/{_NAME}\.feed)(?:-[0-9]{{4}})?"
_TABLE = r"data/(?:positions|questions)(?:-[0-9]{4})?"
# The paths that exports may have, and what the file at such a path begins with or has in its head.
_MARKS = [
    (re.compile(rf"{_FEED}\.xml"), re.compile(re.escape(ATOM_MARK))),
    (re.compile(rf"{_FEED}\.json"), re.compile(re.escape(JSON_FEED_MARK))),
    (re.compile(rf"briefs/{_NAME}\.json|data/datapackage\.json"), re.compile(re.escape(JSON_MARK))),
    (re.compile(rf"{_TABLE}\.csv"), re.compile(r"\Abriefing,id,")),
    (re.compile(rf"{_TABLE}\.json"), re.compile(r"\A\[(?:\]\n\Z|\n\{\"briefing\": )")),
]
HEAD = 2000


def exports_of(record: Record, settings: Settings) -> Iterator[Export]:
    """All exports: data, briefings as data, feeds."""
    data = Addresses(settings)
    tables = list(tables_of(record))
    for table in tables:
        yield from table_files(record, table, data)
    yield datapackage(tables, settings)
    for brief in record.briefs.values():
        yield briefing_file(record, brief, data)
    for feed in feeds_of(record, settings):
        for document in documents_of(feed, record, settings):
            yield as_atom(document)
            yield as_json_feed(document)


def is_export(path: str, head: str) -> bool:
    """Whether a file is an export: of this record, or of what it was at an earlier build.

    A file that a person put where an export belongs is not one, and can so be left alone.

    Args:
        path: its path in site_src.
        head: its first `HEAD` characters.
    """
    return any(place.fullmatch(path) and mark.search(head) for place, mark in _MARKS)
