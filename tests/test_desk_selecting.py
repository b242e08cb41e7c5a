"""Selected words of an article become a passage that is found in one place, with its likely speaker."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.anchoring.anchor import Anchoring
from onrecord.anchoring.matching import match_passage
from onrecord.checking.examine import Examiner
from onrecord.desk.selecting import CannotCiteError, selection_of, whole_words
from onrecord.drafting.drafting import Draft, draft_of
from onrecord.layout import Layout
from onrecord.metadata.registers import read_registers
from onrecord.schema.models import Actor
from onrecord.text.folding import fold
from onrecord.text.spans import Span

ARTICLE = """\
Harbour board of Velmar weighs a fee

“We will not pay twice, whatever they say,” Ana Kresh, who speaks for the owners, told reporters on Friday.

Jon Marl, the head of the board, said that the fee stands until June. He said the fee stands.

“Nobody asked the pilots,” said Ana Kresh. “We don't know why. The fee stands, they say.”

It rained in Velmar, and the fee stands.
"""
ACTORS = {
    "ana-kresh": Actor(name="Ana Kresh", kind="person"),
    "jon-marl": Actor(name="Jon Marl", kind="person"),
}


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_of("fee.txt", ARTICLE, ACTORS)


def span(words: str, number: int = 0) -> Span:
    at = -1
    for _ in range(number + 1):
        at = ARTICLE.index(words, at + 1)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("selected", "passage"),
    [
        ("will not pay", "will not pay"),
        ("ill not pa", "will not pay"),
        (" twice, ", "twice"),
        ("“We will not pay twice", "We will not pay twice"),
        ("on't kno", "don't know"),
        ("say,”", "say"),
        ("reporters on Friday.\n", "reporters on Friday."),
    ],
)
def test_half_words_and_marks(draft: Draft, selected: str, passage: str) -> None:
    assert selection_of([span(selected)], draft).passage == passage


@pytest.mark.parametrize(
    ("selected", "actor"),
    [
        ("will not pay twice", "ana-kresh"),
        ("Nobody asked the pilots", "ana-kresh"),
        ("the fee stands until June", "jon-marl"),
    ],
)
def test_the_likely_speaker_comes_first(draft: Draft, selected: str, actor: str) -> None:
    selection = selection_of([span(selected)], draft)
    assert (selection.actor, selection.candidates[:1]) == (actor, (actor,))


def test_nobody_is_guessed(draft: Draft) -> None:
    assert selection_of([span("It rained in Velmar")], draft).candidates == ()


def test_the_shortest_prefix_tells_the_place(draft: Draft) -> None:
    selection = selection_of([span("the fee stands", 2)], draft)
    assert (selection.passage, selection.prefix, selection.suffix) == ("the fee stands", "and", "")
    assert selection_of([span("fee stands until")], draft).prefix == ""


def test_pieces_in_one_quotation_or_one_paragraph_are_joined(draft: Draft) -> None:
    selection = selection_of([span("whatever they say"), span("We will not")], draft)
    assert selection.passage == "We will not […] whatever they say"
    assert selection_of([span("We will"), span("ll not pa")], draft).passage == "We will not pay"


def test_pieces_of_two_paragraphs_are_refused(draft: Draft) -> None:
    with pytest.raises(CannotCiteError, match="one quotation, or in one paragraph"):
        selection_of([span("We will not"), span("Nobody asked")], draft)


@pytest.mark.parametrize("spans", [[], [Span(3, 3)], [Span(36, 38)]])
def test_nothing_is_no_passage(draft: Draft, spans: list[Span]) -> None:
    with pytest.raises(CannotCiteError, match="no words"):
        selection_of(spans, draft)


@given(st.lists(st.tuples(st.integers(0, len(ARTICLE)), st.integers(1, 60)), min_size=1, max_size=3))
def test_a_passage_is_found_where_it_was_selected(drawn: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(ARTICLE))) for start, length in drawn]
    try:
        selection = selection_of(spans, draft_of("fee.txt", ARTICLE, ACTORS))
    except CannotCiteError:
        return
    folded = fold(ARTICLE)
    match = match_passage(folded, selection.passage, selection.prefix or None, selection.suffix or None)
    assert match.failure is None
    found = [folded.to_raw(piece) for piece in match.pieces]
    assert len(found) == len(selection.pieces)
    for wanted, piece in zip(selection.pieces, found, strict=True):
        assert abs(wanted.start - piece.start) <= 1
        assert abs(wanted.end - piece.end) <= 1


@given(st.text("ab-'. ", min_size=1), st.data())
def test_whole_words_end_between_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(text[start:end].strip())
    whole = whole_words(text, Span(start, end))
    for place in (whole.start, whole.end):
        assert not (0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum())
    assert text[start:end].strip() in text[whole.start : whole.end]


# --- its place in the briefing -------------------------------------------------------------------

POSITION = "  - actor: ana-kresh\n    issue: {issue}\n    says: x\n    passage: {passage}\n"


def anchoring_of(root: Path, *positions: tuple[str, str]) -> Anchoring:
    layout = Layout(root)
    for folder in (layout.seeds, layout.briefs):
        folder.mkdir()
    written = "".join(POSITION.format(issue=issue, passage=passage) for issue, passage in positions)
    files = {
        "seeds/fee.txt": ARTICLE,
        "briefs/actors.yml": "ana-kresh:\n  name: Ana Kresh\n  kind: person\n",
        "briefs/issues.yml": "fee:\n  title: The fee\npilots:\n  title: The pilots\n",
        "briefs/fee.yml": f"date: 2031\nsummary: x\nsource:\n  file: fee.txt\n  publisher: P\nactors:\n"
        f"  - id: ana-kresh\npositions:\n{written}",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    registers, _, _ = read_registers(layout.briefs)
    anchoring = Examiner(layout, registers, whole=False).examine(layout.briefs / "fee.yml").anchoring
    assert anchoring is not None
    return anchoring


OTHER_ORDER = [("fee", "It rained"), ("fee", "Nobody asked")]


@pytest.mark.parametrize(
    ("positions", "selected", "issue", "before"),
    [
        ([("fee", "We will not pay twice"), ("fee", "Nobody asked")], "fee stands until", "fee", 1),
        ([("fee", "We will not pay twice"), ("fee", "Nobody asked")], "It rained", "fee", None),
        ([("fee", "It rained")], "We will not", "fee", 0),
        ([("fee", "It rained"), ("fee", "Nobody asked"), ("pilots", "We don't")], "We will not", "fee", 2),
        (
            [("fee", "It rained"), ("fee", "Nobody asked"), ("pilots", "We don't")],
            "We will not",
            "pilots",
            None,
        ),
        ([("fee", "It rained"), ("pilots", "Nobody asked"), ("fee", "not there")], "We will not", "fee", 1),
    ],
)
def test_it_comes_where_the_article_has_it_or_after_its_issue(
    tmp_path: Path,
    draft: Draft,
    positions: list[tuple[str, str]],
    selected: str,
    issue: str,
    before: int | None,
) -> None:
    anchoring = anchoring_of(tmp_path, *positions)
    assert selection_of([span(selected)], draft, anchoring, issue).before == before
