"""Whether anything was touched since the last build went well: if not, there is nothing to do.

Told without reading a file, by the state of every file that a build reads or writes
(`onrecord.engine.file_states`). Where anything else may have a say in what a build makes, such as hooks of
MkDocs, nothing is said.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
import yaml
from msgspec import Struct

from onrecord.checking.stored_problem import KeptProblem
from onrecord.engine.file_states import Snapshot, UnknownError, take
from onrecord.layout import Layout

FILE = "unchanged"
_MUCH = 500_000  # bytes of a record, from which on two processes look faster than one
_MOST_SETTINGS = 100_000
# Settings of MkDocs that name no code and no other file.
_PLAIN = frozenset(
    "site_name site_description site_author site_url repo_url repo_name edit_uri copyright docs_dir site_dir"
    " use_directory_urls strict theme plugins markdown_extensions validation nav exclude_docs draft_docs"
    " not_in_nav extra".split()
)
_PLAIN_THEME = frozenset(["name", "custom_dir", "static_templates"])
_EXTENSIONS = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta nl2br sane_lists smarty tables"
    " toc".split()
)


class Told(Struct, frozen=True, array_like=True):
    """What a build that went well had to say.

    Attributes:
        problems: warnings.
        briefings: how many there are.
        positions: how many they have.
        pages: how many pages were generated.
    """

    problems: tuple[KeptProblem, ...]
    briefings: int
    positions: int
    pages: int


class _Record(Struct, frozen=True, array_like=True):
    around: bytes
    snapshot: Snapshot
    told: Told
    token: bytes


class Before(Struct, frozen=True):
    """What is known of the last build that went well.

    Attributes:
        now: the state of all files before this build; None where it cannot be told.
        touched: the paths of files that were touched since that build; None where it cannot be told.
        told: what that build had to say.
        token: which build that was, to those who keep more of it.
    """

    now: Snapshot | None = None
    touched: frozenset[str] | None = None
    told: Told | None = None
    token: bytes = b""

    def touched_in(self, place: Path) -> frozenset[str] | None:
        """The paths, seen from a folder, of what was touched in it; None where it cannot be told."""
        if self.touched is None:
            return None
        folder = f"{os.path.realpath(place)}/"
        return frozenset(path.removeprefix(folder) for path in self.touched if path.startswith(folder))


NOTHING: Final = Before()


def recall(layout: Layout, jobs: int = 1) -> Before:
    """What is known of the last build; where `touched` is empty nothing was touched since.

    Args:
        layout: the site.
        jobs: how many processes at most look at files.
    """
    if not is_plain(layout.settings):
        return NOTHING
    record = None
    try:
        data = (layout.work / FILE).read_bytes()
        record = msgspec.msgpack.decode(data, type=_Record)
    except (OSError, msgspec.DecodeError):
        data = b""
    try:
        now = take(layout, jobs if len(data) > _MUCH else 1, record.snapshot if record else None)
    except (OSError, UnknownError):
        return NOTHING
    if record is None or record.around != _around(layout):
        return Before(now)
    return Before(now, now.touched(record.snapshot), record.told, record.token)


def remember(layout: Layout, told: Told, snapshot: Snapshot, token: bytes) -> None:
    """Keep what a build said, with the state of all that it read and wrote; where it can be kept."""
    place = layout.work / FILE
    record = _Record(_around(layout), snapshot, told, token)
    try:
        temporary = place.with_suffix(".new")
        temporary.write_bytes(msgspec.msgpack.encode(record))
        temporary.replace(place)
    except (OSError, UnicodeEncodeError):  # The second: a name that is no text.
        forget(layout)


def forget(layout: Layout) -> None:
    """Know nothing of the last build."""
    with suppress(OSError):
        (layout.work / FILE).unlink(missing_ok=True)


def _around(layout: Layout) -> bytes:
    """What has a say in a build beside files of the site and of the program.

    Where the site's folders are: what is not there was there before only if they are where they were.
    """
    folders = layout.briefs, layout.seeds, layout.site_src, layout.site, layout.theme, layout.settings
    libraries = Path(msgspec.__file__).resolve().parent.parent
    installed = sorted(os.listdir(libraries))  # noqa: PTH208 - names
    around = sys.version, installed, os.environ.get("SOURCE_DATE_EPOCH"), [*map(os.path.realpath, folders)]
    return hashlib.sha256(repr(around).encode()).digest()


def is_plain(settings: Path) -> bool:
    """Whether a site's settings ask for nothing but what this module knows of."""
    try:
        if not settings.is_file():  # A device may have no end.
            return False
        text = settings.read_bytes()
        values = yaml.safe_load(text) if len(text) < _MOST_SETTINGS else None
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        return False
    if not isinstance(values, dict) or not _PLAIN.issuperset(values) or values.get("plugins"):
        return False
    theme, extra = values.get("theme") or {}, values.get("extra") or {}
    if not isinstance(theme, dict) or not _PLAIN_THEME.issuperset(theme) or theme.get("name"):
        return False
    if theme.get("custom_dir") not in (None, "templates/theme"):
        return False
    extensions = values.get("markdown_extensions") or []
    if not isinstance(extensions, list) or not _EXTENSIONS.issuperset(map(str, extensions)):
        return False
    return isinstance(extra, dict) and "history" not in extra
