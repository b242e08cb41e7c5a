"""`schema` writes the schemas; builds and `new` keep them up to date, and touch no others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from helpers.building import Site, small_site
from onrecord.engine.files import write_if_changed
from onrecord.interface.commands.build import run as build_command

NAMES = ("briefing.json", "actors.json", "issues.json")
ZED = "zed: {name: Zed Orr, kind: person}\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path / "site")


def add_actor(site: Site) -> None:
    register = site.root / "briefs/actors.yml"
    register.write_text(register.read_text("utf-8") + ZED, "utf-8")


def knows(site: Site, name: str) -> bool:
    """Whether the schema of briefings offers an actor by name."""
    schema: Any = json.loads((site.root / ".schemas/briefing.json").read_text("utf-8"))
    return name in {known.get("title") for known in schema["definitions"]["actor-id"]["anyOf"]}


def states(site: Site) -> dict[str, tuple[int, int]]:
    found = {}
    for path in (site.root / ".schemas").iterdir():
        status = path.stat()
        found[path.name] = status.st_ino, status.st_mtime_ns
    return found


def test_the_schemas_are_written_once(site: Site) -> None:
    done = site.run("schema")
    assert done.status == 0
    assert re.fullmatch(r"written to \S*\.schemas/: briefing\.json, actors\.json, issues\.json\n", done.out)
    before = states(site)
    assert before.keys() == set(NAMES)
    assert knows(site, "Mira")
    done = site.run("schema")
    assert done.status == 0
    assert done.out.endswith(".schemas/ is up to date\n")
    assert states(site) == before


def test_only_what_differs_is_written(site: Site) -> None:
    site.run("schema")
    before = states(site)
    add_actor(site)
    assert site.run("schema").out.endswith(".schemas/: briefing.json, actors.json\n")
    assert states(site)["issues.json"] == before["issues.json"]


def test_a_register_with_errors_is_said_and_what_can_be_read_is_used(site: Site) -> None:
    site.write("briefs/actors.yml", f"mira: {{name: Mira, kind: prson}}\n{ZED}")
    done = site.run("schema", "--format", "json")
    assert done.status == 1
    assert [problem["rule"] for problem in json.loads(done.out)] == ["bad-choice"]
    assert "1 error" in done.err
    assert knows(site, "Zed Orr")
    assert knows(site, "mira")


def test_a_build_keeps_them_up_to_date(site: Site) -> None:
    site.run("schema")
    site.build()
    before = states(site)
    site.build()
    site.edit("briefs/note.yml", "Made up.", "Made up by us.")
    site.build()
    assert states(site) == before
    add_actor(site)
    site.build()
    assert knows(site, "Zed Orr")


def test_a_build_that_fails_keeps_them_up_to_date(site: Site) -> None:
    site.run("schema")
    site.build()
    add_actor(site)
    site.edit("briefs/note.yml", "summary:", "sumary:")
    assert site.run().status == 1
    assert knows(site, "Zed Orr")


def test_a_site_without_them_gets_none(site: Site) -> None:
    site.build()
    add_actor(site)
    site.build()
    assert not (site.root / ".schemas").exists()


def test_a_build_reads_no_register_for_them_unless_one_was_touched(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.run("schema")
    site.build()
    site.edit("briefs/note.yml", "Made up.", "Made up by us.")
    monkeypatch.setitem(build_command.__globals__, "refresh_schemas", pytest.fail)
    site.build()
    site.build()


def test_new_offers_the_actors_that_it_adds(site: Site, tmp_path: Path) -> None:
    article = tmp_path / "fee.txt"
    article.write_text("Board raises the fee\n“We will not pay twice,” Ana Kresh said on Monday.\n", "utf-8")
    site.run("schema")
    assert site.run("new", "--register", str(article)).status == 0
    assert knows(site, "Ana Kresh")


@pytest.mark.parametrize("linked", ["folder", "file"])
def test_no_link_is_followed(site: Site, tmp_path: Path, linked: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "briefing.json").write_text("mine", "utf-8")
    schemas = site.root / ".schemas"
    if linked == "folder":
        schemas.symlink_to(elsewhere)
    else:
        schemas.mkdir()
        (schemas / "briefing.json").symlink_to(elsewhere / "briefing.json")
        (schemas / ".actors.json.new").symlink_to(elsewhere / "briefing.json")
    done = site.run("schema")
    assert done.status == (linked == "folder")
    assert ("link-outside" in done.out) == (linked == "folder")
    site.run()
    assert (elsewhere / "briefing.json").read_text("utf-8") == "mine"
    assert [path.name for path in elsewhere.iterdir()] == ["briefing.json"]


def test_a_forbidden_link_stops_it_before_anything_is_read(site: Site, tmp_path: Path) -> None:
    (tmp_path / "private.yml").write_text("secret: {name: Secret, kind: person}\n", "utf-8")
    (site.root / "briefs/actors.yml").unlink()
    (site.root / "briefs/actors.yml").symlink_to(tmp_path / "private.yml")
    assert site.run("schema").status == 1
    assert not (site.root / ".schemas").exists()
    (site.root / ".schemas").mkdir()
    assert site.run().status == 1
    assert list((site.root / ".schemas").iterdir()) == []


def test_a_build_says_that_they_cannot_be_written_and_goes_on(site: Site) -> None:
    (site.root / ".schemas/briefing.json").mkdir(parents=True)
    done = site.run()
    assert done.status == 0
    assert re.search(r"\.schemas/ is out of date: ", done.err)


def test_a_file_is_replaced_as_a_whole_or_left(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert write_if_changed(path, b"one\n")
    inode = path.stat().st_ino
    assert not write_if_changed(path, b"one\n")
    assert path.stat().st_ino == inode
    assert write_if_changed(path, b"one\ntwo\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert write_if_changed(path, b"one\n")
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError, match=r"a\.json"):
        write_if_changed(tmp_path / "a.json", b"one\n")
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]
