"""What mkdocs.yml inherits, and variables that it names, count on pages, in feeds and in data alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import Site, small_site


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


def test_a_file_elsewhere_may_be_inherited(site: Site) -> None:
    (site.root.parent / "base.yml").write_text("site_name: Above\n", encoding="utf-8")
    site.write("mkdocs.yml", "INHERIT: ../base.yml\n")
    site.build()
    assert names_of(site) == {"Above"}
    (site.root.parent / "base.yml").write_text("site_name: Changed\n", encoding="utf-8")
    site.build()
    assert names_of(site) == {"Changed"}


def test_settings_without_an_end_are_a_problem_and_not_a_wait(site: Site) -> None:
    laughs = "".join(f"  b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 12))
    site.write("mkdocs.yml", f"site_name: x\nextra:\n  b0: &b0 [x, x, x, x, x, x, x, x, x]\n{laughs}")
    done = site.run()
    assert done.status == 1
    assert "error[publish-warning]" in done.out
    assert "aliases make this a value of more than" in done.out
