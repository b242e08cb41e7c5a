"""Tell the place of a passage whose words are in the article more than once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from onrecord.anchoring.matching import Failure, match_passage
from onrecord.drafting.passages import Cutter, Passage
from onrecord.drafting.yaml_text import one_line, scalar
from onrecord.fixing.context import Context, Written
from onrecord.fixing.edits import Choice, Edit, Fix, line_break_of
from onrecord.record import Anchor, Article
from onrecord.rules.problems import Problem
from onrecord.schema.models import Position
from onrecord.speakers.checks import SpeakerChecks
from onrecord.speakers.given import Given
from onrecord.speakers.identity import Register
from onrecord.speakers.spoken import spoken_of
from onrecord.text.spans import Span

MAX_ASKED = 9
_AROUND = 40  # characters of the article before and after a place


def ambiguous(problem: Problem, context: Context) -> Fix | None:
    """Add the shortest prefix or suffix that tells the place, if the speaker decides it; else ask."""
    written = context.passage_at(problem.location)
    if written is None or not _may_have_prefix(written, context):
        return None
    position = written.stated
    assert isinstance(position, Position)
    speakers = _speakers(context)
    candidates = match_passage(context.folded, written.text).candidates
    said = [
        candidate
        for candidate in candidates
        if speakers.is_said_by(
            Given(
                position.actor,
                Anchor((context.folded.to_raw(candidate),)),
                problem.location,
                position.relayed_by,
            )
        )
    ]
    decided = len(said) == 1
    found = list(islice(_choices(said if decided else candidates, written, context), MAX_ASKED))
    if not found:
        return None
    question = "" if decided else f"which place is meant? “{_shortened(one_line(written.text))}”"
    return Fix(problem, tuple(found), question)


def _may_have_prefix(written: Written, context: Context) -> bool:
    """Whether a prefix or a suffix can be added: there is none, and it would mean this passage alone."""
    stated = written.stated
    if not isinstance(stated, Position) or stated.prefix or stated.suffix or written.value.in_brackets:
        return False
    failures = [match_passage(context.folded, passage).failure for passage in stated.passage]
    return failures.count(Failure.AMBIGUOUS) == 1 and failures[written.number] is Failure.AMBIGUOUS


def _choices(candidates: Sequence[Span], written: Written, context: Context) -> Iterator[Choice]:
    """What to write so that only one of the places is meant, for those where that is possible."""
    article = context.article
    key = _key_of(written, context)
    if article is None or key is None:
        return
    cutter = Cutter(article)
    for folded in candidates:
        span = context.folded.to_raw(folded)
        cut = cutter.of(span)
        if cut is None or not (cut.prefix or cut.suffix):
            continue
        match = match_passage(context.folded, written.text, cut.prefix or None, cut.suffix or None)
        if match.failure is None and match.pieces == (folded,):
            yield _choice(article, span, cut, key, context)


def _key_of(written: Written, context: Context) -> tuple[int, int] | None:
    """Where the key `passage` of a passage begins, and its column from 0; None if it is in brackets."""
    before = [
        value
        for value in context.file.values
        if value.is_key and value.start < written.value.start and value.words == "passage"
    ]
    if not before or before[-1].in_brackets:
        return None
    start = before[-1].start
    line = context.file.lines.line(start)
    return start, start - context.file.lines.offset(line, 1)


def _choice(article: Article, span: Span, cut: Passage, key: tuple[int, int], context: Context) -> Choice:
    name, words = ("prefix", cut.prefix) if cut.prefix else ("suffix", cut.suffix)
    start, column = key
    line = f"{name}: {scalar(words)}"
    edit = Edit(start, start, f"{line}{line_break_of(context.file.text)}{' ' * column}")
    return Choice(f"{line}    (line {article.line_at(span.start)}: {_around(article, span)})", (edit,))


def _around(article: Article, span: Span) -> str:
    """A place with the words before and after it."""
    start, end = max(0, span.start - _AROUND), min(len(article.text), span.end + _AROUND)
    words = _shortened(one_line(article.words(span)))
    before, after = article.text[start : span.start], article.text[span.end : end]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return one_line(f"…{before}⟦{words}⟧{after}…")


def _shortened(words: str) -> str:
    return words if len(words) <= 2 * _AROUND else f"{words[:_AROUND]} … {words[-_AROUND:]}"


def _speakers(context: Context) -> SpeakerChecks:
    assert context.anchoring is not None
    brief, article = context.anchoring.file.brief, context.anchoring.article
    return SpeakerChecks(
        article,
        brief.source.language,
        Register(context.registers.actors),
        [actor.id for actor in brief.actors],
        {actor.id: actor.called for actor in brief.actors if actor.called},
        spoken_of(brief.source, article),
    )
