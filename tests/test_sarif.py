"""`--format sarif`: valid by the standard's schema, with places that stay and paths of the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]  # the library ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import copy_of, in_process
from onrecord.interface.reporting import NONE_ACCEPTED, Reasons
from onrecord.interface.sarif import as_sarif
from onrecord.rules import RULES, passages, references
from onrecord.rules.problems import Location, Problem

RULE_SITES = Path(__file__).resolve().parent / "rules"
SCHEMA = Path(__file__).resolve().parent / "data" / "sarif-schema-2.1.0.json"
BRIEF = "briefs/velmar-closes-the-strait.yml"


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))


def run_of(text: str) -> Any:
    """The one run of a log, which is valid."""
    log = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"] == RULES[rule["id"]].severity
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    return run


def shown(problems: Sequence[Problem], reasons: Reasons = NONE_ACCEPTED, within: str = "") -> list[Any]:
    results: list[Any] = run_of(as_sarif(problems, reasons, within))["results"]
    return results


def problem(
    path: str = "briefs/a.yml", line: int = 3, text: str = "    passage: one", column: int = 1
) -> Problem:
    return Problem(passages.NOT_FOUND, Location(path, line, column, text), "not there", "copy it")


def places(results: Sequence[Any]) -> list[Any]:
    return [result["locations"][0]["physicalLocation"] for result in results]


def fingerprints(results: Sequence[Any]) -> list[str]:
    return [result["partialFingerprints"]["onrecordProblem/v1"] for result in results]


def test_every_rule_makes_a_valid_log() -> None:
    problems = [
        Problem(rule, Location("briefs/a.yml"), rule.summary, "do it", ("a note",)) for rule in RULES.values()
    ]
    run = run_of(as_sarif(problems))
    assert len(run["tool"]["driver"]["rules"]) == len(RULES)
    for rule in run["tool"]["driver"]["rules"]:
        text = rule["help"]["text"].replace("{{", "{").replace("}}", "}")
        assert " ".join(RULES[rule["id"]].explanation.split()) in " ".join(text.split())
        assert "helpUri" not in rule


def test_nothing_found_is_a_run_without_results() -> None:
    run = run_of(as_sarif([]))
    assert run["results"] == []
    assert run["tool"]["driver"]["name"] == "onrecord"
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_place_is_counted_in_code_points() -> None:
    text = '    says: "\U0001f1fb\U0001f1f2 é “no”'
    (place,) = places(shown([problem(text=text, column=text.index("“") + 1)]))
    region = place["region"]
    assert region["snippet"]["text"][region["startColumn"] - 1] == "“"


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1), min_size=1, max_size=3))
def test_any_path_is_an_address_from_the_top(names: list[str]) -> None:
    path = "/".join(f"a{name}" for name in names)
    (place,) = places(shown([problem(path)], within="news/strait/"))
    address = place["artifactLocation"]
    assert address["uriBaseId"] == "%SRCROOT%"
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", address["uri"])
    assert unquote(address["uri"], errors="surrogateescape") == f"news/strait/{path}"


def test_a_copy_elsewhere_keeps_its_address() -> None:
    absolute, web = places(
        shown([problem("/srv/si te/a.html"), problem("https://strait.example/b.html")], within="x/")
    )
    assert absolute["artifactLocation"] == {"uri": "file:///srv/si%20te/a.html"}
    assert web["artifactLocation"] == {"uri": "https://strait.example/b.html"}


def test_a_problem_is_known_again_when_lines_are_added_above() -> None:
    two = [problem(line=3), problem(line=9), problem(line=9, text="passage: two"), problem("briefs/b.yml")]
    before = fingerprints(shown(two))
    assert len(set(before)) == 4
    moved = [
        problem(line=5),
        problem(line=12),
        problem(line=12, text="  passage: two"),
        problem("briefs/b.yml", 7),
    ]
    assert fingerprints(shown(moved)) == before


def test_braces_are_no_placeholders() -> None:
    nasty = Problem(references.UNUSED_ENTRY, Location("a.yml"), "{0} \u202e \x1b[2J \ud800", "write {count}")
    (result,) = shown([nasty])
    assert result["message"]["text"].startswith("{{0}} <U+202E> <U+001B>[2J")
    assert result["message"]["text"].endswith("write {{count}}")


def test_accepted_warnings_are_suppressed_with_their_reason() -> None:
    first, second = problem(), problem(line=9)
    results = shown([first, second], {second: "The article calls her the head."})
    assert results[0]["suppressions"] == []
    assert results[1]["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "The article calls her the head."}
    ]
    assert all("suppressions" not in result for result in shown([first, second]))


@pytest.mark.parametrize("command", [["check"], ["check", BRIEF], ["build"]])
def test_commands_print_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    strait = copy_of("strait", tmp_path / "strait")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.resolve()))
    strait.edit(BRIEF, "prefix: She", "prefix: Nobody")
    done = strait.run(*command, "--format", "sarif")
    assert done.status == 1
    found = run_of(done.out)["results"]
    wrong = [result for result in found if result["level"] == "error"]
    assert wrong
    for place in places(wrong):
        assert place["artifactLocation"]["uri"] == f"strait/{BRIEF}"
        line = (strait.root / BRIEF).read_text("utf-8").splitlines()[place["region"]["startLine"] - 1]
        assert place["region"]["snippet"]["text"] == line


def test_check_prints_what_was_accepted_on_request() -> None:
    site = ["--root", str(RULE_SITES / "accept-unneeded"), "check", "--format", "sarif"]
    assert all("suppressions" not in result for result in run_of(in_process(*site).out)["results"])
    found = run_of(in_process(*site, "--accepted").out)["results"]
    assert sum(bool(result["suppressions"]) for result in found) == 2
    assert not all(result["suppressions"] for result in found)


def test_a_sound_site_and_its_copy_print_a_run_without_results(tmp_path: Path) -> None:
    lake = copy_of("lake-toll", tmp_path / "lake")
    for command in ("build", "verify", "schema"):
        done = lake.run(command, "--format", "sarif")
        assert done.status == 0, done
        assert run_of(done.out)["results"] == []
    for page in (lake.root / "site/briefs").glob("*.html"):
        page.write_text(re.sub(r"(<mark[^>]*>)", r"\1never ", page.read_text("utf-8")), "utf-8")
    done = lake.run("verify", "--format", "sarif")
    assert done.status == 1
    assert {result["ruleId"] for result in run_of(done.out)["results"]} == {"published-words-differ"}
