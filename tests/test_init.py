"""`init`: a new collection, what one lacks, and what its files say to git, editors and publishers."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.building import EXAMPLE, PROGRAM, SECONDS, Site, environment, in_process, state
from onrecord.editing import origin
from onrecord.editing.collection import WORKFLOWS
from onrecord.editing.origin import fault_of_requirement
from onrecord.interface.arguments import Start, parser
from onrecord.interface.cli import main

ALWAYS = {
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".schemas/actors.json",
    ".schemas/briefing.json",
    ".schemas/issues.json",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "briefs/actors.yml",
    "briefs/issues.yml",
    "mkdocs.yml",
    "requirements.txt",
    "seeds/.gitkeep",
}
GITHUB = ".github/workflows/publish.yml"
ARTICLE = "A made-up note\n\n“We will not wait for an answer,” said Mira Holt.\n"
ADDRESS = "git+https://example.org/git/onrecord@4f0c2f3d5f0a8d0b6f6d6f7c1c7d0a1b2c3d4e5f"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    folder = tmp_path / "collection"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Site(folder)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def next_commands(out: str) -> list[str]:
    """The commands that the program ends with, without their explanations."""
    _, _, told = out.partition("next:\n")
    return [line.partition("   #")[0].strip() for line in told.splitlines()]


@pytest.mark.parametrize(
    ("ci", "workflow"), [("github", {GITHUB}), ("gitlab", {".gitlab-ci.yml"}), ("none", set())]
)
def test_everything_is_written_and_listed(ci: str, workflow: set[str], here: Site) -> None:
    done = in_process("init", "--ci", ci)
    assert (done.status, done.err) == (0, "")
    assert files(here.root) == ALWAYS | workflow
    assert {line.strip() for line in done.out.splitlines()} >= ALWAYS | workflow
    assert len(next_commands(done.out)) == 3


@pytest.mark.parametrize("command", ["onrecord", "python build.py"])
def test_what_people_read_names_the_command_as_they_typed_it(command: str, here: Site) -> None:
    assert main(["init", "--ci", "none"], Start(command)) == 0
    for path, says in {"briefs/actors.yml": "new ARTICLE", "mkdocs.yml": "build"}.items():
        assert f"`{command} {says}`" in (here.root / path).read_text(encoding="utf-8")
    left = [path for path in ALWAYS if re.search("@[A-Z_]+@", (here.root / path).read_text(encoding="utf-8"))]
    assert left == []


def test_github_is_the_default_and_a_folder_is_made(here: Site) -> None:
    assert in_process("init", "news/strait").status == 0
    assert files(here.root / "news/strait") == ALWAYS | {GITHUB}
    assert in_process("init", "--root", "other").status == 0
    assert files(here.root / "other") == ALWAYS | {GITHUB}


def test_a_second_run_adds_what_is_missing_and_changes_nothing(here: Site) -> None:
    in_process("init")
    here.write("mkdocs.yml", "site_name: Mine\n")
    here.write("briefs/actors.yml", "mira:\n  name: Mira\n  kind: person\n")
    here.write("seeds/note.txt", "A note\n")
    for gone in ("requirements.txt", ".vscode/settings.json", "seeds/.gitkeep"):
        (here.root / gone).unlink()
    in_process("schema")  # They follow the register.
    before = state(here.root)
    done = in_process("init")
    assert done.status == 0
    after = state(here.root)
    assert {path: after[path] for path in before if path != ".vscode"} == {
        path: before[path] for path in before if path != ".vscode"
    }
    added = {path for path in after if path not in before}
    assert added == {"requirements.txt", ".vscode/settings.json"}  # seeds/ is not empty any more
    written, _, left = done.out.partition("left as they are")
    assert {path for path in files(here.root) if f"  {path}\n" in written} == added
    assert "  mkdocs.yml\n" in left


def test_a_third_run_says_that_nothing_was_written(here: Site) -> None:
    in_process("init")
    before = state(here.root)
    done = in_process("init")
    assert done.out.startswith("left as they are in this folder:\n")
    assert state(here.root) == before


def test_each_next_command_is_one_of_the_program_for_this_folder(here: Site, tmp_path: Path) -> None:
    for folder, flags in ((str(tmp_path / "else where"), []), (".", []), (".", ["--example"])):
        done = in_process("init", folder, "--ci", "none", *flags)
        commands = next_commands(done.out)
        assert len(commands) == 3
        for command in commands:
            program, *arguments = shlex.split(command)
            assert program == "onrecord"
            options = parser().parse_args(arguments)
            assert options.command in ("new", "check", "build")
            assert options.root == (None if folder == "." else folder)


def test_an_empty_collection_is_built_and_says_what_to_do_next(here: Site) -> None:
    in_process("init")
    assert in_process("check").out == (
        "0 briefings: no problems\nnext: onrecord new ARTICLE drafts the briefing of an article\n"
    )
    for done_to in ("written to", "unchanged in"):
        done = in_process()
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"no briefings yet, no problems; 13 pages {done_to} site_src/\n")
        assert done.out.endswith("\nnext: onrecord new ARTICLE drafts the briefing of an article\n")
    assert (here.html / "index.html").exists()
    assert "next: " not in in_process("check", "briefs/actors.yml").out


def test_a_collection_of_drafts_says_that_they_have_to_be_completed(here: Site, tmp_path: Path) -> None:
    in_process("init")
    article = tmp_path / "note.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert in_process("new", str(article)).status == 0
    assert in_process().out.endswith("\nnext: onrecord check lists what the drafts lack\n")
    assert "next:" not in in_process("check").out


def test_new_registers_actors_below_the_comments(here: Site, tmp_path: Path) -> None:
    in_process("init")
    article = tmp_path / "note.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert in_process("new", "--register", str(article)).status == 0
    text = (here.root / "briefs/actors.yml").read_text(encoding="utf-8")
    assert text.startswith("# The people,")
    assert list(yaml.safe_load(text)) == ["mira-holt"]


def uncommented(path: Path) -> str:
    """A register with its commented entry made a real one."""
    head, _, entry = path.read_text(encoding="utf-8").partition("\n\n")
    assert all(line.startswith("# ") for line in [*head.splitlines(), *entry.splitlines()])
    return "\n".join(line[2:] for line in entry.splitlines()) + "\n"


def test_the_commented_entries_are_right(here: Site) -> None:
    in_process("init")
    for name in ("actors", "issues"):
        path = here.root / "briefs" / f"{name}.yml"
        here.write(f"briefs/{name}.yml", uncommented(path))
    here.write("seeds/note.txt", "A made-up note\n\n“Ships will pay for each call,” said Mira Holt.\n")
    here.write(
        "briefs/note.yml",
        "date: 2031-05-02\nsummary: The minister announces the fee.\n"
        "source: {file: note.txt, publisher: Bote}\n"
        "actors: [{id: mira-holt}]\npositions:\n- actor: mira-holt\n  issue: harbour-fee\n  stance: for\n"
        "  says: Ships will pay the fee.\n  passage: Ships will pay for each call\n",
    )
    done = in_process("check", "--strict")
    assert (done.status, done.out) == (0, "1 briefing: no problems\n"), done


def test_the_example_comes_complete(here: Site) -> None:
    assert in_process("init", "--example").status == 0
    for folder in ("seeds", "briefs"):
        for path in (EXAMPLE / folder).iterdir():
            assert (here.root / folder / path.name).read_bytes() == path.read_bytes()
    assert not (here.root / "seeds/.gitkeep").exists()
    settings, wanted = read(here.root / "mkdocs.yml"), read(EXAMPLE / "mkdocs.yml")
    assert settings["site_name"] == wanted["site_name"]
    assert settings["site_description"] == wanted["site_description"]
    assert settings["extra"]["notice"] == wanted["extra"]["notice"]
    assert in_process("check", "--strict").status == 0


def test_mkdocs_yml_says_everything_that_the_programs_own_does(here: Site) -> None:
    in_process("init")
    settings, own = read(here.root / "mkdocs.yml"), read(PROGRAM / "mkdocs.yml")
    its_own = {"site_name", "site_description", "theme"}
    assert {key: settings[key] for key in own if key not in its_own} == {
        key: value for key, value in own.items() if key not in its_own
    }
    assert settings["theme"] == {"name": "onrecord"}
    assert in_process("--verbose").err == "published the fast way\n"


def test_git_keeps_the_bytes_of_articles_and_ignores_what_is_made(here: Site) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "core.autocrlf=true", "-c", "user.name=x", "-c", "user.email=x@example.org"]
        done = subprocess.run([*command, *arguments], check=True, capture_output=True, env=environment())
        return done.stdout.decode()

    in_process("init")
    (here.root / "seeds/note.txt").write_bytes(b"A made-up note\r\nMira said: no.\n")
    git("init", "-q")
    assert in_process().status == 0
    git("add", "-A")
    added = set(git("diff", "--cached", "--name-only").splitlines())
    assert added == ALWAYS | {GITHUB, "seeds/note.txt"}
    assert git("cat-file", "-p", ":seeds/note.txt") == "A made-up note\r\nMira said: no.\n"


def test_nothing_is_written_through_links_that_lead_out(here: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (here.root / "briefs").symlink_to(outside)
    (here.root / "mkdocs.yml").symlink_to(outside / "mkdocs.yml")
    done = in_process("init")
    assert done.status == 0
    assert list(outside.iterdir()) == []
    assert "a symbolic link leads out of the folder:\n  briefs/actors.yml\n  briefs/issues.yml\n" in done.out


@pytest.mark.parametrize(
    "arguments",
    [("",), ("note.txt",), ("note.txt/below",), ("--ci", "svn"), ("--program", "onrecord"), ("a\nb\0c",)],
)
def test_wrong_use_writes_nothing(arguments: tuple[str, ...], here: Site) -> None:
    here.write("note.txt", "A file\n")
    done = in_process("init", *arguments)
    assert (done.status, done.out) == (2, "")
    assert files(here.root) == {"note.txt"}


# ---------------------------------------------------------------------------- where the program comes from


def test_the_address_of_the_program_is_written_or_asked_for(here: Site) -> None:
    todo = "to do: write into requirements.txt where publishing gets the program from\n"
    assert todo in in_process("init").out
    assert todo in in_process("init").out
    (here.root / "requirements.txt").unlink()
    assert todo not in in_process("init", "--program", ADDRESS).out
    lines = (here.root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [ADDRESS]


@pytest.mark.parametrize(
    "said",
    [
        ADDRESS,
        "https://example.org/onrecord-0.1.0-py3-none-any.whl",
        "./onrecord.whl",
        "../onrecord",
        "vendor/x",
    ],
)
def test_addresses_and_paths_say_where_the_program_is(said: str) -> None:
    assert fault_of_requirement(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "onrecord",
        "onrecord==0.1.0",
        "onrecord[html]",
        "-r x/y",
        "--index-url=x/y",
        "a b/c",
        "git+ssh",
    ],
)
def test_a_name_on_an_index_does_not(said: str) -> None:
    assert fault_of_requirement(said)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            {
                "url": "https://example.org/git/onrecord",
                "vcs_info": {"vcs": "git", "commit_id": "4f0c2f3d5f0a8d0b6f6d6f7c1c7d0a1b2c3d4e5f"},
            },
            ADDRESS,
        ),
        (
            {"url": "https://example.org/onrecord.whl", "archive_info": {"hashes": {"sha256": "ab12"}}},
            "https://example.org/onrecord.whl#sha256=ab12",
        ),
        ({"url": "https://example.org/onrecord.whl", "archive_info": {}}, "https://example.org/onrecord.whl"),
        ({"url": "file:///home/mira/onrecord", "dir_info": {}}, ""),
        ({"url": "file:///home/mira/onrecord.whl", "archive_info": {}}, ""),
        (None, ""),
    ],
)
def test_pips_note_of_where_it_was_installed_from(
    note: object, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notes are as in PEP 610."""

    class Distribution:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(note) if note else None

    monkeypatch.setattr(origin, "distribution", lambda name: Distribution())
    assert origin.installed_from() == expected


# ------------------------------------------------------------------------------------ workflows and editors


def commands_in(text: str) -> list[list[str]]:
    """The program's commands in a script or a setting."""
    return [shlex.split(line)[1:] for line in text.splitlines() if line.strip().startswith("onrecord")]


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=SECONDS)


@pytest.fixture
def github(here: Site) -> dict[str, Any]:
    in_process("init", "--program", ADDRESS)
    workflow: dict[str, Any] = read(here.root / GITHUB)
    return workflow


def steps_of(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_actions_are_pinned_by_the_hash_of_a_release(github: dict[str, Any], here: Site) -> None:
    text = (here.root / GITHUB).read_text(encoding="utf-8")
    used = [step["uses"] for step in steps_of(github) if "uses" in step]
    assert len(used) == 4
    assert len(re.findall(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n", text)) == len(used)


def test_the_workflow_checks_builds_and_publishes(github: dict[str, Any]) -> None:
    build, publish = github["jobs"]["build"], github["jobs"]["publish"]
    (checkout,) = (step for step in build["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert publish["needs"] == "build"
    assert github["permissions"] == {"contents": "read"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    runs = [
        parser().parse_args(command)
        for step in build["steps"]
        for command in commands_in(step.get("run", ""))
    ]
    assert [(run.command, run.format, run.untrusted) for run in runs] == [
        ("check", "github", False),
        ("build", "text", False),
        ("build", "text", True),
    ]
    for job in github["jobs"].values():
        assert "timeout-minutes" in job


def test_a_pull_request_runs_none_of_its_code_and_publishes_nothing(
    github: dict[str, Any], here: Site
) -> None:
    for step in github["jobs"]["build"]["steps"]:
        if "untrusted" in step.get("run", ""):
            assert step["if"] == "github.event_name == 'pull_request'"
        elif "onrecord build" in step.get("run", "") or "upload" in step.get("uses", ""):
            assert step["if"] == "github.event_name != 'pull_request'"
    assert "github.event_name != 'pull_request'" in github["jobs"]["publish"]["if"]
    text = (here.root / GITHUB).read_text(encoding="utf-8")
    assert "pull_request_target" not in text  # It would run with the repository's secrets.


@pytest.mark.skipif(os.name == "nt", reason="the workflow's scripts are for bash")
@pytest.mark.parametrize(
    ("said", "status"), [("", 1), ("# a comment\n\n", 1), (f"# a comment\n{ADDRESS}\n", 0)]
)
def test_the_workflow_stops_where_nobody_has_said_what_to_install(
    said: str, status: int, github: dict[str, Any], here: Site
) -> None:
    (install,) = (step["run"] for step in steps_of(github) if "pip install" in step.get("run", ""))
    here.write("requirements.txt", said)
    script = f"pip() {{ echo installed; }}\nGITHUB_BASE_REF=\n{install}"
    done = run("bash", "-e", "-c", script, cwd=here.root)
    assert done.returncode == status
    assert ("installed" in done.stdout) is (status == 0)
    assert ("::error file=requirements.txt::" in done.stdout) is (status == 1)


@pytest.mark.skipif(os.name == "nt", reason="the workflow's scripts are for bash")
def test_a_pull_request_cannot_choose_the_program(github: dict[str, Any], here: Site, tmp_path: Path) -> None:
    def git(*arguments: str, cwd: Path = here.root) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        done = run("git", *identity, *arguments, cwd=cwd)
        assert done.returncode == 0, done

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "main")
    git("checkout", "-qb", "theirs")
    here.write("requirements.txt", "git+https://example.org/theirs\n")
    git("commit", "-qam", "theirs")
    git("clone", "-q", str(here.root), str(tmp_path / "runner"), cwd=tmp_path)
    (install,) = (step["run"] for step in steps_of(github) if "pip install" in step.get("run", ""))
    script = f"pip() {{ cat requirements.txt; }}\n{install}"
    for target, named in {"main": ADDRESS, "": "git+https://example.org/theirs"}.items():
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=tmp_path / "runner",
            env=environment(GITHUB_BASE_REF=target, RUNNER_TEMP=str(tmp_path / "temp")),
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.splitlines()[-1] == named


def test_a_new_collection_has_no_code_of_its_own(here: Site) -> None:
    in_process("init", "--example")
    done = in_process("build", "--untrusted")
    assert (done.status, done.err) == (0, ""), done


@pytest.mark.skipif(not shutil.which("actionlint"), reason="actionlint is not installed")
def test_actionlint_has_nothing_to_say(github: dict[str, Any], here: Site) -> None:
    done = run("actionlint", GITHUB, cwd=here.root)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("check-jsonschema"), reason="check-jsonschema is not installed")
@pytest.mark.parametrize(
    ("ci", "arguments"),
    [
        ("github", ["vendor.github-workflows"]),
        ("gitlab", ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
)
def test_the_workflow_fits_the_schema_of_its_service(ci: str, arguments: list[str], here: Site) -> None:
    in_process("init", "--ci", ci)
    (path,) = WORKFLOWS[ci]
    done = run("check-jsonschema", "--builtin-schema", *arguments, path, cwd=here.root)
    assert done.returncode == 0, done.stdout


def test_gitlab_checks_builds_and_publishes(here: Site) -> None:
    in_process("init", "--ci", "gitlab")
    pipeline = read(here.root / ".gitlab-ci.yml")
    assert pipeline["variables"]["GIT_DEPTH"] == "0"
    assert pipeline["pages"]["artifacts"] == {"paths": ["public"]}
    for job, expected in {"check": ["check", "build"], "pages": ["check", "build"]}.items():
        commands = commands_in("\n".join(pipeline[job]["script"]))
        assert [parser().parse_args(command).command for command in commands] == expected


def test_pre_commit_and_vs_code_read_their_settings(here: Site) -> None:
    in_process("init")
    (repository,) = read(here.root / ".pre-commit-config.yaml")["repos"]
    (hook,) = repository["hooks"]
    assert repository["repo"] == "local"
    assert hook["language"] == "system"
    assert parser().parse_args(hook["entry"].split()[1:]).command == "check"
    for path, matches in {"briefs/a.yml": True, "seeds/a.txt": True, "mkdocs.yml": False}.items():
        assert bool(re.search(hook["files"], path)) is matches
    settings = json.loads((here.root / ".vscode/settings.json").read_text(encoding="utf-8"))
    documented = (PROGRAM / "docs/editors.md").read_text(encoding="utf-8").split("```json\n")[1]
    assert settings["yaml.schemas"] == json.loads(documented.split("```")[0])["yaml.schemas"]
    assert all((here.root / schema).is_file() for schema in settings["yaml.schemas"])
    assert settings["files.readonlyInclude"] == {"seeds/**": True}
    recommended = json.loads((here.root / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}
