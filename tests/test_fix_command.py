"""`check --fix` as it is called: what it writes, shows and asks, and what it never touches."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.building import BUILD, Done, Site
from helpers.fee_site import ACTORS, BRIEF, FEE, fee_site, with_line
from onrecord.fixing import writing
from onrecord.fixing.site import Sheet
from onrecord.interface import fix
from onrecord.layout import Layout

TYPED = with_line("date: 2031-05-02", "date: 2 May 2031")
ASKED = with_line("We will not pay twice", "we will not pay twice")


def contents(site: Site) -> dict[str, bytes]:
    """All files that people write."""
    folders = ("briefs", "seeds")
    paths = (path for folder in folders for path in (site.root / folder).rglob("*") if path.is_file())
    return {path.relative_to(site.root).as_posix(): path.read_bytes() for path in paths}


def run(site: Site, *arguments: str) -> Done:
    return site.run("check", *arguments, "--no-progress")


def test_it_writes_the_corrections_then_checks(tmp_path: Path) -> None:
    site = fee_site(tmp_path, TYPED)
    before = contents(site)
    done = run(site, "--fix")
    assert contents(site) == {**before, FEE: BRIEF.encode()}
    assert done == Done(
        0,
        "briefs/fee.yml:2: 2 May 2031 → 2031-05-02  [bad-date]\n1 correction in 1 file\n\n"
        "1 briefing: no problems\n",
        "",
    )
    again = run(site, "--fix")
    assert again.out == "nothing to correct\n\n1 briefing: no problems\n"


def test_what_is_left_is_shown_and_decides_the_exit_status(tmp_path: Path) -> None:
    site = fee_site(tmp_path, ASKED)
    done = run(site, "--fix")
    assert contents(site)[FEE] == ASKED.encode()
    assert done.status == 1
    assert "briefs/fee.yml:19: write it as the article does? we… → We…  [passage-not-found]" in done.out
    assert "1 question left: run the command on a terminal to answer" in done.out
    assert "error[passage-not-found]" in done.out


def test_files_without_corrections_are_not_written(tmp_path: Path) -> None:
    site = fee_site(tmp_path)
    for path in (site.root / "briefs").iterdir():
        os.utime(path, (1, 1))
    assert run(site, "--fix").status == 0
    assert {path.stat().st_mtime for path in (site.root / "briefs").iterdir()} == {1}


def test_only_the_briefings_that_are_named_are_corrected(tmp_path: Path) -> None:
    site = fee_site(tmp_path, TYPED, ACTORS.replace("Ana Kresh", "“Ana Kresh”"))
    site.write("briefs/other.yml", TYPED)
    run(site, "--fix", "other")
    assert contents(site)[FEE] == TYPED.encode()
    assert "“" in contents(site)["briefs/actors.yml"].decode()
    assert contents(site)["briefs/other.yml"] == BRIEF.encode()
    run(site, "--fix", "briefs/actors.yml")
    assert contents(site)[FEE] == TYPED.encode()
    assert "“" not in contents(site)["briefs/actors.yml"].decode()


def test_an_article_stands_for_its_briefings(tmp_path: Path) -> None:
    site = fee_site(tmp_path, TYPED)
    run(site, "--fix", str(site.root / "seeds/fee.txt"))
    assert contents(site)[FEE] == BRIEF.encode()


def test_a_yaml_file_is_renamed(tmp_path: Path) -> None:
    site = fee_site(tmp_path)
    (site.root / FEE).rename(site.root / "briefs/fee.yaml")
    done = run(site, "--fix", "briefs/fee.yaml")
    assert "briefs/fee.yml: renamed from fee.yaml  [stray-file]" in done.out
    assert sorted(path.name for path in (site.root / "briefs").iterdir()) == [
        "actors.yml",
        "fee.yml",
        "issues.yml",
    ]


@pytest.mark.parametrize("flags", [["--diff"], ["--sort"], ["--fix", "--diff", "--format", "json"]])
def test_flags_that_do_not_go_together_are_refused(flags: list[str], tmp_path: Path) -> None:
    done = run(fee_site(tmp_path), *flags)
    assert done.status == 2
    assert done.out == ""


def test_data_stay_data(tmp_path: Path) -> None:
    done = run(fee_site(tmp_path, ASKED.replace("2031-05-02", "2 May 2031")), "--fix", "--format", "json")
    assert [problem["rule"] for problem in json.loads(done.out)] == ["passage-not-found"]
    assert "2 May 2031 → 2031-05-02" in done.err


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_diff_is_shown_that_git_can_apply(end: str, tmp_path: Path) -> None:
    git = shutil.which("git")
    assert git
    brief = TYPED.replace("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: tomas-brel\n").rstrip("\n")
    site = fee_site(tmp_path / "site", brief.replace("\n", end))
    (site.root / FEE).rename(site.root / "briefs/fee.yaml")
    (site.root / "briefs/actors.yml").unlink()
    before = contents(site)
    command = [sys.executable, str(BUILD), "--root", str(site.root), "check", "--fix", "--diff"]
    shown = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert contents(site) == before
    assert shown.stderr.decode().splitlines()[0] == "4 corrections in 2 files; nothing was written"
    copy = shutil.copytree(site.root, tmp_path / "copy")
    subprocess.run([git, "apply", "-"], cwd=copy, input=shown.stdout, check=True)
    run(site, "--fix")
    assert contents(Site(copy)) == contents(site)


def test_a_diff_of_nothing_is_empty(tmp_path: Path) -> None:
    assert run(fee_site(tmp_path), "--fix", "--diff") == Done(
        0, "", "0 corrections in 0 files; nothing was written\n"
    )


def test_permissions_are_kept(tmp_path: Path) -> None:
    site = fee_site(tmp_path, TYPED)
    (site.root / FEE).chmod(0o640)
    run(site, "--fix")
    assert stat.S_IMODE((site.root / FEE).stat().st_mode) == 0o640
    assert contents(site)[FEE] == BRIEF.encode()


def test_a_link_is_followed_inside_the_site_alone(tmp_path: Path) -> None:
    site = fee_site(tmp_path / "site", TYPED)
    shared = site.write("shared/fee.yml", TYPED)
    (site.root / FEE).unlink()
    (site.root / FEE).symlink_to("../shared/fee.yml")
    run(site, "--fix")
    assert (site.root / FEE).is_symlink()
    assert shared.read_text("utf-8") == BRIEF
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "fee.yml").write_text(TYPED, "utf-8")
    (site.root / FEE).unlink()
    (site.root / FEE).symlink_to(outside / "fee.yml")
    refused = run(site, "--fix")
    assert refused.status == 1
    assert "link-outside" in refused.out
    allowed = run(site, "--fix", "--allow-outside", str(outside))
    assert "fee.yml was not corrected: it is a link to a file outside the site's folder" in allowed.err
    assert (outside / "fee.yml").read_text("utf-8") == TYPED


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Let another program do something between the reading of the files and the writing."""
    write = writing.write

    def late(sheet: Sheet, layout: Layout) -> str:
        change()
        return write(sheet, layout)

    monkeypatch.setattr(fix, "write", late)


def test_what_another_editor_saved_meanwhile_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = fee_site(tmp_path, TYPED)
    theirs = with_line("Pilot fee", "Their title", TYPED)
    meanwhile(monkeypatch, lambda: site.write(FEE, theirs))
    done = run(site, "--fix")
    assert "fee.yml was not corrected: it was changed by another program meanwhile" in done.err
    assert contents(site)[FEE] == theirs.encode()
    assert done.status == 1


def test_what_was_removed_meanwhile_stays_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = fee_site(tmp_path, TYPED)
    meanwhile(monkeypatch, (site.root / FEE).unlink)
    assert "it was removed meanwhile" in run(site, "--fix").err
    assert not (site.root / FEE).exists()


def test_nothing_that_has_appeared_meanwhile_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = fee_site(tmp_path, TYPED)
    (site.root / FEE).rename(site.root / "briefs/fee.yaml")
    meanwhile(monkeypatch, lambda: site.write(FEE, BRIEF))
    assert "fee.yml has appeared meanwhile" in run(site, "--fix").err
    assert contents(site)["briefs/fee.yaml"] == TYPED.encode()


@pytest.mark.skipif(os.geteuid() == 0, reason="for root no file is read-only")
def test_a_read_only_file_is_left(tmp_path: Path) -> None:
    site = fee_site(tmp_path, TYPED)
    (site.root / FEE).chmod(0o444)
    assert "it is read-only" in run(site, "--fix").err
    assert contents(site)[FEE] == TYPED.encode()


def test_a_write_that_fails_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = fee_site(tmp_path, TYPED)
    before = contents(site)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run(site, "--fix").status == 3
    assert contents(site) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("typed", "after"), [("y\n", BRIEF), ("n\n", ASKED), ("\n", ASKED), ("\x04", ASKED)])
def test_on_a_terminal_it_asks(typed: str, after: str, tmp_path: Path) -> None:
    import pty

    site = fee_site(tmp_path, ASKED)
    ours, theirs = pty.openpty()
    command = [sys.executable, str(BUILD), "--root", str(site.root), "check", "--fix", "--no-progress"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while b"[yes/no] " not in shown:
            shown += os.read(ours, 1000)
        os.write(ours, typed.encode())
        try:
            while part := os.read(ours, 1000):
                shown += part
        except OSError:  # So Linux says that the other side is closed.
            pass
    os.close(ours)
    assert "write it as the article does? we… → We…" in shown.decode()
    assert contents(site)[FEE] == after.encode()
    assert process.returncode == (0 if after == BRIEF else 1)
