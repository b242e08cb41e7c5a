"""Finding a passage, verbatim."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import strategies as our
from onrecord.anchoring.matching import MAX_PLACES, Failure, Match, match_passage
from onrecord.text.folding import fold, fold_text

ARTICLE = """\
Ostravia waits
“We want peace. We waited for a year,” Ana Kresh said, “and we will wait no longer.”
Velmar wants no talks now that votes are counted. Ana Kresh, too, wants no talks now but a letter first.
It would be a disproportionate response […] to a non-proportional attack; they can't say 1.5 per cent.
"""


def found(match: Match, article: str = ARTICLE) -> list[str] | None:
    if match.failure is not None:
        return None
    return [fold(article).raw[span.start : span.end] for span in map(fold(article).to_raw, match.pieces)]


@pytest.mark.parametrize(
    ("passage", "pieces"),
    [
        pytest.param("We want peace.", ["We want peace."], id="words"),
        pytest.param("“We want peace", ["“We want peace"], id="with-a-mark"),
        pytest.param("'We want peace", ["“We want peace"], id="another-mark"),
        pytest.param("  We\nwant \u00a0peace ", ["We want peace"], id="white-space"),
        pytest.param("Ostravia waits “We", ["Ostravia waits\n“We"], id="over-a-line-break"),
        pytest.param("they can’t say", ["they can't say"], id="another-apostrophe"),
        pytest.param("We want peace […] no longer", ["We want peace", "no longer"], id="omission"),
        pytest.param("We want peace [...] no longer", ["We want peace", "no longer"], id="omission-dots"),
        pytest.param(
            "We want peace [. . .] no longer", ["We want peace", "no longer"], id="omission-spaced-dots"
        ),
        pytest.param("peace […] year […] longer", ["peace", "year", "longer"], id="two-omissions"),
        pytest.param("[…] We want peace […]", ["We want peace"], id="omission-at-the-ends"),
        pytest.param("peace[…]year", ["peace", "year"], id="omission-without-spaces"),
        pytest.param("response […] to a", ["response […] to a"], id="omission-of-the-article-s-own"),
        pytest.param("response [...] to a", ["response […] to a"], id="omission-of-the-article-s-own-dots"),
        pytest.param("Velmar […] votes are", ["Velmar", "votes are"], id="omission-makes-it-unique"),
        pytest.param(
            "votes […] wants no talks now", ["votes", "wants no talks now"], id="piece-unique-behind-another"
        ),
        pytest.param(
            "wants no talks now […] votes", ["wants no talks now", "votes"], id="piece-unique-before-another"
        ),
    ],
)
def test_found(passage: str, pieces: list[str]) -> None:
    assert found(match_passage(fold(ARTICLE), passage)) == pieces


@pytest.mark.parametrize(
    ("passage", "failure", "missing"),
    [
        pytest.param("We want war", Failure.NOT_FOUND, "We want war", id="other-word"),
        pytest.param("we want peace", Failure.NOT_FOUND, "we want peace", id="capital"),
        pytest.param("We want peace, We", Failure.NOT_FOUND, "We want peace, We", id="comma"),
        pytest.param("We peace", Failure.NOT_FOUND, "We peace", id="word-left-out"),
        pytest.param(
            "proportionate response", Failure.NOT_FOUND, "proportionate response", id="disproportionate"
        ),
        pytest.param("proportional attack", Failure.NOT_FOUND, "proportional attack", id="non-proportional"),
        pytest.param("they can", Failure.NOT_FOUND, "they can", id="can-in-can't"),
        pytest.param("5 per cent", Failure.NOT_FOUND, "5 per cent", id="5-in-1.5"),
        pytest.param("We want peace […] war", Failure.NOT_FOUND, "war", id="second-piece"),
        pytest.param("war […] We want peace", Failure.NOT_FOUND, "war", id="first-piece"),
        pytest.param("", Failure.NOT_FOUND, "", id="nothing"),
        pytest.param("  ", Failure.NOT_FOUND, "", id="white-space"),
        pytest.param("[…] […]", Failure.NOT_FOUND, "[…] […]", id="nothing-but-omissions"),
        pytest.param("no longer […] We want peace", Failure.OUT_OF_ORDER, "", id="other-way-round"),
        pytest.param("want peace […] peace", Failure.OUT_OF_ORDER, "", id="overlapping"),
        pytest.param("wants no talks now", Failure.AMBIGUOUS, "", id="twice"),
        pytest.param("Ostravia […] wants no talks now", Failure.AMBIGUOUS, "", id="second-piece-twice"),
        pytest.param("Ostravia […] no talks […] letter", Failure.AMBIGUOUS, "", id="middle-piece-twice"),
    ],
)
def test_not_found(passage: str, failure: Failure, missing: str) -> None:
    match = match_passage(fold(ARTICLE), passage)
    assert (match.failure, match.missing, match.pieces) == (failure, missing, ())
    assert bool(match.candidates) == (failure is Failure.AMBIGUOUS)


FIRST, SECOND = ARTICLE.index("wants no"), ARTICLE.rindex("wants no")


@pytest.mark.parametrize(
    ("prefix", "suffix", "place"),
    [
        pytest.param("Velmar", None, FIRST, id="prefix"),
        pytest.param("too,", None, SECOND, id="prefix-with-its-comma"),
        pytest.param("too", None, SECOND, id="prefix-without-its-comma"),
        pytest.param("Ana Kresh, too, ", None, SECOND, id="longer-prefix"),
        pytest.param("longer.” Velmar", None, FIRST, id="prefix-with-a-mark"),
        pytest.param("longer.' Velmar", None, FIRST, id="prefix-with-another-mark"),
        pytest.param(None, "but a letter", SECOND, id="suffix"),
        pytest.param(None, " that", FIRST, id="suffix-with-a-space"),
        pytest.param("Velmar", "that votes", FIRST, id="both"),
        pytest.param("Velmar", "but", None, id="both-of-different-places"),
        pytest.param("elmar", None, None, id="prefix-cuts-a-word"),
        pytest.param(None, "bu", None, id="suffix-cuts-a-word"),
        pytest.param("Ana", None, None, id="prefix-from-elsewhere"),
        pytest.param(None, "votes", None, id="suffix-not-next"),
    ],
)
def test_words_around_decide(prefix: str | None, suffix: str | None, place: int | None) -> None:
    match = match_passage(fold(ARTICLE), "wants no talks now", prefix, suffix)
    if place is None:
        assert match.failure is Failure.OTHER_CONTEXT
        assert len(match.candidates) == 2
    else:
        assert [fold(ARTICLE).to_raw(span).start for span in match.pieces] == [place]


@pytest.mark.parametrize(
    ("article", "passage", "prefix", "suffix", "starts"),
    [
        pytest.param("no. He said: “No.” She: “No.”", "No", "He said:", None, [14], id="mark-between"),
        pytest.param(
            "“No,” he said. “No,” she said.", "No", None, "she said", [16], id="comma-and-mark-between"
        ),
        pytest.param("a b a b", "a […] b", None, None, None, id="pieces-without"),
        pytest.param(
            "x a b y a b z", "a […] b", "x", "y", [2, 4], id="prefix-of-the-first-suffix-of-the-last"
        ),
        pytest.param("x a b y a b z", "a […] b", "x", "z", [2, 10], id="suffix-of-the-last"),
        pytest.param("x a b y a b z", "a […] b", "y", None, [8, 10], id="prefix-of-the-first"),
        pytest.param("a b", "a", "x", None, None, id="prefix-before-the-beginning"),
        pytest.param("a b", "b", None, "x", None, id="suffix-behind-the-end"),
        pytest.param("говорит: नमस्ते दुनिया, नमस्ते", "नमस्ते", "говорит", None, [9], id="other-scripts"),
    ],
)
def test_words_around_of_pieces(
    article: str, passage: str, prefix: str | None, suffix: str | None, starts: list[int] | None
) -> None:
    match = match_passage(fold(article), passage, prefix, suffix)
    assert ([span.start for span in match.pieces] or None) == starts


def test_places_are_counted_to_a_limit() -> None:
    match = match_passage(fold("no " * 100_000), "no")
    assert match.failure is Failure.AMBIGUOUS
    assert len(match.candidates) == MAX_PLACES


def test_context_is_looked_for_beyond_that_limit() -> None:
    match = match_passage(fold("no " * 1000 + "yes no"), "no", "yes")
    assert [span.start for span in match.pieces] == [3004]


# --- for any text


@given(our.slices(), st.data())
def test_whole_words_in_any_style_are_found(words: tuple[list[str], int, int], data: st.DataObject) -> None:
    row, start, end = words
    text = " ".join(row)
    passage = data.draw(our.restyled(" ".join(row[start:end])))
    article = fold(unicodedata.normalize(data.draw(st.sampled_from(("NFC", "NFD"))), text))
    match = match_passage(article, passage)
    assert match.failure in (None, Failure.AMBIGUOUS)
    for span in match.pieces or match.candidates:
        raw = article.to_raw(span)
        assert fold(article.raw[raw.start : raw.end]).text == fold_text(passage)


@given(our.slices(), st.sampled_from(("zzqx", "Zzqx,", "“zzqx”")), st.data())
def test_with_another_word_they_are_not(
    words: tuple[list[str], int, int], other: str, data: st.DataObject
) -> None:
    row, start, end = words
    changed = data.draw(st.integers(start, end - 1))
    passage = " ".join([*row[start:changed], other, *row[changed + 1 : end]])
    match = match_passage(fold(" ".join(row)), passage)
    assert match.failure is Failure.NOT_FOUND


@given(our.slices(min_size=3), st.data())
def test_without_a_word_they_are_only_where_they_stand_elsewhere(
    words: tuple[list[str], int, int], data: st.DataObject
) -> None:
    row, start, end = words
    left_out = data.draw(st.integers(start + 1, end - 2))
    passage = " ".join([*row[start:left_out], *row[left_out + 1 : end]])
    article = fold(" ".join(row))
    assume(fold_text(passage) not in article.text)
    assert match_passage(article, passage).failure is Failure.NOT_FOUND


@given(our.slices(min_size=3), st.data())
def test_pieces_stand_in_their_order(words: tuple[list[str], int, int], data: st.DataObject) -> None:
    row, start, end = words
    left_out = data.draw(st.integers(start + 1, end - 2))
    passage = " ".join([*row[start:left_out], "[…]", *row[left_out + 1 : end]])
    match = match_passage(fold(" ".join(row)), passage)
    assert match.failure in (None, Failure.AMBIGUOUS)
    assert all(a.end <= b.start for a, b in zip(match.pieces, match.pieces[1:], strict=False))


@given(our.any_text(), our.any_text(), our.any_text())
def test_any_texts_have_an_answer(text: str, passage: str, context: str) -> None:
    for match in (match_passage(fold(text), passage), match_passage(fold(text), passage, context, context)):
        assert (match.failure is None) == bool(match.pieces)
