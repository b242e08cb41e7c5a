"""The JSON Schemas of a site, which editor programs read: `.schemas/` in the site's folder."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from onrecord.editing.json_schema import Entry, actors_schema, briefing_schema, issues_schema
from onrecord.editing.values import Schema
from onrecord.engine.files import write_if_changed
from onrecord.layout import Layout
from onrecord.metadata.registers import Register, Registers, read_registers
from onrecord.metadata.schema_errors import slug_of
from onrecord.schema.fields import SLUG
from onrecord.schema.models import Actor, Issue


def write_schemas(layout: Layout) -> list[Path]:
    """Write the schemas of a site, those that are missing or out of date.

    The registers give them ids and names.  A register may be missing or have problems: what can be read of it
    is used.

    Args:
        layout: the site; none of its files may be forbidden (`checking.file_kinds`).

    Returns:
        The files that were written.

    Raises:
        NotADirectoryError: something else is in the place of the folder, even if it is a link to a folder.
        OSError: a file cannot be read or written.
    """
    folder = layout.schemas
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "this is a link, not a folder", str(folder))
    registers, *_ = read_registers(layout.briefs)
    folder.mkdir(exist_ok=True)
    return [
        folder / name
        for name, schema in schemas_of(registers).items()
        if write_if_changed(folder / name, _as_bytes(schema))
    ]


def _as_bytes(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def schemas_of(registers: Registers) -> Mapping[str, Schema]:
    """The schemas, by the names of their files."""
    actors = [*map(_actor, registers.actors.items()), *_unread(registers.actors_file, registers.actors)]
    issues = [*map(_issue, registers.issues.items()), *_unread(registers.issues_file, registers.issues)]
    return {
        "briefing.json": briefing_schema(actors, issues),
        "actors.json": actors_schema(actors),
        "issues.json": issues_schema(),
    }


def _actor(item: tuple[str, Actor]) -> Entry:
    id_, actor = item
    about = f"{actor.kind}, also {', '.join(actor.also)}" if actor.also else actor.kind
    return Entry(id_, actor.name, f"{about}. {actor.note}" if actor.note else about)


def _issue(item: tuple[str, Issue]) -> Entry:
    id_, issue = item
    return Entry(id_, issue.title, issue.proposition or issue.about or "")


def _unread(register: Register, read: Mapping[str, object]) -> Iterator[Entry]:
    """Entries that have problems: briefings may use their ids all the same, in the form that is asked for."""
    for key in sorted(register.names - read.keys()):
        id_ = key if SLUG.fullmatch(key) else slug_of(key)
        if id_:
            yield Entry(id_, key)
