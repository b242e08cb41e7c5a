"""What counts as the same words, and where in the article they are."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given

from helpers import strategies as our
from onrecord.text.folding import DASHES, fold, fold_text
from onrecord.text.quotation_marks import QUOTATION_MARKS
from onrecord.text.spans import Span
from onrecord.text.words import cuts_word

# --- what is the same


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        pytest.param("“a” ‘b’ «c» „d‟ ‹e› ‚f‛ 'g' \"h\"", "'a' 'b' 'c' 'd' 'e' 'f' 'g' 'h'", id="marks"),
        pytest.param("「a」『b』〝c〞〟＂d＇", "'a'b'c'd'", id="marks-of-east-asia"),
        pytest.param("don’t donʼt don't", "don't don't don't", id="apostrophes"),
        pytest.param("a–b—c−d‐e‑f", "a-b-c-d-e-f", id="dashes"),
        pytest.param("a -- b --- c", "a - b - c", id="typewriter-dashes"),
        pytest.param("a ----- b —– c", "a - b - c", id="dashes-in-a-row"),
        pytest.param("- -", "- -", id="dashes-apart"),
        pytest.param("a... b… c. . . d", "a… b… c… d", id="ellipses"),
        pytest.param("a. . . b", "a… b", id="ellipsis-with-no-break-spaces"),
        pytest.param("a.... b.. c", "a.… b.. c", id="other-dots"),
        pytest.param("a. . . . b", "a. … b", id="full-stop-then-spaced-ellipsis"),
        pytest.param("a⋯ b…… c...... d", "a… b… c… d", id="ellipses-of-east-asia"),
        pytest.param("''a'' ``b'' ‘‘c’’ “‘d’”", "'a' 'b' 'c' 'd'", id="marks-in-a-row"),
        pytest.param("won´t `a´ צה״ל", "won't 'a' צה'ל", id="marks-as-people-type-them"),
        pytest.param("har\u00adbour\u200b can\u2060not", "harbour cannot", id="characters-that-nobody-sees"),
        pytest.param("he\u200dad f\u200cf", "head ff", id="joiners-that-join-nothing"),
        pytest.param("می\u200cشود क्\u200dष", "می\u200cشود क्\u200dष", id="joiners-that-are-spelling"),
        pytest.param("🏴\U000e0067\U000e007f a\U000e0067b", "🏴\U000e0067\U000e007f ab", id="tags"),
        pytest.param("> one\n> two\n>three\n> x", "> one two >three x", id="lines-of-a-block-quotation"),
        pytest.param("end. ...next", "end. …next", id="full-stop-then-ellipsis"),
        pytest.param("end.\n\n...next", "end. …next", id="full-stop-then-ellipsis-in-next-paragraph"),
        pytest.param("a \t\r\n b\u00a0c\u2003\u3000d\u2028e", "a b c d e", id="white-space"),
        pytest.param("cafe\u0301 A\u030a \u212b \u1112\u1161\u11ab", "café Å Å 한", id="accents-apart"),
        pytest.param(
            "x\u0304\u0323 x\u0323\u0304", "x\u0323\u0304 x\u0323\u0304", id="accents-in-another-order"
        ),
    ],
)
def test_styles_fold_to_one(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("proportional", "proportionate", id="word"),
        pytest.param("Iran", "iran", id="capital"),
        pytest.param("résumé", "resume", id="accent"),
        pytest.param("yes, no", "yes no", id="comma"),
        pytest.param("ﬁne", "fine", id="ligature"),
        pytest.param("x²", "x2", id="superscript"),
        pytest.param("to-day", "today", id="hyphen"),
        pytest.param("to day", "today", id="space"),
        pytest.param("a\ufe0f", "a", id="variation-selector"),
        pytest.param("a > b", "a b", id="greater-than"),
        pytest.param("5′", "5'", id="prime"),
        pytest.param("а", "a", id="cyrillic-letter"),
    ],
)
def test_nothing_else_is_forgiven(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


def test_fold_text_drops_white_space_around() -> None:
    assert fold_text("\u00a0 a  b\n") == "a b"


@pytest.mark.parametrize("sign", QUOTATION_MARKS + DASHES, ids=lambda sign: f"U+{ord(sign):04X}")
def test_every_sign_keeps_its_place(sign: str) -> None:
    folded = fold(f"ab {sign} cd")
    assert folded.text in ("ab ' cd", "ab - cd")
    assert folded.to_raw(Span(5, 7)) == Span(5, 7)


# --- where it is


@given(our.any_text())
@example("----")
@example(".  .  .")
@example(". . . . .")
@example("e\u0301\u0301")
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(our.any_text())
def test_map_never_goes_back_and_covers_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert all(a <= b for a, b in pairwise(folded.starts))
    if folded.text:  # Else there is nothing that anybody sees.
        assert folded.to_raw(Span(0, len(folded.text))) == Span(0, len(text))


@given(our.any_text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


@given(our.any_text())
def test_folding_composes(text: str) -> None:
    assert unicodedata.is_normalized("NFC", fold(text).text)


@given(our.any_text(), our.slices())
def test_what_is_found_folds_to_what_was_looked_for(text: str, words: tuple[list[str], int, int]) -> None:
    row, start, end = words
    folded = fold(f"{' '.join(row)} {text}")
    needle = fold_text(" ".join(row[start:end]))
    spans = list(folded.find(needle))
    assert spans
    for span in spans:
        raw = folded.to_raw(span)
        assert fold(folded.raw[raw.start : raw.end]).text == needle


@given(our.any_text())
def test_backwards_finds_the_same(text: str) -> None:
    folded = fold(text)
    for needle in {*folded.text.split(" "), "a", "'", "-"}:
        assert list(folded.find_backwards(needle, len(folded.text))) == list(folded.find(needle))[::-1]


def test_find_gives_overlapping_places_and_begins_where_it_is_told() -> None:
    folded = fold("no no no")
    assert list(folded.find("no no")) == [Span(0, 5), Span(3, 8)]
    assert list(folded.find("no no", 1)) == [Span(3, 8)]
    assert list(folded.find_backwards("no no", 7)) == [Span(0, 5)]
    assert list(folded.find("")) == []
    assert list(folded.find_backwards("", 3)) == []


# --- whole words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a disproportionate one", "proportionate", id="behind-a-prefix"),
        pytest.param("a disproportionate one", "a dis", id="before-a-suffix"),
        pytest.param("they can't go", "they can", id="can-in-can't"),
        pytest.param("THEY CAN’T GO", "THEY CAN", id="can-in-capitals"),
        pytest.param("they didn’t go", "they did", id="did-in-didn't"),
        pytest.param("they can’t go", "t go", id="t-of-can't"),
        pytest.param("we’ll go", "ll go", id="ll-of-we'll"),
        pytest.param("1.5 per cent", "5 per cent", id="decimals"),
        pytest.param("1.5 per cent", "1", id="before-decimals"),
        pytest.param("1,500 dead", "500 dead", id="thousands"),
        pytest.param("1’500 dead", "500 dead", id="thousands-in-switzerland"),
        pytest.param("1\u00a0500 dead", "500 dead", id="thousands-with-no-break-space"),
        pytest.param("1\u202f500 dead", "only 1", id="before-thousands"),
        pytest.param("at 10:30", "30", id="minutes"),
        pytest.param("G7 leaders", "G", id="digit-behind-letter"),
        pytest.param("5½ years", "5", id="fraction"),
        pytest.param("15 dead", "5 dead", id="digits"),
        pytest.param("−5 degrees", "5 degrees", id="minus"),
        pytest.param("at -5 degrees", "5 degrees", id="hyphen-as-minus"),
        pytest.param("5–10 dead", "10 dead", id="range"),
        pytest.param("5-10 dead", "5", id="range-begin"),
        pytest.param("a non-proportional one", "proportional one", id="behind-a-hyphen"),
        pytest.param("the US-led coalition", "the US", id="before-a-hyphen"),
        pytest.param("the non‑proportional one", "proportional one", id="behind-a-no-break-hyphen"),
        pytest.param("COVID-19 cases", "19 cases", id="number-behind-a-hyphen"),
        pytest.param("resume\u0301", "resume", id="accent-apart"),
        pytest.param("resum\u00e9", "resume", id="accent"),
        pytest.param("the x\u0304 value", "the x", id="accent-that-does-not-compose"),
        pytest.param("हिन्दी", "ह", id="vowel-sign"),
        pytest.param("ärgern", "rgern", id="umlaut"),
        pytest.param("непропорциональный", "пропорциональный", id="cyrillic"),
        pytest.param("ანტიირანული", "ირანული", id="georgian"),
    ],
)
def test_cut_words_are_not_found(text: str, words: str) -> None:
    for form in ("NFC", "NFD"):
        assert list(fold(unicodedata.normalize(form, text)).find(fold_text(words))) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Iran’s plan", "Iran", id="possessive"),
        pytest.param("the allies’ plan", "allies", id="possessive-plural"),
        pytest.param("we’ll go", "we", id="we-in-we'll"),
        pytest.param("l’Iran répond", "Iran répond", id="elision"),
        pytest.param("in 2019, 500 died", "500 died", id="comma-and-space"),
        pytest.param("the attack—Israel said", "Israel said", id="behind-a-dash"),
        pytest.param("the attack--Israel said", "the attack", id="before-typewriter-dashes"),
        pytest.param("the attack – 5 died", "5 died", id="number-behind-a-dash"),
        pytest.param("October 1 500 people", "500 people", id="numbers-side-by-side"),
        pytest.param("October\u00a01 500 people", "500 people", id="no-break-space-elsewhere"),
        pytest.param("pre- and post-war", "pre-", id="hyphen-at-the-end"),
        pytest.param("“severe”", "severe", id="inside-marks"),
        pytest.param("“‘severe’”", "‘severe’", id="with-its-marks"),
        pytest.param("他说和平", "和平", id="chinese"),
        pytest.param("5人死亡", "人死亡", id="chinese-behind-a-digit"),
        pytest.param("والسلام", "السلام", id="arabic-particle"),
        pytest.param("end.Next one", "Next one", id="missing-space"),
    ],
)
def test_whole_words_are_found(text: str, words: str) -> None:
    for form in ("NFC", "NFD"):
        assert len(list(fold(unicodedata.normalize(form, text)).find(fold_text(words)))) == 1


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        pytest.param("e\u0301\u00e9", [0, 2, 3], id="composed-letter-after-a-decomposed-one"),
        pytest.param("a\u212b", [0, 1, 2], id="letter-that-normalization-replaces"),
        pytest.param("ae\u0301b", [0, 1, 3, 4], id="letters-around-a-decomposed-one"),
    ],
)
def test_each_letter_begins_where_it_does_in_the_text(text: str, starts: list[int]) -> None:
    assert list(fold(text).starts) == starts


def test_the_last_letter_of_a_word_at_a_texts_end_is_no_word() -> None:
    assert list(fold("ab").find("b")) == []


def test_ends_of_a_text_cut_nothing() -> None:
    assert not cuts_word("can", 0)
    assert not cuts_word("can", 3)
    assert list(fold("can").find("can")) == [Span(0, 3)]


def test_search_goes_on_behind_a_cut_word() -> None:
    assert list(fold("aaaa aa aaa aa").find("aa")) == [Span(5, 7), Span(12, 14)]
    assert list(fold("éaaéaa aa").find("aa")) == [Span(7, 9)]
