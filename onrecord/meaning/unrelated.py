"""Whether `says` is about the passage at all: it shares a word with it or its paragraph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from onrecord.meaning.context import plain
from onrecord.meaning.patterns import words_of
from onrecord.meaning.vocabulary import Says

# Words with this many first letters in common count as one: close, closing. Shorter words are mostly small
# words.
_LETTERS = 4
# A sentence with fewer content words is too short to compare: She agrees.
_FEWEST = 2


def is_unrelated(says: str, names: Collection[str], texts: Iterable[Callable[[], str]], lists: Says) -> bool:
    """Whether a sentence shares no content word with some texts.

    Args:
        says: the sentence.
        names: words that do not count, in lower case: the names of those it is about.
        texts: functions that make a text each; called in order until a word is shared.
        lists: of the language of all texts.
    """
    weighty = {word for word in _not_small(says, lists) if len(word) >= _LETTERS}.difference(names)
    if len(weighty) < _FEWEST:
        return False
    beginnings = {word[:_LETTERS] for word in weighty}
    return all(
        beginnings.isdisjoint([word[:_LETTERS] for word in _not_small(text(), lists)]) for text in texts
    )


def _not_small(text: str, lists: Says) -> set[str]:
    """The content words of a text, without small words."""
    return lists.function_words.missing_from(words_of(plain(text)))
