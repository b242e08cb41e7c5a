"""Warnings for words cut off a gist; words cut off its passage are reported for the passage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.building import Site

HEAD = """\
title: The port of Ansel
date: 2031-05-02
summary: What is said of the port.
source: {file: a.txt, publisher: Gulf Herald}
actors: [{id: mara-venn}]
positions:
- actor: mara-venn
  issue: port
  says: She says something of the port.
"""
ARTICLE = """\
The port of Ansel
Mara Venn spoke on Monday.
“{}” Mara Venn said.
Mara Venn denied that the port had been sold. Mara Venn joked that she would swim there.
"""


def problems(folder: Path, said: str, passage: str, gist: str, *more: str) -> list[dict[str, Any]]:
    site = Site(folder)
    site.write("seeds/a.txt", ARTICLE.format(said))
    site.write("briefs/actors.yml", "mara-venn:\n  name: Mara Venn\n  kind: person\n")
    site.write("briefs/issues.yml", "port:\n  title: The port\n")
    quoted = [json.dumps(text, ensure_ascii=False) for text in (passage, gist)]
    position = f"  passage: {quoted[0]}\n  gist: {quoted[1]}\n" + "".join(f"{line}\n" for line in more)
    site.write("briefs/port.yml", HEAD + position)
    found: list[dict[str, Any]] = json.loads(site.run("check", "--format", "json").out)
    return found


WE_NEVER = "We will never close the port. We will keep it open, if the town pays. Is that so hard?"


@pytest.mark.parametrize(
    ("passage", "gist", "message"),
    [
        ("We will never close the port", "close the port", "“never” comes before"),
        ("We will keep it open, if the town pays", "We will keep it open", "“if” comes after"),
        ("We will keep it open, if the town pays. Is that so hard?", "Is that so hard", "part of a question"),
        ("denied that the port had been sold", "the port had been sold", "“denied” comes before"),
        ("Mara Venn joked that she would swim there", "she would swim there", "“joked” comes before"),
        (
            "We will never […] keep it open, if the town pays",
            "keep it open, if the town pays",
            "“never” comes",
        ),
    ],
)
def test_what_a_gist_loses_is_told(tmp_path: Path, passage: str, gist: str, message: str) -> None:
    found = [p for p in problems(tmp_path, WE_NEVER, passage, gist) if p["rule"] == "gist-changes-meaning"]
    assert len(found) == 1
    assert message in found[0]["message"]
    assert found[0]["severity"] == "warning"


@pytest.mark.parametrize(
    ("passage", "gist"),
    [
        ("We will never close the port", "We will never close the port"),
        ("We will never close the port", "never close the port"),
        (
            "We will never close the port. We will keep it open, if the town pays",
            "We will never close the port",
        ),
        ("denied that the port had been sold", "denied that the port had been sold"),
    ],
)
def test_a_gist_that_keeps_what_its_passage_says_is_no_problem(
    tmp_path: Path, passage: str, gist: str
) -> None:
    assert problems(tmp_path, WE_NEVER, passage, gist) == []


def test_what_the_passage_has_lost_is_said_of_the_passage_alone(tmp_path: Path) -> None:
    (found,) = problems(
        tmp_path, WE_NEVER, "close the port. We will keep it open, if the town pays", "close the port"
    )
    assert (found["rule"], found["line"]) == ("cut-negation", 10)


def test_the_warning_is_accepted_apart_from_that_of_the_passage(tmp_path: Path) -> None:
    accept = ("  accept:", "  - rule: gist-changes-meaning", "    because: The list says it above.")
    assert problems(tmp_path, WE_NEVER, "We will never close the port", "close the port", *accept) == []
    accept = ("  accept:", "  - rule: cut-negation", "    because: The list says it above.")
    found = problems(tmp_path, WE_NEVER, "We will never close the port", "close the port", *accept)
    assert {problem["rule"] for problem in found} == {"gist-changes-meaning", "accept-unneeded"}


def test_a_gist_of_a_language_without_lists_keeps_its_question_mark(tmp_path: Path) -> None:
    found = problems(
        tmp_path, "Czy port jest otwarty? Nie wiem.", "Czy port jest otwarty?", "port jest otwarty"
    )
    assert "gist-changes-meaning" in {problem["rule"] for problem in found}
