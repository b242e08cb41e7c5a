"""Misleading characters: tabs, invisible ones, and spaces that are not spaces in YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.metadata_cases import LINES, Case, case, places, read, table, without
from onrecord.rules.problems import Problem

TABS = [
    case("tab", title="title: Velmar‸\tnames"),
    case("tab", title="title: Velmar‸\tnames\ta season"),
    case("tab", title="title:‸\tVelmar"),
    case("tab", title="title: ‸\tVelmar"),
    case("tab", title="title: Velmar‸\t"),
    case("tab", title="title: Velmar  # a‸\tcomment"),
    case("tab", title="‸\t# a comment\ntitle: Velmar"),
    case("tab", title="title: 'Velmar‸\tnames'"),
    case("tab", title="title: |\n  Velmar‸\tnames"),
    case("tab", source="‸\t\nsource:"),
    case("tab", file="‸\tfile: gulf-herald-0502.txt"),
    case("tab", file="  ‸\tfile: gulf-herald-0502.txt"),
    case("tab", file="‸\tfile: a.txt", publisher="\tpublisher: Gulf Herald", url="\turl: x"),
    case("tab", kresh="‸\t- id: ana-kresh", role="\t  role: x", velmar="\t- id: velmar"),
    case("tab", kresh="  -‸\tid: ana-kresh", role=""),
    case("tab tab", title="title: Velmar‸\tnames", file="‸\tfile: gulf-herald-0502.txt"),
    case("unquoted-hash tab", title="title: Velmar ‸# a‸\tcomment"),
    # If the indentation is clear, the rest of the file is read.
    case("tab bad-date", title="title: Velmar‸\tnames", date="date: ‸2 May"),
]

HIDDEN = [
    *[
        case("invisible-character", title=f"title: a‸{character}b")
        for character in (
            "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069"
            "\u00ad\u061c\u180e\ufeff\ufff9\u115f\u3164\uffa0\u2800\U000e0001\U000e0067"
            "\x01\x08\x0b\x0c\x0e\x1a\x1b\x1f\x7f\x80\x85\x9f\u2028\u2029\ufffe\uffff\U0001ffff\U0010ffff"
        )
        if character not in "\x01\x08\x0e\x1f"  # A file with these is not text.
    ],
    case("invisible-character", title="title: ‸\u200bVelmar"),
    case("invisible-character", title="title: Velmar‸\u200b"),
    case("invisible-character", title="title:‸\u200bVelmar"),
    case("invisible-character", title="‸\u200btitle: Velmar"),
    case("invisible-character", title="ti‸\u200btle: Velmar"),
    case("invisible-character", title="title‸\u200b: Velmar"),
    case("invisible-character", title="title: Velmar  # a‸\u200bcomment"),
    case("invisible-character", title="# a‸\u202ecomment\ntitle: Velmar"),
    case("invisible-character", kresh="  - ‸\u200bid: ana-kresh"),
    case("invisible-character", kresh="  -‸\u200bid: ana-kresh", role=""),
    case("invisible-character", role="    ‸\u200brole: x"),
    case("invisible-character", velmar="  - id: vel‸\u00admar"),
    case("invisible-character", date="date: 2031‸\u200b-05-02"),
    case("invisible-character", url="  url: https://x.example/‸\u200ba"),
    case("invisible-character", title="title: a‸\u2028b\u2028c"),
    case("invisible-character", source="‸\u2028source:"),
    # Only the first of each kind in a line, and of several in a row.
    case("invisible-character", title="title: a‸\u200bb\u200bc"),
    case("invisible-character", title="title: a‸\u200b\u202e\u2066b"),
    case("invisible-character invisible-character", title="title: ‸\u2068a‸\u2069"),
    case("invisible-character invisible-character", title="title: a‸\u200bb", date="date: 2031‸\u200b-05-02"),
    case("invisible-character bad-date", title="title: a‸\u200bb", date="date: ‸2 May"),
]

SPACES = [
    case("invisible-character", publisher="‸\u00a0\u00a0publisher: Gulf Herald"),
    case("invisible-character", publisher=" ‸\u00a0publisher: Gulf Herald"),
    case(
        "invisible-character",
        publisher="‸\u2003publisher: Gulf Herald",
        file=" file: a",
        url=" url: http://x",
    ),
    case("invisible-character", publisher="‸\u3000 publisher: Gulf Herald"),
    case("invisible-character", date="date:‸\u00a02031-05-02"),
    case("invisible-character", date="date:‸\u30002031-05-02"),
    case("invisible-character", date="date: ‸\u00a02031-05-02"),
    case("invisible-character", velmar="  -‸\u00a0id: velmar"),
    case("invisible-character", velmar="  - id:‸\u202fvelmar"),
    case("invisible-character", tags="tags:\n  -‸\u00a0fisheries"),
    case(
        "invisible-character",
        file="‸\u00a0\u00a0file: a.txt",
        publisher="\u00a0\u00a0publisher: Gulf Herald",
        url="\u00a0\u00a0url: https://x.example",
    ),
    case("", title="title: 5\u00a0boats\u202f%"),
    case("", title="title: Velmar\u00a0"),
    case("", summary="summary: |\n  \u3000One.\n  \u3000Two."),
    case("", summary="summary: |\n  Un\u00a0: deux\u00a0; «\u00a0trois\u00a0»."),
]

# These are spelling in some scripts and in emoji.
SEEN = [
    case("", title=f"title: {text}")
    for text in (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u0915\u094d\u200d\u0937",  # Hindi
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 talks",
        "\U0001f3f3\ufe0f\u200d\U0001f308 talks",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb talks",
        "e\u0301te\u0301",
        "\u0600 12",
        "\ufffd",
        "\u2019 \u2013 \u2014 \u2026 \u20ac",
        "\U00010348",
    )
]


@table(tabs=TABS, hidden=HIDDEN, spaces=SPACES, seen=SEEN)
def test_character_is_found_where_it_is(case: Case, tmp_path: Path) -> None:
    assert places(read(tmp_path, case.text)[1]) == case.expected


def only(folder: Path, text: str) -> Problem:
    (problem,) = read(folder, text)[1]
    return problem


def test_indenting_by_tabs_is_one_mistake_however_many_lines(tmp_path: Path) -> None:
    lines = without().replace("\n  ", "\n\t").replace("\n\t  ", "\n\t\t")
    problem = only(tmp_path, lines)
    assert (problem.location.line, problem.message) == (6, "a tab indents this line")
    assert problem.notes == ("also in lines 7, 8, 10, 11, 12, 14, 15, 16 and 3 more",)


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (["file"], ()),
        (["file", "url"], ("also in line 8",)),
        (["file", "publisher", "url"], ("also in lines 7 and 8",)),
    ],
)
def test_lines_of_the_same_mistake_are_named(lines: list[str], note: tuple[str, ...], tmp_path: Path) -> None:
    edits = {line: LINES[line].replace("  ", "\u00a0\u00a0", 1) for line in lines}
    assert only(tmp_path, case("", **edits).text).notes == note


def test_words_around_a_hidden_character_are_read_as_they_look(tmp_path: Path) -> None:
    passage = "    passage: We wi\u00adll not ta\u200blk\u2028before the spring\u202e"
    file, problems = read(tmp_path, case("", passage=passage, velmar="  - id: vel\u00admar").text)
    assert len(problems) == 5
    assert file is not None
    assert file.brief.positions[0].passage == ("We will not talk before the spring",)
    assert file.brief.actors[1].id == "velmar"
