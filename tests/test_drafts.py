"""Drafts are checked, listed by `check`, never published, and never stop a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import Site

ARTICLE = """\
Harbour board weighs new pilot fee
“We will not pay twice for one pilot,” Ana Kresh, who speaks for the ship owners, told reporters on Friday.
Jon Marl, the head of the board, said that the fee stands until June.
"""
ACTORS = """\
ana-kresh:
  name: Ana Kresh
  kind: person
jon-marl:
  name: Jon Marl
  kind: person
"""
ISSUES = "pilot-fee:\n  title: The pilot fee\n"
PUBLISHED = """\
date: 2031-05-02
summary: The owners refuse the fee.
source:
  file: one.txt
  publisher: Gulf Herald
actors:
  - id: ana-kresh
positions:
  - actor: ana-kresh
    issue: pilot-fee
    says: Owners will not pay twice.
    passage: We will not pay twice for one pilot
"""
DRAFT = """\
draft: true
summary:
source:
  file: two.txt
  publisher:
actors:
  - id: jon-marl
positions:
  - actor: jon-marl
    issue:
    says:
    passage: the fee stands until July
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.write("seeds/one.txt", ARTICLE)
    made.write("seeds/two.txt", ARTICLE.replace("pilot", "towing"))
    made.write("briefs/actors.yml", ACTORS)
    made.write("briefs/issues.yml", ISSUES)
    made.write("briefs/one.yml", PUBLISHED)
    made.write("briefs/two.yml", DRAFT)
    return made


LISTED = (
    "draft briefs/two.yml: no `date`; no `summary`; `publisher` of the source;"
    " 1 position without `issue` (line 10); 1 position without `says` (line 11);"
    " 1 other problem: passage-not-found\n"
)


def test_check_lists_what_is_still_to_be_said(site: Site) -> None:
    done = site.run("check", "--strict")
    assert (done.status, done.out) == (0, f"1 briefing: no problems\n{LISTED}")


def test_check_of_a_draft_shows_its_other_problems(site: Site) -> None:
    done = site.run("check", "two")
    assert done.status == 0
    assert done.out.startswith("briefs/two.yml:12:14: error[passage-not-found]")
    assert done.out.endswith(f"\n\n{LISTED}")
    assert done.out.count("error[") == 1


def test_data_of_a_named_draft_has_all_its_problems(site: Site) -> None:
    rules = [problem["rule"] for problem in json.loads(site.run("check", "two", "--format", "json").out)]
    assert sorted(set(rules)) == ["empty-value", "missing-key", "passage-not-found"]
    assert json.loads(site.run("check", "--format", "json").out) == []


def test_a_build_leaves_drafts_out(site: Site) -> None:
    done = site.run("--strict")
    assert (done.status, done.out.splitlines()[0].partition("; ")[0]) == (
        0,
        "1 briefing with 1 position, no problems",
    )
    assert "1 draft not published" in done.out
    assert site.run().out.count("1 draft not published") == 1  # nothing has changed since
    pages = "".join(path.read_text("utf-8") for path in site.html.rglob("*.html"))
    assert "two.html" not in pages
    assert not (site.html / "briefs/two.html").exists()


def test_a_briefing_that_becomes_a_draft_leaves_the_site(site: Site) -> None:
    site.edit("briefs/two.yml", "draft: true\nsummary:", "date: 2031-05-03\nsummary: The board.")
    site.edit("briefs/two.yml", "publisher:", "publisher: Gulf Herald")
    site.edit("briefs/two.yml", "issue:\n    says:", "issue: pilot-fee\n    says: The fee stands.")
    site.edit("briefs/two.yml", "July", "June")
    site.build()
    assert (site.html / "briefs/two.html").exists()
    site.write("briefs/two.yml", "draft: true\n" + (site.root / "briefs/two.yml").read_text("utf-8"))
    assert "; 1 draft not published" in site.build().out
    assert not (site.html / "briefs/two.html").exists()
    assert "complete: remove `draft: true` to publish it" in site.run("check").out
    after = {path: path.read_bytes() for path in site.html.rglob("*") if path.is_file()}
    site.run("--clean")
    assert {path: path.read_bytes() for path in site.html.rglob("*") if path.is_file()} == after


@pytest.mark.parametrize("broken", ["positions: [", "source: {", "title: a: b\n  c", "\ttab: 1"])
def test_a_draft_that_is_no_yaml_stops_nothing(site: Site, broken: str) -> None:
    site.write("briefs/two.yml", f"draft: true # still\n{broken}\n")
    done = site.run("check")
    assert done.status == 0
    assert "draft briefs/two.yml: 1 other problem: " in done.out
    assert "error[" in site.run("check", "two").out
    assert site.run().status == 0


@pytest.mark.parametrize("value", ["yes", "TRUE", "maybe", ""])
def test_another_value_is_an_error_that_stops_the_build(site: Site, value: str) -> None:
    site.edit("briefs/two.yml", "draft: true", f"draft: {value}")
    done = site.run()
    assert done.status == 1
    assert "briefs/two.yml:1:" in done.out


def test_false_is_no_draft(site: Site) -> None:
    site.edit("briefs/one.yml", "date:", "draft: false\ndate:")
    assert "1 briefing with 1 position" in site.build().out


def test_what_is_published_does_not_lead_to_a_draft(site: Site) -> None:
    site.edit("briefs/one.yml", "The owners refuse the fee.", "See [the other](two.md).")
    question = "open_questions:\n  - ask: Who pays?\n    status: answered\n    answer: They.\n"
    site.write(
        "briefs/one.yml",
        (site.root / "briefs/one.yml").read_text("utf-8")
        + question
        + "    answered_by: two#jon-marl-the-fee\n",
    )
    done = site.run("check")
    assert done.status == 1
    assert "broken link: there is no page two.md" in done.out
    assert "the briefing two is a draft, which is not published" in done.out


def test_an_article_that_a_draft_claims_as_well_is_told_in_the_draft(site: Site) -> None:
    site.write("briefs/a-draft.yml", "draft: true\n" + PUBLISHED)
    assert site.run("check", "--strict").status == 0
    assert "warning[article-claimed-twice]" in site.run("check", "a-draft").out


def test_entries_that_only_a_draft_uses_are_used(site: Site) -> None:
    site.write("briefs/issues.yml", ISSUES + "towing-fee:\n  title: The towing fee\n")
    site.edit("briefs/two.yml", "issue:", "issue: towing-fee")
    assert "unused-entry" not in site.run("check").out
    (site.root / "briefs/two.yml").unlink()
    assert "no briefing uses towing-fee" in site.run("check").out


def test_articles_without_a_briefing_are_listed(site: Site) -> None:
    for number in range(10):
        site.write(f"seeds/more-{number}.txt", ARTICLE)
    site.write("seeds/.hidden", "x")
    out = site.run("check").out
    assert "no briefing yet: seeds/more-0.txt, " in out
    assert out.endswith("seeds/more-7.txt and 2 more\n")
    assert "no briefing yet" not in site.run("check", "one").out
