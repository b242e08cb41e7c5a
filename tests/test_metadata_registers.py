"""The two registers: their keys, and the effect of mistakes in them on problems of briefings."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest

from helpers.building import small_site
from helpers.metadata_cases import ACTORS, ISSUES, Found, check, found
from onrecord.metadata import registers
from onrecord.metadata.registers import read_registers

BRIEF = "ostravia-talks.yml"


# Names that no file can have on Windows, whatever its ending; and names like them that one can have.
DEVICES = ["con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt1", "CON", "Aux", "con.txt", "nul.md"]
NOT_DEVICES = ["com", "com10", "console", "con-1", "lpt", "null-set"]


def test_register_may_have_thousands_of_entries(tmp_path: Path) -> None:
    entry = "  kind: person\n  note: Speaks for the owners of the ships that fish off the coast.\n"
    text = "".join(f"owner-{number}:\n  name: Ana Owner{number}\n{entry}" for number in range(9_500))
    assert len(text) > registers.MAX_YAML_BYTES
    (tmp_path / "actors.yml").write_text(text, encoding="utf-8")
    read, problems, _ = read_registers(tmp_path)
    assert problems == []
    assert len(read.actors) == 9_500


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        (ACTORS.replace("kind: state", "kind: country"), [("bad-choice", "actors.yml", 7, 9)]),
        (ACTORS.replace("  kind: state\n", ""), [("missing-key", "actors.yml", 6, 3)]),
        (ACTORS.replace("kind: state", "kind:"), [("empty-value", "actors.yml", 7, 3)]),
        (ACTORS.replace("kind: state", "knd: state"), [("unknown-key", "actors.yml", 7, 3)]),
        (
            ACTORS.replace("kind: state", "kind: state\n  wikidata: 42"),
            [("bad-wikidata", "actors.yml", 8, 13)],
        ),
        (
            ACTORS.replace("kind: state", "kind: state\n  wikidata: Q0"),
            [("bad-wikidata", "actors.yml", 8, 13)],
        ),
        (
            ACTORS.replace("kind: state", "kind: state\n  wikidata: q42"),
            [("bad-wikidata", "actors.yml", 8, 13)],
        ),
        (ACTORS.replace("kind: state", "kind: state\n  wikidata: Q42"), []),
        (ACTORS.replace("kind: state", "kind: state\n  also: VLM"), [("wrong-type", "actors.yml", 8, 9)]),
        (ACTORS.replace("kind: state", "kind: state\n  also: [NO, 12:30, true]"), []),
        (ACTORS.replace("of: velmar", "of: velmr"), [("unknown-actor", "actors.yml", 4, 7)]),
        (ACTORS.replace("of: velmar", "of: ana-kresh"), [("actor-of-itself", "actors.yml", 4, 7)]),
        (f"{ACTORS}  of: ana-kresh\n", [("actor-of-itself", "actors.yml", 4, 7)]),
        (f"{ACTORS}velmar:\n  name: Velmar\n  kind: state\n", [("duplicate-key", "actors.yml", 8, 1)]),
        (f"{ACTORS}Ana Lind:\n  name: Ana Lind\n  kind: person\n", [("bad-id", "actors.yml", 8, 1)]),
        (f"{ACTORS}index:\n  name: All\n  kind: group\n", [("bad-id", "actors.yml", 8, 1)]),
        *(
            (f"{ACTORS}{name}:\n  name: All\n  kind: group\n", [("bad-id", "actors.yml", 8, 1)])
            for name in DEVICES
        ),
        (f"{ACTORS}jon-marl:\n", [("empty-value", "actors.yml", 8, 1)]),
        (f"{ACTORS}jon-marl: Jon Marl\n", [("wrong-type", "actors.yml", 8, 11)]),
        (f"{ACTORS}jon-marl: [Jon Marl]\n", [("wrong-type", "actors.yml", 8, 11)]),
        (f"{ACTORS}no:\n  name: Norway\n  kind: state\n", [("unused-entry", "actors.yml", 8, 1)]),
        # An unreadable register may have any id, so unknown ids are not reported.
        ("velmar: [\n", [("yaml-syntax", "actors.yml", 1, 9)]),
        ("- velmar\n", [("not-yaml", "actors.yml", 1, 1)]),
        ("", [("empty-file", "actors.yml", 1, 1)]),
        ("velmar:\n\tname: Velmar\n", [("tab", "actors.yml", 2, 1)]),
        # A wrong entry still defines its id.
        (
            ACTORS.replace("ana-kresh:", "Ana Kresh:").replace("  of: velmar\n", ""),
            [("bad-id", "actors.yml", 1, 1)],
        ),
    ],
)
def test_register_of_actors(actors: str, expected: Found, tmp_path: Path) -> None:
    assert found(check(tmp_path, actors=actors)) == expected


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        (ISSUES.replace("title", "titel"), [("unknown-key", "issues.yml", 2, 3)]),
        (ISSUES.replace("  title: Fishing rights\n", ""), [("missing-key", "issues.yml", 2, 3)]),
        (ISSUES.replace("Fishing rights", ""), [("empty-value", "issues.yml", 2, 3)]),
        (ISSUES.replace("Fishing rights", "[Fishing]"), [("wrong-type", "issues.yml", 2, 10)]),
        (f"{ISSUES}index:\n  title: All\n", [("bad-id", "issues.yml", 4, 1)]),
        *((f"{ISSUES}{name}:\n  title: All\n", [("bad-id", "issues.yml", 4, 1)]) for name in DEVICES),
        (f"{ISSUES}tolls:\n  title: Tolls\n", [("unused-entry", "issues.yml", 4, 1)]),
        ("fishing-rights: 'x\n", [("unclosed-quote", "issues.yml", 1, 17)]),
    ],
)
def test_register_of_issues(issues: str, expected: Found, tmp_path: Path) -> None:
    assert found(check(tmp_path, issues=issues)) == expected


def test_registers_that_are_not_there_are_told_once(tmp_path: Path) -> None:
    (problem,) = check(tmp_path, actors=None, issues=None)
    assert found([problem]) == [("unknown-actor", BRIEF, 10, 9)]
    assert problem.notes[0] == "briefs/actors.yml could be:"


@pytest.mark.parametrize("text", ["# mira:\n#   name: Mira\n", "\n# a comment\n\n", "\ufeff# a comment"])
def test_registers_of_comments_alone_are_empty(text: str, tmp_path: Path) -> None:
    write(tmp_path, text, text)
    read, problems, kept = read_registers(tmp_path)
    assert (dict(read.actors), dict(read.issues), problems) == ({}, {}, [])
    again, problems, _ = read_registers(tmp_path, kept)
    assert (dict(again.actors), problems) == ({}, [])
    assert again.actors_file.place("nobody").line == 1


@pytest.mark.parametrize("text", ["- mira\n", "Mira\n", "null\n", "~", "--- x"])
def test_a_register_of_something_else_is_a_problem(text: str, tmp_path: Path) -> None:
    write(tmp_path, text, ISSUES)
    _, problems, _ = read_registers(tmp_path)
    assert [problem.rule.name for problem in problems] == ["not-yaml"]


def write(folder: Path, actors: str, issues: str) -> None:
    (folder / "actors.yml").write_text(actors, encoding="utf-8")
    (folder / "issues.yml").write_text(issues, encoding="utf-8")


def test_sound_registers_are_kept_and_have_all_places_still(tmp_path: Path) -> None:
    actors = f"{ACTORS}  also: [VLM, Velmar State]\n  wikidata: Q42\n  note: See [all](../index.md).\n"
    write(tmp_path, actors, ISSUES)
    read, problems, kept = read_registers(tmp_path)
    assert kept is not None
    assert problems == []
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=type(kept))
    with patch.object(registers, "read_yaml") as reading:
        again, problems, still = read_registers(tmp_path, kept)
    reading.assert_not_called()
    assert problems == []
    assert still == kept
    assert (again.actors, again.issues) == (read.actors, read.issues)
    for file, before in ((again.actors_file, read.actors_file), (again.issues_file, read.issues_file)):
        assert (file.path, file.names, file.sound) == (before.path, before.names, before.sound)
        assert [file.place(name) for name in file.names] == [before.place(name) for name in file.names]
    assert again.actors_file.place("velmar", "kind") == read.actors_file.place("velmar", "kind")
    assert again.actors_file.place("velmar").line == 5


@pytest.mark.parametrize(
    ("actors", "issues"),
    [
        (f"{ACTORS}\n", ISSUES),
        (ACTORS.replace("velmar", "velmarr"), ISSUES),
        (ACTORS, f"# A comment.\n{ISSUES}"),
        (ACTORS, "fishing-rights: 'x\n"),
        ("", ISSUES),
    ],
)
def test_registers_that_were_changed_are_read_again(actors: str, issues: str, tmp_path: Path) -> None:
    write(tmp_path, ACTORS, ISSUES)
    *_, kept = read_registers(tmp_path)
    write(tmp_path, actors, issues)
    read, problems, anew = read_registers(tmp_path, kept)
    expected, found_anew, _ = read_registers(tmp_path)
    assert (read.actors, read.issues, problems) == (expected.actors, expected.issues, found_anew)
    assert anew != kept


def test_registers_with_a_problem_are_not_kept(tmp_path: Path) -> None:
    write(tmp_path, ACTORS.replace("of: velmar", "of: velmr"), ISSUES)
    *_, kept = read_registers(tmp_path)
    assert kept is None


@pytest.mark.parametrize("name", DEVICES)
def test_no_name_that_windows_reserves_is_an_id_or_suggested_as_one(name: str, tmp_path: Path) -> None:
    problems = check(tmp_path, issues=f"{ISSUES}{name}:\n  title: All\n")
    assert [problem.rule.name for problem in problems] == ["bad-id"]
    suggested = problems[0].help.removeprefix("write ").partition(",")[0]
    assert suggested not in DEVICES
    if name in DEVICES[:8]:
        assert "Windows" in problems[0].message


@pytest.mark.parametrize("name", NOT_DEVICES)
def test_names_that_windows_allows_are_ids(name: str, tmp_path: Path) -> None:
    problems = check(tmp_path, issues=f"{ISSUES}{name}:\n  title: All\n")
    assert [problem.rule.name for problem in problems] == ["unused-entry"]


def test_no_briefing_has_a_name_that_windows_reserves(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site.root / "briefs" / "note.yml").rename(site.root / "briefs" / "aux.yml")
    done = site.run("check")
    assert done.status == 1
    assert "briefs/aux.yml:1:1: error[bad-slug]\n   on Windows no file can have the name aux" in done.out
