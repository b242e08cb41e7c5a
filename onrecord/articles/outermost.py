"""Select the outermost quotations among those of all families of marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

from onrecord.record import Quotation
from onrecord.text.spans import Span, overlapping


class Pair(Struct, frozen=True):
    """A candidate quotation.

    Attributes:
        frail: whether both of its ends may be apostrophes.
    """

    quotation: Quotation
    frail: bool


class Part(Struct, frozen=True):
    """One span of a quotation."""

    span: Span
    quotation: Quotation


def extent(quotation: Quotation) -> tuple[int, int]:
    """A sort key: by start, the longer quotation first."""
    return quotation.spans[0].start, -quotation.spans[-1].end


def outermost(accepted: Sequence[Part], found: Sequence[Pair]) -> list[Part]:
    """Add the quotations of a family, in place of those inside them, unless they are inside one or cross one.

    Args:
        accepted: the quotations of more reliable families, in order, without overlap.
        found: those of one family, sorted by `extent`.
    """
    spans = [part.span for part in accepted]
    replaced: set[int] = set()
    added: list[Part] = []
    end = -1
    for pair in found:
        quotation = pair.quotation
        if quotation.spans[0].start < end:
            continue
        inside: list[int] = []
        for span in quotation.spans:
            for other in overlapping(spans, span) if spans else ():
                if not span.start <= other.start < other.end <= span.end:
                    break
                inside.append(bisect_left(spans, other))
            else:
                continue
            break
        else:
            if inside and (pair.frail or _is_part_of_more(accepted, inside)):
                continue
            replaced.update(inside)
            added += [Part(span, quotation) for span in quotation.spans]
            end = quotation.spans[-1].end
    if not added:
        return list(accepted)
    kept = [part for number, part in enumerate(accepted) if number not in replaced]
    return sorted([*kept, *added], key=attrgetter("span"))


def _is_part_of_more(accepted: Sequence[Part], inside: Sequence[int]) -> bool:
    """Whether only some spans of a quotation over several paragraphs are inside."""
    quotations = {id(accepted[number].quotation): accepted[number].quotation for number in inside}
    return sum(len(quotation.spans) for quotation in quotations.values()) != len(inside)
