"""What somebody saved as an article, text or page: read, drafted, and the draft checked."""

from __future__ import annotations

import shutil
import tempfile
from html import escape, unescape
from importlib.util import find_spec
from pathlib import Path

import yaml
from hypothesis import strategies as st

from bench.fuzz.articles import check_place
from bench.fuzz.inputs import SIGNS, changed, examples, texts
from bench.fuzz.running import PROGRAM, Reader, bounded, quietly
from onrecord.checking.check import check
from onrecord.drafting.adding import NewOptions, add_article
from onrecord.drafting.importing import Imported, read_import
from onrecord.layout import Layout
from onrecord.rules import RULES

_ARTICLES = examples("**/seeds/*.txt")
_SITE = PROGRAM / "tests" / "sites" / "strait"
_HTML = (
    *"<p> </p> <br> <div> </div> <h2> </h2> <b> </b> <script> </script> <!-- --> <time> <q>".split(),
    *"& &amp; &quot; &#8220; &#x0; &nbsp; <a\u00a0href='x'>".split(" "),
    *(
        '<meta charset="latin-1">',
        '<html lang="de">',
        "<![CDATA[",
        "<?xml?>",
        "</html>",
        "<style>",
        "<svg>",
        "&#xD800;",
    ),
    *(
        "<time datetime='2031-05-02'>",
        "<li>",
        "<q>",
        "<blockquote>",
        "<table><td>",
        "<article>",
        "</article>",
    ),
)
# What a draft is still to be given by its editor, or to decide; all else would be the program's mistake.
_NEVER = [
    RULES[name]
    for name in (
        "yaml-syntax yaml-feature not-yaml unclosed-quote text-after-quote colon-in-value bad-indentation tab"
        " duplicate-key unknown-key wrong-type missing-key bad-id bad-choice bad-date bad-url nested-too-deep"
        " passage-not-found passage-ambiguous passage-out-of-order joins-two-speakers invisible-character"
        " unquoted-hash smart-quotes unknown-actor actor-not-listed missing-source-file"
    ).split()
]


def _page(text: str, title: str, language: str) -> str:
    """A page as papers publish them."""
    first, *rest = [line for line in text.splitlines() if line.strip()] or ["x"]
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in rest)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><title>{escape(title)}</title>'
        '<meta property="og:site_name" content="Gulf Herald">'
        '<meta property="article:published_time" content="2031-05-02"></head>\n'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{escape(first)}</h1>\n{paragraphs}\n"
        "</article><footer>Made up</footer></body></html>\n"
    )


@st.composite
def _pages(draw: st.DrawFn) -> bytes:
    page = _page(draw(texts(_ARTICLES)), draw(st.sampled_from(("Gulf Herald", "", "“A” - B"))), "en")
    return changed(draw, page, (*_HTML, *SIGNS)).encode(
        draw(st.sampled_from(("utf-8", "utf-8", "utf-16"))), "replace"
    )


_texts = texts(_ARTICLES).map(lambda text: text.encode("utf-8", "surrogatepass"))


def _check(data: bytes) -> None:
    with bounded(len(data)):
        imported = read_import(data, "onrecord new", "saved")
    if not isinstance(imported, Imported):
        assert imported.message
        assert imported.help
        return
    if imported.page is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert set(filter(str.isalnum, imported.text)) <= set(unescape(data.decode("utf-8-sig", "replace")))
    _check_draft(data)


def _check_draft(data: bytes) -> None:
    """The draft is YAML, and has no mistake but what it leaves to its editor."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        root = Path(folder)
        (root / "seeds").mkdir()
        shutil.copytree(_SITE / "briefs", root / "briefs", ignore=shutil.ignore_patterns("[!ai]*.yml", "*-*"))
        layout = Layout(root)
        with bounded(len(data)):
            outcome = add_article("-", data, layout, NewOptions("onrecord new", register=True))
        assert bool(outcome.done) != bool(outcome.refused)
        drafts = [path for path in (root / "briefs").iterdir() if path.stem not in ("actors", "issues")]
        assert len(drafts) == bool(outcome.done)
        for draft in drafts:
            text = draft.read_text(encoding="utf-8")
            assert isinstance(yaml.load(text, yaml.BaseLoader), dict)  # noqa: S506 - it makes nothing but texts
            with bounded(len(data)):
                checked = check(layout, quietly)
            (told,) = checked.drafts
            for problem in [*checked.problems, *told.problems]:
                assert problem.rule not in _NEVER, problem
                if problem.location.path == f"briefs/{draft.name}":
                    check_place(problem, text)


READER = Reader("saved", st.one_of(_texts, _pages()) if find_spec("trafilatura") else _texts, _check)
