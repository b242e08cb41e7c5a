"""Information for crawlers: robots.txt, and the dates in sitemap.xml."""

from __future__ import annotations

from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from helpers.building import Site, content, example_site, small_site

SETTINGS = "site_name: The Gulf Desk\nsite_url: https://gulf.example.org/briefings/\n"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOOK = "def on_page_markdown(markdown, **_):\n    return markdown\n"


def days(site: Site) -> dict[str, str | None]:
    tree = ET.fromstring((site.html / "sitemap.xml").read_bytes())
    return {str(url.findtext(f"{NS}loc")): url.findtext(f"{NS}lastmod") for url in tree.iter(f"{NS}url")}


def test_everybody_may_read_everything(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.build()
    robots = RobotFileParser()
    robots.parse((site.html / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert robots.can_fetch("anybody", "/briefs/note.html")
    assert robots.site_maps() is None
    assert days(site) == {}
    site.write("mkdocs.yml", SETTINGS)
    site.build()
    robots.parse((site.html / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert robots.site_maps() == ["https://gulf.example.org/briefings/sitemap.xml"]


def test_a_robots_txt_by_hand_stays(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.build()
    own = "User-agent: *\nDisallow: /\n"
    site.write("site_src/robots.txt", own)
    for _ in range(2):
        site.build()
        assert (site.pages / "robots.txt").read_text(encoding="utf-8") == own
        assert (site.html / "robots.txt").read_text(encoding="utf-8") == own
    (site.pages / "robots.txt").unlink()
    site.build()
    assert "Allow: /" in (site.html / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["", "theme:\n  name: mkdocs\n  locale: en\n"])
def test_a_briefing_has_its_own_newest_day_and_no_other_page_has_one(tmp_path: Path, theme: str) -> None:
    site = small_site(tmp_path)
    note = (tmp_path / "briefs/note.yml").read_text(encoding="utf-8")
    site.write("briefs/updated.yml", note.replace("note.txt", "updated.txt") + "updated: 2031-02-03\n")
    corrected = "updated: 2031-02-03\ncorrections:\n  - date: 2031-03-04\n    note: A name.\n"
    site.write("briefs/corrected.yml", note.replace("note.txt", "corrected.txt") + corrected)
    for name in ("updated", "corrected"):
        site.write(f"seeds/{name}.txt", f"A made-up note, {name}\nMira said: “No.”\n")
    site.write("mkdocs.yml", SETTINGS + theme)
    site.build()
    folder = "https://gulf.example.org/briefings"
    found = days(site)
    assert {f"{folder}/index.html", f"{folder}/about.html", f"{folder}/actors/mira.html"} <= found.keys()
    assert {address: day for address, day in found.items() if day} == {
        f"{folder}/briefs/note.html": "2031-01-01",
        f"{folder}/briefs/updated.html": "2031-02-03",
        f"{folder}/briefs/corrected.html": "2031-03-04",
    }


def test_both_ways_of_publishing_say_the_same(tmp_path: Path) -> None:
    maps = []
    for name, hooks in (("direct", ""), ("indirect", "hooks: [hook.py]\n")):
        site = example_site(tmp_path / name)
        site.write("hook.py", HOOK)
        site.write("mkdocs.yml", SETTINGS + hooks)
        site.build()
        maps.append(content(site.html)["sitemap.xml"])
        site.edit("briefs/oskell-denies-talks.yml", "date: ", "updated: 2039-01-01\ndate: ")
        site.build()
        assert "2039-01-01" in days(site).values()
        maps.append(content(site.html)["sitemap.xml"])
    assert maps[:2] == maps[2:]
