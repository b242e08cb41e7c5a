"""Builds after single edits, each of which once differed from a build from nothing."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from helpers.building import NOTE, PROGRAM, Site, copy_of, small_site
from helpers.from_nothing import assert_as_built_from_nothing, assert_problems_as_from_nothing
from helpers.site_edits import briefs
from onrecord.checking.store import Store
from onrecord.engine import run
from onrecord.engine.output_table import MadeOutput
from onrecord.engine.staleness import BuildTask
from onrecord.interface.terminal import FINE, PROBLEMS
from onrecord.publishing import placing


def two_notes(target: Path) -> Site:
    """The small site with a second briefing."""
    site = small_site(target)
    site.write("seeds/second.txt", "A second made-up note\nMira said: “Yes.”\n")
    site.write("briefs/second.yml", NOTE.replace("note.txt", "second.txt"))
    return site


@contextmanager
def watching() -> Iterator[list[str]]:
    """The paths of the outputs that builds in this process make."""
    made: list[str] = []
    make = run.OutputBuilder.build

    def watched(
        self: run.OutputBuilder, tasks: Sequence[BuildTask], processes: int
    ) -> Iterator[tuple[BuildTask, MadeOutput]]:
        for task, output in make(self, tasks, processes):
            made.append(task.output.path)
            yield task, output

    with patch.object(run.OutputBuilder, "build", watched):
        yield made


def test_only_what_depends_on_an_edit_is_made(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    with watching() as made:
        site.edit("briefs/qasira-offers-to-mediate.yml", "summary: ", "summary: Edited. ")
        assert site.run("--jobs", "1").status == 0
    assert "briefs/qasira-offers-to-mediate.md" in made
    others = {path.stem for path in briefs(site)} - {"qasira-offers-to-mediate"}
    remade = {Path(path).stem for path in made if path.startswith("briefs/")} & others
    assert len(remade) <= 3  # Its neighbours, and pages that link to it.
    assert_as_built_from_nothing(site)


def test_the_first_edit_after_a_build_from_nothing_publishes_no_more_than_the_next(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    edits = []
    for words in ("Once", "Twice"):
        site.edit("briefs/qasira-offers-to-mediate.yml", "summary: ", f"summary: {words}. ")
        with watching() as made:
            assert site.run("--jobs", "1").status == 0
        edits.append(sorted(path for path in made if path.endswith(".html")))
    assert edits[0] == edits[1]


def test_a_site_without_briefings_is_built_after_one_with(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.root / "briefs" / "note.yml").unlink()
    assert_as_built_from_nothing(site)


def test_what_somebody_writes_in_place_of_the_programs_own_page_stays(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    site.write("site_src/about.md", "# Who we are\n\nOurs.\n")
    assert_as_built_from_nothing(site)
    assert (site.pages / "about.md").read_text(encoding="utf-8") == "# Who we are\n\nOurs.\n"
    assert "Who we are" in (site.html / "about.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("left", ["spare", "cache.sqlite", "."])
@pytest.mark.parametrize("edited_before", [False, True])
def test_whatever_earlier_builds_left_may_be_removed(left: str, edited_before: bool, tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    if edited_before:
        site.edit("briefs/note.yml", "summary: ", "summary: Once. ")
        site.build()
    lost = site.root / ".onrecord" / left
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    site.edit("briefs/note.yml", "summary: ", "summary: Edited. ")
    assert_as_built_from_nothing(site)
    assert "Edited." in (site.html / "briefs" / "note.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("lost", ["css", "briefs/note.html", "index.html", "a file", "all files"])
def test_a_spare_site_that_lacks_something_does_not_become_the_site(lost: str, tmp_path: Path) -> None:
    site = two_notes(tmp_path / "site")
    site.build()
    for number in (1, 2):
        site.edit("briefs/second.yml", "summary: ", f"summary: {number}. ")
        site.build()
    spare = site.root / ".onrecord" / "spare"
    if lost == "a file":
        shutil.rmtree(spare)
        spare.write_text("Not a folder.", encoding="utf-8")
    elif lost == "all files":
        shutil.rmtree(spare)
        spare.mkdir()
    elif (spare / lost).is_dir():
        shutil.rmtree(spare / lost)
    else:
        (spare / lost).unlink()
    for number in (3, 4):
        site.edit("briefs/second.yml", "summary: ", f"summary: {number}. ")
        assert_as_built_from_nothing(site)


@pytest.mark.parametrize("written", ["./sawt-al-madiq-2031-05-06.txt", "sub/../sawt-al-madiq-2031-05-06.txt"])
def test_an_article_is_seen_to_change_however_its_name_is_written(written: str, tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    (site.root / "seeds" / "sub").mkdir()
    site.edit("briefs/qasira-offers-to-mediate.yml", "sawt-al-madiq-2031-05-06.txt", written)
    site.build()
    site.build()
    article = site.root / "seeds" / "sawt-al-madiq-2031-05-06.txt"
    article.write_text(f"{article.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")
    assert_as_built_from_nothing(site)


def test_a_second_try_without_the_cache_looks_again_at_what_stands(tmp_path: Path) -> None:
    site = two_notes(tmp_path / "site")
    site.build()
    brief = site.root / "briefs" / "note.yml"
    brief.rename(brief.with_name("renamed.yml"))
    settle, tries = Store.settle, []

    def settled(self: Store) -> None:
        tries.append(True)
        if len(tries) == 1:
            raise sqlite3.DatabaseError("damaged")
        settle(self)

    with patch.object(Store, "settle", settled):
        assert site.run().status == FINE
    assert len(tries) == 2
    assert_as_built_from_nothing(site)


@pytest.mark.parametrize("spoilt", ["briefs", "index.html", "briefs/note.html", "css"])
def test_a_folder_in_the_place_of_a_file_and_the_other_way_round_are_no_hindrance(
    spoilt: str, tmp_path: Path
) -> None:
    site = two_notes(tmp_path / "site")
    site.build()
    site.edit("briefs/second.yml", "summary: ", "summary: Once. ")
    site.build()
    place = site.html / spoilt
    if place.is_dir():
        shutil.rmtree(place)
        place.write_text("Not a folder.", encoding="utf-8")
    else:
        place.unlink()
        place.mkdir()
    assert_as_built_from_nothing(site)


@pytest.mark.parametrize("also", ["nothing", "a template"])
def test_what_a_build_took_out_of_the_pages_and_not_out_of_the_site_goes_with_the_next(
    also: str, tmp_path: Path
) -> None:
    site = two_notes(tmp_path / "site")
    site.build()
    if also == "a template":  # Then everything is rebuilt, because the cache is of another version.
        own = PROGRAM / "templates" / "markdown" / "home.md.j2"
        site.write("templates/markdown/home.md.j2", f"{own.read_text(encoding='utf-8')}\nMore.\n")
    (site.root / "briefs" / "note.yml").rename(site.root / "briefs" / "renamed.yml")
    with patch.object(placing, "change_site", side_effect=OSError(28, "No space left on device")) as failed:
        assert site.run().status not in (FINE, PROBLEMS)
    assert failed.called
    assert_as_built_from_nothing(site)


@pytest.mark.parametrize("way", ["a commit", "a copy of a file", "an older copy of the folder"])
def test_what_somebody_else_puts_into_the_site_is_not_taken_for_what_the_last_build_left(
    way: str, tmp_path: Path
) -> None:
    site = two_notes(tmp_path / "site")
    site.write("site_src/portraits/a.svg", "<svg>old</svg>")
    site.build()
    shutil.copytree(site.root, tmp_path / "before", ignore=shutil.ignore_patterns(".onrecord"))
    for name in ("note", "second"):
        site.edit(f"briefs/{name}.yml", "summary: ", "summary: Once. ")
        site.build()
    if way == "a copy of a file":
        for folder in (site.pages, site.html):
            (folder / "new").write_text("<svg>new</svg>", encoding="utf-8")
            (folder / "new").replace(folder / "portraits" / "a.svg")
    elif way == "a commit":
        for path in [path for path in site.root.rglob("*") if path.is_file()]:
            then = tmp_path / "before" / path.relative_to(site.root)
            if then.exists() and then.read_bytes() != path.read_bytes():
                path.unlink()
                shutil.copy(then, path)
    else:
        shutil.rmtree(site.html)
        shutil.copytree(tmp_path / "before" / "site", site.html)
    assert_as_built_from_nothing(site)


@pytest.mark.parametrize("folder", ["site", "seeds", "all"])
def test_what_is_missing_in_another_place_is_not_taken_for_what_was_in_the_one_before(
    folder: str, tmp_path: Path
) -> None:
    site = two_notes(tmp_path / "site")
    above = site.root
    first, second = above / "first", above / "second"
    if folder != "all":
        (site.root / folder).mkdir(exist_ok=True)
        (site.root / folder).rename(first)
        (site.root / folder).symlink_to(os.path.relpath(first, site.root))
    site.build()
    site.edit("briefs/second.yml", "summary: ", "summary: Once. ")
    site.build()
    if folder == "all":
        site.root.rename(tmp_path / "moved")
        site = Site(tmp_path / "moved")
        (site.html / "briefs" / "second.html").unlink()
    else:
        if folder == "seeds":
            shutil.copytree(first, second)
            min(second.iterdir()).unlink()
        else:
            second.mkdir()
        (site.root / folder).unlink()
        (site.root / folder).symlink_to(os.path.relpath(second, site.root))
    if folder == "seeds":
        assert_problems_as_from_nothing(site)
    else:
        assert_as_built_from_nothing(site)


def test_an_empty_theme_is_seen(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.root / "templates" / "theme").mkdir(parents=True)
    assert_problems_as_from_nothing(site)


@pytest.mark.parametrize("taken", ["a page", "a folder"])
def test_what_somebody_has_in_the_place_of_what_is_no_longer_made_stops_no_build(
    taken: str, tmp_path: Path
) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    if taken == "a page":
        (site.root / "briefs" / "note.yml").unlink()
        (site.pages / "briefs" / "note.md").unlink()
        site.write("site_src/briefs/note.md/note.txt", "A note.")
    else:
        site.write("mkdocs.yml", "site_name: Made up\nextra: {search: false}\n")
        shutil.rmtree(site.pages / "search")
        site.write("site_src/search", "A note.")
    for _ in range(2):
        assert_as_built_from_nothing(site)


@pytest.mark.parametrize("settings", ["", "extra: {history: true}\n", "plugins: [search]\n"])
def test_a_file_that_is_published_where_a_generated_page_is_is_a_problem_in_every_build(
    settings: str, tmp_path: Path
) -> None:
    site = small_site(tmp_path / "site")
    site.write("mkdocs.yml", f"site_name: Made up\n{settings}")
    site.write("site_src/data/positions.csv.md", "# Read me\n")  # It is in no file's way.
    assert_as_built_from_nothing(site)
    in_the_way = ["README.md", "briefs/README.md", "briefs/note.html"]
    for path in in_the_way:
        site.write(f"site_src/{path}", "# Read me\n")
    for _ in range(2):
        done = site.run()
        assert done.status == PROBLEMS
        said = re.findall(r"(?m)^site_src/(.+):1:1: error\[publish-warning\]", done.out)
        assert sorted(said) == sorted(in_the_way), done
    site.write("mkdocs.yml", f"site_name: Made up\n{settings}exclude_docs: |\n  README.md\n  note.html\n")
    assert_as_built_from_nothing(site)
    for path in in_the_way:
        (site.pages / path).unlink()
    assert_as_built_from_nothing(site)


def test_hidden_files_in_the_site_are_not_taken_for_an_edit(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.html / ".nojekyll").touch()
    (site.html / ".git" / "refs").mkdir(parents=True)
    (site.html / ".git" / "refs" / "main").touch()
    site.edit("briefs/note.yml", "summary: ", "summary: Once. ")
    site.build()
    assert "unchanged in" in site.build().out
    assert (site.html / ".git" / "refs" / "main").exists()


def test_what_a_killed_build_has_left_goes_even_where_nothing_was_edited(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.root / ".onrecord" / "staged-x").mkdir()
    assert_as_built_from_nothing(site)
    assert "unchanged in" in site.build().out
