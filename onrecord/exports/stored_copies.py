"""The stored copies of the articles: `briefs/<slug>.source.txt`, if the site publishes them.

A copy has the same bytes as the file in `seeds/`, so readers can compare its SHA-256 with the one on the
briefing's page. So it has no mark of the program either: it is known by that checksum, which the data of the
briefing beside it name.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec

from onrecord.addresses import EXPORT_PATHS, stored_copy_path
from onrecord.engine.files import Export
from onrecord.record import AnchoredBrief

_BYTE_ORDER_MARK = "\ufeff"


class _Source(msgspec.Struct):
    sha256: str


class _Briefing(msgspec.Struct):
    """The field of `briefs/<slug>.json` that is used here."""

    source: _Source


_DECODER = msgspec.json.Decoder(_Briefing)


def stored_copy_file(brief: AnchoredBrief) -> Export:
    """The copy of a briefing's article."""
    article = brief.article
    is_whole = hashlib.sha256(article.text.encode()).hexdigest() == article.sha256
    return Export(stored_copy_path(brief.slug), article.text if is_whole else _BYTE_ORDER_MARK + article.text)


def is_stored_copy(folder: Path, path: str) -> bool:
    """Whether a file is a copy that an earlier build made.

    Args:
        folder: `site_src/`.
        path: the path of the file in it.
    """
    if not EXPORT_PATHS["stored copy"].fullmatch(path):
        return False
    data = folder / f"{path.removesuffix('.source.txt')}.json"
    with suppress(OSError, msgspec.MsgspecError):
        known = _DECODER.decode(data.read_bytes()).source.sha256
        return hashlib.sha256((folder / path).read_bytes()).hexdigest() == known
    return False
