"""The coverage of an article for a terminal.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper

from onrecord.desk.coverage import Block, CoverageReport, NamedActor, UncitedQuotation, ranges
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted

_GUTTER = 12  # the width of a block's label


def as_text(report: CoverageReport, width: int) -> str:
    """The report: what is not cited, whom the article names, and the article with its citations marked.

    Args:
        report: the report.
        width: of the lines, in characters.
    """
    return "\n".join(make_visible(line) for line in _lines(report, width)) + "\n"


def _lines(report: CoverageReport, width: int) -> Iterator[str]:
    yield (
        f"{report.brief} cites {report.cited_paragraphs} of {counted(report.paragraphs, 'paragraph')} and"
        f" {report.cited_quotations} of {counted(report.quotations, 'quotation')} of {report.source}"
    )
    if report.uncited_quotations:
        yield from ("", "Quotations not cited:")
        for quotation in report.uncited_quotations:
            yield from _quotation(quotation, report.source, width)
    if report.uncited_paragraphs:
        one = len(report.uncited_paragraphs) == 1
        yield from ("", f"Paragraph{'' if one else 's'} not cited: {ranges(report.uncited_paragraphs)}")
    if report.named:
        yield from ("", "Actors:")
        yield from map(_actor, report.named)
    if report.citations:
        yield from ("", "Citations, with the line of the briefing:")
    for citation in report.citations:
        kind = "position" if citation.actor else "question"
        missing = "" if citation.spans else " (no passage found)"
        yield f"  {citation.number:>3}  line {citation.line:<4} {kind} {citation.id}{missing}"
    yield ""
    for block in report.blocks:
        yield from _block(block, width)


def _quotation(quotation: UncitedQuotation, source: str, width: int) -> Iterator[str]:
    speaker = f"  {quotation.speaker}:" if quotation.speaker else "  (speaker not found)"
    yield f"  {source}:{quotation.line}{speaker}"
    yield from _wrapper(width, "    ").wrap(quotation.words)


def _actor(actor: NamedActor) -> str:
    if not actor.positions:
        return f"  {actor.name} ({actor.id}): no position"
    one = len(actor.positions) == 1
    return f"  {actor.name} ({actor.id}): position{'' if one else 's'} {ranges(actor.positions)}"


def _block(block: Block, width: int) -> Iterator[str]:
    """A block's lines: its label in front, `[` and `](1, 2)` around cited words."""
    parts = []
    for stretch in block.stretches:
        if not stretch.cited_by:
            parts.append(stretch.text)
            continue
        shown = stretch.text.strip()
        before = stretch.text[: len(stretch.text) - len(stretch.text.lstrip())]
        parts.append(f"{before}[{shown}]({','.join(map(str, stretch.cited_by))})")
        parts.append(stretch.text[len(stretch.text.rstrip()) :])
    label = f"{block.label:>{_GUTTER - 2}}  "
    lines = _wrapper(width, " " * _GUTTER).wrap("".join(parts))
    yield from (f"{label}{line[_GUTTER:]}" if number == 0 else line for number, line in enumerate(lines))
    yield ""


def _wrapper(width: int, indent: str) -> TextWrapper:
    return TextWrapper(
        max(width, len(indent) + 20), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
