"""Text fragments: their form, that they match only the passage, and that a browser scrolls to it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from urllib.parse import unquote

import pytest
from hypothesis import given
from playwright.sync_api import BrowserContext, Route

from helpers.building import EXAMPLE, SITES
from helpers.exports import collected, records
from helpers.thoroughness import tried
from onrecord.articles.reading import parse_article
from onrecord.citing.fragments import MAX_LENGTH, PublishedText
from onrecord.record import Anchor, Article, Record
from onrecord.text.spans import Span

TEXT = """\
The strait stays open
Mira Vell said the strait stays open. It may close at 10:30, she said: “We wait – and see.”
A well-kept channel, 100% & more, costs 1,000 ~ 2,000 “per day” #1.
He said yes. She said yes. They said yes.
The levy is owed by ships. Nobody in this long paragraph of the article has paid it, and nobody \
in it will pay it before the spring, when it may be lowered.
A last word about the levy that is owed by ships.
海峡将保持开放，部长说。海峡不会关闭。
"""
PAGE = "https://gulf.example.org/news"


def article(text: str = TEXT) -> Article:
    return parse_article("a.txt", text, "0f" * 32)


def span(words: str, number: int = 0, text: str = TEXT) -> Span:
    start = [match.start() for match in re.finditer(re.escape(words), text)][number]
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "number", "wanted"),
    [
        # everything but unreserved characters, and the hyphen
        ("A well-kept channel, 100% & more", 0, "A%20well%2Dkept%20channel%2C%20100%25%20%26%20more"),
        (
            "costs 1,000 ~ 2,000 “per day” #1",
            0,
            "costs%201%2C000%20~%202%2C000%20%E2%80%9Cper%20day%E2%80%9D%20%231",
        ),
        # quotation marks at the ends are left out, and parts of words become whole words
        ("“We wait – and see.”", 0, "We%20wait%20%E2%80%93%20and%20see"),
        ("lose at 10", 0, "close%20at%2010%3A30"),
        # the headline has the same words
        ("the strait stays open", 0, "Mira%20Vell%20said-,the%20strait%20stays%20open"),
        ("said yes", 0, "said%20yes,-.%20She%20said%20yes"),
        ("said yes", 1, "said%20yes.%20She-,said%20yes"),
        ("owed by ships", 0, "The%20levy%20is-,owed%20by%20ships"),
        # both ends of a long passage, and of one over two paragraphs
        (
            "Nobody in this long paragraph of the article has paid it, and nobody in it will pay it",
            0,
            "Nobody%20in%20this%20long,it%20will%20pay%20it",
        ),
        ("lowered.\nA last word about", 0, "lowered,A%20last%20word%20about"),
        # in scripts without spaces it runs to the next punctuation
        ("保持", 0, "%E6%B5%B7%E5%B3%A1%E5%B0%86%E4%BF%9D%E6%8C%81%E5%BC%80%E6%94%BE"),
        ("–", 0, None),
        # a headline has no words around it that could tell it from the same words elsewhere
        ("The strait stays open", 0, None),
    ],
)
def test_a_fragment_is_written_as_the_draft_says(words: str, number: int, wanted: str | None) -> None:
    made = PublishedText(article()).directive(span(words, number))
    assert made == (f"text={wanted}" if wanted else None)


def test_the_first_piece_of_each_passage_stands_in_the_address() -> None:
    anchors = [
        Anchor((span("Mira Vell"), span("she said"))),
        Anchor((span("A last word"),)),
        Anchor((span("–"),)),
    ]
    published = PublishedText(article())
    made = "text=Mira%20Vell&text=A%20last%20word"
    assert published.address(PAGE, anchors) == f"{PAGE}#:~:{made}"
    assert published.address(f"{PAGE}#top", anchors) == f"{PAGE}#top:~:{made}"
    assert published.address(f"{PAGE}#:~:text=x", anchors) == f"{PAGE}#:~:{made}"
    assert published.address(PAGE, anchors[2:]) is None


def found(article: Article, directive: str) -> tuple[int, int] | None:
    """The first match of a directive in a browser, by the draft's rules that need no dictionary."""
    blocks = [" ".join(article.words(block).split()) for block in article.stretches]
    parts = directive.removeprefix("text=").split(",")
    prefix = unquote(parts.pop(0).removesuffix("-")) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    start, *end = map(unquote, parts)
    before = f"{re.escape(prefix)} ?" if prefix else ""
    after = f"(?= ?{re.escape(suffix)})" if suffix else ""
    text = "\n".join(blocks)
    first = re.search(f"{before}({re.escape(start)}){after}", text, re.IGNORECASE)
    if first is None:
        return None
    if not end:
        return first.span(1)
    last = re.compile(re.escape(end[0]), re.IGNORECASE).search(text, first.end(1))
    return (first.start(1), last.end()) if last else None


def shown(article: Article, piece: Span) -> str:
    return "".join(article.words(piece).split())


def assert_leads_there(article: Article, pieces: Sequence[Span]) -> int:
    published, made = PublishedText(article), 0
    text = "\n".join(" ".join(article.words(block).split()) for block in article.stretches)
    for piece in pieces:
        directive = published.directive(piece)
        if directive is None:
            continue
        made += 1
        assert re.fullmatch(r"text=(?:[\w.~%]+-,)?[\w.~%]+(?:,[\w.~%]+)?(?:,-[\w.~%]+)?", directive, re.ASCII)
        assert len(directive) <= MAX_LENGTH
        place = found(article, directive)
        assert place is not None, directive
        words = "".join(re.findall(r"\w", shown(article, piece)))
        assert words in "".join(re.findall(r"\w", text[slice(*place)])), directive
        assert re.search(r"\w\Z", text[: place[0]]) is None, "a whole word"
    return made


@tried(60)
@given(records())
def test_no_fragment_leads_to_other_words(record: Record) -> None:
    for brief in record.briefs.values():
        assert_leads_there(brief.article, [piece for anchor in brief.anchors for piece in anchor.pieces])


def test_nearly_every_passage_of_the_collections_has_one() -> None:
    made = passages = 0
    for root in (EXAMPLE, SITES / "strait"):
        for brief in collected(root).briefs.values():
            pieces = [piece for anchor in brief.anchors for piece in anchor.pieces]
            passages += len(pieces)
            made += assert_leads_there(brief.article, pieces)
    assert made / passages > 0.97


def as_page(article: Article) -> str:
    """A publisher's page: the blocks, more than a screen apart."""
    paragraphs = "".join(
        f"<p>{html.escape(article.words(block))}</p><div style='height: 3000px'></div>"
        for block in article.stretches
    )
    head = "<!doctype html><meta charset=utf-8><title>News</title>"
    return f"{head}<div style='height: 3000px'></div>{paragraphs}"


BROWSED = [
    ("costs 1,000 ~ 2,000 “per day” #1", 0, 2),
    ("the strait stays open", 0, 1),
    ("We wait – and see", 0, 1),
    ("said yes", 2, 3),
    ("owed by ships", 0, 4),
    ("owed by ships", 1, 5),
    ("Nobody in this long paragraph of the article has paid it, and nobody in it will pay it", 0, 4),
    ("lowered.\nA last word about", 0, 4),
    ("海峡不会关闭", 0, 6),
]


@pytest.mark.parametrize(("words", "number", "block"), BROWSED)
def test_a_browser_goes_to_the_words_and_marks_them(
    context: BrowserContext, words: str, number: int, block: int
) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=as_page(article()), content_type="text/html")

    context.route(f"{PAGE}*", answer)
    address = PublishedText(article()).address(PAGE, [Anchor((span(words, number),))])
    assert address is not None
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(
        "block => [...document.querySelectorAll('p')].findIndex(p => {"
        " const b = p.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight }) === block",
        arg=block,
    )
    # Marked text has the colour of ::target-text, which scripts cannot read.
    page.add_style_tag(content="::target-text { background: rgb(1, 2, 3) }")
    marked = page.screenshot()
    page.add_style_tag(content="::target-text { background: rgb(200, 2, 3) }")
    assert page.screenshot() != marked
