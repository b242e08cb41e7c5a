"""Social cards: their content, its fit, and that the same text gives the same bytes."""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image, ImageChops, features
from selectolax.lexbor import LexborHTMLParser

from helpers.building import clean, content, example_site, outcome, small_site
from helpers.made_records import briefing, position, record_of
from helpers.thoroughness import tried
from onrecord.citing.cards import Card, card_of
from onrecord.exports import cards
from onrecord.exports.cards import HEIGHT, MARGIN, OWN, WIDTH, _Pen, drawable, drawn, faces
from onrecord.exports.collection import HEAD, is_export
from onrecord.mkdocs_yml.settings import Settings

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
    assert right <= WIDTH - MARGIN + 24
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


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes Pillow lack a feature, for the test."""
    check = features.check

    def lacking(name: str) -> None:
        monkeypatch.setattr(features, "check", lambda asked: asked != name and check(asked))
        faces.cache_clear()

    yield lacking
    monkeypatch.undo()
    faces.cache_clear()


def test_packaged_fonts_are_tried_first() -> None:
    names = [face.name.partition(" ")[0] for face in faces()]
    assert names[0] == "noto_sans"
    assert "noto_sans_arabic" in names
    assert names[-1] == "Pillow"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("A note", "noto_sans"),
        ("Le détroit – déjà fermé", "noto_sans"),
        ("Łukasz Đặng говорит: όχι, 5 €", "noto_sans"),
        ("قطر تعرض الوساطة بين Ostmere و Torvane، ٥ مرات", "noto_sans_arabic"),
        ("Events of 2 January · Source: صدى قدمار", "noto_sans_arabic"),
    ],
)
def test_the_first_font_that_has_all_letters_draws_a_line(text: str, family: str) -> None:
    pen = _Pen.of(text)
    assert pen.face.name.partition(" ")[0] == family
    assert pen.text == text


def test_what_no_font_has_is_left_out() -> None:
    assert _Pen.of("The word 海峡 is 海 峡").text == "The word … is …"


def test_arabic_letters_are_joined_and_read_from_the_right() -> None:
    pen = _Pen.of("سمك")
    assert pen.direction == "rtl"
    measure = pen.at(60)
    apart = sum(measure.width(letter) for letter in "سمك")
    assert measure.width("سمك") < 0.9 * apart
    # Latin words keep their own direction, and the line ends at the right.
    right = ink(drawn(Card("", "سمك", "", "")))
    left = ink(drawn(Card("", "Fish", "", "")))
    assert left[0] == WIDTH - right[2]
    assert right[0] > WIDTH / 2 > left[2]


def test_an_arabic_card_is_the_same_each_time() -> None:
    card = Card("مكتب الخليج", "قطر تعرض الوساطة بين Ostmere و Torvane", "صدى قدمار", "٥ مواقف")
    assert drawn(card) == drawn(card)
    assert drawn(card) != drawn(structs.replace(card, title="قطر تعرض الوساطة بين Torvane و Ostmere"))


@pytest.mark.parametrize("name", ["raqm", "fribidi"])
def test_without_shaping_arabic_is_not_drawn_letter_by_letter(
    without: Callable[[str], None], name: str
) -> None:
    without(name)
    assert [face.name.partition(" ")[0] for face in faces()] == ["noto_sans", "Pillow"]
    assert _Pen.of("قطر تعرض الوساطة").text == "…"
    assert drawn(Card("Site", "قطر تعرض الوساطة", "", ""))


def test_without_packaged_fonts_pillows_own_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "faces", lambda: (OWN,))
    pen = _Pen.of("Le détroit – déjà fermé")
    assert (pen.face, pen.text) == (OWN, "Le detroit - deja ferme")


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
