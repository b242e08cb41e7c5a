"""Quotation marks without speech: around a name, a title, or a word that the writer does not endorse."""

from __future__ import annotations

MAX_WORDS = 3
MAX_CHARACTERS = 40
_MARKS = "\"'“”‘’„«»"


def is_term(quotation: str) -> bool:
    """Whether quotation marks are around a name or a term, not around speech: the “Free Sarrow” movement.

    Up to three words may be a term; with punctuation at the end they are speech.

    Args:
        quotation: a stretch between marks, the marks included.
    """
    words = quotation.strip(_MARKS)
    return len(words) < MAX_CHARACTERS and len(words.split()) <= MAX_WORDS and words[-1:] not in set(",.?!…")
