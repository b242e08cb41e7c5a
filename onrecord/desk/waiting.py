"""What waits at the desk: articles without a briefing, drafts and what they lack, and all briefings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.layout import Layout
from onrecord.metadata.briefs import brief_slugs, read_brief
from onrecord.metadata.drafts import gaps_of, is_marked_as_draft
from onrecord.metadata.registers import MAX_YAML_BYTES
from onrecord.metadata.sources import without_briefing

_FILE = re.compile(
    rb"^[ \t]+file:[ \t]+[\"']?(?P<name>[^\"'#\r\n]+?)[\"']?[ \t]*(?:[ \t]#.*)?\r?$", re.MULTILINE
)


class Lacking(Struct, frozen=True):
    """A draft and what it lacks.

    Attributes:
        gaps: each in a few words; empty if it is complete.
    """

    slug: str
    gaps: tuple[str, ...]


class Waiting(Struct, frozen=True):
    """The list of the desk.

    Attributes:
        articles: the paths of articles without a briefing, relative to the root.
        briefings: the slugs of those that are no drafts.
    """

    articles: tuple[str, ...]
    drafts: tuple[Lacking, ...]
    briefings: tuple[str, ...]


def waiting_of(layout: Layout) -> Waiting:
    """What waits, from the files as they are.

    Raises:
        OSError: a file cannot be read.
    """
    slugs, _ = brief_slugs(layout.briefs)
    drafts = [slug for slug in slugs if _is_draft(layout, slug)]
    sources = {f"{layout.seeds.name}/{name}" for slug in slugs for name in _sources(layout, slug)}
    return Waiting(
        tuple(without_briefing(layout, sources)),
        tuple(Lacking(slug, tuple(_gaps(layout, slug))) for slug in drafts),
        tuple(slug for slug in slugs if slug not in set(drafts)),
    )


def _is_draft(layout: Layout, slug: str) -> bool:
    path = layout.briefs / f"{slug}.yml"
    return layout.may_read(path) and is_marked_as_draft(path)


def _sources(layout: Layout, slug: str) -> Iterator[str]:
    """The articles that a briefing may name, without reading all of it."""
    path = layout.briefs / f"{slug}.yml"
    if not layout.may_read(path):
        return
    try:
        data = read_bytes(path, MAX_YAML_BYTES)
    except (NotAFileError, FileNotFoundError):
        return
    for match in _FILE.finditer(data):
        yield match["name"].decode("utf-8", "replace").removeprefix("./")


def _gaps(layout: Layout, slug: str) -> Iterator[str]:
    file, _ = read_brief(layout.briefs / f"{slug}.yml")
    if file is None:
        yield "YAML cannot read it"
        return
    yield from (gap.words for gap in gaps_of(file))
