"""The positions of a briefing for reference managers: `briefs/<slug>.bib` and `briefs/<slug>.csl.json`."""

from __future__ import annotations

from onrecord.citing.citations import Citer
from onrecord.engine.files import Export
from onrecord.exports.files import LIST_HEAD, LIST_TAIL, as_lines
from onrecord.model import AnchoredBrief, Record
from onrecord.settings import Settings

# BibTeX takes what is outside of an entry for a comment.
BIBTEX_MARK = "% Made by onrecord."


def bibtex_file(record: Record, brief: AnchoredBrief, settings: Settings) -> Export:
    """All positions as entries of BibTeX."""
    citer = Citer(record, brief, settings)
    entries = [f"{citer.bibtex(position)}\n" for position in brief.positions]
    return Export(f"briefs/{brief.slug}.bib", "\n".join([f"{BIBTEX_MARK}\n", *entries]))


def csl_file(record: Record, brief: AnchoredBrief, settings: Settings) -> Export:
    """All positions as CSL-JSON: an array, with a line for each item."""
    citer = Citer(record, brief, settings)
    items = [citer.csl(position) for position in brief.positions]
    text = f"{LIST_HEAD}{as_lines(items)}{LIST_TAIL}\n" if items else "[]\n"
    return Export(f"briefs/{brief.slug}.csl.json", text)
