"""Choose which passages a page shows if not all fit: each is shown whole, or not at all.

A shortened passage could lose a 'not' or an 'if' at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.pages.quoting import Passage, gist_of, passages_in_sentences, passages_of
from onrecord.record import Record, Statement


class ShownWords(Struct, frozen=True):
    """What a list shows of the article's words for one position; attributes as in `entries.PositionEntry`."""

    passages: tuple[Passage, ...]
    translation: str | None
    is_cut: bool
    is_gist: bool = False


class _Candidate(Struct, frozen=True, order=True):
    """The first texts of an entry; sorted by length in characters, then by place in the list."""

    characters: int
    entry: int
    texts: int
    added: int  # bytes of the last of these texts


def shown_words(
    record: Record, statements: Iterable[Statement], room: int, *, alone: bool = False
) -> dict[Statement, ShownWords]:
    """What a list shows of the articles' words: all passages in their sentences, where these have room.

    Where they have not, passages are shown without their sentences, and a gist in place of the passages that
    it was taken from; of both as many as have room.

    Args:
        record: with the briefings, which are opened.
        statements: what the list shows.
        room: how many bytes there are for all of them.
        alone: whether to show no sentences in any case.
    """
    listed = tuple(statements)
    if not alone and (whole := _all_in_sentences(record, listed, room)) is not None:
        return whole
    all_words = [_short(record, statement) for statement in listed]
    numbers = whole_texts([_texts(words) for words in all_words], room)
    shown: dict[Statement, ShownWords] = {}
    for statement, words, number in zip(listed, all_words, numbers, strict=True):
        passages, is_cut = words.passages[:number], words.is_cut or number < len(words.passages)
        translation = None if is_cut else words.translation
        shown[statement] = ShownWords(passages, translation, is_cut, words.is_gist and number > 0)
    return shown


def _all_in_sentences(
    record: Record, listed: Sequence[Statement], room: int
) -> dict[Statement, ShownWords] | None:
    """All passages in their sentences; None if there is no room for them."""
    whole: dict[Statement, ShownWords] = {}
    for statement in listed:
        words = _words(record, statement, in_sentences=True)
        room -= sum(len(text.encode()) for text in _texts(words))
        if room < 0:
            return None
        whole[statement] = words
    return whole


def _words(record: Record, statement: Statement, *, in_sentences: bool) -> ShownWords:
    """All of the article's words for a position."""
    anchored = record.briefs[statement.slug]
    position = anchored.position(statement.id)
    passages = (
        passages_in_sentences(anchored, position.id, position.anchors)
        if in_sentences
        else passages_of(anchored.slug, position.id, anchored.article, position.anchors)
    )
    return ShownWords(passages, position.stated.translation, is_cut=False)


def _short(record: Record, statement: Statement) -> ShownWords:
    """The gist of a position; where the editor gives none, its passages without their sentences."""
    anchored = record.briefs[statement.slug]
    position = anchored.position(statement.id)
    if position.gist is None:
        return _words(record, statement, in_sentences=False)
    gist = gist_of(anchored.slug, position.id, anchored.article, position.gist)
    return ShownWords((gist,), None, is_cut=True, is_gist=True)


def length_of(record: Record, statement: Statement) -> int:
    """How many characters a list shows of the article's words for a position, without its sentence."""
    return sum(map(len, _texts(_short(record, statement))))


def _texts(words: ShownWords) -> list[str]:
    """The text of each passage; the translation, which is one of all, with the last."""
    texts = [passage.text for passage in words.passages]
    return [*texts[:-1], texts[-1] + (words.translation or "")]


def whole_texts(entries: Sequence[Sequence[str]], room: int) -> list[int]:
    """The number of texts that each entry of a list may show, the first ones of each.

    The shortest texts are chosen first, so that most entries show something. Length is counted in characters:
    so Hindi or Chinese, with up to three times as many bytes, has the same chance as English.

    Args:
        entries: the texts of each entry.
        room: the total size of the shown texts in UTF-8, in bytes.
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
