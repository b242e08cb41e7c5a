"""Quotation marks that hold no speech: a name, a title, a word used with a distance."""

from __future__ import annotations

MAX_WORDS = 3
MAX_CHARACTERS = 40
_MARKS = "\"'“”‘’„«»"


def is_term(quotation: str) -> bool:
    """Whether marks hold a name or a term, and not what somebody says: the “Free Sarrow” movement.

    A quotation of three words may be speech; if it ends like a sentence it is.

    Args:
        quotation: a stretch between marks, the marks included.
    """
    words = quotation.strip(_MARKS)
    return len(words) < MAX_CHARACTERS and len(words.split()) <= MAX_WORDS and words[-1:] not in set(",.?!…")
