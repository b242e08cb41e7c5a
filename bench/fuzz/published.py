"""Published pages: honest ones written in many ways, and ones whose passages somebody changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from hypothesis import strategies as st
from msgspec import Struct

from bench.fuzz import naive
from bench.fuzz.articles import check_place
from bench.fuzz.inputs import SIGNS, changed
from bench.fuzz.running import Reader, bounded, quietly
from onrecord.proof.copies import FolderCopy
from onrecord.proof.seeds import Seeds
from onrecord.proof.verifying import verify
from onrecord.rules.problems import Problem

_ARTICLE = (
    "Velmar closes the strait\n\n“We will not reopen it, and no ship shall pass,” Kresh said & left.\n\n"
    "Nobody – not even Łódź’s café owners – knows why; 5 < 6.\n\nقال كريش إن المضيق مغلق\u00a0اليوم.\n"
)
_PASSAGES = (
    "We will not reopen it, and no ship shall pass",
    "Nobody – not even Łódź’s café owners – knows why; 5 < 6",
    "قال كريش إن المضيق مغلق\u00a0اليوم",
)
_PLAIN = "a abbr b bdi cite em i small span strong time u".split()
_SAME_SPACES = (" ", "\n", "\t", "  ", "\u00a0", "&nbsp;", "&#32;", "\r\n")
_NOTHING = (
    "<!-- not -->",
    "<wbr>",
    "<b></b>",
    "\u00ad",
    "&shy;",
    "&#8203;",
    "<script>not</script>",
    "<i hidden>not</i>",
)
_HIDES = (
    ("<span hidden>", "</span>"),
    ('<span style="display: none">', "</span>"),
    ("<template>", "</template>"),
    ("<!--", "-->"),
    ("<noscript>", "</noscript>"),
    ("<svg><title>", "</title></svg>"),
    ("<del>", "</del>"),
    ("<sup>", "</sup>"),
    ('<b style="visibility:hidden">', "</b>"),
    ("<textarea>", "</textarea>"),
    ("<title>", "</title>"),
    ("<option>", "</option>"),
    ('<input value="', '">'),
    ("<iframe>", "</iframe>"),
    ("<ruby>x<rt>", "</rt></ruby>"),
)
_AROUND = (
    ("<div hidden>", "</div>"),
    ('<section style="display:none">', "</section>"),
    ("<dialog>", "</dialog>"),
    ("<template>", "</template>"),
    ("<!--", "-->"),
    ("<del>", "</del>"),
    ("<script>", "</script>"),
    ("<style>", "</style>"),
    ("<textarea>", "</textarea>"),
    ("<noscript>", "</noscript>"),
    ("<iframe>", "</iframe>"),
    ("<select>", "</select>"),
)


class Page(Struct, frozen=True):
    """A page.

    Attributes:
        html: of the whole page.
        is_honest: whether it shows all passages as they are; None if nobody knows.
    """

    html: str
    is_honest: bool | None


@st.composite
def _pages(draw: st.DrawFn) -> Page:
    kind = draw(st.sampled_from(("honest", "word", "hidden", "around", "any")))
    target = draw(st.integers(0, len(_PASSAGES) - 1))
    blocks = []
    for number, passage in enumerate(_PASSAGES):
        words = passage.split(" ")
        ways = [draw(_written(word)) for word in words]
        at = draw(st.integers(0, len(words) - 1))
        is_target = number == target
        if is_target and kind == "word":
            ways[at] = draw(st.sampled_from(("", "other", f"{ways[at]} not", f"{words[at]}x")))
        if is_target and kind == "hidden":
            opening, closing = draw(st.sampled_from(_HIDES))
            ways[at] = f"{opening}{ways[at]}{closing}"
        text = draw(st.sampled_from(_SAME_SPACES)).join(ways)
        quote = draw(st.sampled_from(("'", '"')))
        tag = draw(st.sampled_from(("mark", "MARK", "span")))
        block = f"<{tag} class=passage data-passage={quote}note#p/{number + 1}{quote}>{text}</{tag}>"
        if is_target and kind == "around":
            block = block.join(draw(st.sampled_from(_AROUND)))
        blocks.append(f"<p>Words before. {block} And after.</p>")
    html = (
        "<!doctype html>\n<html lang=en><head><title>x</title></head><body>\n"
        + "\n".join(blocks)
        + "\n</body></html>\n"
    )
    if kind == "any":
        return Page(
            changed(draw, html, (*SIGNS, "<", ">", "</", "<b>", "</p>", "<!--", "&#", "=", "hidden")), None
        )
    return Page(html, kind == "honest")


@st.composite
def _written(draw: st.DrawFn, word: str) -> str:
    """A word as HTML, in one of the ways that show it."""
    plain = [{"&": "&amp;", "<": "&lt;"}.get(sign, sign) for sign in word]
    way = draw(st.integers(0, 9))
    if way == 9:
        return "".join(f"&#{ord(sign)};" for sign in word)
    if way == 8:
        return "".join(f"&#x{ord(sign):X};" for sign in word)
    if way == 7:
        plain.insert(draw(st.integers(0, len(plain))), draw(st.sampled_from(_NOTHING)))
    text = "".join(plain)
    if way == 6:
        tag = draw(st.sampled_from(_PLAIN))
        return f"<{tag}>{text}</{tag}>"
    return text


@cache
def _copy() -> Path:
    """A published site, with the proof written down as docs/proof.md says."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-"))
    (root / "seeds").mkdir()
    (root / "site" / "data").mkdir(parents=True)
    (root / "seeds" / "note.txt").write_bytes(_ARTICLE.encode())
    passages = []
    for number, words in enumerate(_PASSAGES, start=1):
        start = _ARTICLE.index(words)
        passages.append(
            {
                "id": "p",
                "number": number,
                "sha256": sha256(naive.fold(words).encode()).hexdigest(),
                "pieces": [[start, start + len(words)]],
            }
        )
    briefing = {
        "briefing": "note",
        "page": "note.html",
        "source": "note.txt",
        "source_sha256": sha256(_ARTICLE.encode()).hexdigest(),
        "passages": passages,
    }
    proof = {"generator": "onrecord", "version": 1, "briefings": [briefing], "parts": []}
    (root / "site" / "data" / "proof.json").write_text(json.dumps(proof), encoding="utf-8")
    return root


def _check(page: Page) -> None:
    data = page.html.encode("utf-8", "surrogatepass")
    (_copy() / "site" / "note.html").write_bytes(data)
    with bounded(len(data)):
        problems = _problems()
    if page.is_honest is not None:
        assert bool(problems) != page.is_honest
    for problem in problems:
        check_place(problem, data.decode("utf-8-sig", "replace"))


def _problems() -> Sequence[Problem]:
    root = _copy()
    return verify(FolderCopy(root / "site", "site"), Seeds(root / "seeds", "seeds"), quietly).problems


READER = Reader("published", _pages(), _check)
