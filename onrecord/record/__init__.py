"""The record of who said what on which issue, and the values that each stage of a build hands to the next.

The values are frozen structs, one family per stage.  Other modules make the indexes of the record.

They are msgspec structs: like frozen dataclasses, but their classes are made forty times as fast, which
shortens the start of every command.

* `Article`: the text of a source, with its parts.
* `Brief`, `Position` and `Question`: an editor's checked values. `onrecord.schema.models` has the YAML's keys
  with their documentation and checks, and the types of the registers.
* `AnchoredBrief`: a briefing with every passage as spans of the article.
* `Record`: who said what on which issue, across all briefings.

All offsets into texts are counted in Unicode code points, the end excluded.
"""

from __future__ import annotations

from onrecord.record.anchored import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Basis,
    Coverage,
)
from onrecord.record.article import Article, Byline, Paragraph, Quotation, SourceKind, Turn
from onrecord.record.record import (
    ChangeKind,
    ChangePath,
    Entry,
    Filed,
    Inquiry,
    Known,
    Listing,
    Published,
    Record,
    Reference,
    Statement,
)
from onrecord.record.written import Brief, Correction, ListedActor, Position, Question, Source

__all__ = [
    "Anchor",
    "AnchoredBrief",
    "AnchoredPosition",
    "AnchoredQuestion",
    "Article",
    "Basis",
    "Brief",
    "Byline",
    "ChangeKind",
    "ChangePath",
    "Correction",
    "Coverage",
    "Entry",
    "Filed",
    "Inquiry",
    "Known",
    "ListedActor",
    "Listing",
    "Paragraph",
    "Position",
    "Published",
    "Question",
    "Quotation",
    "Record",
    "Reference",
    "Source",
    "SourceKind",
    "Statement",
    "Turn",
]
