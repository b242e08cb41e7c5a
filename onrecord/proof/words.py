"""What of a passage is compared, and how its hash is made.

To recompute the hash of a passage:

1. Read the article's file as UTF-8, without a byte order mark at its start, with line breaks as they are.
2. Take each piece: the code points from its start up to but not including its end, counted from 0.
3. Put `` […] `` (space, ``[``, U+2026, ``]``, space) between the pieces.
4. Make each run of white space (tab, line feed, vertical tab, form feed, return, space, U+0085, U+2028,
   U+2029) one space, and each control character (general category Cc) left U+FFFD, as pages show them.
5. Fold: leave out the characters that nobody sees, compose (NFC), and make one of all styles of each sign,
   as the docstring of `onrecord/text/folding.py` says; take white space off both ends.
6. Encode as UTF-8.  The hash is the SHA-256 of these bytes, in hexadecimal, in small letters.

Folding what is folded changes nothing, so the same steps from 4 on make the hash of what a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from onrecord.text.escaping import on_one_line
from onrecord.text.folding import fold_text
from onrecord.text.spans import OMISSION, Span

# Characters that change the direction of what follows: nobody sees them, but they change what is read.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Proof(Struct, frozen=True):
    """What shows that a passage's words are the article's.

    Attributes:
        ref: the passage's name on pages: ``slug#id/number``, counted from 1 in its position or question;
            0 is a position's gist.
        page: the path of the page that has to show all of it.
        sha256: of its words, as above.
        source: the article's path inside ``seeds/``.
        source_sha256: of the article's bytes.
        pieces: where in the article its words are.
    """

    ref: str
    page: str
    sha256: str
    source: str
    source_sha256: str
    pieces: tuple[Span, ...]

    @property
    def is_gist(self) -> bool:
        """Whether it is a part of a passage for lists, which no page has to show."""
        return self.ref.endswith("/0")


def ref_of(slug: str, id_: str, number: int) -> str:
    """The name of a passage on pages."""
    return f"{slug}#{id_}/{number}"


def joined(text: str, pieces: Iterable[Span]) -> str:
    """The words of some pieces of an article, with ``[…]`` between them."""
    return OMISSION.join(text[piece.start : piece.end] for piece in pieces)


def folded(words: str) -> str:
    """Words in the form in which they are compared."""
    return fold_text(on_one_line(words))


def digest_of(words: str) -> str:
    """The hash of words that are folded."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def directions_in(words: str) -> list[str]:
    """The characters in it that change the direction of what follows."""
    return _DIRECTIONS.findall(words)
