"""How the program is started: by which name, in which folder; its version, and completion in shells."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import shtab

from helpers.building import BUILD, PROGRAM, Site, environment, in_process, small_site
from onrecord import __version__
from onrecord.interface.arguments import SHELLS, Start
from onrecord.interface.cli import main
from onrecord.interface.completion import completion

MODULE = [sys.executable, "-m", "onrecord"]


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(PYTHONPATH=str(PROGRAM)),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("below", ["", "seeds", "briefs", "site_src/deep/er"])
def test_the_site_is_the_nearest_folder_upwards(small: Site, below: str) -> None:
    here = small.root / below
    here.mkdir(parents=True, exist_ok=True)
    done = run(*MODULE, "check", cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 briefing: no problems\n", "")


def test_a_folder_with_one_of_the_two_folders_is_passed_over(
    small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = small.write("drafts/seeds/other.txt", "Nothing\n").parent.parent
    monkeypatch.chdir(inside)
    assert in_process("check").out == "1 briefing: no problems\n"
    (inside / "briefs").mkdir()
    assert "no briefing yet: seeds/other.txt\n" in in_process("check").out


def test_briefings_are_named_from_where_one_is(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.root / "seeds")
    for named in ("note.txt", "../briefs/note.yml", "note", "briefs/note.yml"):
        assert in_process("check", named).out == "1 briefing: no problems\n"


@pytest.mark.parametrize("command", ["build", "check", "new"])
def test_where_there_is_no_site_the_message_says_what_to_do(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = in_process(command, *(["x.txt"] if command == "new" else []))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("there is no folder with seeds/ and briefs/ here or above; use --root ")


def test_verify_needs_no_site_only_articles(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.build()
    (small.root / "briefs").rename(tmp_path / "gone")
    monkeypatch.chdir(tmp_path)
    done = in_process("verify", "small/site", "--seeds", "small/seeds")
    assert (done.status, done.err) == (0, ""), done


def test_build_py_takes_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small_site(tmp_path / "its own")
    other = small_site(tmp_path / "other")
    monkeypatch.chdir(other.root)
    (other.root / "briefs" / "note.yml").unlink()
    assert main(["check"], Start("python build.py", site.root)) == 0
    done = run(sys.executable, str(BUILD), "--help", cwd=other.root)
    assert "the folder of build.py" in " ".join(done.stdout.split())


def test_each_way_of_starting_is_named_as_it_was_typed(tmp_path: Path) -> None:
    small_site(tmp_path)
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.7")
    for typed, command in {
        "python build.py": [sys.executable, str(BUILD), "--root", "."],
        "python -m onrecord": MODULE,
        "onrecord": [sys.executable, "-c", "from onrecord.interface.cli import main; exit(main())"],
    }.items():
        assert f"usage: {typed} [-h]" in run(*command, "--help", cwd=tmp_path).stdout
        done = run(*command, "new", "page.html", cwd=tmp_path)
        assert done.returncode == 1
        assert f"paste it: {typed} new -" in done.stderr


def test_no_module_names_a_command_as_it_may_not_have_been_typed() -> None:
    said = {
        path.relative_to(PROGRAM).as_posix()
        for path in (PROGRAM / "onrecord").rglob("*.py")
        if "python build.py" in path.read_text(encoding="utf-8")
    }
    assert said == set()


def test_no_instruction_takes_the_program_from_a_package_index() -> None:
    """The name is not ours there: whoever registers it would be installed."""
    by_name = re.compile(
        r"(?:pip|uv|pipx)\S* (?:tool )?(?:install|run|add)(?: -\S+)* ['\"]?onrecord\b(?![/-])"
        r"|uvx (?:--from )?['\"]?onrecord\b"
    )
    for wrong in (
        "pip install 'onrecord[cards]'",
        "uv tool install onrecord",
        "uvx --from onrecord onrecord",
    ):
        assert by_name.search(wrong)
    kinds = (".md", ".py", ".yml", ".yaml", ".txt", ".toml", "Makefile")
    for path in run("git", "ls-files", cwd=PROGRAM).stdout.splitlines():
        if path.endswith(kinds) and not path.startswith("tests/"):
            text = (PROGRAM / path).read_text(encoding="utf-8", errors="replace")
            assert not by_name.search(text), path


def test_the_version(tmp_path: Path) -> None:
    assert in_process("--version").out == f"onrecord {__version__}\n"
    assert run(sys.executable, str(BUILD), "--version", cwd=tmp_path).stdout == f"onrecord {__version__}\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("chek", "check"), ("bild", "build"), ("explian", "explain"), ("CHECK", "check"), ("verfy", "verify")],
)
def test_did_you_mean(written: str, meant: str) -> None:
    done = in_process(written)
    assert done.status == 2
    assert done.err.endswith(f"error: there is no command {written}; did you mean {meant}?\n")


@pytest.mark.parametrize("written", ["xyzzy", "", "\n", "-", "article.txt"])
def test_a_command_like_no_other_is_answered_with_all(written: str) -> None:
    done = in_process(written)
    assert done.status == 2
    assert "; the commands are build, check, " in done.err
    assert done.err.count("error: ") == 1


def test_the_library_completes_in_all_these_shells() -> None:
    assert set(SHELLS) <= set(shtab.SUPPORTED_SHELLS)
    for shell in SHELLS:
        done = in_process("--print-completion", shell)
        assert done.status == 0
        for word in ("onrecord", "explain", "passage-not-found"):
            assert word in done.out or shell == "tcsh", (shell, word)
    assert in_process("--print-completion", "cmd").status == 2


COMPLETE = """
{script}
COMP_WORDS=({words})
COMP_CWORD=$(({count} - 1))
_shtab_onrecord "${{COMP_WORDS[0]}}" "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["che"], {"check"}),
        (["explain", "passage-not-f"], {"passage-not-found"}),
        (["check", "--cov"], {"--coverage"}),
        (["check", "briefs/n"], {"briefs/note.yml"}),
        (["new", "se"], {"seeds"}),
        (["--format", "js"], {"json"}),
    ],
)
def test_bash_completes(words: list[str], expected: set[str], small: Site) -> None:
    typed = ["onrecord", *words]
    script = COMPLETE.format(script=completion("bash"), words=" ".join(typed), count=len(typed))
    done = run("bash", "-c", script, cwd=small.root)
    assert set(done.stdout.split()) == expected, done
