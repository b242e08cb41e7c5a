"""`feed.css`: how feeds look in a browser.

It is a file of the site and not of the theme, so that feeds look the same with every theme.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.addresses import FEED_STYLE
from onrecord.engine.files import Export

FEED_STYLE_MARK = "/* Made by onrecord:"
_SOURCE = Path(__file__).with_name("data") / FEED_STYLE


def feed_style_file() -> Export:
    """The style sheet of all feeds."""
    return Export(FEED_STYLE, _SOURCE.read_text(encoding="utf-8"))
