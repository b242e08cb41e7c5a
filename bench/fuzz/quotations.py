"""Quotations, and who speaks them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from hypothesis import strategies as st
from msgspec import Struct

from bench.fuzz.inputs import examples, texts
from bench.fuzz.running import Reader, bounded
from onrecord.articles.blocks import find_blocks
from onrecord.articles.quotations import Quoting, read_marks
from onrecord.articles.reading import parse_article
from onrecord.record import SourceKind
from onrecord.speakers.finding import Finder
from onrecord.speakers.speech import Speech
from onrecord.text.spans import Span

_ARTICLES = examples("**/seeds/*.txt") + examples("tests/meaning_cases/**/*.txt")
_OPENING = "“”„‟\"\uff02\u05f4‘‚‛'\uff07`«»‹›「『\ufe41\ufe43\uff62\u301d\u2e42,"
_CLOSING = "`“”‟\"\uff02\u05f4‘’'\uff07«»‹›」』\ufe42\ufe44\uff63\u301e\u301f"
_MARKS = (
    *"“”„‘’‚«»‹›「」\"'`",
    "''",
    "``",
    ", said Kresh",
    ", Kresh said.",
    "\n",
    "\n\n",
    ". ",
    "“ ",
    " ”",
    "s’ ",
)
# How papers set quotations off: the outer marks, and the inner ones.
STYLES = (
    ("“", "”", "‘", "’"),
    ("‘", "’", "“", "”"),
    ('"', '"', "'", "'"),
    ("„", "“", "‚", "‘"),
    ("„", "”", "‚", "’"),
    ("«", "»", "‹", "›"),
    ("»", "«", "›", "‹"),
    ("« ", " »", "“", "”"),
    ("”", "”", "’", "’"),
    ("「", "」", "『", "』"),
    ("``", "''", "`", "'"),
)
_KINDS: tuple[SourceKind, ...] = ("article", "transcript")
_SAID = "We shall wait;No ship leaves port;The council knows it;Nothing was agreed upon".split(";")
_TOLD = "The harbour stayed shut.;Mira Voss spoke in town.;It rained all day.;Nobody came to the pier.".split(
    ";"
)


class Planted(Struct, frozen=True):
    """An article in which the quotations are known.

    Attributes:
        style: the number of its marks.
        parts: paragraphs of sentences; each sentence with whether it is quoted and has a quotation inside.
    """

    style: int
    parts: Sequence[Sequence[tuple[str, bool, bool]]]


@st.composite
def _planted(draw: st.DrawFn) -> Planted:
    sentence = st.one_of(
        st.tuples(st.sampled_from(_TOLD), st.just(False), st.just(False)),
        st.tuples(st.sampled_from(_SAID), st.just(True), st.booleans()),
    )
    paragraph = st.lists(sentence, min_size=1, max_size=4)
    return Planted(draw(st.integers(0, len(STYLES) - 1)), draw(st.lists(paragraph, min_size=1, max_size=4)))


def _check(value: Planted | str) -> None:
    if isinstance(value, Planted):
        _check_planted(value)
    else:
        _check_any(value)


def _check_planted(value: Planted) -> None:
    opening, closing, inner_opening, inner_closing = STYLES[value.style]
    text = "Made-up headline\n"
    wanted: list[tuple[int, int]] = []
    for paragraph in value.parts:
        text += "\n"
        for number, (words, is_quoted, has_inner) in enumerate(paragraph):
            text += " " if number else ""
            if is_quoted:
                inner = f", {inner_opening}never again{inner_closing}, so be it" if has_inner else ""
                start = len(text)
                text += f"{opening}{words}{inner}.{closing}"
                wanted.append((start, len(text)))
                text += " Mira Voss said so."
            else:
                text += words
        text += "\n"
    found = read_marks(text, [find_blocks(text)])
    assert [(q.spans[0].start, q.spans[-1].end) for q in found.quotations] == wanted
    assert not found.unpaired


def _check_any(text: str) -> None:
    with bounded(len(text)):
        blocks = find_blocks(text)
        quoting = read_marks(text, [blocks])
    _check_spans(text, blocks, quoting)
    # One paragraph more, which neither closes nor opens anything.
    longer = f"{text}\n\nThe harbour stayed shut on that day.\n"
    its_blocks = find_blocks(longer)
    if its_blocks[:-1] == blocks:
        assert read_marks(longer, [its_blocks]) == quoting
    if text.strip():
        _check_speakers(text)


def _check_spans(text: str, blocks: Sequence[Span], quoting: Quoting) -> None:
    """Quotations lie in the text one after another, each part in one block, with marks at both ends."""
    end, starts = 0, [block.start for block in blocks]
    for quotation in quoting.quotations:
        for number, span in enumerate(quotation.spans):
            assert end <= span.start < span.end <= len(text)
            end = span.end
            assert text[span.start] in _OPENING
            inside = blocks[bisect_right(starts, span.start) - 1]
            assert inside.start <= span.start < span.end <= inside.end
            if number:
                assert text[span.start] == text[quotation.spans[0].start]
                assert span.start == inside.start
            if number == len(quotation.spans) - 1:
                assert text[span.end - 1] in _CLOSING
            else:
                assert span.end == inside.end
    spans = [span for quotation in quoting.quotations for span in quotation.spans]
    starts = [span.start for span in spans]
    for at in quoting.unpaired:
        assert text[at] in _OPENING + _CLOSING
        before = bisect_right(starts, at)
        assert not before or at >= spans[before - 1].end


def _check_speakers(text: str) -> None:
    """Whoever is found to speak is named by words of the article."""
    speeches: list[Speech | None] = []
    for kind in _KINDS:
        with bounded(len(text)):
            article = parse_article("article.txt", text, kind=kind)
        for language in ("en", "de"):
            with bounded(len(text)):  # A briefing is read in one language.
                finder = Finder(article, language)
                speeches += map(finder.of_quotation, range(len(article.quotations)))
    for speech in filter(None, speeches):
        for span in (speech.mention.span, speech.mention.head, speech.cue):
            assert 0 <= span.start < span.end <= len(text)
        assert speech.mention.span.start <= speech.mention.head.start
        assert speech.mention.head.end <= speech.mention.span.end


READER = Reader(
    "quotations",
    st.one_of(_planted(), texts(_ARTICLES), texts(_ARTICLES, _MARKS), texts(_ARTICLES, _MARKS)),
    _check,
)
