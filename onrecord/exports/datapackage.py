"""The descriptor of `data/`, by the Data Package standard (datapackage.org, version 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from onrecord.engine.files import Export
from onrecord.exports.changes import CHANGE_COLUMNS, KEY, NAME
from onrecord.exports.files import GENERATOR, as_json
from onrecord.exports.proof import ProofPart
from onrecord.exports.rows import POSITION_COLUMNS, Column
from onrecord.exports.tables import Table, csv_columns, has_json_lines
from onrecord.mkdocs_yml.settings import Settings

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_KEY = ("briefing", "id")
_MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl"}
_FORMATS = {"csv": "CSV", "json": "JSON", "jsonl": "JSON Lines"}
_NOTES = {
    "csv": "RFC 4180, in UTF-8 with a byte order mark. An apostrophe comes before text that a spreadsheet "
    "would run as a formula: at the beginning of a cell, of a line in a cell, or after a semicolon. To "
    "restore the text, remove one apostrophe at these places, and nowhere else.",
    "json": "All texts are unchanged.",
    "jsonl": "The objects of the JSON file, one per line. All texts are unchanged.",
}


def datapackage(
    tables: Iterable[Table], parts: Iterable[ProofPart], versions: Iterable[ProofPart], settings: Settings
) -> Export:
    """The descriptor of the tables. It names no licence: that is up to the publisher.

    Args:
        tables: the tables.
        parts: the files of proofs.
        versions: the files of versions.
        settings: the site's.
    """
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        **GENERATOR,
        "name": "-".join(re.findall("[a-z0-9]+", settings.site_name.lower())) or "record",
        "title": settings.site_name,
        "description": settings.site_description,
        "homepage": settings.site_url,
        "resources": [
            *(resource for table in tables for resource in _resources(table)),
            _described(NAME, "csv", "Changes of position", CHANGE_COLUMNS, KEY),
            *map(_proof, parts),
            *map(_versions, versions),
        ],
    }
    known = {key: value for key, value in package.items() if value is not None}
    return Export("data/datapackage.json", as_json(known))


def _proof(part: ProofPart) -> dict[str, Any]:
    """The resource for a file of proofs."""
    return _by_briefing(
        part,
        "Proof of the published passages",
        "The article and the position of each published passage, in Unicode code points, with the SHA-256 of "
        "the article's file and of the passage's folded words.",
    )


def _versions(part: ProofPart) -> dict[str, Any]:
    """The resource for a file of versions."""
    return _by_briefing(
        part,
        "Versions of the positions",
        "The SHA-256 of each position's sentence, words and source, and of its earlier versions, as far as "
        "the site's history is known. Earlier wordings are given with the correction that explains them.",
    )


def _by_briefing(part: ProofPart, title: str, description: str) -> dict[str, Any]:
    """The resource for a file with a line for each briefing. It is not a table: positions are nested."""
    return {
        "name": PurePosixPath(part.path).stem,
        "title": title,
        "description": description,
        "path": PurePosixPath(part.path).name,
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }


def _resources(table: Table) -> Iterator[dict[str, Any]]:
    what = (
        "Stated positions" if table.columns is POSITION_COLUMNS else "Questions that the articles leave open"
    )
    title = f"{what} in briefings of {table.year}" if table.year else what
    yield _described(table.name, "csv", title, table.columns, _KEY)
    # The standard's own library cannot read an array without rows.
    if table.size:
        yield _described(table.name, "json", title, table.columns, _KEY)
    if has_json_lines(table):
        yield _described(table.name, "jsonl", title, table.columns, _KEY)


def _described(
    name: str, ending: str, title: str, columns: Mapping[str, Column], key: Sequence[str]
) -> dict[str, Any]:
    """The resource for a table in one of its formats."""
    written = csv_columns(columns) if ending == "csv" else columns
    return {
        "name": f"{name}-{ending}",
        "type": "table",
        "title": f"{title} ({_FORMATS[ending]})",
        "description": _NOTES[ending],
        "path": f"{name}.{ending}",
        "format": ending,
        "mediatype": _MEDIA_TYPES[ending],
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, column, ending) for name, column in written.items()],
            "primaryKey": list(key),
        },
    }


def _field(name: str, column: Column, ending: str) -> dict[str, Any]:
    kind = column.csv if ending == "csv" else column.kind
    described: dict[str, Any] = {"name": name, "type": kind, "description": column.description}
    if column.constraints:
        described["constraints"] = column.constraints
    return described
