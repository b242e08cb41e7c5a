"""Where an article quotes: the spans inside its quotation marks.

A position's basis rests on this, so a doubtful mark never makes more text count as quoted: a mark
without its partner opens nothing, and a pair that crosses a surer one is dropped.

Each family of marks is paired by itself, paragraph by paragraph, the unmistakable ones first;
what is left are the outermost pairs.  By the convention of English and many other newspapers a
quotation that runs over several paragraphs opens in each and closes only in the last; such a
chain counts when its last paragraph closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Quotation
from onrecord.text.spans import Span

APOSTROPHES = "’'"
# Words that begin with an apostrophe for letters left out, not with a quotation mark.
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|til|till|em|cause|cos|bout|round|n)\b", re.IGNORECASE)
_SURE_END = ",.?!…;:—–-)]"


@dataclass(frozen=True, slots=True)
class _Family:
    """Marks that are paired with one another: which close each opening one."""

    closers: dict[str, str]
    single: bool = False

    @property
    def marks(self) -> str:
        return "".join(dict.fromkeys("".join(self.closers) + "".join(self.closers.values())))


_DOUBLE = _Family({"„": "“”", "“": "”", "”": "”", "‟": "”"})
_GUILLEMETS = _Family({"«": "»"})
_GUILLEMETS_INWARD = _Family({"»": "«"})
_CORNERS = _Family({"「": "」", "『": "』", "｢": "｣", "〝": "〞〟"})
_STRAIGHT = _Family({'"': '"'})
_ANGLES = _Family({"‹": "›"})
_ANGLES_INWARD = _Family({"›": "‹"})
_SINGLE = _Family({"‚": "‘’", "‘": "’", "‛": "’"}, single=True)
_STRAIGHT_SINGLE = _Family({"'": "'"}, single=True)


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the outermost quotations of an article, marks included, in its order.

    Args:
        text: the article, raw.
        paragraphs: the spans to look in, in order; a quotation that runs on into the next
            paragraph has a span in each.
    """
    outward = (_GUILLEMETS, _ANGLES)
    inward = (_GUILLEMETS_INWARD, _ANGLES_INWARD)
    families = [_DOUBLE, _CORNERS, _STRAIGHT]
    for normal, reverse in zip(outward, inward, strict=True):
        # German and Danish books point the marks inward; the first one in the article tells.
        first = re.search(f"[{normal.marks}]", text)
        families.append(reverse if first and first.group() in reverse.closers else normal)
    families += [_SINGLE, _STRAIGHT_SINGLE]
    accepted: list[Quotation] = []
    for family in families:
        found = list(_pair(text, paragraphs, family))
        accepted += [q for q in found if not any(_cross(q, other) for other in accepted)]
    return _outermost(accepted)


def _pair(text: str, paragraphs: Sequence[Span], family: _Family) -> Iterator[Quotation]:
    """Pair one family's marks; yield a quotation for each pair and each chain of paragraphs."""
    chain: list[Span] = []
    opening_mark = ""
    for paragraph in paragraphs:
        pairs, unclosed = _pair_in_paragraph(text, paragraph, family)
        runs_on = bool(chain) and text.startswith(opening_mark, paragraph.start)
        first = paragraph.start
        if runs_on and pairs and pairs[0].start == first:
            yield Quotation((*chain, pairs.pop(0)))
            chain = []
        elif not (runs_on and unclosed == first):
            chain = []
        yield from (Quotation((pair,)) for pair in pairs)
        if unclosed is not None:
            chain.append(Span(unclosed, paragraph.end))
            opening_mark = text[unclosed]


def _pair_in_paragraph(text: str, paragraph: Span, family: _Family) -> tuple[list[Span], int | None]:
    """The pairs in a paragraph, by their beginnings, and the last mark that nothing closes."""
    pairs: list[Span] = []
    open_marks: list[int] = []
    for match in re.finditer(f"[{family.marks}]", text[paragraph.start : paragraph.end]):
        at = paragraph.start + match.start()
        mark = text[at]
        if open_marks and mark in family.closers[text[open_marks[-1]]]:
            if _closes(text, at, paragraph, family):
                pairs.append(Span(open_marks.pop(), at + 1))
                continue
            if not _opens(text, at, paragraph, family):
                continue
            # A straight mark that can only open: the one before it was never closed.
            open_marks.pop()
        if mark in family.closers and _opens(text, at, paragraph, family):
            open_marks.append(at)
    return sorted(pairs, key=lambda s: s.start), open_marks[-1] if open_marks else None


def _opens(text: str, at: int, paragraph: Span, family: _Family) -> bool:
    before, after = _neighbours(text, at, paragraph)
    if text[at] in "“„«‹»›‟「『｢〝":
        return True
    if before.isalnum() or not after or after.isspace():
        return False
    return not (family.single and _ELISION.match(text, at + 1))


def _closes(text: str, at: int, paragraph: Span, family: _Family) -> bool:
    before, after = _neighbours(text, at, paragraph)
    if text[at] not in APOSTROPHES + '"‘':
        return True
    if not before or before.isspace() or (family.single and after.isalnum()):
        return False
    if family.single and before in "sS" and after.isspace():
        return not _is_possessive(text, at, paragraph, family)
    return True


def _is_possessive(text: str, at: int, paragraph: Span, family: _Family) -> bool:
    """Whether the mark behind an s is a plural's apostrophe ('the allies' plan'), not an end.

    It is where a mark that can only be an end comes after it, before anything opens again.
    """
    for match in re.finditer(f"[{family.marks}]", text[at + 1 : paragraph.end]):
        later = at + 1 + match.start()
        if _opens(text, later, paragraph, family):
            return False
        before, after = _neighbours(text, later, paragraph)
        if before in _SURE_END or not (before in "sS" or before.isspace() or after.isalnum()):
            return True
    return False


def _neighbours(text: str, at: int, paragraph: Span) -> tuple[str, str]:
    before = text[at - 1] if at > paragraph.start else ""
    after = text[at + 1] if at + 1 < paragraph.end else ""
    return before, after


def _cross(one: Quotation, other: Quotation) -> bool:
    """Whether two quotations overlap without one lying inside the other."""
    return any(
        a.start < b.start < a.end < b.end or b.start < a.start < b.end < a.end
        for a in one.spans
        for b in other.spans
    )


def _outermost(quotations: list[Quotation]) -> tuple[Quotation, ...]:
    kept: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.spans[0].start, -q.spans[-1].end)):
        inside = kept and any(
            outer.start <= quotation.spans[0].start and quotation.spans[-1].end <= outer.end
            for outer in kept[-1].spans
        )
        if not inside:
            kept.append(quotation)
    return tuple(kept)
