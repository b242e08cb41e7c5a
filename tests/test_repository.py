"""Paths of problems from the top of a repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.building import Site, copy_of
from onrecord.interface.reporting import as_github
from onrecord.interface.repository import path_in_repository
from onrecord.rules.passages import NOT_FOUND
from onrecord.rules.problems import Location, Problem


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


@pytest.mark.parametrize("git_is_a_file", [True, False])
def test_the_nearest_folder_with_git_is_the_top(tmp_path: Path, git_is_a_file: bool) -> None:
    root = tmp_path / "news" / "strait"
    root.mkdir(parents=True)
    git = tmp_path / ".git"
    git.write_text("gitdir: elsewhere\n") if git_is_a_file else git.mkdir()
    assert path_in_repository(root, {}) == "news/strait/"
    (root / ".git").mkdir()
    assert path_in_repository(root, {}) == ""


def test_the_workspace_of_github_is_the_top_where_the_root_is_in_it(tmp_path: Path) -> None:
    root = tmp_path / "news" / "strait"
    (root / ".git").mkdir(parents=True)
    assert path_in_repository(root, {"GITHUB_WORKSPACE": str(tmp_path)}) == "news/strait/"
    assert path_in_repository(root, {"GITHUB_WORKSPACE": str(tmp_path / "other")}) == ""


def test_an_absolute_path_stays() -> None:
    problem = Problem(NOT_FOUND, Location("/site/a.html", 1, 1, ""), "", "")
    assert "file=/site/a.html," in as_github([problem], within="news/")


def test_commands_print_paths_from_the_top(strait: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(strait.root.resolve().parent))
    strait.edit("briefs/velmar-closes-the-strait.yml", "prefix: She", "prefix: Nobody")
    for command in ("check", "build"):
        done = strait.run(command, "--format", "github")
        assert f" file={strait.root.name}/briefs/velmar-closes-the-strait.yml," in done.out
