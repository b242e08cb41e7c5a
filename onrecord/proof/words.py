"""The form in which passages are compared, and their hash.

To recompute the hash of a passage:

1. Read the article's file as UTF-8, without a byte order mark at its start, with line breaks as they are.
2. Take each piece: the code points from its start up to but not including its end, counted from 0.
3. Put `` […] `` (space, ``[``, U+2026, ``]``, space) between the pieces.
4. Make each run of white space (tab, line feed, vertical tab, form feed, return, space, U+0085, U+2028,
   U+2029) one space, and each control character (general category Cc) left U+FFFD, as pages show them.
5. Fold: remove invisible characters, compose (NFC), and replace all styles of a sign by one, as the docstring
   of `onrecord/text/folding.py` says; strip white space from both ends.
6. Encode as UTF-8. The hash is the SHA-256 of these bytes, in lower-case hexadecimal.

Folding twice changes nothing more, so steps 4 to 6 also make the hash of the words on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from onrecord.text.escaping import on_one_line
from onrecord.text.folding import fold_text
from onrecord.text.spans import OMISSION, Span

# Invisible characters that change the direction of the text after them, and so what is read.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Proof(Struct, frozen=True):
    """The proof that a passage's words are the article's.

    Attributes:
        ref: the passage's name on pages: ``slug#id/number``, counted from 1 in its position or question;
            0 is a position's gist.
        page: the path of the page that must show all of it.
        sha256: the hash of its words, as above.
        source: the article's path inside ``seeds/``.
        source_sha256: of the article's bytes.
        pieces: the spans of its words in the article.
    """

    ref: str
    page: str
    sha256: str
    source: str
    source_sha256: str
    pieces: tuple[Span, ...]

    @property
    def id(self) -> str:
        """The id of its position or question."""
        return self.ref.partition("#")[2].rpartition("/")[0]

    @property
    def is_gist(self) -> bool:
        """Whether it is a gist: a part of a passage for lists, which no page must show."""
        return self.ref.endswith("/0")


def ref_of(slug: str, id_: str, number: int) -> str:
    """The name of a passage on pages."""
    return f"{slug}#{id_}/{number}"


def joined(text: str, pieces: Iterable[Span]) -> str:
    """The words of some pieces of an article, with ``[…]`` between them."""
    return OMISSION.join(text[piece.start : piece.end] for piece in pieces)


def folded(words: str) -> str:
    """Words in the form for comparison."""
    return fold_text(on_one_line(words))


def digest_of(words: str) -> str:
    """The hash of folded words."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def directions_in(words: str) -> list[str]:
    """The direction-changing characters in a text."""
    return _DIRECTIONS.findall(words)
