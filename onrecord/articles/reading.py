"""Stage 1: the text of an article.

A seed is a plain-text file, as published. It is never changed: headline, standfirst, paragraphs, byline and
quotations are spans of its own characters, counted in Unicode code points after any byte order mark, with
line breaks as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from onrecord.articles.blocks import ends_sentence, find_blocks, is_block_quotation
from onrecord.articles.bylines import find_byline
from onrecord.articles.doubts import doubts_of
from onrecord.articles.quotations import Quoting, read_marks
from onrecord.articles.transcripts import find_turns
from onrecord.record import Article, Paragraph, Quotation, SourceKind, Turn
from onrecord.rules.problems import Problem
from onrecord.text.files import read_text
from onrecord.text.folding import fold_text
from onrecord.text.spans import Span, overlapping

MAX_ARTICLE_BYTES = 20_000_000
MAX_STANDFIRST_CHARACTERS = 300
# The span of a headline that the text does not have.
_NOWHERE: Final = Span(0, 0)


def read_article(
    seeds: Path, file: str, kind: SourceKind = "article", headline: str | None = None
) -> tuple[Article | None, list[Problem]]:
    """Read `file` in the folder `seeds`.

    Returns:
        The article with its warnings, or None with the errors.
    """
    path = f"{seeds.name}/{file}"
    text, sha256, problems = read_text(seeds / file, path, MAX_ARTICLE_BYTES)
    if text is None:
        return None, problems
    article = parse_article(file, text, sha256, kind, headline)
    return article, [*problems, *doubts_of(article, path)]


def parse_article(
    file: str, text: str, sha256: str = "", kind: SourceKind = "article", given: str | None = None
) -> Article:
    """Find the parts of an article's text, which must not be white space only.

    Args:
        file: its path inside ``seeds/``.
        text: its characters.
        sha256: of the file's bytes.
        kind: article, transcript or statement.
        given: the editor's headline. If it differs from the first block, that block is a paragraph.
    """
    blocks = find_blocks(text)
    byline = None
    # Only in a text without a headline may the byline be the first block.
    above = 0 if given is None or _is_headline(text, blocks, given) else 1
    found = find_byline(text, [*([_NOWHERE] * above), *blocks])
    if found and len(blocks) > 1:  # Where nothing else is in the file, it is the text.
        place, byline = found
        del blocks[place - above]
    if given is None or _is_headline(text, blocks, given):
        headline, *rest = blocks
        standfirst = None
        if len(rest) > 1 and _is_standfirst(text[rest[0].start : rest[0].end]):
            standfirst = rest.pop(0)
    else:
        headline, standfirst, rest = _NOWHERE, None, blocks
    top = [span for span in (headline, standfirst) if span and span.start < span.end]
    turns = tuple(find_turns(text, rest)) if kind == "transcript" else ()
    quoting = _quoting(text, top, rest, kind, turns)
    return Article(
        file=file,
        sha256=sha256,
        text=text,
        headline=headline,
        standfirst=standfirst,
        paragraphs=tuple(Paragraph(number, span) for number, span in enumerate(rest, start=1)),
        byline=byline,
        quotations=quoting.quotations,
        kind=kind,
        given_headline=given,
        turns=turns,
        unpaired=quoting.unpaired,
        marks_unread=quoting.too_many,
    )


def _quoting(
    text: str, top: Sequence[Span], paragraphs: Sequence[Span], kind: SourceKind, turns: Sequence[Turn]
) -> Quoting:
    """The quotations: in marks, as block quotations, as turns of a transcript, or the whole statement."""
    if kind == "statement":
        spans = (*top, *paragraphs)
        return Quoting((Quotation(spans),) if spans else ())
    set_off = [span for span in paragraphs if is_block_quotation(text, span)] if ">" in text else []
    set_off += [turn.words for turn in turns]
    if not set_off:
        # No quotation runs from the headline into the text below it.
        return read_marks(text, [*([span] for span in top), paragraphs])
    set_off.sort()
    rest = [span for span in paragraphs if not overlapping(set_off, span)]
    quoting = read_marks(text, [*([span] for span in top), rest])
    whole = [Quotation((span,)) for span in set_off]
    quotations = sorted((*quoting.quotations, *whole), key=lambda quotation: quotation.spans[0])
    return replace(quoting, quotations=tuple(quotations))


def _is_headline(text: str, blocks: Sequence[Span], given: str) -> bool:
    """Whether a text begins with the editor's headline."""
    first = fold_text(text[blocks[0].start : blocks[0].end]) if blocks else ""
    return first.casefold().rstrip(". ") == fold_text(given).casefold().rstrip(". ")


def _is_standfirst(block: str) -> bool:
    """Whether a block is a standfirst: not a full sentence, and not ending in a colon."""
    return len(block) <= MAX_STANDFIRST_CHARACTERS and not ends_sentence(block) and block[-1] not in ":："
