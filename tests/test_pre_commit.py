"""The hook for pre-commit: what it declares, and what `check` does with the files that pre-commit names.

It was tried with `pre-commit try-repo`, which takes a minute and the network: CONTRIBUTING.md has the line.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.building import PROGRAM, Done, Site, copy_of, in_process

(HOOK,) = yaml.safe_load((PROGRAM / ".pre-commit-hooks.yaml").read_text("utf-8"))
BRIEF = "briefs/velmar-closes-the-strait.yml"


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


def run_hook(site: Site, monkeypatch: pytest.MonkeyPatch, *staged: str) -> Done:
    """Run the hook as pre-commit does: in the repository's top, with the staged files that it wants."""
    program, *command = shlex.split(HOOK["entry"])
    assert program == "onrecord"
    monkeypatch.chdir(site.root)
    names = [name for name in staged if re.search(HOOK["files"], name)]
    assert names, "pre-commit would not run the hook"
    return in_process(*command, *HOOK["args"], *names)


def test_the_hook_starts_the_program_that_is_installed() -> None:
    project: Any = tomllib.loads((PROGRAM / "pyproject.toml").read_text("utf-8"))["project"]
    assert HOOK["entry"].split()[0] in project["scripts"]
    assert HOOK["language"] == "python"
    assert HOOK.get("pass_filenames", True)


def test_staged_files_without_a_mistake_pass(strait: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    staged = [path.relative_to(strait.root).as_posix() for path in strait.root.rglob("*") if path.is_file()]
    done = run_hook(strait, monkeypatch, *staged)
    assert done.status == 0, done
    assert done.out.endswith("4 briefings: no problems\n")


@pytest.mark.parametrize("staged", [BRIEF, "seeds/gulf-herald-2031-05-02.txt"])
def test_a_mistake_stops_the_commit_of_either_file(
    strait: Site, monkeypatch: pytest.MonkeyPatch, staged: str
) -> None:
    strait.edit(BRIEF, "prefix: She", "prefix: Nobody")
    done = run_hook(strait, monkeypatch, staged)
    assert done.status == 1
    assert f"{BRIEF}:" in done.out


def test_mistakes_of_files_that_are_not_staged_stop_nothing(
    strait: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    strait.edit(BRIEF, "prefix: She", "prefix: Nobody")
    others = [path.name for path in (strait.root / "briefs").glob("*.yml") if path.name not in BRIEF]
    done = run_hook(strait, monkeypatch, *(f"briefs/{name}" for name in others if name != "actors.yml"))
    assert done.status == 0, done


def test_a_register_with_a_mistake_stops_it(strait: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    strait.edit("briefs/actors.yml", "kind: person", "kind: prson")
    assert run_hook(strait, monkeypatch, "briefs/actors.yml").status == 1


@pytest.mark.parametrize("name", ["briefs/README.md", "seeds/portrait.png", "seeds/2031/.gitkeep"])
def test_other_files_there_pass(strait: Site, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    strait.write(name, "Notes for editors\n")
    done = run_hook(strait, monkeypatch, name)
    assert done.status == 0, done


@pytest.mark.parametrize(
    "name", ["briefs/2031/velmar-closes-the-strait.yml", "briefs/a.yaml", "briefs/a.yml.txt"]
)
def test_a_briefing_at_the_wrong_place_is_said(
    strait: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    strait.write(name, (strait.root / BRIEF).read_text("utf-8"))
    done = run_hook(strait, monkeypatch, name)
    assert f"{name}:1:1: warning[stray-file]" in done.out
    assert done.out.endswith("0 briefings: 1 warning\n")
    assert run_hook(strait, monkeypatch, BRIEF, name).out.endswith("1 briefing: 1 warning\n")
