"""Standard output and standard error, on a terminal and in a pipe."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.building import BUILD, Site, copy_of, environment, small_site


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_is_all_that_stands_on_standard_output(strait: Site, command: str) -> None:
    done = strait.start(command, "--format", "json")
    assert (done.status, json.loads(done.out)) == (0, [])
    assert done.err
    strait.edit("briefs/velmar-closes-the-strait.yml", "prefix: She", "prefix: Élan “q”")
    for settings in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}):
        done = strait.start(command, "--format", "json", **settings)
        (problem,) = json.loads(done.out)
        assert done.status == 1
        assert set(problem) == {"rule", "severity", "path", "line", "column", "message", "help"}
        assert (problem["rule"], problem["severity"]) == ("passage-not-found", "error")
        assert (problem["path"], problem["line"]) == ("briefs/velmar-closes-the-strait.yml", 61)


def test_github_and_text_name_the_place(strait: Site) -> None:
    strait.edit("briefs/velmar-closes-the-strait.yml", "prefix: She", "prefix: Nobody")
    place = "briefs/velmar-closes-the-strait.yml"
    assert (
        f"::error file={place},line=61,col=14,title=passage-not-found::"
        in strait.run("--format", "github").out
    )
    assert f"{place}:61:14: error[passage-not-found]" in strait.run().out


def test_text_is_shown_whatever_the_terminal_can_hold(strait: Site) -> None:
    strait.edit("briefs/velmar-closes-the-strait.yml", "prefix: She", "prefix: Ж")
    done = strait.start(PYTHONIOENCODING="ascii")
    assert done.status == 1
    assert "error[passage-not-found]" in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize("style", ["json", "text", "github"])
def test_file_names_that_are_not_utf8(small: Site, style: str) -> None:
    odd = os.fsdecode(b"caf\xe9")
    small.write(f"briefs/{odd}.yml", "date: 2031-01-01\n")
    small.edit("briefs/note.yml", "note.txt", "caf.txt")
    (small.root / "seeds" / "note.txt").rename(small.root / "seeds" / f"{odd}.txt")
    done = small.start("--format", style)
    assert done.status == 1, done
    assert "Traceback" not in done.err
    if style == "json":
        assert {problem["rule"] for problem in json.loads(done.out)} >= {"bad-slug", "missing-source-file"}


def test_no_warning_of_pythons_own(small: Site) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(BUILD), "--root", str(small.root)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environment(PYTHONDEVMODE="1"),
    )
    assert (done.returncode, done.stderr) == (0, "")


def on_a_terminal(site: Site, *arguments: str, **settings: str) -> tuple[int, str]:
    """Run with standard output and error on one terminal; return the status and what it showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(BUILD), "--root", str(site.root), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment(**({"TERM": "xterm"} | settings)),
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 10_000)
            except OSError:  # The other end is closed.
                break
            if not more:
                break
            shown += more
        os.close(ours)
    return process.returncode, shown.decode()


def test_progress_shows_on_a_terminal_and_is_gone_at_the_end(small: Site) -> None:
    status, shown = on_a_terminal(small)
    assert status == 0
    assert "checking [" in shown
    assert "publishing [" in shown
    assert shown.rpartition("\r\033[K")[2].startswith("1 briefing")
    for arguments, settings in ((("--no-progress",), {}), ((), {"TERM": "dumb"})):
        assert "\033" not in on_a_terminal(small, *arguments, **settings)[1]
    assert "\033" not in small.start().err


def test_colours_on_a_terminal_unless_told_not_to(small: Site) -> None:
    small.edit("briefs/note.yml", "2031-01-01", "someday")
    assert "\033[1;31merror" in on_a_terminal(small, "--no-progress")[1]
    for settings in ({"NO_COLOR": "1"},):
        assert "\033" not in on_a_terminal(small, "--no-progress", **settings)[1]
    assert "\033" not in small.start().out


@pytest.mark.parametrize("arguments", [("explain", "passage-not-found"), ("--help",), ("check",), ()])
def test_a_reader_that_has_gone_makes_no_traceback(small: Site, arguments: tuple[str, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, str(BUILD), *arguments, "--root", str(small.root)],
        check=False,
        stdout=theirs,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(),
    )
    os.close(theirs)
    assert done.stderr == ""
    assert done.returncode in (0, 3)


def test_output_that_cannot_be_written_is_said(small: Site) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, str(BUILD), "check", "--root", str(small.root)],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(),
        )
    assert (done.returncode, done.stderr) == (3, "stopped: No space left on device\n")


def test_closed_output_is_no_reason_to_stop(small: Site) -> None:
    command = f'exec "{sys.executable}" "{BUILD}" --root "{small.root}" >&- 2>&-'
    done = subprocess.run(["sh", "-c", command], check=False, env=environment())
    assert done.returncode == 0
    assert (small.html / "index.html").is_file()
