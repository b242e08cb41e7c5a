"""The articles on record: those of all briefings that are published."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from onrecord.checking.examine import Examiner
from onrecord.layout import Layout
from onrecord.metadata.briefs import brief_slugs

# `source:` at the beginning of a line, with its block of indented lines: nothing else can be there.
_SOURCE = re.compile(
    rb"^source:[ \t]*(?:#[^\n]*)?\r?\n((?:[ \t]+[^\n]*\n|[ \t\r]*\n|#[^\n]*\n)*+)", re.MULTILINE
)
_FILE = re.compile(
    rb"^[ \t]+file:[ \t]+(['\"]?)([A-Za-z0-9][A-Za-z0-9._-]*)\1[ \t]*(?:[ \t]#[^\n]*)?\r?$", re.MULTILINE
)
_DRAFT = re.compile(rb"^['\"]?draft\b", re.MULTILINE)


def articles_on_record(layout: Layout, examiner: Examiner) -> dict[str, list[str]]:
    """The slugs of the published briefings of each article, by its path inside `seeds/`, in order.

    Reading the YAML of 10,000 briefings takes half a minute. So of a file in the usual form only the line
    that names the article is read; every other file, such as one in flow style, or one that may be a draft,
    is read as a check does.

    Raises:
        OSError: a file cannot be read.
    """
    with os.scandir(layout.seeds) as entries:
        seeds = {entry.name for entry in entries if entry.is_file()}
    found: dict[str, list[str]] = {}
    for slug in brief_slugs(layout.briefs)[0]:
        for source in _source(layout, examiner, slug, seeds):
            found.setdefault(source, []).append(slug)
    return dict(sorted(found.items()))


def _source(layout: Layout, examiner: Examiner, slug: str, seeds: set[str]) -> Iterator[str]:
    path = layout.briefs / f"{slug}.yml"
    data = path.read_bytes()
    group = _SOURCE.search(data)
    files = _FILE.findall(group[1]) if group else []
    if len(files) == 1 and not _DRAFT.search(data) and (name := files[0][1].decode()) in seeds:
        yield name
        return
    examined = examiner.examine(path)
    if examined.gaps is None and examined.source:
        yield examined.source.removeprefix(f"{layout.seeds.name}/")
