"""The desk with files on a disk: selecting, proposing, saving, taking back, and other people's changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.desk.changes import Accept, AddActor, AddPosition, Change, SetValue
from onrecord.desk.desk import Desk, UnknownBriefingError
from onrecord.layout import Layout
from onrecord.text.spans import Span

ARTICLE = """\
Harbour board of Velmar weighs a fee

“We will not pay twice,” Ana Kresh, who speaks for the owners, told reporters on Friday.

Jon Marl, the head of the board, did not say that the fee stands until June.
"""
BRIEF = """\
# Mine.
date: 2031-05-02
summary: Owners refuse.
source:
  file: fee.txt
  publisher: The Velmar Gazette
actors:
  - id: ana-kresh
positions:
  - actor: ana-kresh
    issue: fee
    says: Owners will not pay a second time.
    passage: We will not pay twice
"""
NO = AddPosition(actor="jon-marl", issue="fee", says="It stands.", passage="the fee stands until June")

YES = AddPosition(actor="ana-kresh", issue="fee", says="They refuse.", passage="We will not pay")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "seeds/fee.txt": ARTICLE,
        "briefs/fee.yml": BRIEF,
        "briefs/actors.yml": "ana-kresh:\n  name: Ana Kresh\n  kind: person\n"
        "jon-marl:\n  name: Jon Marl\n  kind: person\n",
        "briefs/issues.yml": "fee:\n  title: The fee\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def desk(root: Path) -> Desk:
    return Desk(Layout(root))


def saved(desk: Desk, change: Change) -> str:
    return desk.save("fee", change, desk.open("fee").digest).fault


def test_from_selected_words_to_a_position(desk: Desk, root: Path) -> None:
    start = ARTICLE.index("We will")
    selection = desk.select("fee", [Span(start, start + 15)])
    assert (selection.passage, selection.actor) == ("We will not pay", "ana-kresh")
    change = AddPosition("ana-kresh", "fee", "They refuse.", selection.passage, before=selection.before)
    assert saved(desk, change) == ""
    added = "  - actor: ana-kresh\n    issue: fee\n    says: They refuse.\n    passage: We will not pay\n"
    assert (root / "briefs/fee.yml").read_text("utf-8") == BRIEF + added


def test_what_a_colleague_would_say_is_said_before(desk: Desk, root: Path) -> None:
    proposal = desk.propose("fee", NO)
    assert {problem.rule.name for problem in proposal.new} >= {"cut-negation"}
    assert "+  - actor: jon-marl" in proposal.diff
    assert (root / "briefs/fee.yml").read_text("utf-8") == BRIEF


def test_what_was_wrong_before_is_not_said_again(desk: Desk) -> None:
    assert saved(desk, NO) == ""
    assert desk.propose("fee", SetValue(("summary",), "Owners refuse to pay.")).new == []


def test_an_accepted_warning_is_not_shown_any_more(desk: Desk) -> None:
    assert saved(desk, NO) == ""
    rules = {problem.rule.name for problem in desk.open("fee").examined.problems}
    assert "cut-negation" in rules
    assert saved(desk, Accept("cut-negation", "he denies it elsewhere", "positions", 1)) == ""
    after = {problem.rule.name for problem in desk.open("fee").examined.problems}
    assert after == rules - {"cut-negation"}


def test_undo_takes_back_one_after_the_other(desk: Desk, root: Path) -> None:
    register = (root / "briefs/actors.yml").read_text("utf-8")
    assert saved(desk, AddActor("mira", "Mira Dell", "person", "Pilot")) == ""
    assert saved(desk, NO) == ""
    assert desk.can_undo("fee")
    assert desk.undo("fee").fault == ""
    assert "mira" in (root / "briefs/fee.yml").read_text("utf-8")
    assert desk.undo("fee").fault == ""
    assert (root / "briefs/fee.yml").read_text("utf-8") == BRIEF
    assert (root / "briefs/actors.yml").read_text("utf-8") == register
    assert not desk.can_undo("fee")
    assert "nothing" in desk.undo("fee").fault


def test_a_change_of_somebody_else_is_seen_and_kept(desk: Desk, root: Path) -> None:
    seen = desk.open("fee").digest
    theirs = BRIEF.replace("Owners refuse.", "Owners say no.")
    (root / "briefs/fee.yml").write_text(theirs, encoding="utf-8")
    found = desk.save("fee", NO, seen)
    assert "somebody has changed" in found.fault
    assert "-summary: Owners refuse.\n+summary: Owners say no." in found.diff
    assert (root / "briefs/fee.yml").read_text("utf-8") == theirs


def test_nothing_is_taken_back_over_a_change_of_somebody_else(desk: Desk, root: Path) -> None:
    assert saved(desk, NO) == ""
    path = root / "briefs/fee.yml"
    path.write_text(path.read_text("utf-8") + "# Theirs.\n", encoding="utf-8")
    assert "changed since" in desk.undo("fee").fault
    assert "# Theirs." in path.read_text("utf-8")


def test_a_byte_order_mark_and_line_breaks_stay(desk: Desk, root: Path) -> None:
    path = root / "briefs/fee.yml"
    path.write_bytes(b"\xef\xbb\xbf" + BRIEF.replace("\n", "\r\n").encode())
    before = path.read_bytes()
    assert saved(desk, YES) == ""
    assert path.read_bytes().startswith(before.removesuffix(b"\r\n"))
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert desk.undo("fee").fault == ""
    assert path.read_bytes() == before


def test_a_file_that_may_not_be_written_is_said(
    desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert saved(desk, NO) == "briefs/fee.yml: it is read-only"
    assert (root / "briefs/fee.yml").read_text("utf-8") == BRIEF


@pytest.mark.parametrize("slug", ["other", "../fee", "actors", "", "fee.yml", "/etc/passwd"])
def test_other_files_are_not_opened(desk: Desk, slug: str) -> None:
    with pytest.raises(UnknownBriefingError):
        desk.open(slug)


def test_a_link_out_of_the_folder_is_not_followed(
    desk: Desk, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yml"
    outside.write_text("token: x\n", encoding="utf-8")
    (root / "briefs/other.yml").symlink_to(outside)
    with pytest.raises(UnknownBriefingError, match="leads out"):
        desk.open("other")


def test_a_broken_file_is_shown_with_its_problems(desk: Desk, root: Path) -> None:
    (root / "briefs/fee.yml").write_text("date: '2031\n", encoding="utf-8")
    opened = desk.open("fee")
    assert opened.examined.problems
    assert opened.examined.anchoring is None
    assert "cannot read" in saved(desk, NO)
