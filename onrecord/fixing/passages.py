"""Correct passages that are in the article but for what an editor typed around or in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from onrecord.anchoring.matching import Failure, match_passage
from onrecord.anchoring.nearest import WordIndex
from onrecord.drafting.yaml_text import one_line
from onrecord.fixing.context import Context, Written
from onrecord.fixing.edits import Choice, Fix
from onrecord.fixing.spelling import respelled
from onrecord.rules.problems import Problem
from onrecord.text.folding import fold_text
from onrecord.text.quotation_marks import QUOTATION_MARKS
from onrecord.text.spans import Span

# Commas and full stops, which an editor's sentence may end with and the article's may not.
_FINAL = ",.،、。，．"
_DOTS = ".…"
_MAX_SIGNS = 3
# A difference is looked for in at most this many characters.
_MAX_COMPARED = 4000


def not_found(problem: Problem, context: Context) -> Fix | None:
    """Remove marks around a passage, and a comma or full stop at its end, that the article does not have.

    If it differs by letter case, a mark or one typed character, the article's words are offered.
    """
    written = context.passage_at(problem.location)
    if written is None or match_passage(context.folded, written.text).failure is not Failure.NOT_FOUND:
        return None
    for words in _without_ends(written.text):
        if match_passage(context.folded, words).failure in (None, Failure.AMBIGUOUS):
            edits = respelled(context, written.value, words)
            if edits is not None:
                return Fix(problem, (Choice(_shown(written.text, words), edits),))
    return _offer(problem, context, written)


def _without_ends(words: str) -> Iterator[str]:
    """A passage without the marks around it, without a comma or full stop at its end, and without both."""
    reached = [one_line(words)]
    for one in reached:
        shorter = []
        if len(one) > 2 and one[0] in QUOTATION_MARKS and one[-1] in QUOTATION_MARKS:
            shorter.append(one[1:-1].strip())
        if len(one) > 1 and one[-1] in _FINAL and one[-2] not in _DOTS:
            shorter.append(one[:-1].rstrip())
        reached += (found for found in shorter if found and found not in reached)
    yield from reached[1:]


def _offer(problem: Problem, context: Context, written: Written) -> Fix | None:
    """The article's words for a passage that nearly has them."""
    line = one_line(written.text)
    index = WordIndex(context.folded)
    for words in (line, *_without_ends(line)):
        missing = match_passage(context.folded, words).missing
        pieces = words.split("[…]") if missing != fold_text(words) else [words]
        wrong = [piece.strip() for piece in pieces if fold_text(piece) == missing]
        if len(wrong) != 1 or len(missing) > _MAX_COMPARED:
            continue
        theirs = _nearly(missing, context, index)
        new = words.replace(wrong[0], theirs) if theirs else words
        if new == words or match_passage(context.folded, new).failure not in (None, Failure.AMBIGUOUS):
            continue
        edits = respelled(context, written.value, new)
        if edits is not None:
            label = _shown(line, new)
            return Fix(problem, (Choice(label, edits),), f"write it as the article does? {label}")
    return None


def _nearly(missing: str, context: Context, index: WordIndex) -> str:
    """The article's words that differ from folded ones by very little; empty if there are none."""
    nearest = index.nearest(missing)
    if nearest is None or context.article is None:
        return ""
    text = context.folded.text
    start, end = nearest.span.start, nearest.span.end
    # Signs at the ends of a place belong to it or not.
    first = next((at for at in range(start, end) if text[at].isalnum()), start)
    last = next((at for at in range(end, start, -1) if text[at - 1].isalnum()), end)
    starts = range(start, min(first, start + _MAX_SIGNS) + 1)
    ends = range(max(last, end - _MAX_SIGNS), end + 1)
    close = [
        Span(one, other)
        for one in starts
        for other in ends
        if one < other and _is_close(missing, text[one:other])
    ]
    if not close:
        return ""
    best = min(
        close, key=lambda span: sum(a != b for a, b in zip_longest(missing, text[span.start : span.end]))
    )
    return one_line(context.article.words(context.folded.to_raw(best)))


def _is_close(one: str, other: str) -> bool:
    """Whether two texts differ by letter case alone, by one character, or by two that changed places."""
    if one.casefold() == other.casefold():
        return True
    start, end = _common_ends(one, other)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(left), len(right)) <= 1:
        return True
    return len(left) == len(right) == 2 and left == right[::-1]


def _common_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts share at their beginnings, and then at their ends."""
    shortest = min(len(one), len(other))
    start = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    return start, end


def _shown(one: str, other: str) -> str:
    """What differs between two texts, with a few characters around it."""
    start, end = _common_ends(one, other)
    start = max(one.rfind(" ", 0, start) + 1, start - 20, 0)
    parts: list[str] = []
    for text in (one, other):
        stop = len(text) - end
        space = text.find(" ", stop)
        stop = min(space if space != -1 else len(text), stop + 20)
        parts.append(f"{'…' if start else ''}{text[start:stop]}{'…' if stop < len(text) else ''}")
    return f"{parts[0]} → {parts[1]}"
