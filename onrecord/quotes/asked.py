"""The quotations of a text, with their words as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.articles.quotations import read_marks
from onrecord.quotes.texts import Written
from onrecord.text.folding import fold_text
from onrecord.text.spans import OMISSION, Span
from onrecord.text.words import UNSPACED_SCRIPTS, is_unspaced

# Quotations of fewer words are often titles, terms or scare quotes: they are looked up, and never differ.
FEWEST_WORDS = 3
# Words that are left out, however that is written; in folded text.
_OMITTED = re.compile(r" ?\[ ?…? ?\] ?| ?\(…\) ?| ?… ?")
# The next line of a block quotation.
_NEXT_LINE = re.compile(r"[\r\n]+[ \t]*>[ \t]?")
# A comma or a full stop before a closing mark belongs to the sentence that quotes.
BEFORE, BEHIND = " '", " ',."
_WORD = re.compile(rf"[^\W_{UNSPACED_SCRIPTS}]+(?:['’-][^\W_{UNSPACED_SCRIPTS}]+)*")


class Part(Struct, frozen=True, array_like=True):
    """Words of a quotation that stand together.

    Attributes:
        words: folded, without signs at the ends that belong to the sentence that quotes.
        is_new_paragraph: whether a new paragraph begins with them; else words are left out before them.
    """

    words: str
    is_new_paragraph: bool = False


class Asked(Struct, frozen=True, array_like=True):
    """A quotation of the text.

    Attributes:
        start: its place in the text, of its opening mark.
        shown: its words as written, on one line, without the marks around it.
        parts: its words as they are compared; at least one part.
        is_short: whether it has one or two words.
    """

    start: int
    shown: str
    parts: tuple[Part, ...]
    is_short: bool


def quotations_in(written: Written) -> list[Asked]:
    """The quotations of a text, in order, without those that have no words.

    Quotations inside quotations are part of them.
    """
    quoting = read_marks(written.text, [written.paragraphs])
    found = [
        *(_asked(written.text, quotation.spans, in_marks=True) for quotation in quoting.quotations),
        *(_asked(written.text, spans, in_marks=False) for spans in written.set_off),
    ]
    return sorted((one for one in found if one.parts), key=lambda one: one.start)


def _asked(text: str, spans: Sequence[Span], *, in_marks: bool) -> Asked:
    raw = [text[span.start : span.end] for span in spans]
    if in_marks:
        raw = [_inside(words, is_last=number == len(raw) - 1) for number, words in enumerate(raw)]
    else:
        raw = [_NEXT_LINE.sub(" ", words) for words in raw]
    parts = tuple(_parts(raw))
    shown = OMISSION.join(" ".join(words.split()) for words in raw if words.strip())
    return Asked(spans[0].start, shown, parts, is_short(parts))


def _inside(words: str, *, is_last: bool) -> str:
    """A paragraph of a quotation without the marks around it; only the last one must have a closing mark."""
    opening = _mark_length(words)
    end = len(words) - (_mark_length(words[::-1]) if is_last else 0)
    return words[opening:end] if opening < end else ""


def _mark_length(words: str) -> int:
    """How many characters of a text's beginning are one mark: '' and the like are two."""
    return 2 if words[:1] == words[1:2] and words[:1] in "'`‘’," else 1


def _parts(paragraphs: Sequence[str]) -> Iterator[Part]:
    for paragraph in paragraphs:
        is_new = True
        for piece in _OMITTED.split(fold_text(paragraph)):
            words = piece.lstrip(BEFORE).rstrip(BEHIND)
            if any(map(str.isalnum, words)):
                yield Part(words, is_new)
                is_new = False


def is_short(parts: Sequence[Part]) -> bool:
    """Whether these are one or two words; in scripts without spaces two characters count as one."""
    words = 0
    for part in parts:
        words += len(_WORD.findall(part.words)) + sum(map(is_unspaced, part.words)) // 2
    return words < FEWEST_WORDS
