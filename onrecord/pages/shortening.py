"""Words of articles where a page has no room for all of them: each passage is shown whole, or not at all.

A passage that is cut could lose the 'not' or the 'if' that comes last in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct


class _Candidate(Struct, frozen=True, order=True):
    """The first texts of an entry; what has fewer characters comes first, then what is first in the list."""

    characters: int
    entry: int
    texts: int
    added: int  # bytes of the last of these texts


def whole_texts(entries: Sequence[Sequence[str]], room: int) -> list[int]:
    """How many of its texts each entry of a list may show, in their order.

    The shortest come first, by characters: so most entries have their words, and those in Hindi or Chinese,
    which take up to three times as many bytes, are as likely to have theirs as those in English.

    Args:
        entries: the texts of each.
        room: how many bytes all that is shown may have together in UTF-8.
    """
    shown = [0] * len(entries)
    for candidate in sorted(_candidates(entries)):
        room -= candidate.added
        if room < 0:
            break
        shown[candidate.entry] = candidate.texts
    return shown


def _candidates(entries: Sequence[Sequence[str]]) -> Iterator[_Candidate]:
    for entry, texts in enumerate(entries):
        characters = 0
        for number, text in enumerate(texts, start=1):
            characters += len(text)
            yield _Candidate(characters, entry, number, len(text.encode()))
