"""Decide whether an actor is named near a passage, in the narrator's text."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.record import Anchor, Article
from onrecord.speakers.cues import is_cue
from onrecord.speakers.finding import Finder
from onrecord.speakers.identity import Names
from onrecord.speakers.speech import Kind, Speech
from onrecord.speakers.subjects import before
from onrecord.speakers.terms import is_term
from onrecord.text.spans import Span, overlapping

MAX_BACK = 5  # blocks over which a pronoun may refer back
MAX_CHARACTERS = 20_000
_PRONOUNS = frozenset(("he", "she", "they", "his", "her", "their"))


class Nearness:
    """Looks for names around passages.

    Args:
        article: the article.
        finder: its speakers.
        listed: the names of the briefing's actors.
    """

    def __init__(self, article: Article, finder: Finder, listed: Sequence[Names]) -> None:
        self._article = article
        self._finder = finder
        self._listed = listed
        self._narrated: dict[int, str] = {}

    def is_near(self, anchor: Anchor, speeches: Sequence[Speech | None], names: Sequence[Names]) -> bool:
        """Whether a name is in the paragraphs of a passage, in the one before, or in its speaker's."""
        article = self._article
        touched = {
            block
            for piece in anchor.pieces
            for block in range(article.block_at(piece.start), article.block_at(piece.end - 1) + 1)
        }
        blocks = touched | {min(touched) - 1}
        if 0 in touched:
            blocks |= {1, 2}
        blocks |= {article.block_at(speech.mention.span.start) for speech in speeches if speech}
        if self._signed(max(touched) + 1):
            blocks.add(max(touched) + 1)
        if any(self._has(block, anchor, names) for block in blocks):
            return True
        subjects = [subject for piece in anchor.pieces for subject in self._subjects_inside(piece)]
        if any(one.are_described(subject) for subject in subjects for one in names):
            return True
        pronoun = any(speech and speech.mention.kind is Kind.PRONOUN for speech in speeches)
        if not (
            pronoun
            or _PRONOUNS & set(self._text(min(touched), anchor).lower().split())
            or self._goes_on(min(touched), anchor)
        ):
            return False
        persons = [one for one in names if one.is_person]
        others = [one for one in self._listed if one.is_person]
        for block in range(min(touched) - 1, max(min(touched) - MAX_BACK, 0) - 1, -1):
            if self._has(block, anchor, persons):
                return True
            if self._has(block, anchor, others):
                return False
        return False

    def somebody_else(self, piece: Span, earlier: Span, names: Sequence[Names]) -> bool:
        """Whether another of the briefing's actors is named beside a piece, and none of these names."""
        article = self._article
        block = article.blocks[article.block_at(piece.start)]
        start = max(earlier.end, block.start)
        gap = self._without_quotations(Span(start, piece.start))
        last = gap
        for sign in (". ", "! ", "? ", "… "):
            last = last.rpartition(sign)[2]
        after = self._without_quotations(Span(piece.end, min(block.end, piece.end + 200)))
        for sign in ".!?…":
            after = after.partition(sign)[0]
        text = f"{last} {after}"
        if any(one.are_in(text) for one in names) or _PRONOUNS & set(text.lower().split()):
            return False
        return any(one.are_in(text) for one in self._listed)

    def _signed(self, block: int) -> bool:
        if block >= len(self._article.blocks):
            return False
        return self._article.text[self._article.blocks[block].start] in "—–―-"

    def _goes_on(self, block: int, anchor: Anchor) -> bool:
        """Whether a block is only a quotation, and the block above has a pronoun as its speaker."""
        if block < 1 or any(map(str.isalnum, self._text(block, anchor))):
            return False
        place = self._finder.place(self._article.blocks[block - 1])
        if place is None:
            return False
        tokens = place.tokens
        cues = (at for at in range(place.sentence, place.last + 1) if is_cue(tokens, at))
        subjects = (before(tokens, at - 1, place.sentence) for at in cues)
        return any(subject is not None and subject.kind is Kind.PRONOUN for subject in subjects)

    def _has(self, block: int, anchor: Anchor, names: Sequence[Names]) -> bool:
        if not 0 <= block < len(self._article.blocks):
            return False
        text = self._text(block, anchor)
        return any(one.are_in(text) for one in names)

    def _text(self, block: int, anchor: Anchor) -> str:
        """A block's text outside quotation marks, and without the passage's own words."""
        span = self._article.blocks[block]
        if not any(piece.overlaps(span) for piece in anchor.pieces):
            if block not in self._narrated:
                self._narrated[block] = self._without_quotations(span)
            return self._narrated[block]
        parts, at = [], span.start
        for piece in anchor.pieces:
            if piece.overlaps(span):
                parts.append(self._without_quotations(Span(at, max(at, piece.start))))
                parts.append(self._own_subject(piece))
                at = max(at, piece.end)
        parts.append(self._without_quotations(Span(min(at, span.end), span.end)))
        return " … ".join(parts)

    def _own_subject(self, piece: Span) -> str:
        """The passage's words that may name its speaker: its beginning, and subjects of verbs of saying."""
        place = self._finder.place(piece)
        if place is None:
            return self._without_quotations(piece)
        tokens = place.tokens
        cues = [at for at in range(place.sentence, place.last + 1) if is_cue(tokens, at)]
        inside = [at for at in cues if at > place.first]
        parts = self._subjects_inside(piece)
        if len(inside) == len(cues):  # no speaker before the passage
            end = tokens.ends[inside[0] if inside else place.last]
            parts.append(self._without_quotations(Span(piece.start, min(piece.end, end))))
        return " … ".join(parts)

    def _subjects_inside(self, piece: Span) -> list[str]:
        """The subjects of verbs of saying in the passage's own words."""
        place = self._finder.place(piece)
        if place is None:
            return []
        tokens = place.tokens
        cues = (at for at in range(place.first + 1, place.last + 1) if is_cue(tokens, at))
        subjects = (before(tokens, at - 1, place.first) for at in cues)
        return [self._article.words(subject.span) for subject in subjects if subject]

    def _without_quotations(self, span: Span) -> str:
        text, at, parts = self._article.text, span.start, []
        end = min(span.end, span.start + MAX_CHARACTERS)
        for quoted in overlapping(self._article.quoted, Span(span.start, max(end, span.start))):
            if is_term(text[quoted.start : quoted.end]):
                continue
            parts.append(text[at : max(at, quoted.start)])
            at = max(at, quoted.end)
        parts.append(text[at:end])
        return " … ".join(parts)
