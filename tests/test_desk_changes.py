"""What an editor changes at the desk: each kind of change, in the files that it concerns."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from onrecord.desk.changes import Change, changed
from onrecord.fixing.inserting import CannotWriteError

BRIEF = """\
date: '2031-05-02'
summary: Owners refuse.  # short
source:
  file: fee.txt
actors:
  - id: ana-kresh
positions:
  - actor: ana-kresh
    issue: fee
    says: No.
    passage: We will not pay
"""
TEXTS = {
    "fee.yml": BRIEF,
    "actors.yml": "# People first.\nana-kresh:\n  name: Ana Kresh\n  kind: person\n",
    "issues.yml": "",
}


def after(**change: Any) -> dict[str, Any]:
    """The files after a change, as YAML reads them."""
    found = changed("fee.yml", TEXTS, msgspec.convert(change, Change))
    return {name: YAML(typ="safe", pure=True).load(text) for name, text in found.items()}


POSITION = {"actor": "ana-kresh", "issue": "fee", "says": "Never.", "passage": "Not twice"}


def test_a_position() -> None:
    positions = after(type="position", **POSITION, prefix="and", before=0)["fee.yml"]["positions"]
    assert positions[0] == POSITION | {"prefix": "and"}
    assert len(positions) == 2


def test_a_position_of_somebody_whom_the_briefing_does_not_list_yet() -> None:
    change = POSITION | {"actor": "jon-marl", "relayed_by": "mira"}
    brief = after(type="position", **change)["fee.yml"]
    assert brief["actors"] == [{"id": "ana-kresh"}, {"id": "jon-marl"}, {"id": "mira"}]
    assert brief["positions"][1] == change


def test_an_open_question() -> None:
    brief = after(type="question", ask="Until when?", watch="A vote.")["fee.yml"]
    assert brief["open_questions"] == [{"ask": "Until when?", "watch": "A vote."}]


def test_an_actor_is_registered_and_listed() -> None:
    files = after(type="actor", id="jon-marl", name="Jon Marl", kind="person", role="Head: of the board")
    assert files["actors.yml"]["jon-marl"] == {"name": "Jon Marl", "kind": "person"}
    assert files["fee.yml"]["actors"][1] == {"id": "jon-marl", "role": "Head: of the board"}


def test_an_issue() -> None:
    assert after(type="issue", id="fee", title="The fee: yes") == {
        "issues.yml": {"fee": {"title": "The fee: yes"}}
    }


def test_an_accepted_warning() -> None:
    entry = {"rule": "speaker-not-near", "because": "she speaks all along"}
    assert after(type="accept", **entry)["fee.yml"]["accept"] == [entry]
    of_one = after(type="accept", **entry, part="positions")["fee.yml"]
    assert of_one["positions"][0]["accept"] == [entry]


@pytest.mark.parametrize(
    ("path", "value"),
    [(["summary"], "It: changes"), (["positions", 0, "stance"], "for"), (["actors", 0, "role"], "x")],
)
def test_a_value(path: list[str | int], value: str) -> None:
    brief = after(type="value", path=path, value=value)["fee.yml"]
    for step in path:
        brief = brief[step]
    assert brief == value


@pytest.mark.parametrize(
    "path", [["source", "file"], ["positions", 0, "passage"], ["title"], ["corrections", 0]]
)
def test_other_values_are_edited_in_the_file(path: list[str | int]) -> None:
    with pytest.raises(CannotWriteError, match="edit it in the file"):
        after(type="value", path=path, value="x")


def test_an_entry_that_is_there_is_not_written_again() -> None:
    with pytest.raises(CannotWriteError, match="has ana-kresh already"):
        after(type="actor", id="ana-kresh", name="Ana", kind="person")


@pytest.mark.parametrize(
    "change",
    [
        {"type": "position", "actor": "x"},
        {"type": "position", **POSITION, "id": "x"},
        {"type": "actor", "id": "x", "name": "X", "kind": "robot"},
        {"type": "value", "path": "summary", "value": "x"},
        {"type": "shell", "command": "x"},
    ],
)
def test_what_is_not_a_change_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        after(**change)
