"""A narrator's words never count as quoted, in any language's marks, even if one mark is broken.

The articles come from a generator that knows the speaker of each word: a narrator's words begin with N or n,
or are the name and verb of an attribution; quoted words begin with q.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from onrecord.articles.reading import parse_article
from onrecord.record import Article


class Style(Struct, frozen=True):
    """A language's style of quoting: its marks, punctuation and attribution."""

    opening: str
    closing: str
    after: str
    before: str
    turned: tuple[str, ...] = ()
    runs_on: bool = True


ENGLISH = ("Nora Kresh said", "Nora Kresh said")
GERMAN = ("sagte Nora Kresh", "Nora Kresh sagte")
FRENCH = ("dit Nora Kresh", "Nora Kresh a dit")
STYLES = {
    "english": Style("“", "”", *ENGLISH, turned=("“", "”", '"')),
    "straight": Style('"', '"', *ENGLISH),
    "apostrophes": Style("''", "''", *ENGLISH),
    "typewriter": Style("``", "''", *ENGLISH),
    "british": Style("‘", "’", *ENGLISH),
    "german": Style("„", "“", *GERMAN, turned=("„", "“", "”", '"')),
    "german-inward": Style("»", "«", *GERMAN, turned=("»", "«")),
    "french": Style("«\u00a0", "\u00a0»", *FRENCH),
    "french-spaces": Style("« ", " »", *FRENCH),
    "swiss": Style("«", "»", *FRENCH, turned=("«", "»")),
    "swedish": Style("”", "”", "sade Nora Kresh", "Nora Kresh sade", turned=("“",)),
    "finnish": Style("»", "»", "sanoi Nora Kresh", "Nora Kresh sanoi"),
    "corners": Style("「", "」", *ENGLISH, runs_on=False),
    "vertical": Style("﹁", "﹂", *ENGLISH, runs_on=False),
    "full-width": Style("＂", "＂", *ENGLISH),
}
MARK = "\ue000"  # A placeholder for a mark that may be broken.

quoted_words = st.lists(st.sampled_from(["qalo", "qebi", "qor", "qund"]), min_size=1, max_size=5).map(
    " ".join
)
narrated_words = st.lists(st.sampled_from(["nalo", "nebi", "nor"]), min_size=1, max_size=5).map(
    lambda words: f"N{' '.join(words)}"
)


@st.composite
def paragraphs(draw: st.DrawFn, style: Style) -> list[str]:
    """One paragraph, or a quotation that runs over two, as alternating text and marks."""
    words = [draw(quoted_words) for _ in range(3)]
    opening, closing = MARK + style.opening + MARK, MARK + style.closing + MARK
    more = draw(narrated_words)
    kinds = [
        [f"{more}."],
        [f"{opening}{words[0]},{closing} {style.after}. {more}."],
        [f"{opening}{words[0]}!{closing} {style.after}. {opening}{words[1]}.{closing}"],
        [f"{style.before}: {opening}{words[0]}.{closing}"],
        [f"{opening}{words[0]},{closing} {style.after}, {opening}{words[1]}.{closing}"],
        [
            (
                f"{opening}{words[0]},{closing} {style.after}. {opening}{words[1]},{closing} {style.after}."
                f" {opening}{words[2]}.{closing}"
            )
        ],
    ]
    if style.runs_on:
        kinds.append([f"{opening}Q{words[0]}.", f"{opening}Q{words[1]},{closing} {style.after}. {more}."])
    return draw(st.sampled_from(kinds))


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, bool]:
    """An article, and whether all its marks are whole."""
    style = STYLES[draw(st.sampled_from(sorted(STYLES)))]
    sound = True
    lines = ["Nora headline"]
    for _ in range(draw(st.integers(1, 5))):
        for paragraph in draw(paragraphs(style)):
            parts = paragraph.split(MARK)
            marks = range(1, len(parts), 2)
            if marks and draw(st.booleans()):
                at = draw(st.sampled_from(list(marks)))
                parts[at] = draw(st.sampled_from(["", *style.turned, f" {parts[at]}", f"{parts[at]} "]))
                sound = False
            lines.append("".join(parts))
    return draw(st.sampled_from(["\n", "\n\n"])).join(lines) + "\n", sound


def quoted(article: Article) -> str:
    return "\n".join(article.words(span) for quotation in article.quotations for span in quotation.spans)


@given(articles())
@example(("Nora headline\n‘Qqalo, ’ Nora Kresh said. Nnalo.\n‘qalo,’ Nora Kresh said. Nnalo.\n", False))
@settings(max_examples=600)
def test_narrators_words_are_never_quoted(made: tuple[str, bool]) -> None:
    text, _ = made
    words = re.findall(r"\w+", quoted(parse_article("a.txt", text)))
    assert all(word[0] in "qQ" for word in words), text


@given(articles().filter(lambda made: made[1]))
def test_sound_marks_quote_all_that_is_quoted(made: tuple[str, bool]) -> None:
    text, _ = made
    article = parse_article("a.txt", text)
    assert sorted(re.findall(r"\b[qQ]\w+", quoted(article))) == sorted(re.findall(r"\b[qQ]\w+", text))
    assert not article.unpaired


@given(articles())
def test_what_is_not_quoted_for_a_mark_is_said(made: tuple[str, bool]) -> None:
    """Quoted words that count as reported are in or after a paragraph with a reported mark."""
    text, _ = made
    article = parse_article("a.txt", text)
    lost = len(re.findall(r"\b[qQ]\w+", text)) - len(re.findall(r"\b[qQ]\w+", quoted(article)))
    singles = re.search("[‘’'`]", text)  # These may be apostrophes.
    if "Qq" not in text:  # A lost mark of a paragraph between two quoted ones leaves no trace.
        assert not lost or article.unpaired or singles, text


@pytest.mark.parametrize("name", STYLES)
def test_every_style_is_read(name: str) -> None:
    style = STYLES[name]
    text = f"Nora headline\n{style.opening}qalo qebi,{style.closing} {style.after}. Nnor.\n"
    assert re.findall(r"\w+", quoted(parse_article("a.txt", text))) == ["qalo", "qebi"]
