"""What builds leave is what one from nothing would make, byte for byte, whatever was edited between.

The sequences are random; `ONRECORD_SEQUENCES` says how many are tried.
"""

from __future__ import annotations

import gc
import os
import random
import re
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from helpers.building import PROGRAM, Site, clean, copy_of, litter, outcome, small_site
from onrecord import direct, exchange, making, pipeline, publish, writing
from onrecord.cache.briefings import Cache
from onrecord.cli import FINE, PROBLEMS, main
from onrecord.outdated import Job

SEQUENCES = int(os.environ.get("ONRECORD_SEQUENCES") or (500 if os.environ.get("CI") else 60))
AT_A_TIME = 20
EDITS = 4  # at most, one after the other
BUILT_AFTER_ALL = 0.3  # how often several edits are built at once
KILLED = 0.15  # how often a build is killed


def briefs(site: Site) -> list[Path]:
    return sorted(p for p in (site.root / "briefs").glob("*.yml") if p.stem not in ("actors", "issues"))


def replaced(path: Path, old: str, new: str, number: int = 1) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, number), encoding="utf-8")


def change_words(site: Site, dice: random.Random) -> None:
    word = dice.choice(["says: ", "summary: ", "ask: ", "title: "])
    replaced(dice.choice(briefs(site)), word, f"{word}Again ")


def change_day(site: Site, dice: random.Random) -> None:
    replaced(dice.choice(briefs(site)), "date: 203", f"date: 20{dice.randint(3, 4)}")


def change_stance(site: Site, dice: random.Random) -> None:
    replaced(dice.choice(briefs(site)), "stance: for", "stance: against", dice.randint(1, 2))


def take_stance_out(site: Site, dice: random.Random) -> None:
    path = dice.choice(briefs(site))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "stance:" not in line), encoding="utf-8")


def close_question(site: Site, dice: random.Random) -> None:
    replaced(dice.choice(briefs(site)), "  - ask:", "  - status: overtaken\n    ask:")


def remove(site: Site, dice: random.Random) -> None:
    dice.choice(briefs(site)).unlink()


def add(site: Site, dice: random.Random) -> None:
    """A briefing like another one, on an article like its."""
    path, number = dice.choice(briefs(site)), dice.randint(1, 10**9)
    text = path.read_text(encoding="utf-8")
    (article,) = re.findall(r"(?m)^  file: (.+)$", text)
    copied = site.root / "seeds" / f"copy-{number}.txt"
    shutil.copy(site.root / "seeds" / article, copied)
    path.with_name(f"copy-{number}.yml").write_text(text.replace(article, copied.name), encoding="utf-8")


def rename(site: Site, dice: random.Random) -> None:
    path = dice.choice(briefs(site))
    path.rename(path.with_name(f"{path.stem}-{dice.randint(1, 3)}.yml"))


def change_article(site: Site, dice: random.Random) -> None:
    path = dice.choice(sorted((site.root / "seeds").rglob("*.txt")))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")


def rename_actor(site: Site, dice: random.Random) -> None:
    replaced(
        site.root / "briefs" / "actors.yml", "    note: ", f"    note: Version {dice.randint(1, 9)}. ", 2
    )
    replaced(site.root / "briefs" / "actors.yml", "  note: ", f"  note: Version {dice.randint(1, 9)}. ", 1)


def add_actor(site: Site, dice: random.Random) -> None:
    with (site.root / "briefs" / "actors.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nnew-{dice.randint(1, 10**9)}:\n  name: New Name\n  kind: group\n")


def change_issue(site: Site, dice: random.Random) -> None:
    replaced(site.root / "briefs" / "issues.yml", "title: ", "title: On ", dice.randint(1, 2))


def change_template(site: Site, dice: random.Random) -> None:
    name = dice.choice(["home.md.j2", "actor.md.j2", "briefing.md.j2"])
    theirs = site.root / "templates" / "markdown" / name
    theirs.parent.mkdir(parents=True, exist_ok=True)
    text = (PROGRAM / "templates" / "markdown" / name).read_text(encoding="utf-8")
    theirs.write_text(f"{text}\nMore.\n", encoding="utf-8") if dice.random() < 0.6 else theirs.unlink(
        missing_ok=True
    )


def change_theme(site: Site, dice: random.Random) -> None:
    theirs = site.root / "templates" / "theme"
    if not (theirs / "main.html").exists():
        shutil.copytree(PROGRAM / "templates" / "theme", theirs, dirs_exist_ok=True)
    replaced(theirs / dice.choice(["main.html", "css/site.css"]), "skip", "skips")


def change_settings(site: Site, dice: random.Random) -> None:
    values = dice.choice(
        [
            "site_name: Another\n",
            "site_name: Made up\nsite_url: https://made-up.example/below/\n",
            "site_name: Made up\nextra:\n  notice: All of it is made up.\n",
            "site_name: Made up\nnav:\n  - First: index.md\n  - Notes: notes.md\n",
            "site_name: Made up\nmarkdown_extensions: [attr_list, footnotes]\n",
        ]
    )
    site.write("mkdocs.yml", values)
    if "notes.md" in values:
        site.write("site_src/notes.md", "# Notes\n\nText.\n")


def change_language(site: Site, dice: random.Random) -> None:
    extra = dice.choice(["language: ar", "language: ar, content_language: en", "language: en"])
    site.write("mkdocs.yml", f"site_name: Made up\nextra: {{{extra}}}\n")


def change_words_of_ours(site: Site, dice: random.Random) -> None:
    theirs = site.root / "templates" / "languages" / dice.choice(["ar.yml", "en.yml"])
    if theirs.exists() and dice.random() < 0.3:
        theirs.unlink()
        return
    key = dice.choice(["frame:\n  skip", "navigation:\n  actors", "kinds:\n  person", "bases:\n  quoted"])
    site.write(f"templates/languages/{theirs.name}", f"{key}: Other words {dice.randint(1, 9)}\n")


def write_page(site: Site, dice: random.Random) -> None:
    briefing = dice.choice(briefs(site)).stem
    page = f"briefs/{briefing}.md"
    links = f"[a briefing]({page}), [questions](questions.md), [a place]({page}#the_source)"
    site.write(f"site_src/page-{dice.randint(1, 2)}.md", f"# Page {dice.randint(1, 9)}\n\nSee {links}.\n")


def remove_page(site: Site, dice: random.Random) -> None:
    for path in site.pages.glob("page-*.md"):
        path.unlink()


def spoil_output(site: Site, dice: random.Random) -> None:
    folder = dice.choice([site.pages, site.html])
    path = dice.choice(
        sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".md", ".html", ".csv"))
    )
    spoil = dice.choice(["edit", "remove", "touch", "add"])
    if spoil == "edit":
        path.write_bytes(path.read_bytes().replace(b"t", b"T"))
    elif spoil == "remove" and path.name not in ("about.md", "index.html"):
        path.unlink()
    elif spoil == "touch":
        path.touch()
    elif folder == site.html:
        (path.parent / "strange.txt").write_text("Strange.", encoding="utf-8")


def touch_all(site: Site, dice: random.Random) -> None:
    for path in dice.sample(sorted((site.root / "briefs").iterdir()), 2):
        path.touch()


def take_cache(site: Site, dice: random.Random) -> None:
    lost = dice.choice(["cache.sqlite", "unchanged", "spare", "behind"])
    place = site.root / ".onrecord" / lost
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)


CHANGES: list[Callable[[Site, random.Random], None]] = [
    change_words,
    change_words,
    change_words,
    change_day,
    change_stance,
    take_stance_out,
    close_question,
    add,
    remove,
    rename,
    change_article,
    rename_actor,
    add_actor,
    change_issue,
    change_template,
    change_theme,
    change_settings,
    change_language,
    change_words_of_ours,
    write_page,
    remove_page,
    spoil_output,
    spoil_output,
    touch_all,
    take_cache,
]
# Where a build may be killed.
STEPS = [
    (making.Maker, "made"),
    (pipeline, "check"),
    (pipeline, "edition_of"),
    (publish, "mkdocs_build"),
    (direct.DirectPages, "on_env"),
    (writing, "_move"),
    (writing, "move_all"),
    (exchange, "_swap"),
    (exchange, "remove_all"),
    (pipeline, "change_site"),
    (pipeline, "replace_site"),
    (pipeline, "restated"),
]


def killed(site: Site, dice: random.Random) -> None:
    """A build that is killed before or after one of its steps, where it comes to that."""
    owner, name = dice.choice(STEPS)
    step, after, count = getattr(owner, name), dice.random() < 0.5, dice.randint(1, 3)
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return

    def die(*arguments: object, **more: object) -> object:
        nonlocal count
        count -= 1
        if count == 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = step(*arguments, **more)
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    try:
        with patch.object(owner, name, die), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            main(["--root", str(site.root)])
    finally:
        os._exit(0)


def is_as_built_from_nothing(site: Site, folder: Path) -> bool:
    """Build, and compare with a build from nothing; say whether there was a site to compare."""
    done = site.run()
    anew = clean(site, folder)
    expected = anew.run()
    assert (done.status, done.err.replace(str(site.root), "")) == (
        expected.status,
        expected.err.replace(str(anew.root), ""),
    )
    if done.status == FINE:
        assert problems_in(done.out) == problems_in(expected.out)
        here, there = outcome(site), outcome(anew)
        for one, other in zip(here, there, strict=True):
            assert one.keys() == other.keys()
            assert [path for path in one if one[path] != other[path]] == []
        assert litter(site.root) == []
    shutil.rmtree(folder)
    return done.status == FINE


def problems_in(out: str) -> str:
    """What was said before the two lines at the end."""
    return "".join(out.splitlines(keepends=True)[:-2])


def inputs(site: Site) -> dict[str, bytes]:
    """What people have written, by path, but for what they have changed of what a build made."""
    folders = [site.root / "briefs", site.root / "seeds", site.root / "templates", site.pages / "portraits"]
    written = [path for folder in folders for path in folder.rglob("*")]
    written += [site.root / "mkdocs.yml", site.pages / "notes.md", *site.pages.glob("page-*.md")]
    return {str(p.relative_to(site.root)): p.read_bytes() for p in written if p.is_file()}


def take_back(site: Site, before: dict[str, bytes]) -> None:
    """Let people's files be as they were before all edits."""
    now = inputs(site)
    for path in now.keys() - before.keys():
        (site.root / path).unlink()
    shutil.rmtree(site.root / "templates", ignore_errors=True)  # Folders without files are another theme.
    for path, data in before.items():
        if now.get(path) != data:
            (site.root / path).write_bytes(data)


@pytest.mark.no_cover  # It comes to nothing that other tests do not, and would take half as long again.
@pytest.mark.parametrize("first", range(0, SEQUENCES, AT_A_TIME))
def test_a_build_after_edits_makes_what_one_from_nothing_makes(first: int, tmp_path: Path) -> None:
    """Each sequence begins with what the one before has left, and takes back what was edited there."""
    site = copy_of("strait", tmp_path / "built")
    before, compared = inputs(site), 0
    site.build()
    for number in range(first, min(first + AT_A_TIME, SEQUENCES)):
        dice, done = random.Random(number), list[str]()
        take_back(site, before)
        for _ in range(dice.randint(1, EDITS)):
            if not briefs(site):
                break
            change = dice.choice(CHANGES)
            done.append(change.__name__)
            change(site, dice)
            if dice.random() < KILLED:
                done.append("killed")
                killed(site, dice)
            elif dice.random() > BUILT_AFTER_ALL:
                assert site.run().status in (FINE, PROBLEMS), f"{number}, after those from {first} on: {done}"
        try:
            compared += is_as_built_from_nothing(site, tmp_path / "anew")
        except AssertionError as error:
            error.add_note(f"sequence {number}, after those from {first} on: {', '.join(done)}")
            raise
    gc.collect()  # A build leaves that to the end of its process.
    assert compared > AT_A_TIME / 2, "most edits should leave a site"


def test_only_what_depends_on_an_edit_is_made(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    made: list[str] = []
    make = making.Maker._made

    def watched(self: making.Maker, job: Job) -> making.MadeOutput:
        made.append(job.output.path)
        return make(self, job)

    with patch.object(making.Maker, "_made", watched):
        site.edit("briefs/qasira-offers-to-mediate.yml", "summary: ", "summary: Edited. ")
        assert site.run("--jobs", "1").status == 0
    assert "briefs/qasira-offers-to-mediate.md" in made
    others = {path.stem for path in briefs(site)} - {"qasira-offers-to-mediate"}
    remade = {Path(path).stem for path in made if path.startswith("briefs/")} & others
    assert len(remade) <= 3  # Those before and after it, and whoever links to it.
    is_as_built_from_nothing(site, tmp_path / "anew")


def test_a_site_without_briefings_is_built_after_one_with(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.root / "briefs" / "note.yml").unlink()
    is_as_built_from_nothing(site, tmp_path / "anew")


def test_what_somebody_writes_in_place_of_the_programs_own_page_stays(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    site.write("site_src/about.md", "# Who we are\n\nOurs.\n")
    is_as_built_from_nothing(site, tmp_path / "anew")
    assert (site.pages / "about.md").read_text(encoding="utf-8") == "# Who we are\n\nOurs.\n"
    assert "Who we are" in (site.html / "about.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("left", ["spare", "behind", "cache.sqlite", "unchanged", "."])
@pytest.mark.parametrize("edited_before", [False, True])
def test_whatever_earlier_builds_left_may_be_removed(left: str, edited_before: bool, tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    if edited_before:
        site.edit("briefs/qasira-offers-to-mediate.yml", "summary: ", "summary: Once. ")
        site.build()
    lost = site.root / ".onrecord" / left
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    site.edit("briefs/qasira-offers-to-mediate.yml", "summary: ", "summary: Edited. ")
    done = site.build()
    assert done.err == ""
    assert "Edited. " in (site.html / "briefs" / "qasira-offers-to-mediate.html").read_text(encoding="utf-8")
    anew = clean(site, tmp_path / "anew")
    anew.build()
    assert outcome(site) == outcome(anew)


@pytest.mark.parametrize(
    "lost", ["css", "briefs/qasira-offers-to-mediate.html", "index.html", "a file", "all files"]
)
def test_a_spare_site_that_lacks_something_does_not_become_the_site(lost: str, tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    for number in (1, 2):
        site.edit("briefs/velmar-closes-the-strait.yml", "summary: ", f"summary: {number}. ")
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
        site.edit("briefs/velmar-closes-the-strait.yml", "summary: ", f"summary: {number}. ")
        is_as_built_from_nothing(site, tmp_path / "anew")


@pytest.mark.parametrize("written", ["./sawt-al-madiq-2031-05-06.txt", "sub/../sawt-al-madiq-2031-05-06.txt"])
def test_an_article_is_seen_to_change_however_its_name_is_written(written: str, tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    (site.root / "seeds" / "sub").mkdir()
    site.edit("briefs/qasira-offers-to-mediate.yml", "sawt-al-madiq-2031-05-06.txt", written)
    site.build()
    site.build()
    article = site.root / "seeds" / "sawt-al-madiq-2031-05-06.txt"
    article.write_text(f"{article.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")
    assert is_as_built_from_nothing(site, tmp_path / "anew")


def test_a_second_try_without_the_cache_looks_again_at_what_stands(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    brief = site.root / "briefs" / "qasira-offers-to-mediate.yml"
    brief.rename(brief.with_name("qasira-mediates.yml"))
    settle, tries = Cache.settle, []

    def settled(self: Cache) -> bytes:
        tries.append(True)
        if len(tries) == 1:
            raise sqlite3.DatabaseError("damaged")
        return settle(self)

    with patch.object(Cache, "settle", settled):
        assert site.run().status == FINE
    assert len(tries) == 2
    is_as_built_from_nothing(site, tmp_path / "anew")


@pytest.mark.parametrize("spoilt", ["briefs", "index.html", "briefs/qasira-offers-to-mediate.html", "css"])
def test_a_folder_in_the_place_of_a_file_and_the_other_way_round_are_no_hindrance(
    spoilt: str, tmp_path: Path
) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    site.edit("briefs/velmar-closes-the-strait.yml", "summary: ", "summary: Once. ")
    site.build()
    place = site.html / spoilt
    if place.is_dir():
        shutil.rmtree(place)
        place.write_text("Not a folder.", encoding="utf-8")
    else:
        place.unlink()
        place.mkdir()
    assert is_as_built_from_nothing(site, tmp_path / "anew")


@pytest.mark.parametrize("also", ["nothing", "a template"])
def test_what_a_build_took_out_of_the_pages_and_not_out_of_the_site_goes_with_the_next(
    also: str, tmp_path: Path
) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.build()
    if also == "a template":  # Then nothing is known any more of what was made with the one before.
        own = PROGRAM / "templates" / "markdown" / "home.md.j2"
        site.write("templates/markdown/home.md.j2", f"{own.read_text(encoding='utf-8')}\nMore.\n")
    rename(site, random.Random(1))
    with patch.object(pipeline, "change_site", side_effect=OSError(28, "No space left on device")) as failed:
        assert site.run().status not in (FINE, PROBLEMS)
    assert failed.called
    assert is_as_built_from_nothing(site, tmp_path / "anew")


@pytest.mark.parametrize("way", ["a commit", "a copy of a file", "an older copy of the folder"])
def test_what_somebody_else_puts_into_the_site_is_not_taken_for_what_the_last_build_left(
    way: str, tmp_path: Path
) -> None:
    site = copy_of("strait", tmp_path / "site")
    site.write("site_src/portraits/a.svg", "<svg>old</svg>")
    site.build()
    shutil.copytree(site.root, tmp_path / "before", ignore=shutil.ignore_patterns(".onrecord"))
    for name in ("qasira-offers-to-mediate", "velmar-closes-the-strait"):
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
    assert is_as_built_from_nothing(site, tmp_path / "anew")


@pytest.mark.parametrize("folder", ["site", "seeds", "all"])
def test_what_is_missing_in_another_place_is_not_taken_for_what_was_in_the_one_before(
    folder: str, tmp_path: Path
) -> None:
    site = copy_of("strait", tmp_path / "site")
    first, second = tmp_path / "first", tmp_path / "second"
    if folder != "all":
        (site.root / folder).mkdir(exist_ok=True)
        (site.root / folder).rename(first)
        (site.root / folder).symlink_to(first)
    site.build()
    site.edit("briefs/velmar-closes-the-strait.yml", "summary: ", "summary: Once. ")
    site.build()
    if folder == "all":
        site.root.rename(tmp_path / "moved")
        site = Site(tmp_path / "moved")
        (site.html / "briefs" / "velmar-closes-the-strait.html").unlink()
    else:
        if folder == "seeds":
            shutil.copytree(first, second)
            min(second.iterdir()).unlink()
        else:
            second.mkdir()
        (site.root / folder).unlink()
        (site.root / folder).symlink_to(second)
    assert is_as_built_from_nothing(site, tmp_path / "anew") == (folder != "seeds")


def test_an_empty_theme_is_seen(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.root / "templates" / "theme").mkdir(parents=True)
    assert not is_as_built_from_nothing(site, tmp_path / "anew")


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
        assert is_as_built_from_nothing(site, tmp_path / "anew")


@pytest.mark.parametrize("settings", ["", "extra: {history: true}\n", "plugins: [search]\n"])
@pytest.mark.parametrize(
    "path", ["README.md", "briefs/README.md", "briefs/note.html", "data/positions.csv.md"]
)
def test_a_file_that_is_published_where_a_generated_page_is_is_a_problem_in_every_build(
    settings: str, path: str, tmp_path: Path
) -> None:
    site = small_site(tmp_path / "site")
    site.write("mkdocs.yml", f"site_name: Made up\n{settings}")
    site.write(f"site_src/{path}", "# Read me\n")
    is_in_the_way = path != "data/positions.csv.md"
    for _ in range(2):
        done = site.run()
        assert (done.status == PROBLEMS) == is_in_the_way, done
        assert (f"site_src/{path}:1:1: error[publish-warning]" in done.out) == is_in_the_way
    site.write("mkdocs.yml", f"site_name: Made up\n{settings}exclude_docs: {Path(path).name}\n")
    assert is_as_built_from_nothing(site, tmp_path / "anew")
    (site.pages / path).unlink()
    assert is_as_built_from_nothing(site, tmp_path / "anew")


def test_hidden_files_in_the_site_are_not_taken_for_an_edit(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.html / ".nojekyll").touch()
    (site.html / ".git" / "refs").mkdir(parents=True)
    (site.html / ".git" / "refs" / "main").touch()
    site.edit("briefs/note.yml", "summary: ", "summary: Once. ")
    site.build()
    assert "as they were" in site.build().out
    assert (site.html / ".git" / "refs" / "main").exists()


def test_what_a_killed_build_has_left_goes_even_where_nothing_was_edited(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.build()
    (site.root / ".onrecord" / "staged-x").mkdir()
    assert is_as_built_from_nothing(site, tmp_path / "anew")
    assert "as they were" in site.build().out
