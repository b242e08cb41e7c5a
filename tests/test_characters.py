"""Which characters mislead a reader, and how they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import strategies as our
from onrecord.text.characters import describe, is_hidden, make_visible


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("a\u200bb", 1, id="zero-width-space"),
        pytest.param("a\u00adb", 1, id="soft-hyphen"),
        pytest.param("\ufeffa", 0, id="byte-order-mark"),
        pytest.param("a\u2060b", 1, id="word-joiner"),
        pytest.param("a\u202eb", 1, id="right-to-left-override"),
        pytest.param("a\u2066b", 1, id="isolate"),
        pytest.param("a\u200eb", 1, id="left-to-right-mark"),
        pytest.param("a\x00b", 1, id="null"),
        pytest.param("a\x1bb", 1, id="escape"),
        pytest.param("a\x7fb", 1, id="delete"),
        pytest.param("a\x85b", 1, id="next-line"),
        pytest.param("a\u2028b", 1, id="line-separator"),
        pytest.param("a\u3164b", 1, id="hangul-filler"),
        pytest.param("a\u2800b", 1, id="blank-braille"),
        pytest.param("a\u034fb", 1, id="grapheme-joiner"),
        pytest.param("a\u180eb", 1, id="mongolian-vowel-separator"),
        pytest.param("a\u180bb", 1, id="mongolian-variation-selector"),
        pytest.param("\ud800", 0, id="half-of-a-pair"),
        pytest.param("\uffff", 0, id="no-character"),
        pytest.param("\U0001fffe", 0, id="no-character-of-another-plane"),
        pytest.param("\U000e0041", 0, id="tag"),
        pytest.param("a\u200db", 1, id="joiner-between-latin-letters"),
        pytest.param("\u200da", 0, id="joiner-at-the-beginning"),
        pytest.param(" \u200ca", 1, id="joiner-behind-a-space"),
    ],
)
def test_hidden(text: str, at: int) -> None:
    assert is_hidden(text, at)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("a\tb", 1, id="tab"),
        pytest.param("a\nb", 1, id="line-feed"),
        pytest.param("a\rb", 1, id="return"),
        pytest.param("a\u00a0b", 1, id="no-break-space"),
        pytest.param("a\u3000b", 1, id="wide-space"),
        pytest.param("می\u200cخواهم", 2, id="non-joiner-in-persian"),
        pytest.param("क्\u200dष", 2, id="joiner-in-hindi"),
        pytest.param("👩\u200d🔬", 1, id="joiner-in-emoji"),
        pytest.param("❤\ufe0f\u200d🔥", 2, id="joiner-behind-a-variation-selector"),
        pytest.param("👩🏽\u200d🔬", 2, id="joiner-behind-a-skin-colour"),
        pytest.param("\u0600", 0, id="arabic-number-sign"),
        pytest.param("\u06dd", 0, id="arabic-end-of-ayah"),
        pytest.param("\ue000", 0, id="private-use"),
        pytest.param("e\u0301", 1, id="accent"),
    ],
)
def test_seen(text: str, at: int) -> None:
    assert not is_hidden(text, at)


@pytest.mark.parametrize(
    ("character", "described"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\x00", "U+0000"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_describe(character: str, described: str) -> None:
    assert describe(character) == described


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param("“é” 和平", "“é” 和平", id="other-scripts"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("a\nb\rc", "a<U+000A>b<U+000D>c", id="line-breaks"),
        pytest.param("a\u3164b\u2800", "a<U+3164>b<U+2800>", id="blank-letters-that-count-as-printable"),
        pytest.param("\x1b[31mred\u202e", "<U+001B>[31mred<U+202E>", id="terminal-and-direction"),
    ],
)
def test_make_visible(text: str, shown: str) -> None:
    assert make_visible(text) == shown


@given(
    st.one_of(our.any_text(), st.text(st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Lo", "Mn"))))
)
def test_what_is_made_visible_is_one_line_that_moves_nothing(text: str) -> None:
    shown = make_visible(text)
    assert len(shown.splitlines()) <= 1
    assert not any(is_hidden(shown, at) or character in "\t\n\r" for at, character in enumerate(shown))
