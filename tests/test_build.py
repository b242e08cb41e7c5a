"""The effects of a build on the folders of a site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.building import PROGRAM, SITES, Site, built, content, copy_of, litter, real_site, state

GOLDEN = PROGRAM / "tests" / "golden"


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


def compare_with_golden(pages: dict[str, bytes | str], folder: Path, update: bool) -> None:
    if update:
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in pages.items():
            assert isinstance(text, bytes)
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
    golden = content(folder)
    assert sorted(pages) == sorted(golden)
    for path, text in pages.items():
        assert text.decode() == golden[path].decode(), path  # type: ignore[union-attr]  # no links here


def test_pages_are_golden(golden_update: bool) -> None:
    """The Markdown of a made-up site; `make golden` rewrites it, and a person reads the diff."""
    compare_with_golden(content(built("strait").pages), GOLDEN / "strait", golden_update)


def test_pages_of_the_example_are_golden(golden_update: bool) -> None:
    """Many more kinds of briefings, over more than a year; data and feeds have their own tests."""
    pages = content(built("example").pages)
    markdown = {path: text for path, text in pages.items() if path.endswith(".md") and path != "about.md"}
    compare_with_golden(markdown, GOLDEN / "sarrow-strait", golden_update)


def test_pages_with_months_and_years_are_golden(golden_update: bool) -> None:
    """The whole site of three briefings with dates of a year, a month, and a day in that month."""
    made = content(built("lake-toll").pages)
    pages = {
        path: text for path, text in made.items() if path != "about.md" and not path.startswith("search")
    }
    compare_with_golden(pages, GOLDEN / "lake-toll", golden_update)


def test_page_of_the_real_briefing_is_golden(golden_update: bool) -> None:
    pages = content(built("real").pages)
    briefing = "briefs/us-working-to-constrain-israels-reaction.md"
    compare_with_golden({briefing: pages[briefing]}, GOLDEN / "real", golden_update)


def test_says_what_it_did_and_where_to_look(strait: Site) -> None:
    done = strait.build()
    lines = done.out.splitlines()
    assert lines[0].startswith("4 briefings with 15 positions, no problems; ")
    assert lines[-1] == f"published: {strait.html / 'index.html'}"
    assert len(lines) <= 3
    assert done.err == ""


def test_a_second_build_changes_no_page(strait: Site) -> None:
    strait.build()
    before = state(strait.pages)
    strait.build()
    assert state(strait.pages) == before


def test_an_error_leaves_everything_as_it_was(strait: Site) -> None:
    strait.build()
    before = state(strait.root)
    strait.edit("briefs/strait-of-kessa-reopens.yml", "open to every flag from noon", "open to no flag")
    mended = state(strait.root)
    done = strait.run()
    assert done.status == 1
    assert "passage-not-found" in done.out
    assert "nothing was published" in done.err
    assert state(strait.root) == mended
    assert state(strait.html) == {
        path.removeprefix("site/"): what for path, what in before.items() if path.startswith("site/")
    }


def test_an_error_in_the_first_build_makes_no_folder(strait: Site) -> None:
    shutil.rmtree(strait.pages)
    strait.write("briefs/new.yml", "date: 2031-05-02\n")
    before = state(strait.root)
    assert strait.run().status == 1
    assert state(strait.root) == before


def test_strict_lets_a_warning_stop_the_build(strait: Site) -> None:
    strait.write("briefs/notes.yaml", "notes: none\n")
    done = strait.run("--strict")
    assert done.status == 1
    assert "stray-file" in done.out
    assert not strait.html.exists()
    done = strait.run()
    assert done.status == 0
    assert "1 warning" in done.out


def test_a_page_no_longer_made_is_removed_with_its_folder(strait: Site) -> None:
    strait.write("site_src/old/issues/gone.md", "---\nkind: issue\nonrecord: x\n---\n# Gone\n")
    strait.build()
    assert not (strait.pages / "old").exists()
    (strait.root / "briefs" / "qasira-offers-to-mediate.yml").unlink()
    strait.build()
    assert not (strait.pages / "briefs" / "qasira-offers-to-mediate.md").exists()
    assert not (strait.html / "briefs" / "qasira-offers-to-mediate.html").exists()


@pytest.mark.parametrize(
    "text",
    [
        "# Written by hand\n",
        "---\ntitle: Written by hand\n---\n\nonrecord: is a word in the text\n",
        "---\nno end of the front matter\n",
        "----\nonrecord: in a rule, not in front matter\n---\n",
        "",
    ],
)
def test_a_file_of_somebody_else_is_never_touched(strait: Site, text: str) -> None:
    strait.write("site_src/issues/closure.md", text)
    before = state(strait.root)
    done = strait.run()
    assert done.status == 1
    assert "site_src/issues/closure.md:1:1: error[foreign-file]" in done.out
    assert state(strait.root) == before


def test_other_files_in_site_src_are_left_alone_and_published(strait: Site) -> None:
    strait.write("site_src/briefs/notes.txt", "not a page")
    strait.write("site_src/own.md", "# Own\n\n[Home](index.md)\n")
    kept = {"briefs/notes.txt", "own.md", "portraits/ana-kresh.md"}
    before = {path: what for path, what in state(strait.pages).items() if path in kept}
    strait.build()
    assert {path: what for path, what in state(strait.pages).items() if path in kept} == before
    assert (strait.html / "own.html").is_file()
    assert (strait.html / "briefs" / "notes.txt").is_file()


@pytest.mark.parametrize("what", ["file", "link", "folder", "link to a folder"])
def test_what_stands_where_pages_belong_is_a_problem(strait: Site, what: str) -> None:
    elsewhere = strait.root / "elsewhere"
    elsewhere.mkdir()
    place = strait.pages / ("actors" if what in ("file", "link to a folder") else "questions.md")
    if what == "file":
        place.write_text("a file", encoding="utf-8")
    elif what == "folder":
        place.mkdir()
    else:
        place.symlink_to(elsewhere)
    before = state(strait.root), state(elsewhere)
    done = strait.run()
    assert done.status == 1
    assert f"site_src/{place.name}:1:1: error[foreign-file]" in done.out
    assert (state(strait.root), state(elsewhere)) == before


def test_a_long_summary_does_not_hide_that_a_page_is_generated(strait: Site) -> None:
    strait.edit("briefs/strait-of-kessa-reopens.yml", "summary: ", f"summary: {'Long words. ' * 1000}")
    strait.build()
    strait.build()


def test_a_link_takes_the_place_of_site_and_of_site_src(strait: Site, tmp_path: Path) -> None:
    pages, html = strait.root / "pages", tmp_path / "www" / "html"
    strait.pages.rename(pages)
    strait.pages.symlink_to(pages, target_is_directory=True)
    html.mkdir(parents=True)
    (html / ".well-known").write_text("of the web server's", encoding="utf-8")
    strait.html.symlink_to(html, target_is_directory=True)
    before = state(strait.root)
    done = strait.run()
    assert (done.status, "site:1:1: error[link-outside]" in done.out) == (1, True)
    assert state(strait.root) == before
    for _ in range(2):
        assert strait.run("--allow-outside", str(html.parent)).status == 0
        assert strait.pages.is_symlink()
        assert strait.html.is_symlink()
        assert (html / "briefs" / "velmar-closes-the-strait.html").is_file()
        assert (pages / "index.md").is_file()
        assert (html / ".well-known").is_file()
    assert litter(strait.root) == []


def test_what_is_no_site_is_not_replaced(strait: Site) -> None:
    precious = strait.write("site/precious.txt", "not a site")
    done = strait.run()
    assert done.status == 1
    assert "site:1:1: error[foreign-file]" in done.out
    assert precious.is_file()
    precious.unlink()
    strait.build()
    shutil.rmtree(strait.html)
    strait.html.write_text("a file", encoding="utf-8")
    assert strait.run().status == 1
    assert strait.html.read_text(encoding="utf-8") == "a file"


def test_the_folder_of_git_in_site_stays(strait: Site) -> None:
    strait.build()
    strait.write("site/.git/HEAD", "ref: refs/heads/pages\n")
    (strait.html / ".nojekyll").symlink_to("nowhere")
    strait.build()
    assert (strait.html / ".git" / "HEAD").read_text(encoding="utf-8") == "ref: refs/heads/pages\n"
    assert (strait.html / ".nojekyll").is_symlink()


def test_no_briefing_yet_is_a_site_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefs").mkdir()
    site = Site(tmp_path)
    assert site.build().out.startswith("no briefings yet, no problems")
    assert "no briefings yet" in (site.html / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["with spaces", "Zürich — 東京", "a'b\"c&d#e%20f?g"])
def test_any_name_of_the_root_will_do(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site = copy_of("strait", tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert Site(Path(name)).build().out.endswith(f"published: {name}/site/index.html\n")
    assert content(site.html) == content(built("strait").html)


def test_a_root_needs_only_seeds_and_briefs(tmp_path: Path) -> None:
    site = real_site(tmp_path / "root")
    assert sorted(path.name for path in site.root.iterdir()) == ["briefs", "seeds"]
    site.build()
    own = {"onrecord": "the program's own page"}
    assert own["onrecord"] in (site.pages / "about.md").read_text(encoding="utf-8")
    page = site.write("site_src/about.md", "# About this site\n")
    site.build()
    assert page.read_text(encoding="utf-8") == "# About this site\n"


def test_own_templates_come_before_the_programs_one_by_one(strait: Site) -> None:
    strait.write(
        "templates/markdown/issues.md.j2", "---\nonrecord: x\n---\n# {{ page.issues | length }} issues\n"
    )
    strait.build()
    assert (
        (strait.pages / "issues/index.md")
        .read_text(encoding="utf-8")
        .partition("<script")[0]
        .endswith("# 3 issues\n")
    )
    assert content(strait.pages)["actors/index.md"] == content(built("strait").pages)["actors/index.md"]


def test_own_theme_and_settings_come_before_the_programs(strait: Site) -> None:
    strait.write(
        "templates/theme/main.html", "<!doctype html><title>{{ config.site_name }}</title>{{ page.content }}"
    )
    strait.write("templates/theme/404.html", "<!doctype html><title>not here</title>")
    strait.build()
    page = (strait.html / "index.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html><title>onrecord</title>")
    settings = (PROGRAM / "mkdocs.yml").read_text(encoding="utf-8")
    strait.write("mkdocs.yml", settings.replace("site_name: onrecord", "site_name: The strait"))
    strait.build()
    page = (strait.html / "index.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html><title>The strait</title>")
    shutil.rmtree(strait.root / "templates")
    strait.build()
    page = (strait.html / "index.html").read_text(encoding="utf-8")
    assert "The strait" in page
    assert "skip" in page.lower()


def test_the_strait_site_is_not_changed_by_tests() -> None:
    assert not (SITES / "strait" / "site").exists()
    assert [path.name for path in (SITES / "strait" / "site_src").iterdir()] == ["portraits"]
