"""Compare HTML pages by elements, attributes and words; line breaks between blocks may differ."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

# White space around these does not count.
BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " head header hr html li link main meta nav ol p pre script section style summary table tbody td tfoot th"
    " thead title tr ul".split()
)
VOID = frozenset("br hr img input link meta wbr".split())

# A start tag with its attributes by name, an end tag, or a text.
Piece = tuple[str, str, tuple[tuple[str, str], ...]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text(tag)
        self.pieces.append(("<", tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._end_text(tag)
            self.pieces.append((">", tag, ()))

    def handle_data(self, data: str) -> None:
        self._text += data

    def close(self) -> None:
        super().close()
        self._end_text("html")

    def _end_text(self, before: str) -> None:
        text, self._text = self._text, ""
        if not self.pieces or self.pieces[-1][1] in BLOCKS:
            text = text.lstrip(" \n")
        if before in BLOCKS:
            text = text.rstrip(" \n")
        if text:
            self.pieces.append(("text", text, ()))


def pieces_of(html: str) -> list[Piece]:
    """A page, or a part of one, as a list of tags and texts."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces


def as_seen(files: Mapping[str, bytes | str]) -> dict[str, list[Piece] | bytes | str]:
    """The files of a site, with its pages as lists of tags and texts."""
    return {
        path: pieces_of(content.decode())
        if path.endswith(".html") and isinstance(content, bytes)
        else content
        for path, content in files.items()
    }
