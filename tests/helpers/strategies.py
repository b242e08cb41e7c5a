"""Hypothesis strategies for several tests: texts like those of articles, and of attackers."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from hypothesis import strategies as st

from onrecord.text.folding import DASHES
from onrecord.text.quotation_marks import QUOTATION_MARKS

# Words of several scripts; accents that compose or do not; numbers, possessives, compounds.
WORDS = (
    "the attack response proportional disproportionate can can't Iran Iran's allies’ US us G7 1.5 5 1,500 "
    "COVID-19 non-proportional l’Iran café naïve Ærø Łódź x̄ ÅÅ tiếng Việt мир войны ὕβρις سلام وقال السلام "
    "שלום हिन्दी 한국어 和平 各国 ไทย 90s o’clock AT&T 50% £5"
).split()
_OPENING = ("", "", "", "“", "‘", '"', "'", "«", "„", "(", "「")
_CLOSING = ("", "", "", "", ",", ".", ";", "?", "”", ",”", "’", '"', "'", "»", "“", ")", "」", "…", "!")
_ALONE = ("–", "—", "-", "--", "&", "U.S.")

_SPACES = (" ", "  ", "\n", "\n\n", "\u00a0", "\u2009", "\u3000", "\r\n", "\t")
_LONG_DASHES = ("--", "---", "—", "–")
_ELLIPSES = ("…", "...", ". . .")


def words() -> st.SearchStrategy[str]:
    """A word, with any marks around it."""
    marked = st.builds(
        "{}{}{}".format, st.sampled_from(_OPENING), st.sampled_from(WORDS), st.sampled_from(_CLOSING)
    )
    return st.one_of(st.sampled_from(WORDS), marked, st.sampled_from(_ALONE))


def sentences(min_size: int = 1) -> st.SearchStrategy[list[str]]:
    """Lists of words, so that a test can take some of them."""
    return st.lists(words(), min_size=min_size, max_size=30)


@st.composite
def slices(draw: st.DrawFn, min_size: int = 1) -> tuple[list[str], int, int]:
    """Words, and the start and end of a passage in them; its first and last word have letters or digits."""
    row = draw(sentences(min_size))
    start = draw(st.integers(0, len(row) - min_size))
    end = draw(st.integers(start + min_size, len(row)))
    return row, start, end


@st.composite
def restyled(draw: st.DrawFn, text: str) -> str:
    """The same words in another typographic style: marks, dashes, ellipses, white space, accents."""
    text = text.replace("...", "…")
    out: list[str] = []
    for at, character in enumerate(text):
        if character in QUOTATION_MARKS:
            out.append(draw(st.sampled_from(QUOTATION_MARKS)))
        elif character in DASHES:
            alone = text[at - 1 : at] in ("", " ") and text[at + 1 : at + 2] in ("", " ")
            out.append(draw(st.sampled_from(_LONG_DASHES if alone else DASHES)))
        elif character == "…":
            out.append(draw(st.sampled_from(_ELLIPSES)))
        elif character.isspace():
            out.append(draw(st.sampled_from(_SPACES)))
        else:
            out.append(character)
    return unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), "".join(out))


def articles() -> st.SearchStrategy[str]:
    """Paragraphs of such words, with lines of all kinds between them."""
    paragraph = st.one_of(
        sentences().map(" ".join),
        st.sampled_from(
            ("By Ana Kresh", "BY ANA KRESH AND JO ROE", "(Reporting by A. Kresh; editing by J. Roe)", "    ")
        ),
    )
    breaks = st.sampled_from(("\n", "\n\n", "\r\n", "\r", "\n  \n", "\u2028", "\n    "))
    return st.lists(st.tuples(paragraph, breaks), min_size=1, max_size=8).map(
        lambda parts: "".join(text + line_break for text, line_break in parts)
    )


MARKDOWN_TRAPS: Sequence[str] = (
    *"` `` | & # ## --- === ~~~ ``` ! [ ] ( ) _ * ** __ < > \\ \\\\ ~ ^ = : ; $ % @ \" ' { }".split(),
    *("<script>alert(1)</script>", "</p>", "<!--", "-->", "<?", "<![CDATA[", "<http://a.b>", "http://a.b/"),
    *("](javascript:alert(1))", "{{ 7*7 }}", "{% if x %}", "&amp;", "&#x41;", "&copy", "&lt;", "a@b.c"),
    *(
        "[TOC]",
        "*[abbr]: x",
        "[^1]",
        "[^1]: x",
        "!!! note",
        "??? note",
        "{: #id onclick=alert(1) }",
        "{: .c }",
        "\n{: .c }",
        "]: ",
        "<? x ?>",
    ),
    *(
        "- ",
        "* ",
        "+ ",
        "1. ",
        "1) ",
        ": ",
        "> ",
        "#. ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "  \n",
        "\r\n",
        "\u2028",
    ),
    # Python-Markdown's placeholders
    *(
        "\x02",
        "\x03",
        "\x02wzxhzdk:0\x03",
        "\x02klzzwxh:0000\x03",
        "wzxhzdk:0",
        "klzzwxh:0000",
        "\x02amp\x03",
    ),
    *(
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00a0",
        "\u00ad",
        "\x00",
        "\x1b",
        "\x7f",
        "word",
        "Word",
        "s",
        "é",
    ),
)


def markdown_traps() -> st.SearchStrategy[str]:
    """Text with a meaning in Markdown, HTML or templates."""
    piece = st.sampled_from(MARKDOWN_TRAPS)
    mixed = st.lists(st.one_of(piece, st.text(max_size=3)), max_size=6).map("".join)
    return st.one_of(st.lists(piece, max_size=8).map("".join), mixed, st.text(max_size=15))


def any_text() -> st.SearchStrategy[str]:
    """Any characters, more often those that the program treats specially."""
    marks = st.text(alphabet=QUOTATION_MARKS + DASHES + " \n\rsa5.,…\u0301\u093f\u200d", max_size=40)
    return st.one_of(st.text(max_size=40), marks, articles(), markdown_traps())


# --- an editor's inline Markdown

INLINE_TRAPS = (
    *"* ** *** _ __ ` `` a b".split(),
    *(
        "[a](http://x.y/)",
        "[b](javascript:alert(1))",
        "[c](<x y>)",
        "[d](../a.md#b_c)",
        "[e](//h)",
        "[f](data:x,y)",
    ),
    *(
        "[g][r]",
        "[r]: javascript:x\n",
        "![i](u)",
        "<mailto:a@b.c>",
        "<javascript:x>",
        "<b onclick=x>",
        "</em>",
    ),
    *(
        "`<!--`",
        "`<script>`",
        "`a|b`",
        "`\\`",
        '[t](http://x.y "t\\"t")',
        "[q](http://x.y?a=1&b=2)",
        "&lt;script&gt;",
    ),
    *(
        "[J](JaVaScRiPt:x)",
        "[k](java\tscript:x)",
        "[l](javascript&#58;x)",
        "[m](\x01javascript:x)",
        "[n]( javascript:x)",
    ),
)


def inline_markdown() -> st.SearchStrategy[str]:
    """An editor's inline Markdown, harmless or hostile."""
    pieces = st.one_of(st.sampled_from(INLINE_TRAPS), st.sampled_from(MARKDOWN_TRAPS))
    return st.lists(pieces, max_size=10).map("".join)
