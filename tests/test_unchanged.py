"""If nothing changed since the last build, nothing runs; if anything changed, the build runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from helpers.building import BUILD, PROGRAM, Site, content, environment, small_site
from onrecord import build as build_stages
from onrecord.checking import check as checking_check
from onrecord.checking import gather
from onrecord.engine import file_states
from onrecord.engine.file_states import take
from onrecord.engine.ledger import FILE
from onrecord.layout import Layout

FOUND = "unchanged in"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path / "site")


@pytest.fixture
def builds() -> Iterator[list[bool]]:
    """Collects one item per start of the pipeline."""
    started: list[bool] = []
    build = build_stages.build

    def watched(*arguments: object, **more: object) -> build_stages.Built:
        started.append(True)
        return build(*arguments, **more)  # type: ignore[arg-type]

    with patch.object(build_stages, "build", watched):
        yield started


def test_nothing_is_done_twice(site: Site, builds: list[bool]) -> None:
    first = site.build()
    before = content(site.root)
    second = site.build()
    assert len(builds) == 1
    assert FOUND not in first.out
    assert FOUND in second.out
    assert first.out.splitlines()[-1] == second.out.splitlines()[-1]
    assert content(site.root) == before
    assert site.run("--clean").status == 0
    assert len(builds) == 2


def test_what_was_touched_and_is_as_it_was_is_looked_at_once(site: Site) -> None:
    site.build()
    for path in (site.pages / "data").iterdir():
        path.touch()
    assert FOUND not in site.build().out
    assert FOUND in site.build().out


def test_neither_mkdocs_nor_pydantic_is_loaded_for_it(site: Site) -> None:
    site.build()
    command = [sys.executable, "-X", "importtime", str(BUILD), "--root", str(site.root)]
    # When coverage is measured, its own modules are loaded too.
    settings = {name: value for name, value in environment().items() if not name.startswith("COV")}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    assert FOUND in done.stdout
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "onrecord" in loaded
    assert not {"mkdocs", "pydantic", "jinja2", "markdown", "yaml"} & loaded


CHANGES = [
    ("briefs/note.yml", "Made up.", "Made up;"),
    ("briefs/actors.yml", "kind: person", "kind: group "),
    ("seeds/note.txt", "“No.”", "“Yes”"),
    ("site_src/index.md", "Who said what", "Who said that"),
    ("site_src/data/positions.csv", "briefing_title", "briefing_Title"),
    ("site/index.html", "<h1", "<h2"),
    ("site/css/site.css", "color", "colos"),
]


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_whatever_is_touched_is_seen(site: Site, builds: list[bool], path: str, old: str, new: str) -> None:
    site.build()
    file = site.root / path
    status = file.stat()
    site.edit(path, old, new)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    changed = site.build()
    assert len(builds) == 2
    assert FOUND not in changed.out
    again = content(site.root)
    assert site.run("--clean").status == 0
    new_site = {path: data for path, data in content(site.root).items() if ".onrecord" not in path}
    assert {path: data for path, data in again.items() if ".onrecord" not in path} == new_site


@pytest.mark.parametrize(
    "path",
    ["site_src/notes.md", "site/more.html", "templates/theme/x.html", "mkdocs.yml", "seeds/other.txt"],
)
def test_a_new_file_is_seen(site: Site, builds: list[bool], path: str) -> None:
    site.build()
    site.write(path, "site_name: New\n")
    site.run()
    assert len(builds) == 2


def test_what_is_gone_is_seen(site: Site, builds: list[bool]) -> None:
    site.build()
    for number, path in enumerate(("site/feed.xml", "site_src/feed.xml", "site"), start=2):
        target = site.root / path
        target.rename(site.root / "gone") if target.is_dir() else target.unlink()
        site.build()
        assert len(builds) == number
        assert target.exists()


def test_a_variable_that_mkdocs_reads_is_seen(
    site: Site, builds: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    site.build()
    assert len(builds) == 2


def test_warnings_are_said_again_and_stop_a_strict_build(site: Site, builds: list[bool]) -> None:
    site.edit("seeds/note.txt", "Mira said", "She said")
    first, second = site.build(), site.build()
    assert len(builds) == 1
    assert "warning[actor-without-trace]" in first.out
    assert first.out.partition("1 warning")[0] == second.out.partition("1 warning")[0]
    assert site.run("--strict").status == 1
    assert site.run("--format", "json").out == site.run("check", "--format", "json").out


@pytest.mark.parametrize(
    "settings",
    [
        "hooks: [hook.py]",
        "plugins: [search]",
        "theme: {name: mkdocs}",
        "theme: {name: null, custom_dir: other}",
        "markdown_extensions: [pymdownx.snippets]",
        "markdown_extensions: [{toc: {slugify: !!python/name:a.b }}]",
        "extra: {history: true}",
    ],
)
def test_where_more_may_have_a_say_each_build_does_everything(
    site: Site, builds: list[bool], settings: str
) -> None:
    site.write("base.yml", "site_name: Base\n")
    site.write("hook.py", "")
    site.write("mkdocs.yml", f"site_name: Made up\n{settings}\n")
    for _ in range(2):
        site.run()
    assert len(builds) == 2


def test_where_states_tell_nothing_each_build_looks_at_everything(site: Site, builds: list[bool]) -> None:
    with patch.object(file_states, "STATES_TELL", new=False):
        for _ in range(2):
            site.build()
    assert len(builds) == 2


def test_a_link_may_lead_elsewhere(site: Site, builds: list[bool]) -> None:
    outside = site.root / "outside.md"
    outside.write_text("# Outside\n", encoding="utf-8")
    (site.root / "site_src").mkdir()
    (site.root / "site_src" / "notes.md").symlink_to(outside)
    site.build()
    outside.write_text("# Elsewhere\n", encoding="utf-8")
    site.build()
    assert len(builds) == 2
    assert b"Elsewhere" in bytes(content(site.html)["notes.html"])  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"\x92", b"no", bytes(1000)])
def test_what_is_damaged_is_not_trusted(site: Site, builds: list[bool], data: bytes) -> None:
    site.build()
    (site.root / ".onrecord" / FILE).write_bytes(data)
    site.build()
    assert len(builds) == 2


def test_a_file_that_was_written_within_a_tick_is_waited_for(site: Site) -> None:
    site.build()
    with patch("time.time_ns", lambda: 0), patch("time.sleep") as sleep:
        take(Layout(site.root))
    assert sleep.call_count == 1


def test_what_is_edited_while_a_build_runs_is_built_by_the_next(site: Site) -> None:
    check = checking_check.check

    def check_and_edit(*arguments: Any) -> Any:
        found = check(*arguments)
        site.edit("briefs/note.yml", "Made up.", "Edited meanwhile.")
        return found

    with patch.object(gather, "check", check_and_edit):
        site.build()
    assert "Edited meanwhile" not in (site.html / "briefs/index.html").read_text(encoding="utf-8")
    site.build()
    assert "Edited meanwhile" in (site.html / "briefs/index.html").read_text(encoding="utf-8")


def test_the_program_builds_the_site_in_its_own_folder(tmp_path: Path) -> None:
    own = tmp_path / "program"
    left_out = shutil.ignore_patterns(
        ".*", "__pycache__", "tests", "examples", "bench", "docs", "index.md", "questions.md", "*.xml"
    )
    shutil.copytree(PROGRAM, own, ignore=left_out)
    shutil.rmtree(own / "site", ignore_errors=True)  # not by its name: a package of the program has it too
    command = [sys.executable, str(own / "build.py")]
    settings = {name: value for name, value in environment().items() if not name.startswith("COV")}
    outs = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=settings, cwd=own).stdout
        for _ in range(2)
    ]
    assert "written to site_src/" in outs[0]
    assert FOUND in outs[1]
    (own / "site_src" / "about.md").write_text("# Another\n", encoding="utf-8")
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=settings, cwd=own).stdout
    assert "written to site_src/" in out
    assert "Another" in (own / "site" / "about.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "darwin", reason="all names are text there")
@pytest.mark.parametrize(
    "path",
    [
        "seeds/a\udcff.txt",
        "seeds/a\udcff/b.txt",
        "briefs/a\udcff.yaml",
        "briefs/a\udcff/b.yml",
        "site_src/a\udcff.txt",
        "templates/theme/a\udcff.html",
        "templates/markdown/a\udcff.md.j2",
    ],
)
def test_a_name_that_is_no_text_stops_no_build(site: Site, path: str) -> None:
    if "theme" in path:
        shutil.copytree(PROGRAM / "templates" / "theme", site.root / "templates" / "theme")
    site.write(path, "Text.\n")
    site.build()
    site.build()
    site.edit("briefs/note.yml", "Made up.", "Edited.")
    site.build()
    assert "Edited." in (site.html / "briefs" / "note.html").read_text(encoding="utf-8")
