"""What the desk shows of a briefing, and how it begins one."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from ruamel.yaml import YAML

from onrecord.desk.changes import (
    AddActor,
    AddIssue,
    AddPosition,
    AddQuestion,
    Change,
    Finish,
    SetValue,
    Together,
)
from onrecord.desk.desk import Desk
from onrecord.desk.view import View, row_of, view_of
from onrecord.fixing.inserting import CannotWriteError
from onrecord.fixing.site import Wanted, correct_site
from onrecord.layout import Layout

ARTICLE = """\
Harbour board of Velmar weighs a fee

“We will not pay twice,” Ana Kresh, who speaks for the owners, told reporters on Friday.

“The fee stands,” Jon Marl said. Kresh left.
"""
BEGUN = "draft: true\nsource:\n  file: fee.txt\npositions:\n  - actor: ana-kresh\n"
KRESH = "ana-kresh:\n  name: Ana Kresh\n  kind: person\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"seeds/fee.txt": ARTICLE, "briefs/actors.yml": KRESH}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def desk(root: Path) -> Desk:
    return Desk(Layout(root))


def view(desk: Desk, slug: str) -> View:
    opened = desk.open(slug)
    return view_of(slug, opened, desk.draft(opened), can_undo=desk.can_undo(slug))


def save(desk: Desk, slug: str, change: Change) -> None:
    assert desk.save(slug, change, desk.open(slug).digest).fault == ""


POSITION = AddPosition("jon-marl", "the-fee", "It stays.", "The fee stands")


def test_from_an_article_to_a_briefing(desk: Desk, root: Path) -> None:
    slug = desk.start("seeds/fee.txt")
    began = view(desk, slug)
    assert began.gaps[0] == "no `date`"
    assert "no `publisher`" in " ".join(began.gaps) or "`publisher` of the source" in began.gaps
    assert (began.entries, began.problems, began.date, began.summary) == ((), (), "", "")
    assert [one.name for one in began.suggested] == ["Jon Marl"]
    for path, value in (
        (("date",), "2031-05-02"),
        (("summary",), "A fee."),
        (("source", "publisher"), "A paper"),
    ):
        save(desk, slug, SetValue(path, value))
    marl, fee = (
        AddActor("jon-marl", "Jon Marl", "person"),
        AddIssue("the-fee", "The fee", "The fee should stay."),
    )
    save(desk, slug, Together((fee, marl, POSITION)))
    assert view(desk, slug).gaps == ()
    save(desk, slug, Finish())
    text = (root / f"briefs/{slug}.yml").read_text("utf-8")
    assert "draft:" not in text
    assert "\ndate: 2031-05-02" in text
    done = view(desk, slug)
    assert (done.is_draft, done.problems, done.uncited, done.quotations) == (False, (), 1, 2)
    row = row_of(slug, desk.look(slug))
    assert (row.positions, row.errors, row.warnings, row.uncited, row.quotations) == (1, 0, 0, 1, 2)
    register = (root / "briefs/actors.yml").read_text("utf-8")
    assert register.startswith(KRESH)
    assert desk.undo(slug).fault == ""
    assert desk.undo(slug).fault == ""
    assert (root / "briefs/actors.yml").read_text("utf-8") == KRESH
    assert view(desk, slug).entries == ()


def test_what_is_still_to_be_written_is_shown_as_nothing(desk: Desk, root: Path) -> None:
    text = f"{BEGUN}    issue:\n    passage: pay twice\n"
    (root / "briefs/fee.yml").write_text(text, encoding="utf-8")
    (entry,) = view(desk, "fee").entries
    assert (entry.fields["issue"], entry.fields["says"], entry.fields["actor"]) == ("", "", "ana-kresh")


def test_names_quotations_and_what_is_cited_are_told_apart(desk: Desk, root: Path) -> None:
    text = f"{BEGUN}    passage: pay twice\n"
    (root / "briefs/fee.yml").write_text(text, encoding="utf-8")
    pieces = [piece for block in view(desk, "fee").blocks for piece in block.pieces]
    assert "".join(piece.text for piece in pieces) == "".join(ARTICLE.split("\n\n")).rstrip("\n")
    assert [(piece.text, piece.named) for piece in pieces if piece.named] == [
        ("Ana Kresh", "ana-kresh"),
        ("Kresh", "ana-kresh"),
    ]
    assert [piece.text for piece in pieces if piece.cited] == ["pay twice"]
    assert "".join(piece.text for piece in pieces if piece.uncited) == "“The fee stands,”"
    assert (
        "".join(piece.text for piece in pieces if piece.quoted) == "“We will not pay twice,”“The fee stands,”"
    )


@pytest.mark.parametrize("article", ["seeds/other.txt", "../fee.txt", "briefs/actors.yml", ""])
def test_only_articles_without_a_briefing_are_begun(desk: Desk, article: str) -> None:
    with pytest.raises(CannotWriteError, match="has a briefing already, or is no longer there"):
        desk.start(article)


def test_a_briefing_is_begun_once(desk: Desk) -> None:
    desk.start("seeds/fee.txt")
    with pytest.raises(CannotWriteError, match="has a briefing already"):
        desk.start("seeds/fee.txt")


def test_what_another_page_saw_is_what_a_difference_is_told_against(desk: Desk, root: Path) -> None:
    slug = desk.start("seeds/fee.txt")
    first = desk.open(slug).digest
    path = root / f"briefs/{slug}.yml"
    path.write_text(path.read_text("utf-8") + "# Theirs.\n", encoding="utf-8")
    desk.open(slug)  # in another tab
    assert "+# Theirs." in desk.save(slug, SetValue(("summary",), "Mine."), first).diff


@pytest.mark.parametrize(
    "text",
    [
        "It: stays.",
        "“It” stays",
        "'It' stays",
        '"It" \\ stays',
        "- It stays",
        "yes",
        "2031",
        "2031-05-02",
        "# It",
        "It #1",
        "It is “so”: “twice”",
        "[It] stays",
        "{It}",
        "It stays…",
        "*It* & more",
        "!It",
        "@It",
        "It's",
        "null",
        "~",
    ],
)
def test_what_the_desk_writes_is_left_alone_by_fix(desk: Desk, root: Path, text: str) -> None:
    slug = desk.start("seeds/fee.txt")
    for path in (("date",), ("summary",), ("source", "publisher")):
        save(desk, slug, SetValue(path, "2031-05-02" if path == ("date",) else text))
    fee, marl = AddIssue("the-fee", text, text), AddActor("jon-marl", "Jon Marl", "person", text, (text,))
    position = replace(POSITION, says=text, setting=text, stance="for")
    save(desk, slug, Together((fee, marl, position, AddQuestion(f"{text}?", issue="the-fee", watch=text))))
    sheets = correct_site(Layout(root), Wanted(), lambda _: None, lambda *_: None)
    assert [sheet.name for sheet in sheets if sheet.is_changed] == []
    brief = YAML(typ="safe", pure=True).load((root / f"briefs/{slug}.yml").read_text("utf-8"))
    (written,) = brief["positions"]
    assert (brief["summary"], written["says"], written["setting"]) == (text, text, text)
    assert brief["open_questions"] == [{"ask": f"{text}?", "issue": "the-fee", "watch": text}]
    issues = YAML(typ="safe", pure=True).load((root / "briefs/issues.yml").read_text("utf-8"))
    assert issues == {"the-fee": {"title": text, "proposition": text}}
