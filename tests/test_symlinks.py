"""Links out of a site's folder are refused everywhere, and their targets are never shown."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.building import PROGRAM, Site, content, small_site, state
from onrecord.checking.file_kinds import forbidden_files
from onrecord.layout import Layout

SECRET = "token-5b1f-of-nobody"
# Places for links, each with the name of a file that the program would read there.
PLACES = [
    "briefs/other.yml",
    "briefs/actors.yml",
    "seeds/other.txt",
    "seeds/2031/other.txt",
    "site_src/other.md",
    "site_src/pictures/other.png",
    "site_src/__pycache__/other.txt",
    "templates/markdown/source.md.j2",
    "templates/theme/other.html",
    "templates/languages/en.yml",
    "mkdocs.yml",
]
FOLDERS = ["briefs", "seeds", "site_src", "templates"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site, beside a folder that is not part of it."""
    for name in ("secret.txt", "secret.yml", "secret.md"):
        (tmp_path / "outside").mkdir(exist_ok=True)
        (tmp_path / "outside" / name).write_text(f"Made up\n{SECRET}: [{SECRET}\n", encoding="utf-8")
    return small_site(tmp_path / "root")


def root_of(place: Path) -> Path:
    return next(above for above in place.parents if above.name == "root")


def from_here(place: Path, target: Path) -> str:
    return os.path.relpath(target, place.parent)


def to(target: str) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        place.symlink_to(target.format(root=root_of(place), up=from_here(place, root_of(place).parent)))

    return make


def through_another(place: Path) -> None:
    (root_of(place) / "step").symlink_to("../outside/secret.txt")
    place.symlink_to(from_here(place, root_of(place) / "step"))


def through_a_folder(place: Path) -> None:
    (root_of(place) / "way").symlink_to("../outside")
    place.symlink_to(from_here(place, root_of(place) / "way" / "secret.txt"))


def out_and_into_another_site_of_that_name(place: Path) -> None:
    other = root_of(place).parent / "root-of-another"
    other.mkdir()
    (other / "secret.txt").write_text(SECRET, encoding="utf-8")
    place.symlink_to(other / "secret.txt")


def to_a_hidden_file(place: Path) -> None:
    config = root_of(place) / ".git" / "config"
    config.parent.mkdir()
    config.write_text(SECRET, encoding="utf-8")
    place.symlink_to(from_here(place, config))


def in_a_loop_of_two(place: Path) -> None:
    (place.parent / "loop").symlink_to(place.name)
    place.symlink_to("loop")


OUTWARD: dict[str, Callable[[Path], None]] = {
    "file, absolute": to("{root}/../outside/secret.txt"),
    "file, relative": to("{up}/outside/secret.txt"),
    "page": to("{up}/outside/secret.md"),
    "YAML": to("{up}/outside/secret.yml"),
    "folder": to("{up}/outside"),
    "folder above": to("{up}"),
    "whole machine": to("/"),
    "device": to("/dev/zero"),
    "environment": to("/proc/self/environ"),
    "another link": through_another,
    "a linked folder": through_a_folder,
    "a name that begins like the root's": out_and_into_another_site_of_that_name,
    "hidden": to_a_hidden_file,
    "nothing, outside": to("{up}/outside/nothing.txt"),
    "nothing, inside": to("nothing.txt"),
    "itself": lambda place: place.symlink_to(place.name),
    "each other": in_a_loop_of_two,
    "its own folder": to("."),
}


@pytest.mark.parametrize("target", OUTWARD)
@pytest.mark.parametrize("place", PLACES)
def test_a_link_out_of_the_folder_is_refused(site: Site, place: str, target: str) -> None:
    link = site.root / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    OUTWARD[target](link)
    assert_refused(site, place)


@pytest.mark.parametrize("target", ["file, relative", "folder", "folder above", "hidden", "nothing, outside"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_the_site_that_is_such_a_link_is_refused(site: Site, folder: str, target: str) -> None:
    place = site.root / folder
    shutil.rmtree(place, ignore_errors=True)
    OUTWARD[target](place)
    if folder in ("seeds", "briefs") and not place.is_dir():
        assert site.run("check").status == site.run().status == 2  # The site was not published.
    else:
        assert_refused(site, folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_link_inside_leads_to_a_folder_with_a_link_out_of_it(site: Site, folder: str) -> None:
    site.write("material/note.txt", "Made up\n")
    (site.root / "material" / "more").mkdir()
    (site.root / "material" / "more" / "secret.md").symlink_to("../../../outside/secret.md")
    (site.root / folder).mkdir(exist_ok=True)
    (site.root / folder / "way").symlink_to("../material")
    assert_refused(site, f"{folder}/way/more/secret.md")


def assert_refused(site: Site, place: str) -> None:
    """Check that neither command reads or writes anything, and that both name the link but not its target."""
    before = state(site.root)
    for command in ("check", "build"):
        done = site.run(command, "--format", "json")
        problems = json.loads(done.out)
        assert {problem["rule"] for problem in problems} == {"link-outside"}
        assert (place, 1, 1) in [(p["path"], p["line"], p["column"]) for p in problems]
        assert done.status == 1
        assert not any(word in done.out + done.err for word in (SECRET, "outside/", "secret.txt", "/proc"))
        assert state(site.root) == before


def test_the_environment_of_a_build_is_not_published(site: Site) -> None:
    site.build()
    (site.pages / "env.txt").symlink_to("/proc/self/environ")
    before = state(site.root)
    done = site.start("build", A_TOKEN=SECRET)
    assert done.status == 1
    assert "site_src/env.txt:1:1: error[link-outside]" in done.out
    assert "remove it" in done.out
    assert SECRET not in done.out + done.err
    assert state(site.root) == before


def test_no_other_file_is_read_and_the_briefings_are_counted(site: Site) -> None:
    site.write("briefs/broken.yml", "title: [\n")
    (site.root / "seeds" / "secret.txt").symlink_to("../../outside/secret.txt")
    done = site.run("check", "note")
    assert done.out.count("error[") == 1
    assert done.err == "1 briefing: 1 error\n"
    (site.root / "seeds" / "secret.txt").unlink()
    assert "briefs/broken.yml:" in site.run("check").out


def test_a_name_that_is_only_outside_is_not_suggested(site: Site, tmp_path: Path) -> None:
    shutil.rmtree(site.root / "briefs")
    (site.root / "briefs").symlink_to(tmp_path / "outside")
    done = site.run("check", "secre")
    assert (done.status, "secret" in done.out + done.err) == (1, False)


SETTINGS = {
    "theme": ("theme:\n  name: null\n  custom_dir: look\n", "look/other.html"),
    "theme in one line": ("theme: {name: null, custom_dir: ./look}\n", "look/other.html"),
    "theme in a folder that is a link": ("theme:\n  custom_dir: look/inner\n", "look"),
    "inherited": ("INHERIT: base.yml\n", "base.yml"),
    "inherited in a folder that is a link": ("INHERIT: look/base.yml\n", "look"),
    "inherited by the inherited": ("INHERIT: first.yml\n", "base.yml"),
    "theme of the inherited": ("INHERIT: second.yml\n", "look/other.html"),
    "theme of the inherited in a folder": ("INHERIT: below/second.yml\n", "look/other.html"),
    "inherited by a variable": ("INHERIT: !ENV [NO_SUCH_VARIABLE, base.yml]\n", "base.yml"),
}


@pytest.mark.parametrize("what", SETTINGS)
def test_what_the_settings_name_has_no_link_out_either(site: Site, what: str, tmp_path: Path) -> None:
    settings, place = SETTINGS[what]
    site.write("mkdocs.yml", f"site_name: Made up\n{settings}")
    site.write("first.yml", "INHERIT: ./base.yml\n")
    for path in ("second.yml", "below/second.yml"):
        site.write(path, "theme:\n  custom_dir: look\n")
    if place != "look":
        (site.root / "look").mkdir()
    (site.root / place).symlink_to(tmp_path / "outside" / ("" if place == "look" else "secret.yml"))
    assert_refused(site, place)


def test_settings_that_name_themselves_or_nothing_are_left_to_the_publisher(site: Site) -> None:
    for named in ("mkdocs.yml", "nothing.yml", "..", ".", "/nothing", "a" * 5000, '"\\0"', "[a]"):
        site.write("mkdocs.yml", f"INHERIT: {named}\ntheme:\n  name: null\n  custom_dir: {named}\n")
        assert forbidden_files(Layout(site.root)) == []


@pytest.fixture
def linked(site: Site) -> Site:
    """A site with links that stay inside it, one in each place, including one to a folder."""
    for name in ("seeds/note.txt", "briefs/note.yml", "briefs/actors.yml"):
        moved = site.root / "material" / name
        moved.parent.mkdir(parents=True, exist_ok=True)
        (site.root / name).rename(moved)
        (site.root / name).symlink_to(moved if "note" in name else f"../material/{name}")
    site.write("seeds/kept/a/b.txt", "Made up\n")
    (site.root / "seeds" / "note.txt").unlink()
    (site.root / "material" / "seeds" / "note.txt").rename(site.root / "seeds" / "note.txt")
    (site.root / "seeds" / "again").symlink_to("kept/a")
    site.write("material/pages/own.md", "# A page by hand\n")
    (site.root / "site_src").symlink_to("pages")
    (site.root / "pages").mkdir()
    (site.root / "pages" / "notes").symlink_to("../material/pages")
    site.write("material/mkdocs.yml", "site_name: By a link\n")
    (site.root / "mkdocs.yml").symlink_to("material/mkdocs.yml")
    (site.root / "templates").symlink_to("material/templates")
    shutil.copytree(PROGRAM / "templates" / "theme", site.root / "material" / "templates" / "theme")
    return site


def test_links_that_stay_inside_work(linked: Site) -> None:
    assert "no problems" in linked.build().out
    assert b"By a link" in bytes(content(linked.html)["index.html"])  # type: ignore[arg-type]
    assert b"A page by hand" in bytes(content(linked.html)["notes/own.html"])  # type: ignore[arg-type]


def test_the_root_may_be_reached_by_a_link(linked: Site, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to("root")
    (tmp_path / "root" / "site_src" / "absolute.md").symlink_to(tmp_path / "way" / "material/pages/own.md")
    by_link = Site(tmp_path / "way")
    assert forbidden_files(Layout(by_link.root)) == []
    assert "no problems" in by_link.build().out


def test_the_lock_of_an_editor_is_no_link_to_anything(site: Site) -> None:
    (site.root / "briefs" / ".#note.yml").symlink_to("mira@desk.example.4711:1931000000")
    assert "no problems" in site.run("check").out
    (site.root / "briefs" / ".#note.yml").unlink()
    (site.root / "briefs" / ".#note.yml").symlink_to("/proc/self/environ")
    assert_refused(site, "briefs/.#note.yml")


ALLOWED = {
    "seeds/note.txt": "seeds/note.txt",
    "seeds": "seeds",
    "briefs/note.yml": "briefs/note.yml",
    "briefs": "briefs",
    "site_src/own.md": "own.md",
    "templates": "templates",
    "mkdocs.yml": "mkdocs.yml",
}


@pytest.mark.parametrize("place", ALLOWED)
def test_whoever_runs_the_program_can_allow_a_folder(site: Site, place: str, tmp_path: Path) -> None:
    shared, link = tmp_path / "shared", site.root / place
    site.write("templates/theme/main.html", "{{ page.content }}")
    site.write("mkdocs.yml", "site_name: Made up\ntheme: {name: null, custom_dir: templates/theme}\n")
    site.write("site_src/own.md", "# By hand\n")
    target = shared / ALLOWED[place]
    target.parent.mkdir(parents=True, exist_ok=True)
    link.rename(target)
    link.symlink_to(target)
    assert_refused(site, place)
    assert site.run("check", "--allow-outside", str(tmp_path / "outside")).status == 1
    for allowed in (("--allow-outside", str(shared)), ("--allow-outside", str(tmp_path / "outside"))):
        allow = ("--allow-outside", str(shared), *allowed)
        assert "no problems" in site.run("check", *allow).out
        assert site.run("build", *allow).status == 0
    before = content(site.html)
    assert_refused(site, place)  # What an earlier build was allowed is not allowed for ever.
    assert content(site.html) == before


def test_an_allowed_folder_opens_no_other_one(site: Site, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    (shared / ".git").mkdir(parents=True)
    (shared / ".git" / "config").write_text(SECRET, encoding="utf-8")
    (shared / "way").symlink_to("../outside")
    (site.root / "site_src").mkdir()
    for name, target in {"hidden": ".git/config", "way": "way", "beside": "../outside/secret.md"}.items():
        (site.root / "site_src" / name).symlink_to(shared / target)
    done = site.run("check", "--allow-outside", str(shared))
    assert done.out.count("error[link-outside]") == 3
    assert SECRET not in done.out


def test_a_relative_path_through_a_link_can_be_allowed(site: Site, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "own.md").write_text("# Shared\n", encoding="utf-8")
    (tmp_path / "by-link").symlink_to("shared")
    (site.root / "site_src").symlink_to(tmp_path / "shared")
    allow = ("--allow-outside", os.path.relpath(tmp_path / "by-link"))
    assert "no problems" in site.run("check", *allow).out


def test_the_site_may_be_a_link_inside_to_what_a_build_makes(site: Site) -> None:
    site.html.symlink_to("public")
    site.build()
    assert (site.root / "public" / "index.html").is_file()
    assert site.html.is_symlink()


@pytest.mark.parametrize("target", ["folder", "nothing, outside", "environment", "itself", "hidden folder"])
def test_a_site_that_leads_elsewhere_is_not_written_to(site: Site, target: str, tmp_path: Path) -> None:
    if target == "hidden folder":
        (site.root / ".git").mkdir()
        site.html.symlink_to(".git")
    else:
        OUTWARD[target](site.html)
    before = state(tmp_path)
    assert_refused(site, "site")
    assert state(tmp_path) == before


INSIDE = [
    "lock",
    ".gitignore",
    "cache.sqlite",
    "cache.sqlite-journal",
    "spare",
    "old-site",
    "templates",
    "staged-x",
]


@pytest.mark.parametrize("name", ["", *INSIDE])
@pytest.mark.parametrize("is_built", [True, False])
def test_the_work_folder_is_no_link_and_has_none(
    site: Site, name: str, is_built: bool, tmp_path: Path
) -> None:
    work = site.root / ".onrecord"
    if is_built:
        site.build()
        (tmp_path / "kept").mkdir()
    elif name:
        work.mkdir()
    place = work / name
    if place.exists():
        place.rename(tmp_path / "kept" / (name or "work"))  # What is outside would be of use.
        place.symlink_to(tmp_path / "kept" / (name or "work"))
    else:
        place.symlink_to(tmp_path / "outside" / ("" if "." not in name else "secret.txt"))
    before = state(tmp_path), contents(tmp_path)
    for flags in ((), ("--clean",), ("--allow-outside", str(tmp_path))):
        for command in ("check", "build"):
            done = site.run(command, *flags)
            assert done.status == 1
            assert f"{'.onrecord' if not name else f'.onrecord/{name}'}:1:1: error[link-outside]" in done.out
            assert (state(tmp_path), contents(tmp_path)) == before
    place.unlink()
    site.build()


def contents(folder: Path) -> dict[str, bytes]:
    """All files in a folder, those in work folders too."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
