"""Signs that end sentences, compared with the names that Unicode gives them."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from onrecord.text.sentence_ends import EXCLAMATION_MARKS, QUESTION_MARKS, asks, with_plain_question_marks

# They are before a question, over a letter of it, equal to `;`, of no living language, or no text.
OTHER_QUESTION_MARKS = {
    "INVERTED QUESTION MARK",
    "ADLAM INITIAL QUESTION MARK",
    "INVERTED INTERROBANG",
    "ARMENIAN QUESTION MARK",
    "GREEK QUESTION MARK",
    "COPTIC OLD NUBIAN DIRECT QUESTION MARK",
    "COPTIC OLD NUBIAN INDIRECT QUESTION MARK",
}


def punctuation_named(*words: str) -> set[str]:
    """All punctuation of Unicode with one of these words in its name."""
    return {
        sign
        for sign in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(sign) == "Po" and any(word in unicodedata.name(sign, "") for word in words)
    }


def test_every_question_mark_of_unicode_is_known() -> None:
    named = punctuation_named("QUESTION MARK", "INTERROBANG", "QUESTION EXCLAMATION")
    assert {sign for sign in named if unicodedata.name(sign) not in OTHER_QUESTION_MARKS} == {*QUESTION_MARKS}


@pytest.mark.parametrize("mark", QUESTION_MARKS)
def test_a_question_ends_with_any_of_them(mark: str) -> None:
    assert asks(f"Who pays{mark}")
    assert asks(f"Who pays{mark}!")
    assert asks(f"Who pays{mark}..")
    assert not asks(f"Who pays{mark} They do")
    assert not asks(f"Who pays{mark} They do.")
    assert with_plain_question_marks(f"Who{mark} They{mark}") == "Who? They?"


@pytest.mark.parametrize("mark", EXCLAMATION_MARKS)
def test_an_exclamation_is_no_question(mark: str) -> None:
    assert not asks(f"They pay{mark}")
    assert asks(f"They pay{mark}?")


def test_greek_and_armenian_ask_in_their_own_way() -> None:
    assert asks("Ποιος πληρώνει;")
    assert asks("Ποιος πληρώνει\u037e")
    assert asks("Ποιος πληρώνει το NATO;")
    assert not asks("They pay;")
    assert asks("Ո՞վ է վճարում։")
    assert not asks("Ո՞վ է վճարում։ Ոչ ոք։")
    assert with_plain_question_marks("Ποιος; They pay; nobody.") == "Ποιος? They pay; nobody."


def test_a_million_question_marks_take_no_time() -> None:
    assert not asks("?" * 1_000_000 + "x")
