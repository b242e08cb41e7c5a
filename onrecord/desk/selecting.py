"""From selected words of an article to a passage: exact, with its place and its likely speaker.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from onrecord.anchoring.anchor import Anchoring
from onrecord.anchoring.matching import match_passage
from onrecord.drafting.drafting import Draft
from onrecord.drafting.passages import Cutter
from onrecord.drafting.yaml_text import one_line
from onrecord.record import Article
from onrecord.schema import models as schema
from onrecord.text.folding import fold
from onrecord.text.spans import OMISSION, Span

# Signs that are part of a word when letters are on both sides: don't, co-operate, U.S.
_JOINING = "'’-‐‑.\u00ad\u200c\u200d"


class CannotCiteError(Exception):
    """Why selected words cannot be a passage, in words for the editor."""


class Selection(Struct, frozen=True):
    """Selected words as a briefing cites them.

    Attributes:
        passage: the words on one line, with ``[…]`` between the pieces.
        prefix, suffix: what tells their place from others; empty if it is the only one.
        pieces: their spans in the article, whole words.
        line: the line of the article's file on which they begin.
        actor: the id of the likely speaker; empty if nothing tells.
        candidates: ids of those who it may be, the likely one first.
        note: what the speaker rests on, if that is less than a name.
        before: the index of the position that comes after this one in the briefing; None for the end.
    """

    passage: str
    prefix: str
    suffix: str
    pieces: tuple[Span, ...]
    line: int
    actor: str = ""
    candidates: tuple[str, ...] = ()
    note: str = ""
    before: int | None = None


def selection_of(
    spans: Sequence[Span], draft: Draft, anchoring: Anchoring | None = None, issue: str = ""
) -> Selection:
    """What a briefing says of selected words, as far as the article tells it.

    Args:
        spans: the selected stretches of the article, as somebody drew them: in any order, in half words.
        draft: what the program finds in the article by itself.
        anchoring: the briefing as it is; None if it cannot be read.
        issue: of the new position; empty if it is not known yet.

    Raises:
        CannotCiteError: the words cannot be one passage.
    """
    article = draft.article
    cutter = Cutter(article)
    pieces = _joined([cutter.without_marks(whole_words(article.text, span)) for span in spans])
    if not pieces:
        raise CannotCiteError("no words are selected")
    if len(pieces) > 1 and not _belong_together(article, pieces):
        raise CannotCiteError("the pieces of a passage are in one quotation, or in one paragraph")
    passage, prefix, suffix = _cut(article, cutter, pieces)
    actor, candidates, note = _speaker(draft, pieces[0])
    return Selection(
        passage=passage,
        prefix=prefix,
        suffix=suffix,
        pieces=pieces,
        line=article.line_at(pieces[0].start),
        actor=actor,
        candidates=candidates,
        note=note,
        before=_place(anchoring, pieces[0].start, issue) if anchoring else None,
    )


def whole_words(text: str, span: Span) -> Span:
    """A stretch of a text, widened to the words that it begins and ends in."""
    start, end = max(span.start, 0), min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and _is_inside(text, start):
        start -= 1
    while start < end < len(text) and _is_inside(text, end):
        end += 1
    return Span(start, max(start, end))


def _is_inside(text: str, place: int) -> bool:
    """Whether a place is within a word."""
    before, after = text[place - 1], text[place]
    if before in _JOINING:
        return after.isalnum() and place > 1 and text[place - 2].isalnum()
    if after in _JOINING:
        return before.isalnum() and text[place + 1 : place + 2].isalnum()
    return before.isalnum() and after.isalnum()


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that are not empty, in order; those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _belong_together(article: Article, pieces: Sequence[Span]) -> bool:
    around = Span(pieces[0].start, pieces[-1].end)
    if article.block_at(around.start) == article.block_at(around.end - 1):
        return True
    return any(
        quotation.spans[0].start <= around.start and around.end <= quotation.spans[-1].end
        for quotation in article.quotations
    )


def _cut(article: Article, cutter: Cutter, pieces: Sequence[Span]) -> tuple[str, str, str]:
    """The words of a passage, with the shortest prefix or suffix that tells their place."""
    words = OMISSION.join(one_line(article.words(piece)) for piece in pieces)
    if len(pieces) == 1:
        cut = cutter.of(pieces[0])
        if cut is not None:
            return cut.text, cut.prefix, cut.suffix
    else:
        folded, first = fold(article.text), cutter.of(pieces[0])
        for prefix in dict.fromkeys(("", first.prefix if first else "")):
            match = match_passage(folded, words, prefix or None)
            if match.failure is None and folded.to_raw(match.pieces[0]).overlaps(pieces[0]):
                return words, prefix, ""
    raise CannotCiteError("these words are in the article more than once: select some words around them too")


def _speaker(draft: Draft, span: Span) -> tuple[str, tuple[str, ...], str]:
    """The likely speaker of a stretch, those whom else it may be, and what the first rests on."""
    for said in draft.said:
        if said.passage.span.overlaps(span):
            who = said.who
            others = tuple(id_ for id_ in who.candidates if id_ != who.actor)
            return who.actor, (who.actor, *others) if who.actor else others, who.note
    for one in draft.reported:
        if one.passage.span.overlaps(span) and one.actor:
            return one.actor, (one.actor,), f"the article says “{one_line(one.words)}”"
    return "", (), ""


def _place(anchoring: Anchoring, start: int, issue: str) -> int | None:
    """The index of the position before which a new one comes: in the article's order, if the briefing has it.

    In a briefing with another order it comes after the last position on its issue.
    """
    known: list[tuple[int, int, str]] = []
    for item in anchoring.cited:
        if isinstance(item.stated, schema.Position) and item.passages:
            at = min(anchor.pieces[0].start for _, anchor in item.passages)
            known.append((at, item.path[1], item.stated.issue))
    if all(first[0] <= second[0] for first, second in pairwise(known)):
        return next((number for at, number, _ in known if at > start), None)
    numbers = [number for _, number, _ in known]
    last = max((number for _, number, one in known if one == issue), default=numbers[-1])
    return min((number for number in numbers if number > last), default=None)
