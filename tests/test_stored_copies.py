"""The stored copy of an article: published beside its briefing, or in the repository, and linked to."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpers.building import Site, small_site
from helpers.repositories import git

PUBLISHED = "site_name: S\nextra:\n  publish_sources: true\n"
COPY = "briefs/note.source.txt"


def link_to_copy(site: Site) -> str | None:
    tree = LexborHTMLParser((site.html / "briefs/note.html").read_text("utf-8"))
    links = [a for a in tree.css("#the_source ~ ul a") if a.text() == "Read the stored copy of the article"]
    return links[0].attributes["href"] if links else None


@pytest.mark.parametrize(
    "data",
    [
        b"A made-up note\nMira said: \xe2\x80\x9cNo.\xe2\x80\x9d\n",
        b"\xef\xbb\xbfA made-up note\nMira said: \xe2\x80\x9cNo.\xe2\x80\x9d",
        b"A made-up note\r\nMira said: \xe2\x80\x9cNo.\xe2\x80\x9d\r\n\r\n",
    ],
    ids=["plain", "byte order mark", "line breaks of Windows"],
)
def test_it_is_published_byte_for_byte_and_linked_to(tmp_path: Path, data: bytes) -> None:
    site = small_site(tmp_path)
    (tmp_path / "seeds/note.txt").write_bytes(data)
    site.write("mkdocs.yml", PUBLISHED)
    site.build()
    assert (site.html / COPY).read_bytes() == data
    assert link_to_copy(site) == "note.source.txt"
    page = (site.html / "briefs/note.html").read_text("utf-8")
    assert hashlib.sha256(data).hexdigest() in page


def test_it_is_published_only_where_the_site_says_so(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.build()
    assert not (site.html / COPY).exists()
    assert link_to_copy(site) is None
    site.write("mkdocs.yml", PUBLISHED)
    site.build()
    assert (site.pages / COPY).exists()
    site.edit("seeds/note.txt", "A made-up note", "Another made-up note")
    site.build()
    assert (site.html / COPY).read_bytes() == (tmp_path / "seeds/note.txt").read_bytes()
    site.write("mkdocs.yml", "site_name: S\n")
    site.build()
    assert not (site.pages / COPY).exists()
    assert not (site.html / COPY).exists()
    assert link_to_copy(site) is None


@pytest.mark.parametrize("is_on", [True, False])
def test_a_persons_own_file_of_that_name_is_not_touched(tmp_path: Path, is_on: bool) -> None:
    site = small_site(tmp_path)
    site.build()
    site.write(f"site_src/{COPY}", "My own notes.\n")
    site.write("mkdocs.yml", PUBLISHED if is_on else "site_name: S\n")
    done = site.run("build")
    assert (site.pages / COPY).read_text("utf-8") == "My own notes.\n"
    assert done.status == (1 if is_on else 0)
    assert ("foreign-file" in done.err + done.out) == is_on


def test_a_wrong_value_is_told_at_its_place(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: S\nextra:\n  publish_sources: perhaps\n")
    done = site.run("check")
    assert done.status == 1
    assert "mkdocs.yml:3:3" in done.err + done.out


def test_without_it_the_repositorys_copy_is_linked_to(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    site = small_site(tmp_path / "sites")
    settings = "site_name: S\nrepo_url: https://github.com/o/r\nextra:\n  history: true\n"
    site.write("mkdocs.yml", settings)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "A site", day="2031-01-10")
    site.build()
    assert link_to_copy(site) == "https://github.com/o/r/blob/HEAD/sites/seeds/note.txt"
    site.write("mkdocs.yml", f"{settings}  publish_sources: true\n")
    site.build()
    assert link_to_copy(site) == "note.source.txt"
