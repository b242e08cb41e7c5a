"""Runtime libraries: known licences, pinned with hashes; and docs/security.md names tests that exist."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from helpers.building import PROGRAM

PERMISSIVE = frozenset(
    ("MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Apache-2.0 OR BSD-2-Clause", "PSF-2.0")
)
# Where the metadata has no SPDX expression: from its older fields or the licence file. MPL-2.0 asks for the
# source of changed files only. colorama is installed on Windows alone.
LICENCES = {
    "babel": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "ghp-import": "Apache-2.0",
    "jinja2": "BSD-3-Clause",
    "mergedeep": "MIT",
    "nh3": "MIT",
    "pathspec": "MPL-2.0",
    "pyromark": "MIT",
    "pyyaml": "MIT",
    "shtab": "MPL-2.0",
    "tzdata": "Apache-2.0",
    "watchdog": "Apache-2.0",
}
REQUIREMENTS = (PROGRAM / "requirements.txt").read_text(encoding="utf-8")
PINNED = re.findall(r"^([a-z0-9._-]+)==", REQUIREMENTS, re.MULTILINE)
SECURITY = (PROGRAM / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/test_\w+\.py)(?:::(test_\w+))?`", SECURITY)))


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
def test_what_security_names_exists(path: str, name: str) -> None:
    text = (PROGRAM / path).read_text(encoding="utf-8")
    assert not name or f"\ndef {name}(" in text


def test_security_names_a_test_in_every_line_of_what_must_never_happen() -> None:
    lines = SECURITY.partition("## What must never happen")[2].split("\n")
    rows = [line for line in lines if line.startswith("| ")][2:]
    assert len(rows) > 10
    assert [line for line in rows if "`tests/test_" not in line] == []
