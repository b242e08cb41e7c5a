"""The wheel of `python -m build` has all files that the program reads, and works without a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from helpers.building import PROGRAM, SECONDS, Site, content, environment
from onrecord import __version__

# Files beside the modules: their places in the project and in the wheel.
CARRIED = {
    "onrecord": "onrecord",
    "templates": "onrecord/_program/templates",
    "mkdocs.yml": "onrecord/_program/mkdocs.yml",
    "site_src/about.md": "onrecord/_program/site_src/about.md",
    **{
        f"examples/sarrow-strait/{path}": f"onrecord/_program/examples/sarrow-strait/{path}"
        for path in ("briefs", "mkdocs.yml", "seeds", "site_src/about.md")
    },
}
BRIEF = """\
date: 2031-05-02
summary: Mira Holt spricht am Montag.
source: {file: a.txt, publisher: Bote, language: de}
actors: [{id: mira-holt}]
positions:
- actor: mira-holt
  issue: hafen
  says: Der Hafen bleibt offen.
  passage: den Hafen nie schließen
- actor: mira-holt
  issue: hafen
  says: Der Hafen bleibt, wie er ist.
  passage: schließen
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network access: the backend is installed.

    It is built in the checkout, where the program's own build.py has the same name as the module.
    """
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)],
        cwd=PROGRAM,
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_each_file_of_the_program_as_it_is(wheel: Path) -> None:
    wanted = {}
    for here, there in CARRIED.items():
        path = PROGRAM / here
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                name = there if file == path else f"{there}/{file.relative_to(path).as_posix()}"
                wanted[name] = file.read_bytes()
    for kind in ("py", "toml", "yml", "j2", "html", "css", "js", "svg"):
        assert any(name.endswith(f".{kind}") for name in wanted), kind
    with zipfile.ZipFile(wheel) as packed:
        held = {name: packed.read(name) for name in packed.namelist() if ".dist-info/" not in name}
    assert held == wanted


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `onrecord`, as pip installs it into a new environment.

    Its libraries are those of the tests, so nothing is downloaded.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    ours, theirs = (
        Path(subprocess.run([one, "-c", where], check=True, capture_output=True, text=True).stdout.strip())
        for one in (sys.executable, python)
    )
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True, timeout=SECONDS)
    (theirs / "libraries.pth").write_text(f"{ours}\n", encoding="utf-8")
    return scripts / "onrecord"


def test_the_program_works_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    site.write(
        "seeds/a.txt", "Hafen bleibt\n\n„Wir werden den Hafen nie schließen“, sagte Mira Holt am Montag.\n"
    )
    site.write("briefs/actors.yml", "mira-holt: {name: Mira Holt, kind: person}\n")
    site.write("briefs/issues.yml", "hafen: {title: Der Hafen}\n")
    site.write("briefs/hafen.yml", BRIEF)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed, *arguments],
            cwd=site.root / "briefs",
            env=environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )

    assert run("--version").stdout == f"onrecord {__version__}\n"
    assert run("--help").stdout.startswith("usage: onrecord [-h]")
    # A word of the German list shows that the list is there.
    assert "cut-negation" in {
        problem["rule"] for problem in json.loads(run("check", "--format", "json").stdout)
    }
    done = run()
    assert done.returncode == 0, done.stderr
    page = (site.html / "briefs" / "hafen.html").read_text(encoding="utf-8")
    assert "nie schließen" in page
    assert 'rel="stylesheet"' in page
    assert "passage-not-found" in run("--print-completion", "zsh").stdout


def test_a_collection_is_started_with_the_example_and_plain_mkdocs_publishes_it(
    installed: Path, tmp_path: Path
) -> None:
    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )

    started = run(installed, "init", "--example")
    assert started.returncode == 0, started.stderr
    assert run(installed, "check").stdout == "17 briefings: no problems\n"
    assert run(installed).returncode == 0
    ours = content(tmp_path / "site")
    done = run(installed.with_name("python"), "-m", "mkdocs", "build")
    assert done.returncode == 0, done.stderr
    plain = content(tmp_path / "site")
    missing = ours.keys() - plain.keys()
    assert [path for path in missing if path.endswith((".html", ".css", ".json", ".xml"))] == []
    page = (tmp_path / "site" / "briefs" / "pilots-are-short.html").read_text(encoding="utf-8")
    assert 'rel="stylesheet"' in page
    assert "<blockquote>" in page
