"""`new`: articles are copied and drafted, nothing is overwritten, and what is no article is refused."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from helpers.building import EXAMPLE, PROGRAM, Done, Site
from onrecord.drafting.adding import NewOptions, add_article
from onrecord.drafting.drafting import draft_of
from onrecord.drafting.html import is_page
from onrecord.drafting.rendering import render
from onrecord.layout import Layout
from onrecord.metadata.registers import read_registers

DRAFTED = Path(__file__).resolve().parent / "drafted"
REAL = "000_3243940416aa61e3.txt"
SLUG = "us-working-to-constrain-israels-reaction"
MINUTE = "Harbour board raises the fee\n“We will not pay twice,” Ana Kresh said on Monday in Velmar.\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "site")
    (made.root / "seeds").mkdir(parents=True)
    (made.root / "briefs").mkdir()
    return made


def test_a_text_is_copied_byte_for_byte_and_drafted(site: Site, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + MINUTE.replace("\n", "\r\n").encode()
    (tmp_path / "fee.txt").write_bytes(data)
    done = site.run("new", str(tmp_path / "fee.txt"))
    assert done.status == 0
    assert (site.root / "seeds/fee.txt").read_bytes() == data
    draft = (site.root / "briefs/harbour-board-raises-the-fee.yml").read_text("utf-8")
    assert "passage: We will not pay twice\n" in draft
    assert (
        "copied to seeds/fee.txt\ndrafted briefs/harbour-board-raises-the-fee.yml: 1 quotation;" in done.out
    )
    assert site.run("check").status == 0


def test_an_article_in_seeds_is_not_copied(site: Site) -> None:
    path = site.write("seeds/2031/fee.txt", MINUTE)
    done = site.run("new", str(path))
    assert done.status == 0
    assert "copied" not in done.out
    assert "file: 2031/fee.txt" in (site.root / "briefs/harbour-board-raises-the-fee.yml").read_text("utf-8")


def test_nothing_is_overwritten(site: Site, tmp_path: Path) -> None:
    site.write("seeds/fee.txt", "Another article\n\nIt has another text, with words.\n")
    site.write("briefs/harbour-board-raises-the-fee.yml", "draft: true\n# mine\n")
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    (tmp_path / "fee.txt").write_text(MINUTE, encoding="utf-8")
    assert site.run("new", str(tmp_path / "fee.txt")).status == 0
    assert {path: path.read_bytes() for path in before} == before
    assert (site.root / "seeds/fee-2.txt").read_text("utf-8") == MINUTE
    assert (site.root / "briefs/harbour-board-raises-the-fee-2.yml").is_file()


@pytest.mark.parametrize("name", ["con.txt", "NUL.text", "com1.notes.txt"])
def test_no_copy_has_a_name_that_windows_cannot_have(name: str, site: Site, tmp_path: Path) -> None:
    (tmp_path / name).write_text(MINUTE, encoding="utf-8")
    assert site.run("new", str(tmp_path / name)).status == 0
    assert (site.root / "seeds" / f"article-{Path(name).stem}.txt").is_file()


def test_an_article_that_a_briefing_has_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "other-name.txt").write_text(MINUTE, encoding="utf-8")
    site.write("seeds/fee.txt", MINUTE)
    site.write("briefs/fee.yml", "draft: true\nsource:\n  file: fee.txt\n")
    done = site.run("new", str(tmp_path / "other-name.txt"))
    assert done.status == 1
    assert "the briefing briefs/fee.yml already has seeds/fee.txt" in done.err
    assert sorted(path.name for path in (site.root / "briefs").iterdir()) == ["fee.yml"]


def test_what_is_pasted_is_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MINUTE.encode())))
    assert site.run("new", "-").status == 0
    assert (site.root / "seeds/harbour-board-raises-the-fee.txt").read_text("utf-8") == MINUTE


def test_several_at_once(site: Site, tmp_path: Path) -> None:
    names = [tmp_path / f"{name}.txt" for name in ("wire", "german")]
    for path in names:
        path.write_bytes((DRAFTED / path.name).read_bytes())
    done = site.run("new", "--register", *map(str, names), str(tmp_path / "missing.txt"))
    assert done.status == 2
    assert "missing.txt: No such file or directory" in done.err
    assert done.out.count("drafted briefs/") == 2
    register = (site.root / "briefs/actors.yml").read_text("utf-8")
    assert register.count("mira-holt:") == 1
    checked = site.run("check", "--format", "json")
    assert [one for one in json.loads(checked.out) if one["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"PK\x03\x04word/", "such as .docx"),
        (b"{\\rtf1 a}", "a document in RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"A\x00B", "not a text file"),
        (b"Caf\xe9 au lait is closed", "not UTF-8"),
        ("A text".encode("utf-16"), "UTF-16"),
        (b"", "there is no text in it"),
        (b" \n\n", "there is no text in it"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(
    site: Site, tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "article").write_bytes(data)
    done = site.run("new", str(tmp_path / "article"))
    assert done.status == 1
    assert message in done.err
    assert "   help: " in done.err
    assert list((site.root / "seeds").iterdir()) == []


def test_a_folder_and_a_wrong_language_are_wrong_use(site: Site, tmp_path: Path) -> None:
    assert site.run("new", str(tmp_path)).status == 2
    assert site.run("new", "--language", "french", str(tmp_path / "x")).status == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for_and_a_shells_pipe_is_read(site: Site, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = site.run("new", str(tmp_path / "pipe"))
    assert done.status == 2
    assert done.err.endswith("pipe: this is a named pipe, not a file; give the file of an article, or -\n")
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(b"A headline\n\nThe ships are back.\n")
    assert site.run("new", f"/dev/fd/{reading}").status == 0
    os.close(reading)


def test_a_broken_register_is_told_first(site: Site, tmp_path: Path) -> None:
    site.write("briefs/actors.yml", "ana-kresh:\n  name: [\n")
    (tmp_path / "fee.txt").write_text(MINUTE, encoding="utf-8")
    done = site.run("new", str(tmp_path / "fee.txt"))
    assert done.status == 1
    assert "briefs/actors.yml:" in done.err
    assert list((site.root / "seeds").iterdir()) == []


def test_the_register_keeps_what_it_has(site: Site, tmp_path: Path) -> None:
    written = "# ours\njon-marl:\n  name: Jon Marl  # a comment\n  kind: person"
    site.write("briefs/actors.yml", written)
    (tmp_path / "fee.txt").write_text(MINUTE, encoding="utf-8")
    assert "1 added to briefs/actors.yml" in site.run("new", "--register", str(tmp_path / "fee.txt")).out
    text = (site.root / "briefs/actors.yml").read_text("utf-8")
    assert text.startswith(f"{written}\n\nana-kresh:")


PAGE = """\
<!DOCTYPE html>
<html lang="de"><head><title>Fee | Gulf Herald</title><meta property="og:site_name" content="Gulf Herald">
<meta name="author" content="Josephine Arden"><meta property="article:published_time" content="2024-05-02">
<link rel="canonical" href="https://herald.example/fee"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Harbour board weighs new pilot fee</h1>
<p>The harbour board of Velmar is to decide next week on a fee for pilots, and the owners of ships have said
for weeks that they do not want to pay it, whatever the board decides on the day.</p>
<p>“We will not pay twice for one pilot,” Ana Kresh, who speaks for the owners, told reporters.</p></article>
<footer>© 2024 Gulf Herald. All rights reserved.</footer></body></html>
"""


def add_page(site: Site) -> tuple[Done, str]:
    outcome = add_article("fee.html", PAGE.encode(), Layout(site.root), NewOptions("new"))
    drafts = "".join(path.read_text("utf-8") for path in (site.root / "briefs").iterdir())
    status = 1 if outcome.refused else 0
    return Done(status, "\n".join(outcome.done), "\n".join(outcome.refused)), drafts


FROM_PAGE = (
    "  publisher: Gulf Herald  # from the page's data; confirm it\n",
    "  author: Josephine Arden  # from the page's data; confirm it\n",
    "  published: 2024-05-02  # from the page's data; confirm it\n",
    "  url: https://herald.example/fee  # from the page's data; confirm it\n",
    "  language: de  # from the page's data; confirm it\n",
    "# The text was taken from a page: compare it with the page before you rely on it.\n",
    "does not seem to be in the language de\n",
    "    passage: We will not pay twice for one pilot\n",
)


def test_a_page_gives_its_article_and_its_own_data(site: Site) -> None:
    pytest.importorskip("trafilatura", reason="the extra html is not installed")
    done, draft = add_page(site)
    assert done.status == 0
    text = (site.root / "seeds/harbour-board-weighs-new-pilot-fee.txt").read_text("utf-8")
    assert text.startswith("Harbour board weighs new pilot fee\nThe harbour board of Velmar is to decide")
    assert "Home" not in text
    assert "All rights reserved" not in text
    for line in FROM_PAGE:
        assert line in draft


def library(**found: str | None) -> ModuleType:
    """A stand-in for trafilatura that finds some values in every page."""
    made = ModuleType("trafilatura")
    none = dict.fromkeys(("title", "author", "sitename", "date", "url", "text"))
    vars(made)["bare_extraction"] = lambda data, **options: SimpleNamespace(**none | found)
    return made


def test_what_the_library_finds_is_offered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, where the library is not installed."""
    text = "The owners of the ships and the board have said that they will talk about it.\n"
    text += "“We will not pay twice for one pilot,” Ana Kresh said when it was over."
    found = {"title": "Fee", "author": "Josephine Arden", "sitename": "Gulf Herald", "date": "2024-05-02"}
    found |= {"url": "https://herald.example/fee", "text": text}
    monkeypatch.setitem(sys.modules, "trafilatura", library(**found))
    done, draft = add_page(site)
    assert done.status == 0
    assert (site.root / "seeds/fee.txt").read_text("utf-8") == f"Fee\n{text}\n"
    for line in FROM_PAGE:
        assert line in draft


def test_what_the_library_does_not_find_is_left_empty(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The owners of the ships and the board have said that they will talk about it."
    found = {"date": "2024-13-02", "url": "javascript:alert(1)", "author": "\x07", "text": text}
    monkeypatch.setitem(sys.modules, "trafilatura", library(**found))
    done, draft = add_page(site)
    assert done.status == 0
    assert "  publisher:\n" in draft
    assert "\ndate:\n" in draft
    for key in ("published:", "url:", "author:"):
        assert key not in draft


def test_a_page_without_an_article_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", library(text=" "))
    done, draft = add_page(site)
    assert (done.status, draft) == (1, "")
    assert "no article was found in this page" in done.err


def test_without_the_library_a_page_is_refused_with_what_to_install(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    done, draft = add_page(site)
    assert done.status == 1
    assert "pip install '.[html]'" in done.err
    assert draft == ""


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (b"<!doctype html><p>", True),
        (b"\xef\xbb\xbf\n<!-- saved from url -->\n<HTML>", True),
        (b"<?xml version='1.0'?><html>", True),
        (b"The <html> tag\n", False),
        (b"<3 is a heart", False),
    ],
)
def test_a_page_is_known_by_its_beginning(data: bytes, page: bool) -> None:
    assert is_page(data) is page


@pytest.mark.parametrize("name", ["fee.html", "FEE.HTM", "fee.xhtml"])
def test_a_page_is_known_by_the_ending_of_its_name(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    saved = tmp_path / name
    saved.write_text("<div><p>We will not pay twice.</p></div>", encoding="utf-8")
    done = site.run("new", str(saved))
    assert done.status == 1
    assert "this is a page as HTML" in done.err


# What an editor writes into the draft of the project's own article: nothing else is changed.
SAYS = {
    "We’ll be discussing": (
        "influence-on-israel",
        "The United States will discuss with Israel what it plans.",
    ),
    "warned that Iran": ("consequences-for-iran", "The strikes failed, and Iran would face consequences."),
    "work with Israel": ("outcome-of-the-strikes", "The US would work with Israel so that this remains so."),
}


def test_the_draft_of_the_real_article_needs_only_the_editors_own_words(site: Site) -> None:
    for name in ("actors.yml", "issues.yml"):
        site.write(f"briefs/{name}", (PROGRAM / "briefs" / name).read_text("utf-8"))
    site.write(f"seeds/{REAL}", (PROGRAM / "seeds" / REAL).read_text("utf-8"))
    assert site.run("new", str(site.root / "seeds" / REAL)).status == 0
    path = "briefs/us-working-to-constrain-israels-reaction-to-irans-attack.yml"
    filled = (site.root / path).read_text("utf-8").replace("draft: true\n", "")
    for words, (issue, says) in SAYS.items():
        before, passage, after = filled.partition(f"    passage: {words}")
        assert passage, words
        empty = "    issue:\n    says:\n"
        assert before.endswith(empty)
        filled = f"{before.removesuffix(empty)}    issue: {issue}\n    says: {says}\n{passage}{after}"
    filled = filled.replace("date:  #", "date: 2024-10-02  #").replace(
        "summary:\n", "summary: What was said.\n"
    )
    site.write(path, filled)
    done = site.run("check", Path(path).stem)
    assert (done.status, done.out) == (0, "1 briefing: no problems\n")


def covered(text: str, by: str, run: int = 8) -> int:
    """The number of characters of a text that are in runs which another one has."""
    at = found = 0
    while at + run <= len(text):
        if text[at : at + run] not in by:
            at += 1
            continue
        end = at + run
        while end < len(text) and text[at : end + 1] in by:
            end += 1
        found += end - at
        at = end
    return found


def finished_briefings() -> list[tuple[Path, Path]]:
    found = [
        (root, path)
        for root in (PROGRAM, EXAMPLE)
        for path in sorted((root / "briefs").glob("*.yml"))
        if path.name not in ("actors.yml", "issues.yml")
    ]
    assert len(found) > 10
    return found


def test_at_least_half_of_the_characters_of_finished_briefings_are_in_their_drafts() -> None:
    """Of those of this checkout: every run of eight characters that the draft, uncommented, has as well."""
    finished = drafted = 0
    for root, path in finished_briefings():
        text = path.read_text("utf-8")
        seed = text.partition("file: ")[2].partition("\n")[0]
        registers, _, _ = read_registers(root / "briefs")
        article = (root / "seeds" / seed).read_text("utf-8-sig")
        made = render(
            draft_of(seed, article, registers.actors), "seeds", [*registers.issues], registered=False
        )
        made = (
            made.replace("  # - ", "  - ").replace("  #   ", "    ").replace("#   ", "  ").replace("# ", "")
        )
        drafted += covered(text, made)
        finished += len(text)
    assert drafted >= finished / 2
