"""What `check` says about a briefing with one slip in it: one problem, at the slip, that says what it is.

The root is made up and has no problem. Each row breaks it in one way, and says where the problem must be and
which words its message or its advice must have. The places are counted by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from helpers.building import Site
from helpers.checked import problems_of

ARTICLE = """\
Harbour fee divides the Karelle coast

PORT ANSO, 12 May 2031 - The Karelle government wants to raise the pilot fee in May.

"We will raise the fee in May, and we will not talk about it again," Minister Oda Brandt told reporters on \
Monday. She said the money was for new boats.

"The fee is too high for small crews," said Tor Helm, who speaks for the Crews' Union. "If it rises, we will \
stay in port."

The fee is too high, the union wrote in a leaflet. Whether the council will vote on the fee is not known.
"""
ACTORS = """\
oda-brandt:
  name: Oda Brandt
  kind: person
  also: [Brandt]
  of: karelle
tor-helm:
  name: Tor Helm
  kind: person
  also: [Helm]
karelle:
  name: Karelle
  kind: state
crews-union:
  name: Crews' Union
  kind: organisation
  also: [the union]
"""
ISSUES = """\
pilot-fee:
  title: The pilot fee
  proposition: The pilot fee should rise in May.
port-strike:
  title: A strike in port
"""
BRIEF = """\
title: Karelle wants a higher pilot fee
date: 2031-05-12
summary: |
  Karelle wants to raise the pilot fee in May.
  A union is against it.
tags: [ports, fees]
source:
  file: fee.txt
  publisher: Anso Courier
  published: 2031-05-12
  url: https://courier.example/fee
actors:
  - id: oda-brandt
    role: Minister of ports of Karelle
  - id: tor-helm
    role: Speaker of the Crews' Union
positions:
  - actor: oda-brandt
    issue: pilot-fee
    says: The fee will rise in May, and this is final.
    passage: We will raise the fee in May, and we will not talk about it again
    stance: for
    date: 2031-05-12
  - actor: tor-helm
    issue: pilot-fee
    says: Small crews cannot pay such a fee.
    passage: The fee is too high for small crews
    stance: against
  - actor: tor-helm
    issue: port-strike
    says: The crews will stop work if the fee rises.
    passage: If it rises, we will stay in port
open_questions:
  - ask: Will the council vote on the fee?
    passage: Whether the council will vote on the fee is not known
    watch: The council's agenda of June
"""
FILES = {
    "briefs/pilot-fee.yml": BRIEF,
    "briefs/actors.yml": ACTORS,
    "briefs/issues.yml": ISSUES,
    "seeds/fee.txt": ARTICLE,
}


class Slip(Struct, frozen=True):
    """A slip, and what is to be said of it.

    Attributes:
        files: the files that differ from `FILES`; None for one that is missing.
        place: file name, line and column of the problem.
        words: must all be in the message, the advice or a note.
        more: how many further problems may follow from it.
    """

    files: dict[str, str | None]
    place: tuple[str, int, int]
    words: tuple[str, ...]
    more: int = 0


def slip(old: str, new: str, place: str, *words: str, more: int = 0) -> Slip:
    """A slip in the first file of `FILES` that has the old text, once or as its first occurrence."""
    name = next(name for name, text in FILES.items() if old in text)
    return in_file(name, FILES[name].replace(old, new, 1), place, *words, more=more)


def in_file(name: str, text: str | None, place: str, *words: str, more: int = 0) -> Slip:
    file, line, column = place.split(":")
    return Slip({name: text}, (file, int(line), int(column)), words, more)


HYPHENS = {
    "second position": slip(
        "  - actor: tor-helm\n", "    actor: tor-helm\n", "pilot-fee.yml:24:5", "hyphen before `actor`"
    ),
    "second actor": slip("  - id: tor-helm", "    id: tor-helm", "pilot-fee.yml:15:5", "hyphen before `id`"),
    "first position": slip(
        "  - actor: oda-brandt", "    actor: oda-brandt", "pilot-fee.yml:18:5", "hyphen before `actor`"
    ),
    "first actor": slip("  - id: oda-brandt", "    id: oda-brandt", "pilot-fee.yml:13:5", "before `id`"),
    "no space after it": slip("  - actor: tor", "  -actor: tor", "pilot-fee.yml:24:3", "space is missing"),
    "keys in its column": slip(
        "  - actor: tor-helm\n    issue", "  - actor: tor-helm\n  issue", "pilot-fee.yml:25:3", "no hyphen"
    ),
}
GROUPS = {
    "positions": slip("positions:\n", "", "pilot-fee.yml:17:5", "`positions:`"),
    "source": slip("source:\n", "", "pilot-fee.yml:7:3", "`source:`"),
    "actors": slip("actors:\n", "", "pilot-fee.yml:12:3", "`actors:`"),
    "questions": slip("open_questions:\n", "", "pilot-fee.yml:33:5", "`open_questions:`"),
}
KEYS = {
    "mistyped": slip("    says: Small", "    say: Small", "pilot-fee.yml:26:5", "did you mean says?"),
    "in another language": slip("    says: Small", "    sagt: Small", "pilot-fee.yml:26:5", "`says`, which"),
    "by another name": slip(
        "    passage: The fee", "    quote: The fee", "pilot-fee.yml:27:5", "`passage`, which"
    ),
    "with a capital": slip("positions:", "Positions:", "pilot-fee.yml:17:1", "did you mean positions?"),
    "twice": slip("    says: Small", "    says: A\n    says: Small", "pilot-fee.yml:27:5", "line 26"),
    "without its colon": slip("    says: Small", "    says Small", "pilot-fee.yml:26:5", "`key:`"),
    "of an entry": slip("  kind: person\n", "", "actors.yml:2:3", "add `kind:`"),
}
CONFLICT = "<<<<<<< HEAD\n    says: One.\n=======\n    says: Two.\n>>>>>>> other\n"
CONFLICTS = {
    "in a briefing": slip(
        "    says: Small crews cannot pay such a fee.\n", CONFLICT, "pilot-fee.yml:26:1", "git"
    ),
    "in a register": slip(
        "  name: Tor Helm\n",
        CONFLICT.replace("    says", "  name"),
        "actors.yml:7:1",
        "git could not merge",
    ),
}
NO_REGISTERS = Slip(
    {"briefs/actors.yml": None, "briefs/issues.yml": None},
    ("pilot-fee.yml", 13, 9),
    ("no briefs/actors.yml and no briefs/issues.yml", "  oda-brandt:", "kind: person", "title: Port strike"),
)
REGISTERS = {
    "neither is there": NO_REGISTERS,
    "no issues": in_file("briefs/issues.yml", None, "pilot-fee.yml:19:12", "no briefs/issues.yml"),
    "unlike all ids": slip(
        "actor: tor-helm", "actor: xyz", "pilot-fee.yml:24:12", "ids there: crews-union, karelle, oda-brandt"
    ),
    "like one id": slip("actor: tor-helm", "actor: tor-hlem", "pilot-fee.yml:24:12", "mean tor-helm?"),
}
COPIES = {
    "a position": slip(
        "open_questions:",
        "  - actor: tor-helm\n    issue: port-strike\n    says: They will stop.\n"
        "    passage: If it rises, we will stay in port\nopen_questions:",
        "pilot-fee.yml:33:5",
        "line 29",
        "remove one",
    ),
}
SAVED = "<!DOCTYPE html>\n<html><body>\n" + ARTICLE.replace("\n\n", "</p>\n\n<p>") + "</body></html>\n"
ARTICLES = {
    "a saved page": in_file("seeds/fee.txt", SAVED, "fee.txt:1:1", "HTML of a page", "`new`"),
    "another article": in_file(
        "seeds/fee.txt",
        "Subscribe now\n\nReaders only.\n",
        "pilot-fee.yml:8:9",
        "none of the 4",
        "whole",
        more=1,
    ),
}
PASSAGES = {
    "a full stop": slip("small crews\n", "small crews.\n", "pilot-fee.yml:27:14", "leave out “.” at the end"),
    "words in brackets": slip(
        "passage: The fee is", "passage: The [pilot] fee is", "pilot-fee.yml:27:14", "leave out [pilot]"
    ),
    "three dots": slip(
        "passage: We will raise the fee in May, and",
        "passage: We will ... and",
        "pilot-fee.yml:21:14",
        "` […] `",
    ),
    "marks around it": slip(
        "passage: The fee is too high for small crews",
        "passage: '\"The fee is too high for small crews\"'",
        "pilot-fee.yml:27:14",
        "quotation marks around it",
    ),
    "in two places": slip(
        "passage: The fee is too high for small crews",
        "passage: The fee is too high",
        "pilot-fee.yml:27:14",
        "line 7: “The fee is too high”   prefix: 'boats.'",
        "line 9: “The fee is too high”   prefix: 'port.'",
    ),
}
SLIPS = {
    f"{kind}: {name}": slip
    for kind, rows in {
        "hyphen": HYPHENS,
        "group": GROUPS,
        "key": KEYS,
        "conflict": CONFLICTS,
        "register": REGISTERS,
        "copy": COPIES,
        "article": ARTICLES,
        "passage": PASSAGES,
    }.items()
    for name, slip in rows.items()
}


def root_of(folder: Path, files: dict[str, str | None]) -> Site:
    for name, text in {**FILES, **files}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    return Site(folder)


def test_without_a_slip_there_is_no_problem(tmp_path: Path) -> None:
    assert problems_of(root_of(tmp_path, {})) == []


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_one_slip_is_told_once_and_where_it_is(slip: Slip, tmp_path: Path) -> None:
    problems = problems_of(root_of(tmp_path, slip.files))
    told = [
        problem
        for problem in problems
        if (Path(problem.location.path).name, problem.location.line, problem.location.column) == slip.place
    ]
    assert told, problems
    said = "\n".join((told[0].message, told[0].help, *told[0].notes))
    assert [word for word in slip.words if word not in said] == [], said
    assert len(problems) <= 1 + slip.more, problems
