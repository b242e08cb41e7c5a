"""What `data/` holds, in the words of the Data Package standard (datapackage.org, version 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.exports.files import GENERATOR, Export, as_json
from onrecord.exports.rows import POSITION_COLUMNS, Column
from onrecord.exports.tables import Table, csv_columns
from onrecord.settings import Settings

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NOTES = {
    "csv": "An apostrophe stands before what a spreadsheet would run as a formula: at the beginning of a "
    "cell, or of a line in it, or after a semicolon. Take one apostrophe away there, and only there, to "
    "have the text.",
    "json": "Every text as it is.",
}


def datapackage(tables: Iterable[Table], settings: Settings) -> Export:
    """The descriptor of the tables.  It names no licence: that is for the publisher to give."""
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        **GENERATOR,
        "name": "-".join(re.findall("[a-z0-9]+", settings.site_name.lower())) or "record",
        "title": settings.site_name,
        "description": settings.site_description,
        "homepage": settings.site_url,
        "resources": [resource for table in tables for resource in _resources(table)],
    }
    known = {key: value for key, value in package.items() if value is not None}
    return Export("data/datapackage.json", as_json(known))


def _resources(table: Table) -> Iterator[dict[str, Any]]:
    yield _resource(table, "csv", "text/csv", csv_columns(table.columns))
    # The standard's own library cannot read an array of no rows.
    if table.size:
        yield _resource(table, "json", "application/json", table.columns)


def _resource(table: Table, ending: str, mediatype: str, columns: Mapping[str, Column]) -> dict[str, Any]:
    what = (
        "Stated positions" if table.columns is POSITION_COLUMNS else "Questions that the articles leave open"
    )
    of_year = f" in briefings of {table.year}" if table.year else ""
    return {
        "name": f"{table.name}-{ending}",
        "type": "table",
        "title": f"{what}{of_year} ({ending.upper()})",
        "description": _NOTES[ending],
        "path": f"{table.name}.{ending}",
        "format": ending,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, column, ending) for name, column in columns.items()],
            "primaryKey": ["briefing", "id"],
        },
    }


def _field(name: str, column: Column, ending: str) -> dict[str, Any]:
    kind = column.csv if ending == "csv" else column.kind
    described: dict[str, Any] = {"name": name, "type": kind, "description": column.description}
    if column.constraints:
        described["constraints"] = column.constraints
    return described
