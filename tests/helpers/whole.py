"""A record with all its pages and exports in memory; the program itself has only a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from onrecord.engine.output import Output, OutputGroup
from onrecord.exports import collection
from onrecord.exports.collection import AnyExport
from onrecord.metadata.history import NO_HISTORY, History
from onrecord.mkdocs_yml.settings import UNSAID, Settings
from onrecord.pages import catalogue
from onrecord.pages.catalogue import Page
from onrecord.record import AnchoredBrief, Record
from onrecord.record.index import entry_of, in_record_order, index
from onrecord.schema.models import Actor, Issue

Made = TypeVar("Made")


def build_record(
    anchored: Iterable[AnchoredBrief], actors: Mapping[str, Actor], issues: Mapping[str, Issue]
) -> Record:
    """Index briefings that are all in memory."""
    by_slug = {brief.slug: brief for brief in anchored}
    entries = in_record_order(map(entry_of, by_slug.values()))
    return index(entries, {entry.slug: by_slug[entry.slug] for entry in entries}, actors, issues)


def made(outputs: Iterable[Output[Made]], record: Record) -> Iterator[Made]:
    """The contents of outputs."""
    for output in outputs:
        yield output.made(record)


def all_made(groups: Iterable[OutputGroup[Made]], record: Record) -> Iterator[Made]:
    """What the files of all groups hold."""
    for family in groups:
        yield from made(family.plan(record), record)


def pages_of(record: Record, settings: Settings = UNSAID, history: History = NO_HISTORY) -> Iterator[Page]:
    """All pages that are generated from a record."""
    return all_made(catalogue.groups(record, settings, history), record)


def exports_of(record: Record, settings: Settings) -> Iterator[AnyExport]:
    """All exports: data, briefings as data, feeds."""
    return all_made(collection.groups(record, settings), record)
