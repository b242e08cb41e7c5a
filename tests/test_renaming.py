"""`rename`: an id is changed everywhere, nothing else is, and old addresses lead to the new ones."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from helpers.browser import Contexts
from helpers.building import EXAMPLE, Site, content, example_site, small_site
from onrecord.checking.check import check
from onrecord.fixing.renaming import Kind, RefusedError, Renaming, rename
from onrecord.interface.terminal import FINE, PROBLEMS, WRONG_USE
from onrecord.layout import Layout

ACTORS = re.findall(r"(?m)^([a-z-]+):", (EXAMPLE / "briefs/actors.yml").read_text("utf-8"))
ISSUES = re.findall(r"(?m)^([a-z-]+):", (EXAMPLE / "briefs/issues.yml").read_text("utf-8"))
SLUGS = sorted(path.stem for path in (EXAMPLE / "briefs").glob("*-*.yml"))
FOLDERS = {"actor": "actors", "issue": "issues", "briefing": "briefs"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return example_site(tmp_path / "site")


def ids(site: Site) -> dict[str, set[str]]:
    """The ids of positions and questions on each briefing's page, by its title."""
    pages = (site.html / "briefs").glob("[!i]*.html")
    found = {}
    for page in pages:
        html = page.read_text("utf-8")
        title = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
        if title:
            found[title[1]] = {id_ for id_ in re.findall(r'\bid="([^"]+)"', html) if "_" not in id_}
    return found


# --- what is changed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("actor", "torvane", "republic-of-torvane"),
        ("actor", "torvane-officials", "two-officials"),
        ("issue", "channel-levy", "levy"),
        ("briefing", "qadmar-asks-torvane-to-drop-levy", "qadmar-asks"),
    ],
)
def test_all_addresses_stay_or_lead_on(site: Site, kind: str, old: str, new: str) -> None:
    site.build()
    before, at_first = ids(site), content(site.html)
    done = site.run("rename", kind, old, new)
    assert done.status == FINE, done
    assert "no problems" in site.build().out
    after = ids(site)
    without = [{title: of - {old, new} for title, of in found.items()} for found in (before, after)]
    assert without[0] == without[1]
    now = content(site.html)
    lost = {path for path in at_first if path.endswith(".html") and path not in now}
    assert not lost
    moved = (site.html / FOLDERS[kind] / f"{old}.html").read_text("utf-8")
    assert f'<meta http-equiv="refresh" content="0; url={new}.html">' in moved
    link = re.compile(rf'["/]{old}\.html'.encode())
    assert [path for path, data in now.items() if link.search(bytes(data))] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_second_renaming_keeps_both_old_addresses(site: Site, kind: str) -> None:
    old = {"actor": "torvane", "issue": "channel-levy", "briefing": "pilots-are-short"}[kind]
    site.run("rename", kind, old, "second")
    assert site.run("rename", kind, "second", "third").status == FINE
    site.build()
    for former in (old, "second"):
        assert "url=third.html" in (site.html / FOLDERS[kind] / f"{former}.html").read_text("utf-8")
    assert site.run("rename", kind, "third", old).status == FINE, "an address may be taken back"
    site.build()
    assert "url=" + old in (site.html / FOLDERS[kind] / "third.html").read_text("utf-8")
    assert (
        "http-equiv"
        not in (site.html / FOLDERS[kind] / f"{old}.html").read_text("utf-8").partition("CSP")[0][:0]
    )


def sheets(kind: Kind, old: str, new: str) -> dict[str, tuple[str, str]]:
    found = rename(Layout(EXAMPLE), Renaming(kind, old, new))
    return {sheet.name: ((sheet.data or b"").decode(), sheet.new_data.decode()) for sheet in found}


@settings(max_examples=25, deadline=None)
@given(
    st.one_of(
        st.tuples(st.just("actor"), st.sampled_from(ACTORS)),
        st.tuples(st.just("issue"), st.sampled_from(ISSUES)),
        st.tuples(st.just("briefing"), st.sampled_from(SLUGS)),
    )
)
def test_only_lines_with_the_id_change(chosen: tuple[Kind, str]) -> None:
    """Comments, order, indentation and everything else stay; all that is added is one key on its own line."""
    kind, old = chosen
    for name, (before, after) in sheets(kind, old, "a-new-id").items():
        added = re.compile(r"^ *(?:formerly: \[[a-z0-9-]+\]|id: [a-z0-9-]+)$")
        lines = [
            line for line in after.splitlines() if not (added.match(line) and line not in before.splitlines())
        ]
        pairs = list(zip(before.splitlines(), lines, strict=True))
        for here, there in pairs:
            assert here == there or here.replace(old, "a-new-id") == there or old in here, name
        assert after.endswith("\n") == before.endswith("\n")


def test_only_ids_change_and_not_words_like_them(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.write(
        "briefs/actors.yml", "mira: # mira\n  name: mira  # her name\n  kind: person\n  also: [mira]\n"
    )
    site.write(
        "briefs/note.yml",
        "date: 2031-01-01\n"
        "summary: mira is mira, see [mira](../actors/mira.md#mira) and [a](../actors/mira.md).\n"
        "source:\n  file: note.txt\n  publisher: mira\nactors:\n  - {id: 'mira', role: mira}\n",
    )
    site.write("site_src/page.md", "# mira\n\n[mira](actors/mira.md), <a href='actors/mira.html'>mira</a>\n")
    site.write("mkdocs.yml", "site_name: mira\nnav:\n  - actors/mira.md\n  - page.md\n")
    assert site.run("rename", "actor", "mira", "vell").status == FINE
    texts = {path: (site.root / path).read_text("utf-8") for path in ("briefs/actors.yml", "briefs/note.yml")}
    assert texts["briefs/actors.yml"] == (
        "vell: # mira\n  name: mira  # her name\n  formerly: [mira]\n  kind: person\n  also: [mira]\n"
    )
    assert "see [mira](../actors/vell.md#mira) and [a](../actors/vell.md)" in texts["briefs/note.yml"]
    assert "  publisher: mira\n" in texts["briefs/note.yml"]
    assert "{id: 'vell', role: mira}" in texts["briefs/note.yml"]
    page = (site.root / "site_src/page.md").read_text("utf-8")
    assert page == "# mira\n\n[mira](actors/vell.md), <a href='actors/vell.html'>mira</a>\n"
    assert "  - actors/vell.md\n" in (site.root / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_breaks_and_a_byte_order_mark_stay(tmp_path: Path, newline: str) -> None:
    site = small_site(tmp_path / "site")
    path = site.root / "briefs/actors.yml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", newline.encode()))
    assert site.run("rename", "actor", "mira", "vell").status == FINE
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfvell:")
    assert data.count(newline.encode()) == data.count(b"\n") == 4


# --- all or nothing ---------------------------------------------------------------------------------


def test_the_diff_is_what_is_written(site: Site, tmp_path: Path) -> None:
    before = content(site.root)
    shown = site.run("rename", "briefing", "pilots-are-short", "pilots", "--diff")
    assert shown.status == FINE
    assert content(site.root) == before
    other = tmp_path / "other"
    shutil.copytree(site.root, other)
    patched = subprocess.run(
        ["git", "apply", "-"], cwd=other, input=shown.out, encoding="utf-8", capture_output=True, check=False
    )
    assert patched.returncode == 0, patched.stderr
    assert site.run("rename", "briefing", "pilots-are-short", "pilots").status == FINE
    assert content(other / "briefs") == content(site.root / "briefs")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("actor", "torvan", "x"), "there is no actor torvan; did you mean torvane?"),
        (("actor", "torvane", "ostmere"), "there is an actor ostmere already"),
        (
            ("issue", "channel-levy", "Levy"),
            "Levy cannot be an address: choose another name of a-z",
        ),
        (("briefing", "pilots-are-short", "actors"), "actors cannot be an address"),
        (("briefing", "none", "x"), "there is no briefing none"),
    ],
)
def test_what_cannot_be_renamed_is_refused(site: Site, arguments: tuple[str, ...], why: str) -> None:
    before = content(site.root)
    done = site.run("rename", *arguments)
    assert done.status == WRONG_USE
    assert done.err.startswith(f"nothing was renamed: {why}")
    assert content(site.root) == before


def test_the_old_address_of_another_one_is_not_taken(site: Site) -> None:
    site.run("rename", "actor", "torvane", "x")
    done = site.run("rename", "actor", "ostmere", "torvane")
    assert done.status == WRONG_USE
    assert "the address of torvane leads to the actor x; remove it from `formerly` there" in done.err


def test_a_file_that_cannot_be_read_stops_it(site: Site) -> None:
    site.write("briefs/broken.yml", "date: [\n")
    before = content(site.root)
    done = site.run("rename", "actor", "torvane", "x")
    assert done.status == WRONG_USE
    assert "briefs/broken.yml cannot be read as YAML; see `check`" in done.err
    assert content(site.root) == before


def test_a_file_that_cannot_be_written_stops_all(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.fixing import writing

    before, replace, number = content(site.root), writing._replace, 0

    def fails_at_the_third(target: Path, data: bytes, *, is_new: bool) -> None:
        nonlocal number
        number += 1
        if number == 3:
            raise OSError(28, "No space left on device")
        replace(target, data, is_new=is_new)

    monkeypatch.setattr(writing, "_replace", fails_at_the_third)
    assert site.run("rename", "actor", "torvane", "x").status not in (FINE, PROBLEMS)
    assert content(site.root) == before


def test_what_would_need_another_layout_is_left_to_people(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.write("briefs/actors.yml", "mira: {name: Mira, kind: person}\n")
    with pytest.raises(RefusedError, match=r"add `formerly: \[mira\]` here by hand first"):
        rename(Layout(site.root), Renaming("actor", "mira", "vell"))


# --- the page at the old address --------------------------------------------------------------------


def test_nobody_is_sent_to_the_old_address(site: Site) -> None:
    site.write("mkdocs.yml", "site_name: x\nsite_url: https://example.org/x/\n")
    site.run("rename", "actor", "torvane", "republic")
    site.build()
    old = (site.html / "actors/torvane.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/x/actors/republic.html">' in old
    assert '<meta name="robots" content="noindex">' in old
    assert "<script" not in old
    assert "actors/torvane.html" not in (site.html / "sitemap.xml").read_text("utf-8")
    for path in (site.html / "search").iterdir():
        assert "actors/torvane" not in path.read_text("utf-8"), path


def test_a_former_id_that_is_removed_takes_its_page_with_it(site: Site) -> None:
    site.run("rename", "actor", "torvane", "republic")
    site.build()
    site.edit("briefs/actors.yml", "  formerly: [torvane]\n", "")
    site.build()
    assert not (site.html / "actors/torvane.html").exists()
    assert not (site.pages / "actors/torvane.html").exists()


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_comes_from_the_old_address_to_the_new_one(
    site: Site, new_context: Contexts, script: bool
) -> None:
    site.run("rename", "briefing", "pilots-are-short", "pilots")
    site.build()
    page: Page = new_context(java_script_enabled=script).new_page()
    page.goto((site.html / "briefs/pilots-are-short.html").as_uri())
    expect(page).to_have_url((site.html / "briefs/pilots.html").as_uri())
    expect(page.locator("main h1")).to_be_visible()


def test_it_is_checked(site: Site) -> None:
    for kind, register in (("actor", "actors"), ("issue", "issues")):
        old = {"actor": "torvane", "issue": "channel-levy"}[kind]
        assert site.run("rename", kind, old, "x").status == FINE, register
    assert check(Layout(site.root), lambda *_: None).problems == []
