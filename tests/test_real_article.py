"""The project's own article is stored as published, and shown unchanged."""

from __future__ import annotations

import hashlib
import re

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from selectolax.lexbor import LexborNode

from helpers.building import PROGRAM, built
from helpers.checked import record_of
from onrecord.record import AnchoredBrief

ARTICLE = "000_3243940416aa61e3.txt"
SLUG = "us-working-to-constrain-israels-reaction"
SHA256 = "7017a050c6e8716543d5a7c3db4f38779d60df9fa97383d7b9bf9b01cd25f869"


@pytest.fixture(scope="module")
def briefing() -> AnchoredBrief:
    return record_of(built("real")).briefs[SLUG]


@pytest.fixture(scope="module")
def page() -> Html:
    return Html((built("real").html / "briefs" / f"{SLUG}.html").read_text(encoding="utf-8"))


def main_text(page: Html) -> str:
    main = page.css_first("main")
    assert main is not None
    return " ".join(main.text().split())


def test_the_article_is_the_one_that_was_published() -> None:
    data = (PROGRAM / "seeds" / ARTICLE).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256


def test_nothing_is_wrong_with_it() -> None:
    done = built("real").run("check", "--strict")
    assert (done.status, done.out) == (0, "1 briefing: no problems\n")


@pytest.mark.parametrize(
    ("actor", "issue", "words", "basis"),
    [
        ("united-states", "right-to-respond", "Washington has affirmed its support", "reported"),
        ("joe-biden", "right-to-respond", "All seven of us agree", "quoted"),
        ("g7", "right-to-respond", "All seven of us agree", "relayed"),
        ("analysts", "right-to-respond", "it does not imply a blank check", "reported"),
        ("joe-biden", "shape-of-the-response", "it should be a proportional response", "quoted"),
        ("us-and-western-allies", "shape-of-the-response", "concentrate on military targets", "reported"),
        ("israel", "shape-of-the-response", "considering various options", "reported"),
        ("israeli-officials", "strikes-on-nuclear-facilities", "have suggested targeting", "reported"),
        ("joe-biden", "strikes-on-nuclear-facilities", "expressed opposition to such an attack", "reported"),
        ("unnamed-sources", "strikes-on-nuclear-facilities", "not currently under serious", "reported"),
        ("us-officials", "influence-on-israel", "their influence over Israel may be limited", "reported"),
        ("joe-biden", "influence-on-israel", "discussing with the Israelis", "quoted"),
        ("jake-sullivan", "consequences-for-iran", "“severe consequences”", "partly quoted"),
        ("jake-sullivan", "outcome-of-the-strikes", "“defeated and ineffective,”", "partly quoted"),
    ],
)
def test_a_position_stands_with_its_words(
    briefing: AnchoredBrief, actor: str, issue: str, words: str, basis: str
) -> None:
    found = [p for p in briefing.positions if (p.stated.actor, p.stated.issue) == (actor, issue)]
    (position,) = found
    pieces = [piece for anchor in position.anchors for piece in anchor.pieces]
    assert words in " […] ".join(briefing.article.words(piece) for piece in pieces)
    assert position.basis.value == basis


def test_there_are_no_other_positions(briefing: AnchoredBrief) -> None:
    assert len(briefing.positions) == 14


def test_iran_has_no_position_and_the_page_says_so(briefing: AnchoredBrief, page: Html) -> None:
    assert briefing.silent == ("iran",)
    heading = page.css_first("#without_a_position")
    assert heading is not None
    below = heading.parent
    assert below is not None
    assert "Iran" in below.text()


def test_whom_the_article_relays_is_on_the_page(page: Html) -> None:
    assert "foreign media, unnamed" in main_text(page)


def test_what_is_not_known_is_left_out(briefing: AnchoredBrief, page: Html) -> None:
    source = briefing.brief.source
    assert (source.published, source.url, source.archived, source.retrieved) == (None, None, None, None)
    text = main_text(page)
    assert not re.search(r"Published:|Address:|Archived:|Retrieved:", text)
    assert "Not recorded" in text
    outward = [link.attributes["href"] or "" for link in page.css("main a[href]")]
    assert not any(href.startswith(("http:", "https:")) for href in outward)


def test_the_author_is_the_byline(page: Html) -> None:
    assert "Naila Huseynova" in main_text(page)
    assert SHA256 in main_text(page)


def test_the_words_on_the_page_are_the_articles_own(briefing: AnchoredBrief, page: Html) -> None:
    def words(node: LexborNode) -> str:
        return " ".join(node.text().split())

    text = " ".join(briefing.article.text.split())
    quoted = [words(paragraph) for paragraph in page.css("main blockquote p")]
    assert len(quoted) >= 28
    for passage in quoted:
        for piece in passage.split(" […] "):
            assert piece in text
