"""All files beside the pages, made one at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from onrecord.addresses import EXPORT_PATHS, LLMS, SEARCH_CALL, stored_copy_path
from onrecord.engine.files import Export, LongExport
from onrecord.engine.output import Output, OutputGroup
from onrecord.engine.reads import Latest
from onrecord.exports.addresses import Addresses
from onrecord.exports.atom import ATOM_MARK, as_atom
from onrecord.exports.bibliography import BIBTEX_MARK, RIS_MARK, bibtex_file, csl_file, ris_file
from onrecord.exports.briefing import briefing_file
from onrecord.exports.cards import PNG_MARK
from onrecord.exports.changes import changes_file
from onrecord.exports.datapackage import datapackage
from onrecord.exports.entries import Entry
from onrecord.exports.feed_style import FEED_STYLE_MARK
from onrecord.exports.feeds import Document, documents_of, entry_of, feed_of, feed_pages, has_json_feed
from onrecord.exports.files import JSON_MARK
from onrecord.exports.json_feed import JSON_FEED_MARK, as_json_feed
from onrecord.exports.linked_data import linked_data_file, linked_pages
from onrecord.exports.llms import LLMS_MARK, Guide, guide_of, llms_file
from onrecord.exports.proof import ProofPart, proof_file, proof_parts
from onrecord.exports.redirects import REDIRECT_MARK, redirect
from onrecord.exports.robots import ROBOTS_MARK
from onrecord.exports.rows import Row
from onrecord.exports.stored_copies import stored_copy_file
from onrecord.exports.tables import (
    RowsOf,
    Table,
    csv_file,
    has_json_lines,
    json_file,
    json_lines_file,
    rows_of,
    tables_of,
)
from onrecord.exports.versions import version_parts, versions_file
from onrecord.metadata.history import NO_HISTORY, History
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record, Reference

# What the file at a path that an export may have begins with, or has in its head; in JSON of earlier versions
# a space stands after each colon and comma.
_MARKS = {
    "atom": re.compile(re.escape(ATOM_MARK)),
    "json feed": re.compile(re.escape(JSON_FEED_MARK)),
    "json": re.compile(re.escape(JSON_MARK)),
    "linked data": re.compile(re.escape(JSON_MARK)),
    "bibtex": re.compile(rf"\A{re.escape(BIBTEX_MARK)}"),
    "ris": re.compile(RIS_MARK),
    "csl": re.compile(r"\A\[(?:\]\n\Z|\n\{\"id\": ?\"[a-z0-9-]+\", ?\"type\": ?\"webpage\")"),
    "stored copy": re.compile("(?!)"),  # It has none: `is_stored_copy` knows it.
    "card": re.compile(rf"\A\ufffdPNG\r\n.*{PNG_MARK}", re.DOTALL),
    "robots": re.compile(re.escape(ROBOTS_MARK)),
    "llms": re.compile(rf"\A# .*\n\n> .*\n\n{re.escape(LLMS_MARK)}\n"),
    "embed": re.compile(r"\A<!doctype html>\n<!-- Made by onrecord\. -->\n"),
    "oembed": re.compile(rf"\A\{{\n{re.escape(JSON_MARK)}"),
    "embed style": re.compile(r"\A/\* Made by onrecord:"),
    "feed style": re.compile(rf"\A{re.escape(FEED_STYLE_MARK)}"),
    "search": re.compile(rf"\A{re.escape(SEARCH_CALL)}"),
    # Earlier versions wrote no byte order mark.
    "csv table": re.compile(r"\A\ufeff?(?:briefing,id,|kind,actor,)"),
    "json table": re.compile(r"\A\[(?:\]\n\Z|\n\{\"briefing\":)"),
    "json lines table": re.compile(r"\A\{\"briefing\":"),
    "redirect": re.compile(re.escape(REDIRECT_MARK)),
}
HEAD = 2000
OF_BRIEFINGS = "briefings as data"  # the name of the group with the data of each briefing
_AT_A_TIME = 16  # the entries or rows of this many briefings are as much work as a page

AnyExport = Export | LongExport


def groups(
    record: Record, settings: Settings, history: History = NO_HISTORY
) -> Iterator[OutputGroup[AnyExport]]:
    """The exports, in groups."""
    yield OutputGroup("tables", partial(_table_outputs, settings=settings))
    yield OutputGroup("changes", partial(_changes_outputs, settings=settings))
    yield OutputGroup("proof", partial(_proof_outputs, settings=settings))
    versions = [[slug, [version.blob for version in of]] for slug, of in history.versions.items()]
    yield OutputGroup("versions", partial(_version_outputs, history=history), versions)
    yield OutputGroup("guide for programs", partial(_guide_outputs, settings=settings))
    yield OutputGroup(OF_BRIEFINGS, partial(_briefing_outputs, settings=settings))
    if settings.publish_sources:
        yield OutputGroup("stored copies", _stored_copy_outputs)
    yield OutputGroup("redirects", partial(_redirect_outputs, settings=settings))
    yield OutputGroup("linked data", partial(_linked_data_outputs, settings=settings))
    for page in feed_pages(record):
        yield OutputGroup(f"feed of {page}", partial(_feed_outputs, page=page, settings=settings))


def _table_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    tables, addresses = list(tables_of(record)), Addresses(settings)
    for table in tables:
        forms: dict[str, _FormOfTable] = {"csv": csv_file, "json": json_file}
        if has_json_lines(table):
            forms["jsonl"] = json_lines_file
        for ending, form in forms.items():
            yield Output(
                f"data/{table.name}.{ending}",
                partial(_table, form=form, addresses=addresses),
                (table,),
                cost=1 + len(table.slugs) // _AT_A_TIME,
                together_with=f"data/{table.name}",
            )
    # Of the tables' content it tells only whether there is any.
    named = [replace(table, size=min(table.size, 1), slugs=()) for table in tables]
    parts, versions = (
        [replace(part, slugs=()) for part in of(record)] for of in (proof_parts, version_parts)
    )
    package = partial(_datapackage, settings=settings)
    yield Output("data/datapackage.json", package, (named, parts, versions))


_FormOfTable = Callable[[Table, RowsOf], LongExport]


def _table(record: Record, table: Table, form: _FormOfTable, addresses: Addresses) -> LongExport:
    return form(table, _ROWS.of(record, table, lambda: rows_of(record, table, addresses)))


def _changes_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    paths, make = tuple(record.changes), partial(changes_file, addresses=Addresses(settings))
    yield Output("data/changes.csv", make, (paths,), cost=1 + len(paths) // _AT_A_TIME)


def _datapackage(
    _: Record, tables: list[Table], parts: list[ProofPart], versions: list[ProofPart], settings: Settings
) -> Export:
    return datapackage(tables, parts, versions, settings)


def _proof_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    for part in proof_parts(record):
        cost = 1 + len(part.slugs) // _AT_A_TIME
        yield Output(part.path, partial(proof_file, settings=settings), (part,), cost=cost)


def _version_outputs(record: Record, history: History) -> Iterator[Output[AnyExport]]:
    for part in version_parts(record):
        cost = 1 + len(part.slugs) // _AT_A_TIME
        known = {slug: history.versions[slug] for slug in part.slugs if slug in history.versions}
        make = partial(versions_file, history=history)
        yield Output(part.path, make, (part,), (part, known), cost=cost)


def _guide_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    tables = [table for table in tables_of(record) if table.year is None]
    has_lines = any(map(has_json_lines, tables))
    guide = guide_of(record, tuple(table.name for table in tables), has_lines=has_lines)
    yield Output(LLMS, partial(_guide, settings=settings), (guide,), cost=1 + len(guide.newest) // _AT_A_TIME)


def _guide(record: Record, guide: Guide, settings: Settings) -> LongExport:
    return llms_file(record, guide, settings)


def _briefing_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    for slug in record.days:
        yield Output(f"briefs/{slug}.json", partial(_briefing, settings=settings), (slug,))
        yield Output(f"briefs/{slug}.bib", partial(_bibtex, settings=settings), (slug,), cost=0)
        yield Output(f"briefs/{slug}.ris", partial(_ris, settings=settings), (slug,), cost=0)
        yield Output(f"briefs/{slug}.csl.json", partial(_csl, settings=settings), (slug,), cost=0)


def _redirect_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    for earlier, page in record.moved.items():
        yield Output(
            f"{earlier.removesuffix('.md')}.html", partial(redirect, settings=settings), (page,), cost=0
        )


def _stored_copy_outputs(record: Record) -> Iterator[Output[AnyExport]]:
    for slug in record.days:
        yield Output(stored_copy_path(slug), _stored_copy, (slug,), cost=0)


def _stored_copy(record: Record, slug: str) -> Export:
    return stored_copy_file(record.briefs[slug])


def _linked_data_outputs(record: Record, settings: Settings) -> Iterator[Output[AnyExport]]:
    for page in linked_pages(record):
        path = f"{page.removesuffix('.md')}.jsonld"
        cost = 0 if "/" in page else 1
        yield Output(path, partial(linked_data_file, settings=settings), (page,), cost=cost)


def _briefing(record: Record, slug: str, settings: Settings) -> Export:
    return briefing_file(record, record.briefs[slug], Addresses(settings))


def _bibtex(record: Record, slug: str, settings: Settings) -> Export:
    return bibtex_file(record, record.briefs[slug], settings)


def _ris(record: Record, slug: str, settings: Settings) -> Export:
    return ris_file(record, record.briefs[slug], settings)


def _csl(record: Record, slug: str, settings: Settings) -> Export:
    return csl_file(record, record.briefs[slug], settings)


def _feed_outputs(record: Record, page: str, settings: Settings) -> Iterator[Output[AnyExport]]:
    for document in documents_of(feed_of(page, record, settings), record, settings):
        entries = partial(_entries, page=page, settings=settings)
        cost = 1 + len(document.items) // _AT_A_TIME
        forms = {"xml": _atom, "json": _json_feed} if has_json_feed(page) else {"xml": _atom}
        for suffix, make in forms.items():
            yield Output(
                f"{document.path}.{suffix}",
                partial(make, entries=entries),
                (document,),
                cost=cost,
                together_with=document.path,
            )


_EntriesOf = Callable[[Record, Document], Callable[[Reference], Entry]]


def _atom(record: Record, document: Document, entries: _EntriesOf) -> LongExport:
    return as_atom(document, entries(record, document))


def _json_feed(record: Record, document: Document, entries: _EntriesOf) -> LongExport:
    return as_json_feed(document, entries(record, document))


def _entries(
    record: Record, document: Document, page: str, settings: Settings
) -> Callable[[Reference], Entry]:
    return _ENTRIES.of(record, document, lambda: entry_of(page, record, settings))


_ENTRIES = Latest[Reference, Entry]()
_ROWS = Latest[str, Sequence[Row]]()


def is_export(path: str, head: str) -> bool:
    """Whether a file is an export, of this build or an earlier one.

    A file that a person put at an export's path is not one, so a build can leave it alone.

    Args:
        path: its path in site_src.
        head: its first `HEAD` characters.
    """
    return any(place.fullmatch(path) and _MARKS[kind].search(head) for kind, place in EXPORT_PATHS.items())
