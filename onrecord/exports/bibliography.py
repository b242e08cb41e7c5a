"""The positions of a briefing for reference managers: `briefs/<slug>.bib`, `.ris` and `.csl.json`."""

from __future__ import annotations

from onrecord.citing.citations import Citer
from onrecord.engine.files import Export
from onrecord.exports.files import LIST_HEAD, LIST_TAIL, as_lines
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import AnchoredBrief, Record

# BibTeX treats text outside of entries as a comment.
BIBTEX_MARK = "% Made by onrecord."
# RIS has no comments; the file begins with the first position, or with an empty line if there is none.
RIS_MARK = r"\A(?:\r\n\Z|TY  - ELEC\r\nID  - [a-z0-9-]+\r\n)"


def bibtex_file(record: Record, brief: AnchoredBrief, settings: Settings) -> Export:
    """The positions of a briefing as BibTeX entries."""
    citer = Citer(record, brief, settings)
    entries = [f"{citer.bibtex(position)}\n" for position in brief.positions]
    return Export(f"briefs/{brief.slug}.bib", "\n".join([f"{BIBTEX_MARK}\n", *entries]))


def ris_file(record: Record, brief: AnchoredBrief, settings: Settings) -> Export:
    """The positions of a briefing as RIS, with that format's own line breaks."""
    citer = Citer(record, brief, settings)
    text = "\r\n".join(citer.ris(position) for position in brief.positions)
    return Export(f"briefs/{brief.slug}.ris", text or "\r\n")


def csl_file(record: Record, brief: AnchoredBrief, settings: Settings) -> Export:
    """The positions of a briefing as CSL-JSON: an array, one item per line."""
    citer = Citer(record, brief, settings)
    items = [citer.csl(position) for position in brief.positions]
    text = f"{LIST_HEAD}{as_lines(items)}{LIST_TAIL}\n" if items else "[]\n"
    return Export(f"briefs/{brief.slug}.csl.json", text)
