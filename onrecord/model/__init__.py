"""What each phase of a build hands to the next: frozen values, one family a phase.

They are msgspec structs: written and compared as frozen dataclasses are, and made forty times as fast,
which a command that starts again for every build can feel.

* `Article`: a source as text, with its parts found.
* `Brief`, `Position` and `Question`: what an editor wrote, checked.  The YAML's keys, their documentation
  and their checks are one thing, `onrecord.schema`; the types of the registers are there alone.
* `AnchoredBrief`: a briefing whose every passage is a span of the article.
* `Record`: who said what on which issue, across all briefings.

All positions in texts are counted in Unicode code points, the end excluded.
"""

from __future__ import annotations

from onrecord.model.anchored import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Basis,
    Coverage,
)
from onrecord.model.article import Article, Byline, Paragraph, Quotation, SourceKind, Turn
from onrecord.model.record import Entry, Inquiry, Listing, Record, Reference, Statement
from onrecord.model.written import Brief, Correction, ListedActor, Position, Question, Source

__all__ = [
    "Anchor",
    "AnchoredBrief",
    "AnchoredPosition",
    "AnchoredQuestion",
    "Article",
    "Basis",
    "Brief",
    "Byline",
    "Correction",
    "Coverage",
    "Entry",
    "Inquiry",
    "ListedActor",
    "Listing",
    "Paragraph",
    "Position",
    "Question",
    "Quotation",
    "Record",
    "Reference",
    "Source",
    "SourceKind",
    "Statement",
    "Turn",
]
