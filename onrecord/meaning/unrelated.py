"""Whether `says` has to do with the passage at all: it shares a word with it, or with its paragraph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from onrecord.meaning.context import plain
from onrecord.meaning.patterns import words_of
from onrecord.meaning.vocabulary import Says

# So many first letters make two words one: close, closing.  Shorter words are mostly those of any text.
_LETTERS = 4
# A sentence with fewer words of weight says too little to compare: She agrees.
_FEWEST = 2


def is_unrelated(says: str, names: Collection[str], texts: Iterable[Callable[[], str]], lists: Says) -> bool:
    """Whether a sentence has no word of weight in common with some texts.

    Args:
        says: the sentence.
        names: words that do not count, without capitals: whom it is about.
        texts: each makes a text; the next one is made only if those before have no such word.
        lists: of the language of all of them.
    """
    weighty = {word for word in _not_small(says, lists) if len(word) >= _LETTERS}.difference(names)
    if len(weighty) < _FEWEST:
        return False
    beginnings = {word[:_LETTERS] for word in weighty}
    return all(
        beginnings.isdisjoint([word[:_LETTERS] for word in _not_small(text(), lists)]) for text in texts
    )


def _not_small(text: str, lists: Says) -> set[str]:
    """The words of a text that not every text has."""
    return lists.function_words.missing_from(words_of(plain(text)))
