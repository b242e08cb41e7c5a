"""Problems for passages that are not in their article: why, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.anchoring.gists import gist_places
from onrecord.anchoring.matching import MAX_PLACES, Failure, Match, match_passage
from onrecord.anchoring.nearest import MAX_DIFFERENCES, Nearest, WordIndex
from onrecord.metadata.syntax_errors import TYPOGRAPHIC_QUOTES, smart_quotes
from onrecord.metadata.tree import Node, Scalar
from onrecord.record import Anchor, Article
from onrecord.rules import passages as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.counting import counted
from onrecord.text.folding import Folded, fold, fold_text
from onrecord.text.quotation_marks import QUOTATION_MARKS
from onrecord.text.spans import Span

NOTHING_SIMILAR = "the article has no similar words"
# A message shows at most this many candidate places.
MAX_PLACES_SHOWN = 4
# Of a briefing, so many passages that were not found are compared with the article.
MAX_EXPLAINED = 300
MAX_CHARACTERS_SHOWN = 240
# A prefix of more words is not shorter than a longer passage.
MAX_PREFIX = 8
MAX_DIFFERENCE_SHOWN = 60
_COPY = "copy the words from the article; write ` […] ` where you leave words out"
_LOST_BACKSLASH = re.compile(r"(?<!\\)\\[nrt]")

# A sign at a passage's end, with which editors close a sentence that goes on in the article.
_END = re.compile(r"[.,;:!?…]+$")
_DOTS = re.compile(r"\s*(?:\.\s*\.\s*\.|…)\s*")
# Words that an editor put into a quotation, as newspapers do.
_ADDED = re.compile(r"\[[^\]\[…]+\]")


class Explainer:
    """Explains why passages were not found in one article.

    Attributes:
        unlike: the problems of passages that are like nothing in the article.
    """

    def __init__(self, article: Article, folded: Folded) -> None:
        self._article = article
        self._folded = folded
        self._source = f"seeds/{article.file}"
        self._words: WordIndex | None = None
        self.unlike: list[Problem] = []
        self._explained = 0

    def explain(self, match: Match, place: Location, node: Node, passage: str) -> Problem:
        """The problem of a match that failed.

        Args:
            match: the failed search.
            place: where the passage begins.
            node: the passage as it was read.
            passage: its text.
        """
        if match.failure is Failure.NOT_FOUND:
            if self._is_in_smart_quotes(node, passage):
                return smart_quotes(place)
            return self._not_found(match.missing, place, node, passage)
        if match.failure is Failure.OUT_OF_ORDER:
            message = f"these pieces do not follow one another in {self._source}"
            help_text = "put the pieces in the article's order, or write them as a list of passages"
            return Problem(rules.OUT_OF_ORDER, place, message, help_text)
        notes = tuple(self._show(span) for span in match.candidates[:MAX_PLACES_SHOWN])
        if match.failure is Failure.OTHER_CONTEXT:
            message = (
                f"these words are in {self._source}, but prefix or suffix do not match the words around them"
            )
            help_text = "copy the words just before or after the passage, or remove prefix and suffix"
            return Problem(rules.NOT_FOUND, place, message, help_text, notes)
        count = len(match.candidates)
        times = f"{count} times" if count < MAX_PLACES else f"{count} times or more"
        message = f"{self._which(match.candidates[0], passage)} in {self._source} {times}"
        help_text = "make the passage longer, or add `prefix` or `suffix`: the words before or after it"
        self._explained += 1
        if len(match.candidates) <= MAX_PLACES_SHOWN and self._explained <= MAX_EXPLAINED:
            prefixes = [self._prefix(passage, span) for span in match.candidates]
            notes = tuple(f"{note}{more}" for note, more in zip(notes, prefixes, strict=True))
        return Problem(rules.AMBIGUOUS, place, message, help_text, notes)

    def _prefix(self, passage: str, span: Span) -> str:
        """The shortest prefix that tells a place from the others, to be pasted; empty if no few words do."""
        text, start = self._folded.text, span.start
        for _ in range(MAX_PREFIX):
            start = text.rfind(" ", 0, max(start - 1, 0)) + 1
            raw = self._folded.to_raw(Span(start, span.start))
            words = " ".join(self._article.words(raw).split()).rstrip(QUOTATION_MARKS + " ")
            match = match_passage(self._folded, passage, words) if words else None
            if match and match.failure is None and match.pieces[0].start == span.start:
                return f"   prefix: '{words.replace(chr(39), 2 * chr(39))}'"
        return ""

    def explain_other_article(self, place: Location, passages: int) -> Problem:
        """The problem of an article that has none of a briefing's passages, nor anything similar.

        Args:
            place: where the briefing names it.
            passages: how many were looked for.
        """
        words = len(self._article.text.split())
        message = f"none of the {passages} passages is in {self._source}, nor anything like them"
        help_text = "name the article that they are from, or save the whole of it"
        notes = (f"the file has {counted(words, 'word')}, and begins: “{_shorten(self._begin(), 60)}”",)
        return Problem(rules.NOT_FOUND, place, message, help_text, notes)

    def _begin(self) -> str:
        return " ".join(self._article.text[:MAX_CHARACTERS_SHOWN].split())

    def explain_gist(
        self, places: Sequence[Span], place: Location, node: Node, gist: str, anchors: Sequence[Anchor]
    ) -> Problem:
        """The problem of a gist that is in no place of its passages, or in several.

        Args:
            places: where its words are there; none, or more than one.
            place: where the gist begins.
            node: the gist as it was read.
            gist: its text.
            anchors: the passages of its position.
        """
        if places:
            notes = tuple(self._show_raw(span) for span in places)
            message = "the passage has these words more than once"
            help_text = "make the gist longer, until it is unique in the passage"
            return Problem(rules.AMBIGUOUS, place, message, help_text, notes)
        if _is_in_marks(node, gist) and gist_places(self._folded, gist[1:-1], anchors):
            return smart_quotes(place)
        message = "the passage does not have these words in one piece"
        help_text = "copy a few words of the passage, in one piece and without […]"
        notes = tuple(self._nearest_in(anchors, fold_text(gist)))
        return Problem(rules.GIST_NOT_IN_PASSAGE, place, message, help_text, notes)

    def _nearest_in(self, anchors: Sequence[Anchor], words: str) -> list[str]:
        """The most similar words in some passages, and what differs; empty if nothing is similar."""
        best: tuple[Nearest, Span] | None = None
        for piece in (piece for anchor in anchors for piece in anchor.pieces):
            folded = fold(self._article.words(piece))
            nearest = WordIndex(folded).nearest(words)
            if nearest and (best is None or len(nearest.differences) < len(best[0].differences)):
                span = folded.to_raw(nearest.span)
                best = nearest, Span(piece.start + span.start, piece.start + span.end)
        if best is None:
            return []
        return [f"nearest, {self._show_raw(best[1])}", f"differs: {_differing(best[0])}"]

    def _which(self, candidate: Span, passage: str) -> str:
        piece = self._folded.text[candidate.start : candidate.end]
        return "these words are" if piece == fold_text(passage) else f"of these words “{_shorten(piece)}” is"

    def _not_found(self, missing: str, place: Location, node: Node, passage: str) -> Problem:
        message = f"these words are not in {self._source}"
        if missing != fold_text(passage):
            message = f"“{_shorten(missing)}” is not in {self._source}"
        help_text = self._advice(passage)
        escape = _LOST_BACKSLASH.search(place.text, place.column) if _is_double_quoted(node) else None
        if escape:
            help_text += (
                f"; {escape.group()} is white space to YAML: put ' around the value to keep the backslash"
            )
        notes = tuple(self._did_you_mean(missing))
        problem = Problem(rules.NOT_FOUND, place, message, help_text, notes)
        if NOTHING_SIMILAR in notes:
            self.unlike.append(problem)
        return problem

    def _advice(self, passage: str) -> str:
        """What to do about a passage; where one slip explains it, that slip."""
        if self._explained >= MAX_EXPLAINED:
            return _COPY
        end = _END.search(passage)
        if end and self._has(passage[: end.start()]):
            return f"leave out “{end.group()}” at the end: the article does not have it there"
        if passage[:1] in QUOTATION_MARKS and self._has(_without_marks(passage)):
            return "leave out the quotation marks around it, or copy those of the article"
        if self._has(_DOTS.sub(" […] ", passage)):
            return "write ` […] ` where you leave words out: three dots stand only for the article's own"
        added = _ADDED.search(passage)
        if added and added.group() not in self._article.text:
            return f"leave out {added.group()}, which the article does not have; explain it in `says`"
        return _COPY

    def _has(self, passage: str) -> bool:
        """Whether the article has a passage, once or more often."""
        return match_passage(self._folded, passage).failure in (None, Failure.AMBIGUOUS)

    def _did_you_mean(self, missing: str) -> list[str]:
        """What the article has instead; nothing after `MAX_EXPLAINED` passages, as each takes a search."""
        self._explained += 1
        if self._explained > MAX_EXPLAINED:
            return []
        inside = self._folded.text.find(missing)
        if inside != -1:
            return [f"{self._show(Span(inside, inside + len(missing)))} cuts a word or a number"]
        if self._words is None:
            self._words = WordIndex(self._folded)
        nearest = self._words.nearest(missing)
        if nearest is None:
            return [NOTHING_SIMILAR]
        return [f"nearest, {self._show(nearest.span)}", f"differs: {_differing(nearest)}"]

    def _is_in_smart_quotes(self, node: Node, passage: str) -> bool:
        """Whether the article has an unquoted passage but for the typographic marks around it."""
        return _is_in_marks(node, passage) and match_passage(self._folded, passage[1:-1]).failure is None

    def _show(self, folded: Span) -> str:
        return self._show_raw(self._folded.to_raw(folded))

    def _show_raw(self, span: Span) -> str:
        words = " ".join(self._article.words(span).split())
        return f"line {self._article.line_at(span.start)}: “{_shorten(words)}”"


def _is_double_quoted(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style == '"'


def _without_marks(passage: str) -> str:
    """A passage without the quotation marks around it, and without a sign before the last of them."""
    return _END.sub("", passage.strip("".join(QUOTATION_MARKS)))


def _is_in_marks(node: Node, text: str) -> bool:
    """Whether a value has typographic marks where the editor may have meant YAML's."""
    return (
        isinstance(node, Scalar)
        and not node.style
        and text[:1] in TYPOGRAPHIC_QUOTES
        and text[-1:] in TYPOGRAPHIC_QUOTES
        and len(text) > 2
    )


def _differing(nearest: Nearest) -> str:
    pairs = [" / ".join(map(_side, pair)) for pair in nearest.differences[:MAX_DIFFERENCES]]
    more = " …" if len(nearest.differences) > MAX_DIFFERENCES else ""
    return f"{'; '.join(pairs)}{more}"


def _side(words: str) -> str:
    return _shorten(words, MAX_DIFFERENCE_SHOWN) or "(nothing)"


def _shorten(text: str, length: int = MAX_CHARACTERS_SHOWN) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()} …"
