"""Commands, flags and exit statuses, with standard output and standard error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import (
    BUILD,
    PROGRAM,
    Done,
    Site,
    copy_of,
    environment,
    in_own_process,
    in_process,
    small_site,
    state,
)
from onrecord.rules import RULES

# Starts the program where one library is not installed.
WITHOUT = """
import runpy, sys
_, library, *sys.argv = sys.argv
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == library:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Block())
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


def test_help_is_enough_to_work_from() -> None:
    done = in_process("--help")
    assert done.status == 0
    for word in ("build", "check", "explain", "--root", "--format", "--strict", "exit status", "NO_COLOR"):
        assert word in done.out
    for command in ("build", "check", "explain"):
        assert "--root" in in_process(command, "--help").out or command == "explain"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--no-such-flag",),
        ("no-such-command",),
        ("check", "--root"),
        ("--format", "xml"),
        ("--form", "json"),
        ("explain",),
        ("explain", "no-such-rule"),
        ("build", "surplus"),
        ("--root", "/no/such/folder"),
        ("--root", __file__),
        ("--root", ""),
    ],
)
def test_wrong_use_is_status_2_and_names_what_is_wrong(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = in_process(*arguments)
    assert done.status == 2, done
    assert done.out == ""
    assert done.err.strip()


@pytest.mark.parametrize("missing", ["seeds", "briefs"])
def test_a_root_without_its_folders_is_wrong_use(small: Site, missing: str) -> None:
    (small.root / missing).rename(small.root / "elsewhere")
    done = small.run()
    assert (done.status, done.out) == (2, "")
    assert f"has no folder {missing}/" in done.err
    (small.root / missing).write_text("a file", encoding="utf-8")
    assert small.run().status == 2


@pytest.mark.parametrize("flag", ["--root", "--allow-outside"])
def test_a_flag_that_names_no_folder_is_wrong_use(small: Site, flag: str) -> None:
    (small.root / "loop").symlink_to("loop")
    folder = str(small.root)
    for named, told in {
        "": "the name of the folder is empty",
        f"{folder}/loop": f"{folder}/loop is a link that leads back to itself",
        f"{folder}/seeds/note.txt": f"{folder}/seeds/note.txt is not a folder",
        f"{folder}/seeds/note.txt/x": f"{folder}/seeds/note.txt/x: Not a directory",
        f"{folder}/nothing": f"there is no folder {folder}/nothing",
        f"{folder}/\n": f"there is no folder {folder}/<U+000A>",
    }.items():
        for command in ("check", "build", "verify"):
            assert in_process(command, "--root", folder, flag, named) == Done(2, "", f"{flag}: {told}\n")


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), max_size=4))
def test_no_arguments_at_all_make_a_traceback(arguments: list[str]) -> None:
    done = in_process(*arguments, "--root", "/no/such/folder")
    assert done.status in (0, 2)


def test_check_writes_nothing_at_all(strait: Site) -> None:
    before = state(strait.root)
    done = strait.run("check")
    assert done == Done(0, "4 briefings: no problems\n", "")
    assert state(strait.root) == before
    assert not (strait.root / ".onrecord").exists()


@pytest.mark.parametrize(
    "named",
    ["velmar-closes-the-strait", "briefs/velmar-closes-the-strait.yml", "velmar-closes-the-strait.yml"],
)
def test_check_of_one_briefing_shows_its_problems_only(strait: Site, named: str) -> None:
    strait.edit("briefs/velmar-closes-the-strait.yml", "prefix: She", "prefix: Nobody")
    strait.edit("briefs/ostravia-answers-in-court.yml", "We will answer", "I will answer")
    done = strait.run("check", named, "--format", "json")
    assert done.status == 1
    assert {problem["path"] for problem in json.loads(done.out)} == {"briefs/velmar-closes-the-strait.yml"}
    assert done.err == "1 briefing: 1 error\n"
    assert len(json.loads(strait.run("check", "--format", "json").out)) == 2
    assert strait.run("check", "qasira-offers-to-mediate").status == 0


def test_check_of_one_briefing_shows_what_is_wrong_with_the_registers_it_needs(strait: Site) -> None:
    strait.edit("briefs/actors.yml", "kind: group", "kind: crowd")
    done = strait.run("check", "strait-of-kessa-reopens")
    assert done.status == 1
    assert "briefs/actors.yml:" in done.out
    assert strait.run("check", "briefs/actors.yml").status == 1
    assert strait.run("check", "briefs/issues.yml", "qasira-offers-to-mediate").status == 1


def test_check_of_an_article_is_one_of_its_briefings(strait: Site) -> None:
    article = next(strait.root.glob("seeds/*.txt"))
    (using,) = (
        p for p in strait.root.glob("briefs/*.yml") if f"file: {article.name}\n" in p.read_text("utf-8")
    )
    strait.edit(f"briefs/{using.name}", "passage:", "passages:")
    for named in (f"seeds/{article.name}", str(article)):
        done = strait.run("check", named, "--format", "json")
        assert done.status == 1
        assert {problem["path"] for problem in json.loads(done.out)} == {f"briefs/{using.name}"}
        assert done.err.startswith("1 briefing: ")


def test_coverage_is_shown_after_the_problems_or_written_to_a_page(strait: Site, tmp_path: Path) -> None:
    done = strait.run("check", "velmar-closes-the-strait", "--coverage")
    assert done.status == 0
    assert done.out.startswith("1 briefing: no problems\n\nbriefs/velmar-closes-the-strait.yml cites ")
    assert done.out.count("\nbriefs/") == 1
    assert strait.run("check", "--coverage").out.count("\nbriefs/") == 4
    page = tmp_path / "coverage.html"
    done = strait.run("check", "--html", str(page))
    assert done.out.startswith("4 briefings: no problems\ncoverage written to ")
    assert page.read_text(encoding="utf-8").count("<section>") == 4
    assert strait.run("check", "--coverage", "--format", "json").status == 2


@pytest.mark.parametrize("named", ["velmar-closes-the-strat", "no such", "", "/", "..", "x" * 5000])
def test_check_of_a_briefing_that_is_not_there_is_wrong_use(strait: Site, named: str) -> None:
    done = strait.run("check", named)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("there is no briefing ")
    if named.startswith("velmar"):
        assert "did you mean velmar-closes-the-strait?" in done.err


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(rule: str) -> None:
    done = in_process("explain", rule)
    assert done.status == 0
    assert done.out.startswith(rule)
    assert "Wrong:" in done.out
    assert "Right:" in done.out


def test_an_unknown_rule_is_wrong_use_with_a_suggestion() -> None:
    done = in_process("explain", "passage-notfound")
    assert done.status == 2
    assert "did you mean passage-not-found?" in done.err


@pytest.mark.parametrize("library", ["jinja2", "markdown", "yaml", "mkdocs", "pydantic", "nh3"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(small: Site, library: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, library, str(BUILD), "--root", str(small.root)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (3, "")
    command = f"{sys.executable} -m pip install -r {PROGRAM / 'requirements.txt'}"
    assert done.stderr == f"onrecord needs the library {library}; install it with: {command}\n"


def test_a_folder_that_is_gone_is_no_place_to_stop_at(small: Site, tmp_path: Path) -> None:
    command = (
        f'mkdir gone && cd gone && rmdir ../gone && exec "{sys.executable}" "{BUILD}" --root "{small.root}"'
    )
    done = subprocess.run(
        ["sh", "-c", command],
        check=False,
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("---\nonrecord: x\n---\n{% if %}\n", "issues.md.j2:4: "),
        ("---\nonrecord: x\n---\n{{ page.no_such_field }}\n", "issues.md.j2:4: "),
        ("---\nonrecord: x\n---\n{{ page.issues | link }}\n", "issues.md.j2:4: "),
        ("---\nonrecord: x\n---\n{{ 1 // 0 }}\n", "issues.md.j2:4: "),
        ("{% include 'gone.md.j2' %}", "issues.md.j2:1: 'gone.md.j2' not found"),
        ("# No front matter\n", "issues.md.j2: its front matter has no line `onrecord: …`"),
    ],
)
def test_a_broken_template_is_named_with_its_line(small: Site, template: str, said: str) -> None:
    small.write("templates/markdown/issues.md.j2", template)
    done = small.run()
    assert (done.status, done.out) == (2, "")
    running, stopped = done.err.splitlines()
    assert running.startswith("this build runs code of the site: templates: templates/markdown ")
    assert stopped.startswith(f"stopped: error in a template: {said}")
    assert not small.pages.exists()


def test_a_template_that_is_not_utf8(small: Site) -> None:
    small.write("templates/markdown/issues.md.j2", "").write_bytes(b"caf\xe9")
    done = small.run()
    assert done.status == 2
    assert "issues.md.j2" in done.err


def test_starts_from_any_folder(small: Site, tmp_path: Path) -> None:
    done = in_own_process("check", "--root", "small", cwd=tmp_path)
    assert (done.status, done.out) == (0, "1 briefing: no problems\n")


def test_the_package_runs_as_a_module(small: Site) -> None:
    command = [sys.executable, "-m", "onrecord", "check", "--root", str(small.root)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROGRAM, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, small.run("check").out, ""), done


def test_mkdocs_yml_can_be_checked_by_its_name(small: Site) -> None:
    small.write("mkdocs.yml", "site_name: 2031\n")
    small.write("briefs/note.yml", "title: [\n")
    done = small.run("check", str(small.root / "mkdocs.yml"))
    assert done.status == 1
    assert "mkdocs.yml:1:1: error[publish-warning]" in done.out
    assert "briefs/note.yml" not in done.out
    assert "mkdocs.yml" not in small.run("check", "note").out
