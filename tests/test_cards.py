"""Social cards: their content, its fit, and that the same text gives the same bytes."""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image, ImageChops
from selectolax.lexbor import LexborHTMLParser

from helpers.building import clean, content, example_site, outcome, small_site
from helpers.made_records import briefing, position, record_of
from helpers.thoroughness import tried
from onrecord.citing.cards import Card, card_of
from onrecord.exports.cards import HEIGHT, MARGIN, WIDTH, drawable, drawn
from onrecord.exports.collection import HEAD, is_export
from onrecord.settings import Settings

SETTINGS = "site_name: The Gulf Desk\nsite_url: https://gulf.example.org/briefings/\nextra:\n  cards: true\n"
CARD = Card("The Gulf Desk", "A note", "Nobody · 1 January 2031", "No positions")


def blocks(png: bytes) -> Iterator[str]:
    """The names of the chunks of a PNG."""
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8].decode()
        at += size + 12


def ink(png: bytes) -> tuple[int, int, int, int]:
    """The bounding box of everything that is drawn."""
    picture = Image.open(io.BytesIO(png)).convert("L").point([255 * (shade < 250) for shade in range(256)])
    box = picture.getbbox()
    assert box is not None
    return box


def test_a_card_says_what_the_briefing_rests_on() -> None:
    brief = briefing("b", date(2031, 1, 2), [position("p"), position("q")])
    record = record_of([brief])
    card = card_of(record, brief, Settings("The Gulf Desk"))
    assert card == Card(
        "The Gulf Desk",
        brief.title,
        f"Events of 2 January 2031 · Source: {brief.brief.source.publisher}",
        card.tally,
    )
    assert card.tally == "2 positions: 2 quoted"
    assert card_of(record, briefing("b", date(2031, 1, 2), []), Settings("x")).tally == "No positions"
    assert card.tally in card.alternative


def test_the_same_text_gives_the_same_bytes_without_a_time() -> None:
    png = drawn(CARD)
    assert png == drawn(CARD)
    assert list(blocks(png)) == ["IHDR", "tEXt", "PLTE", "IDAT", "IEND"]
    assert len(png) < 30_000
    assert Image.open(io.BytesIO(png)).size == (WIDTH, HEIGHT)
    assert is_export("briefs/a.png", png[:HEAD].decode("utf-8", "replace"))
    info = Image.open(io.BytesIO(png))
    other = io.BytesIO()
    info.save(other, "PNG")
    assert not is_export("briefs/a.png", other.getvalue()[:HEAD].decode("utf-8", "replace")), "a person's own"


@tried(40)
@given(st.text(max_size=400), st.text(max_size=200))
@example("W" * 500, "M" * 300)
@example("W" * 20_000, "M" * 20_000)  # If it measured the text for each character, it would take hours.
@example("Wide words " * 60, "publisher " * 30)
@example("قطر تعرض الوساطة", "海峡")
@example("", "")
def test_whatever_the_title_it_has_room(title: str, source: str) -> None:
    left, top, right, bottom = ink(drawn(Card("Site", title, source, "1 position: 1 quoted")))
    assert left >= MARGIN - 24
    assert right <= WIDTH - MARGIN + 4
    assert top >= 60
    assert bottom <= HEIGHT - 40
    lower = ink(drawn(Card(".", title, "", "")))
    assert lower[3] <= 475, "the title ends above the source"


@pytest.mark.parametrize("name", CARD.__struct_fields__)
def test_each_text_of_a_card_is_drawn_in_a_row_of_its_own(name: str) -> None:
    """Without the text its row is empty, and the other rows do not change."""
    whole, less = (
        Image.open(io.BytesIO(drawn(card))).convert("L")
        for card in (CARD, structs.replace(CARD, **{name: ""}))
    )
    left, top, right, bottom = ImageChops.difference(whole, less).getbbox() or (0, 0, 0, 0)
    assert right > left
    assert less.crop((MARGIN, top, WIDTH, bottom)).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Quoted” words", "“Quoted” words"),
        ("Le détroit – déjà fermé", "Le detroit - deja ferme"),
        ("Łukasz Đặng, Großgärten, 5 €", "Lukasz Dang, Grossgarten, 5 EUR"),
        ("قطر تعرض الوساطة", "…"),
        ("And so on… it goes", "And so on… it goes"),
        ("The word 海峡 is 海 峡", "The word … is …"),
    ],
)
def test_what_the_font_lacks_is_not_drawn_as_something_else(text: str, shown: str) -> None:
    assert drawable(text) == shown


def test_cards_are_off_until_the_site_asks_for_them(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", SETTINGS.partition("extra")[0])
    site.build()
    assert not (site.html / "briefs/note.png").exists()
    assert "og:image" not in (site.html / "briefs/note.html").read_text(encoding="utf-8")


def test_a_page_names_its_card_by_its_whole_address(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", SETTINGS)
    site.build()
    page = LexborHTMLParser((site.html / "briefs/note.html").read_text(encoding="utf-8"))
    meta = {
        node.attributes.get("property"): node.attributes.get("content") for node in page.css("meta[property]")
    }
    address = "https://gulf.example.org/briefings/briefs/note"
    assert meta["og:url"] == f"{address}.html"
    assert page.css("link[rel=canonical]")[0].attributes["href"] == f"{address}.html"
    assert meta["og:image"] == f"{address}.png"
    assert (meta["og:image:width"], meta["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    assert meta["og:image:alt"] == (
        "A made-up note. Events of 1 January 2031 · Headline: Nobody. No positions. The Gulf Desk"
    )
    assert page.css("meta[name='twitter:card']")[0].attributes["content"] == "summary_large_image"
    assert (site.html / "briefs/note.png").read_bytes() == (site.pages / "briefs/note.png").read_bytes()
    assert "og:image" not in (site.html / "index.html").read_text(encoding="utf-8")
    site.edit("mkdocs.yml", "site_url: https://gulf.example.org/briefings/\n", "")
    site.build()
    assert "og:image" not in (site.html / "briefs/note.html").read_text(encoding="utf-8"), (
        "nobody could load it"
    )


def test_a_card_is_drawn_anew_only_where_its_text_changed(tmp_path: Path) -> None:
    site = example_site(tmp_path / "site")
    site.write("mkdocs.yml", SETTINGS)
    site.build()
    before = content(site.html)
    times = {path: path.stat().st_mtime_ns for path in site.pages.glob("briefs/*.png")}
    assert len(times) == 17
    site.edit("briefs/oskell-denies-talks.yml", "date: ", "title: No talks\ndate: ")
    site.build()
    changed = {path.name for path in times if path.stat().st_mtime_ns != times[path]}
    assert changed == {"oskell-denies-talks.png"}
    after = content(site.html)
    assert {path for path in after if after[path] != before[path] and path.endswith(".png")} == {
        "briefs/oskell-denies-talks.png"
    }
    fresh = clean(site, tmp_path / "fresh")
    fresh.build()
    assert outcome(fresh) == outcome(site)
    site.edit("mkdocs.yml", "cards: true", "cards: false")
    site.build()
    assert not list(site.html.glob("briefs/*.png"))
    assert not list(site.pages.glob("briefs/*.png"))


def test_without_pillow_a_build_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", SETTINGS)
    monkeypatch.setitem(sys.modules, "PIL", None)
    done = site.run()
    assert done.status == 1
    assert "mkdocs.yml:4:10: error[publish-warning]" in done.out
    assert "pip install pillow" in done.out
    site.edit("mkdocs.yml", "cards: true", "cards: false")
    site.build()
