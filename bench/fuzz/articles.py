"""Articles: their blocks, and what is doubtful in them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st
from msgspec import Struct

from bench.fuzz.inputs import examples, texts
from bench.fuzz.running import Reader, bounded
from onrecord.articles.blocks import find_blocks
from onrecord.articles.doubts import doubts_of
from onrecord.articles.reading import MAX_ARTICLE_BYTES, parse_article
from onrecord.record import Article, SourceKind
from onrecord.rules.problems import Problem
from onrecord.text.files import decoded

_ARTICLES = examples("**/seeds/*.txt")
_NAME = "article.txt"
# The end of a longer line is not in its problem.
_MOST_SHOWN = 450
# Lines of these widths are what mail programs and editors make.
_WIDTHS = st.integers(60, 80)
_WORDS = (
    "the council of the harbour will wait until spring because nobody in town has paid for it yet".split()
)


class Any(Struct, frozen=True):
    """Any text.

    Attributes:
        given: the editor's headline; None for none.
    """

    text: str
    kind: SourceKind
    given: str | None


class Paragraphs(Struct, frozen=True):
    """Paragraphs of whole sentences.

    Attributes:
        width: that a program wrapped them at; None if it wrapped none.
        line_break: between lines.
    """

    paragraphs: Sequence[str]
    width: int | None
    line_break: str


@st.composite
def _paragraphs(draw: st.DrawFn) -> Paragraphs:
    paragraph = st.lists(st.sampled_from(_WORDS), min_size=50, max_size=90).map(
        lambda words: f"{' '.join(words).capitalize()}."
    )
    return Paragraphs(
        draw(st.lists(paragraph, min_size=2, max_size=4)),
        draw(st.one_of(st.none(), _WIDTHS)),
        draw(st.sampled_from(("\n", "\r\n", "\r"))),
    )


_any = st.builds(
    Any,
    texts(_ARTICLES).filter(lambda text: bool(text.strip())),
    st.sampled_from(("article", "article", "transcript", "statement")),
    st.one_of(st.none(), st.none(), st.sampled_from(("", "Velmar closes the strait", "."))),
)


def _check(value: Any | Paragraphs | bytes) -> None:
    if isinstance(value, Any):
        _check_any(value)
    elif isinstance(value, bytes):
        _check_bytes(value)
    else:
        _check_paragraphs(value)


def _check_any(value: Any) -> None:
    text = value.text
    with bounded(len(text)):
        article = parse_article(_NAME, text, kind=value.kind, given=value.given)
        doubts = list(doubts_of(article, _NAME))
    parts = sorted([*article.blocks, *([article.byline.span] if article.byline else [])])
    seen = "".join(text[part.start : part.end] for part in parts)
    assert "".join(seen.split()) == "".join(text.split()), "all that is not white space is in one part"
    assert all(text[part.start : part.end].strip() == text[part.start : part.end] for part in parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert parts == sorted(article.stretches)
    for turn in article.turns:
        assert turn.name.end <= turn.words.start < turn.words.end
    for doubt in doubts:
        check_place(doubt, text)
        place = doubt.location
        if doubt.message.startswith("“"):
            quoted = doubt.message[1 : doubt.message.rindex("”")]
            assert place.text[place.column - 1 :].startswith(quoted) or place.column > _MOST_SHOWN
    if not {"\u2028", "\x85"} & set(text):  # What these mean depends on the other line breaks of a text.
        again = parse_article(_NAME, f"\n\n{text}\n", kind=value.kind, given=value.given)
        assert _words(again) == _words(article)


def _words(article: Article) -> list[str]:
    return [article.words(part) for part in article.stretches]


def check_place(problem: Problem, text: str) -> None:
    """The place of a problem lies in the text, and a character that its message names is there."""
    place = problem.location
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= place.line <= len(lines)
    line = lines[place.line - 1]
    assert 1 <= place.column <= len(line) + 1
    assert line.startswith(place.text)
    assert problem.message
    assert problem.help
    if problem.message.startswith("U+") and line[place.column - 1] != "\\":  # Not an escape in YAML.
        assert f"U+{ord(line[place.column - 1]):04X}" == problem.message.split()[0]


def _check_bytes(data: bytes) -> None:
    text = decoded(data, _NAME, MAX_ARTICLE_BYTES)
    try:
        expected = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        assert isinstance(text, Problem)
        before = data[: error.start].decode("utf-8", "replace")
        assert text.rule.name != "bad-encoding" or text.location.line <= before.count("\n") + 1
    else:
        assert text == expected or (isinstance(text, Problem) and text.rule.name != "bad-encoding")


def _check_paragraphs(value: Paragraphs) -> None:
    lines = [
        textwrap.wrap(paragraph, value.width) if value.width else [paragraph]
        for paragraph in value.paragraphs
    ]
    text = (value.line_break * 2).join(value.line_break.join(group) for group in lines)
    blocks = [" ".join(text[block.start : block.end].split()) for block in find_blocks(text)]
    assert blocks == list(value.paragraphs)


_bytes = st.one_of(
    st.builds(
        lambda text, at, more: (data := text.encode("utf-8", "surrogatepass"))[:at] + more + data[at:],
        texts(_ARTICLES),
        st.integers(0, 500),
        st.sampled_from(
            (b"\xff", b"\xc3", b"\x00", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"", b"\xef\xbb\xbf")
        ),
    ),
    st.binary(max_size=60),
)
READER = Reader("article", st.one_of(_any, _any, _paragraphs(), _bytes), _check)
