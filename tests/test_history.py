"""When the YAML of a briefing last changed, as git knows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers.building import small_site
from helpers.repositories import git, git_output
from onrecord.layout import Layout
from onrecord.metadata.history import History, read_history
from onrecord.mkdocs_yml.settings import Settings

ASKED = Settings("S", history=True, repo_url="https://github.com/o/r.git")


def commit(root: Path, slug: str, text: str, day: str) -> None:
    (root / "briefs").mkdir(parents=True, exist_ok=True)
    (root / "briefs" / f"{slug}.yml").write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "A change", day=day)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in a subfolder of a repository."""
    git(tmp_path, "init", "-q", "-b", "main")
    site = tmp_path / "sites" / "straße"
    site.mkdir(parents=True)
    commit(site, "one", "a: 1\n", "2031-01-10")
    commit(site, "two", "a: 1\n", "2031-02-10")
    commit(site, "one", "a: 2\n", "2031-03-10")
    (site / "mkdocs.yml").write_text("site_name: S\n", encoding="utf-8")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "Not a briefing", day="2031-04-10")
    return site


def test_the_last_commit_that_changed_it_counts(root: Path) -> None:
    history, problems = read_history(Layout(root), ASKED)
    assert not problems
    assert history.changed == {"one": date(2031, 3, 10), "two": date(2031, 2, 10)}
    assert history.address_of("one") == "https://github.com/o/r/commits/HEAD/sites/straße/briefs/one.yml"


@pytest.mark.parametrize(
    ("repo_url", "address"),
    [
        (None, None),
        ("https://gitlab.com/o/r", "https://gitlab.com/o/r/-/commits/HEAD/briefs/"),
        ("https://bitbucket.org/o/r/", "https://bitbucket.org/o/r/history-node/HEAD/briefs/"),
        ("https://git.example.org/o/r", "https://git.example.org/o/r/commits/HEAD/briefs/"),
    ],
)
def test_code_hosts_show_changes_at_different_places(
    tmp_path: Path, repo_url: str | None, address: str | None
) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "one", "a: 1\n", "2031-01-10")
    history, _ = read_history(Layout(tmp_path), Settings("S", history=True, repo_url=repo_url))
    assert history.address == address


def test_git_is_asked_only_where_the_site_wants_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert read_history(Layout(root), Settings("S")) == (History(), [])
    history, (problem,) = read_history(Layout(root), ASKED)
    assert history == History()
    assert "git is not installed" in problem.message


def test_what_a_hook_of_git_sets_does_not_lead_astray(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert read_history(Layout(root), ASKED)[0].changed


def test_where_git_cannot_tell_a_warning_says_why(root: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(shallow))
    history, (problem,) = read_history(Layout(shallow / "sites" / "straße"), ASKED)
    assert history == History()
    assert (problem.rule.name, problem.is_error) == ("no-history", False)
    assert "shallow" in problem.message
    git(tmp_path, "init", "-q", "empty")
    _, (problem,) = read_history(Layout(tmp_path / "empty"), ASKED)
    assert "does not have any commits" in problem.message


def test_a_folder_that_is_no_checkout_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    _, (problem,) = read_history(Layout(tmp_path), ASKED)
    assert "this folder is not a git checkout" in problem.message


def test_briefings_without_a_commit_are_a_warning(root: Path) -> None:
    site = root.parent / "new"
    (site / "briefs").mkdir(parents=True)
    (site / "briefs" / "one.yml").write_text("a: 1\n", encoding="utf-8")
    history, [problem] = read_history(Layout(site), ASKED)
    assert problem.rule.name == "no-history"
    assert "no commit has them yet" in problem.message
    assert not history.changed


def program(folder: Path) -> tuple[Path, Path]:
    """A program that notes that it ran, and the note."""
    path, note = folder / "program", folder / "ran"
    path.write_text(f'#!/bin/sh\necho "$@" >> "{note}"\n', encoding="utf-8")
    path.chmod(0o755)
    return path, note


def signed_commit(root: Path) -> None:
    """A commit with a signature, which git checks with `gpg.program` if its settings say so."""
    tree = git_output(root, "write-tree").strip()
    parent = git_output(root, "rev-parse", "HEAD").strip()
    who = "A <a@a.example> 1930000000 +0000"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n"
    text += "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----\n\nSigned\n"
    commit = git_output(root, "hash-object", "-t", "commit", "-w", "--stdin", given=text).strip()
    git(root, "update-ref", "HEAD", commit)


PROGRAMS = [
    "core.fsmonitor",
    "core.pager",
    "pager.log",
    "core.sshCommand",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "gpg.program",
    "gpg.openpgp.program",
    "gpg.ssh.program",
]


def test_git_runs_no_program_that_a_repository_names(root: Path, tmp_path: Path) -> None:
    path, note = program(tmp_path)
    for key in PROGRAMS:
        git(root, "config", key, str(path))
    git(root, "config", "log.showSignature", "true")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (hooks / hook).symlink_to(path)
    git(root, "config", "core.hooksPath", str(hooks))
    (tmp_path / ".git" / "info" / "attributes").write_text("*.yml diff=evil filter=evil\n", encoding="utf-8")
    (root / "briefs" / "one.yml").write_text("a: 3\n", encoding="utf-8")
    git(root, "-c", "core.fsmonitor=false", "-c", "filter.evil.clean=cat", "add", "-A")
    signed_commit(root)
    note.unlink(missing_ok=True)
    git_output(root, "log", "-1")
    assert note.exists(), "git does not run the program at all, so this test shows nothing"
    note.unlink()
    history, problems = read_history(Layout(root), ASKED)
    assert not problems
    assert history.changed["one"] == date(2031, 2, 27)
    assert not note.exists()


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    path, note = program(tmp_path)
    git(tmp_path, "init", "-q", "origin")
    commit(tmp_path / "origin", "one", "a: 1\n", "2031-01-10")
    git(tmp_path / "origin", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=tree:0", "--no-checkout", f"file://{tmp_path}/origin", "clone")
    clone = tmp_path / "clone"
    for key in ("protocol.file.allow", "protocol.ext.allow"):
        git(clone, "config", key, "always")
    git(clone, "config", "remote.origin.url", f"ext::{path} %S")
    (clone / "briefs").mkdir()
    history, [problem] = read_history(Layout(clone), ASKED)
    assert history == History()
    assert problem.rule.name == "no-history"
    assert not note.exists()


def test_a_folder_that_is_a_bare_repository_is_not_asked(tmp_path: Path) -> None:
    """Git keeps the files of a bare repository in a commit, its settings among them."""
    site = small_site(tmp_path)
    git(tmp_path, "init", "-q", "--bare", ".")
    work = "--git-dir=.", "--work-tree=."
    git(tmp_path, "-c", "core.bare=false", *work, "add", "briefs", "seeds")
    git(tmp_path, "-c", "core.bare=false", *work, "commit", "-qm", "All")
    _, [problem] = read_history(Layout(site.root), ASKED)
    assert problem.rule.name == "no-history"


def test_a_day_that_no_calendar_has_is_not_shown(root: Path) -> None:
    tree = git_output(root, "write-tree").strip()
    who = "A <a@a.example> 253402300801 +0000"  # in the year 10000
    text = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nLate\n"
    commit = git_output(root, "hash-object", "-t", "commit", "-w", "--stdin", given=text).strip()
    git(root, "update-ref", "HEAD", commit)
    history, problems = read_history(Layout(root), ASKED)
    assert (history.changed, problems) == ({}, [])
