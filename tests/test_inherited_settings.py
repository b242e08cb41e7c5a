"""What mkdocs.yml inherits, and variables that it names, count on pages, in feeds and in data alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import Site, content, small_site

UNCHANGED = "unchanged in"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path / "site")


def names_of(site: Site) -> set[str]:
    """What the site is called on a page, in a feed and in data."""
    page = (site.html / "index.html").read_text(encoding="utf-8")
    feed = json.loads((site.html / "feed.json").read_text(encoding="utf-8"))
    package = json.loads((site.html / "data" / "datapackage.json").read_text(encoding="utf-8"))
    heading = page.partition("<title>")[2].partition("</title>")[0]
    return {heading, feed["title"], package["title"].partition(":")[0]}


def test_an_inherited_name_is_the_sites_everywhere(site: Site) -> None:
    site.write("base.yml", "site_name: The base\nsite_url: https://base.example/\n")
    site.write("mkdocs.yml", "INHERIT: base.yml\nsite_description: Mine.\n")
    site.build()
    assert names_of(site) == {"The base"}
    feed = json.loads((site.html / "feed.json").read_text(encoding="utf-8"))
    assert feed["home_page_url"] == "https://base.example/index.html"
    assert "https://base.example/index.html" in (site.html / "index.html").read_text(encoding="utf-8")


def test_a_variable_is_the_same_everywhere(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(
        "mkdocs.yml",
        "site_name: !ENV [DESK_NAME, The default]\nsite_url: !ENV [DESK_URL, 'https://default.example/']\n",
    )
    for name, url in (("The default", "https://default.example/"), ("The desk", "https://desk.example/")):
        site.build()
        assert names_of(site) == {name}
        for path in ("feed.xml", "feed.json", "sitemap.xml", "index.html", "data/datapackage.json"):
            assert f"{url}" in (site.html / path).read_text(encoding="utf-8"), path
        monkeypatch.setenv("DESK_NAME", "The desk")
        monkeypatch.setenv("DESK_URL", "https://desk.example/")


def as_if_new(site: Site, folder: Path) -> object:
    """What a site without anything from earlier builds is published as."""
    fresh = small_site(folder)
    for path in site.root.glob("*.yml"):
        fresh.write(path.name, path.read_text(encoding="utf-8"))
    fresh.build()
    return content(fresh.html)


def test_a_change_of_an_inherited_file_is_seen(site: Site, tmp_path: Path) -> None:
    site.write("mkdocs.yml", "INHERIT: base.yml\n")
    site.write("base.yml", "INHERIT: first.yml\nsite_name: One\n")
    site.write("first.yml", "copyright: Nobody\n")
    site.build()
    assert UNCHANGED in site.build().out
    for number, (path, text, seen) in enumerate(
        [
            ("base.yml", "INHERIT: first.yml\nsite_name: Two\n", "Two"),
            ("first.yml", "copyright: Somebody\n", "Somebody"),
            ("first.yml", "extra: {notice: Look}\n", "Look"),
            ("base.yml", "site_name: Three\n", "Three"),
        ]
    ):
        site.write(path, text)
        assert UNCHANGED not in site.build().out
        assert seen in (site.html / "briefs" / "note.html").read_text(encoding="utf-8")
        assert content(site.html) == as_if_new(site, tmp_path / str(number))
        assert UNCHANGED in site.build().out


def test_a_change_of_a_variable_is_seen(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("mkdocs.yml", "site_name: x\nextra: {notice: !ENV [NOTICE, OTHER_NOTICE, None]}\n")
    site.build()
    assert UNCHANGED in site.build().out
    for variable, value in (("OTHER_NOTICE", "Made up"), ("NOTICE", "A draft"), ("NOTICE", "Closed")):
        monkeypatch.setenv(variable, value)
        assert UNCHANGED not in site.build().out
        assert value in (site.html / "briefs" / "note.html").read_text(encoding="utf-8")
        assert content(site.html) == as_if_new(site, tmp_path / value)
        assert UNCHANGED in site.build().out
    monkeypatch.delenv("NOTICE")
    site.build()
    assert "Made up" in (site.html / "briefs" / "note.html").read_text(encoding="utf-8")


def test_a_variable_that_is_named_nowhere_changes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("mkdocs.yml", "site_name: !ENV [DESK_NAME, x]\n")
    site.build()
    monkeypatch.setenv("DESK_URL", "https://desk.example/")
    assert UNCHANGED in site.build().out


def test_no_value_of_a_variable_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be a secret that no page shows."""
    monkeypatch.setenv("DESK_TOKEN", "s3cr3t-t0k3n")
    site.write("mkdocs.yml", "site_name: x\nextra: {unused: !ENV DESK_TOKEN}\n")
    site.build()
    kept = [path for path in site.root.rglob("*") if path.is_file()]
    assert [path for path in kept if b"s3cr3t-t0k3n" in path.read_bytes()] == []


def test_a_file_elsewhere_may_be_inherited_where_its_folder_is_allowed(site: Site) -> None:
    elsewhere = site.root.parent / "base.yml"
    elsewhere.write_text("site_name: Above\n", encoding="utf-8")
    site.write("mkdocs.yml", "INHERIT: ../base.yml\n")
    allowed = "build", "--allow-outside", str(site.root.parent)
    assert site.run(*allowed).status == 0
    assert names_of(site) == {"Above"}
    elsewhere.write_text("site_name: Changed\n", encoding="utf-8")
    assert site.run(*allowed).status == 0
    assert names_of(site) == {"Changed"}
    done = site.run("build")
    assert done.status == 1
    assert "mkdocs.yml:1:10: error[link-outside]" in done.out
    assert "INHERIT names a path outside the site's folder: ../base.yml" in done.out


def test_settings_without_an_end_are_a_problem_and_not_a_wait(site: Site) -> None:
    laughs = "".join(f"  b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 12))
    site.write("mkdocs.yml", f"site_name: x\nextra:\n  b0: &b0 [x, x, x, x, x, x, x, x, x]\n{laughs}")
    done = site.run()
    assert done.status == 1
    assert "error[publish-warning]" in done.out
    assert "aliases make this a value of more than" in done.out
