"""Runtime libraries: known licences, pinned with hashes; and the docs on security name tests that exist."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

from helpers.audit import audited, verdict
from helpers.building import PROGRAM
from helpers.licences import LICENCES, PERMISSIVE, completed, main

REQUIREMENTS = (PROGRAM / "requirements.txt").read_text(encoding="utf-8")
PINNED = re.findall(r"^([a-z0-9._-]+)==", REQUIREMENTS, re.MULTILINE)
SECURITY = (PROGRAM / "docs" / "security.md").read_text(encoding="utf-8")
RELIABILITY = (PROGRAM / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/test_\w+\.py)(?:::(test_\w+))?`", SECURITY + RELIABILITY)))


@pytest.mark.parametrize("name", PINNED)
def test_licences_are_on_the_list(name: str) -> None:
    try:
        told = distribution(name).metadata["License-Expression"]
    except PackageNotFoundError:  # of another system
        told = None
    assert (told or LICENCES.get(name)) in PERMISSIVE | {"MPL-2.0"}, name


def test_every_pinned_library_has_hashes() -> None:
    entries = re.split(r"^(?=[a-z0-9])", REQUIREMENTS, flags=re.MULTILINE)
    assert len(PINNED) > 20
    assert [
        entry for entry in entries if "==" in entry.split("\n")[0] and "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_what_the_docs_on_security_name_exists(path: str, name: str) -> None:
    text = (PROGRAM / path).read_text(encoding="utf-8")
    assert not name or f"\ndef {name}(" in text


def test_security_names_a_test_in_every_line_of_what_must_never_happen() -> None:
    lines = SECURITY.partition("## What must never happen")[2].split("\n")
    rows = [line for line in lines if line.startswith("| ")][2:]
    assert len(rows) > 10
    assert [line for line in rows if "`tests/test_" not in line] == []


def component(name: str, *licences: dict[str, Any]) -> dict[str, Any]:
    return {"type": "library", "name": name, "version": "1.0", "licenses": list(licences)}


def test_a_bill_of_materials_gets_the_licences_that_metadata_leave_out(tmp_path: Path) -> None:
    old = {"license": {"name": "License :: OSI Approved :: BSD License"}}
    bom = {
        "components": [
            component("Jinja2", old),
            component("PyYAML"),
            component("x", {"expression": "MIT"}),
        ]
    }
    assert completed(bom) == []
    assert [each["licenses"] for each in bom["components"]] == [
        [{"license": {"id": "BSD-3-Clause"}}],
        [{"license": {"id": "MIT"}}],
        [{"expression": "MIT"}],
    ]
    path = tmp_path / "bom.json"
    path.write_text(json.dumps({"components": [component("of-nobody-s-list")]}), encoding="utf-8")
    assert main(path) == 1


def test_an_audit_fails_for_a_known_vulnerability_alone() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    unknown = {"name": "b", "skip_reason": "not found"}
    fault = {"id": "PYSEC-1", "fix_versions": ["2"], "aliases": [], "description": ""}
    assert verdict([sound]) == (0, ["pip-audit: 1 of 1 libraries, 0 known vulnerabilities"])
    status, lines = verdict([sound, unknown])
    assert status == 0
    assert lines == ["pip-audit: 1 of 2 libraries, 0 known vulnerabilities; no data about b"]
    assert verdict([unknown]) == (
        0,
        ["pip-audit: not audited, there is no data here about any of 1 libraries"],
    )
    status, lines = verdict([unknown, {**sound, "vulns": [fault]}])
    assert status == 1
    assert lines[0] == "a 1: PYSEC-1, fixed in 2"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            [sys.executable, "-c", "raise SystemExit('no route to host')"],
            "the data cannot be had: no route to host",
        ),
        ([sys.executable, "-c", ""], "the data cannot be had: it does not say why"),
        (["/nowhere/pip-audit"], "it did not start or end: "),
    ],
)
def test_without_its_data_an_audit_says_so_in_one_line(command: list[str], said: str) -> None:
    status, lines = audited(command)
    assert status == 0
    assert len(lines) == 1
    assert f"pip-audit: not audited, {said}" in lines[0]


def test_an_audit_reads_what_pip_audit_prints() -> None:
    told = {"dependencies": [{"name": "a", "version": "1", "vulns": []}], "fixes": []}
    command = [sys.executable, "-c", f"print({json.dumps(json.dumps(told))})"]
    assert audited(command) == (0, ["pip-audit: 1 of 1 libraries, 0 known vulnerabilities"])
