"""Passages that say that nothing was said."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.meaning.patterns import tokens_of, words_of
from onrecord.meaning.vocabulary import Silence


def silence(texts: Sequence[str], words: Silence) -> str:
    """The words that say so, unless something that was said follows; empty if there are none."""
    found = ""
    for text in texts:
        if not words.words.keys.any_in(words_of(text)):
            continue
        tokens = tokens_of(text)
        for at in range(len(tokens)):
            end = words.words.match(tokens, at)
            if end is not None:
                if words.unless.any_in([token.word for token in tokens[end:]]):
                    return ""
                found = found or text[tokens[at].start : tokens[end - 1].end]
    return found
