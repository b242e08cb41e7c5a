"""Accepted warnings: where they apply, and how they are listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.building import Site

ARTICLE = """\
Torvia weighs closing the port of Ansel

“We will never close the port,” the minister told reporters.

“The levy is a tax on bread,” the mayor said in the town hall.

Nothing else was said on Monday.
"""
BRIEF = """\
date: 2031-05-02
summary: The minister and the mayor on the port.
source:
  file: a.txt
  publisher: Harbour Gazette
actors:
  - id: venn
  - id: tal
positions:
  - actor: venn
    issue: port
    says: The port stays open.
    passage: We will never close the port
  - {actor: tal, issue: port, says: The levy makes bread dearer., passage: The levy is a tax on bread}
"""
ACTORS = """\
venn:
  name: Mara Venn
  kind: person
tal:
  name: Oren Tal
  kind: person
"""
ENTRY = "rule: speaker-not-near, because: The article gives the office alone."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "root")
    site.write("seeds/a.txt", ARTICLE)
    site.write("briefs/port.yml", BRIEF)
    site.write("briefs/actors.yml", ACTORS)
    site.write("briefs/issues.yml", "port:\n  title: The port\n")
    return site


def found(site: Site, *flags: str) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = json.loads(site.run("check", "--format", "json", *flags).out)
    return problems


def rules(site: Site, *flags: str) -> list[str]:
    return [problem["rule"] for problem in found(site, *flags)]


def accept_of_both(site: Site) -> None:
    site.edit("briefs/port.yml", "close the port\n", f"close the port\n    accept: [{{{ENTRY}}}]\n")
    site.edit("briefs/port.yml", "tax on bread}", f"tax on bread, accept: [{{{ENTRY}}}]}}")


def test_a_position_accepts_its_own_warning_and_no_other(site: Site) -> None:
    assert rules(site) == ["speaker-not-near"] * 2
    site.edit("briefs/port.yml", "close the port\n", f"close the port\n    accept: [{{{ENTRY}}}]\n")
    (left,) = found(site)
    assert (left["rule"], left["line"]) == ("speaker-not-near", 15)
    assert site.run("check", "--strict").status == 1


def test_what_is_accepted_does_not_count_under_strict(site: Site) -> None:
    accept_of_both(site)
    assert site.run("check", "--strict").status == 0
    assert site.run("build", "--strict").status == 0


def test_accepted_warnings_are_listed_with_their_reasons(site: Site) -> None:
    accept_of_both(site)
    assert "office alone" not in site.run("check").out
    text = site.run("check", "--accepted")
    assert text.status == 0
    assert text.out.count("accepted[speaker-not-near]") == 2
    assert text.out.count("because: The article gives the office alone.") == 2
    assert text.out.endswith("1 briefing: no problems; 2 accepted warnings\n")
    assert found(site) == []
    assert [p["accepted"] for p in found(site, "--accepted")] == ["The article gives the office alone."] * 2
    github = site.run("check", "--accepted", "--format", "github").out.splitlines()
    assert [line.partition(" ")[0] for line in github] == ["::notice", "::notice"]
    assert site.run("check", "--accepted", "--strict", "port").status == 0


def test_the_briefing_accepts_no_warning_of_a_position(site: Site) -> None:
    site.write("briefs/port.yml", BRIEF + f"accept: [{{{ENTRY}}}]\n")
    assert rules(site) == ["speaker-not-near", "speaker-not-near", "accept-unneeded"]
    assert found(site)[-1]["help"] == "move it to where the warning is: line 13"


def test_the_briefing_accepts_warnings_of_its_list_of_actors(site: Site) -> None:
    accept_of_both(site)
    site.edit("briefs/port.yml", "  - id: tal\n", "  - id: tal\n  - id: coll\n")
    site.write("briefs/actors.yml", f"{ACTORS}coll:\n  name: Rena Coll\n  kind: person\n")
    assert rules(site) == ["actor-without-trace"]
    accepted = "accept: [{rule: actor-without-trace, because: She is the union that is meant.}]\n"
    site.write("briefs/port.yml", (site.root / "briefs/port.yml").read_text(encoding="utf-8") + accepted)
    assert rules(site, "--accepted") == ["actor-without-trace", "speaker-not-near", "speaker-not-near"]
    assert rules(site) == []


def test_an_entry_of_a_register_accepts_what_only_all_briefings_tell(site: Site) -> None:
    accept_of_both(site)
    site.write("briefs/issues.yml", "port:\n  title: The port\nlevy:\n  title: The levy\n")
    assert rules(site) == ["unused-entry"]
    accepted = "  accept: [{rule: unused-entry, because: A briefing on it is being written.}]\n"
    site.write("briefs/issues.yml", f"port:\n  title: The port\nlevy:\n  title: The levy\n{accepted}")
    assert rules(site) == []
    assert site.run("build", "--strict").status == 0
    assert site.run("build", "--strict").status == 0
    site.edit("briefs/issues.yml", "levy:", "toll:")
    assert rules(site) == []
    site.write("briefs/issues.yml", f"port:\n  title: The port\n{accepted}")
    assert rules(site) == ["accept-unneeded"]


def test_accept_works_from_the_cache_as_without_it(site: Site) -> None:
    assert site.run("build", "--strict").status == 1
    accept_of_both(site)
    assert site.run("build", "--strict").status == 0
    assert "unchanged in" in site.run("build", "--strict").out
    pages = {path: path.read_bytes() for path in site.html.rglob("*") if path.is_file()}
    assert not any(b"office alone" in data for data in pages.values())
    site.edit("briefs/port.yml", "close the port\n    accept", "close the port\n    # looked at\n    accept")
    assert site.run("build", "--strict").status == 0
    site.edit("briefs/actors.yml", "kind: person", "kind: person\n  also: [the minister]")
    assert "accept-unneeded" in site.run("build").out
    assert site.run("build", "--strict").status == 1


def test_no_entry_is_called_unneeded_where_an_error_may_hide_its_warning(site: Site) -> None:
    accept_of_both(site)
    site.edit("briefs/port.yml", "passage: We will never", "passage: We shall never")
    assert rules(site) == ["passage-not-found"]


@pytest.mark.parametrize(
    ("because", "rule"),
    [
        ("ok", "reason-too-short"),
        ("'- -'", "reason-too-short"),
        ("'12 34'", "reason-too-short"),
        ("''", "empty-value"),
        ("Looked at.", None),
        ("记者只写了官职", None),
        ("記者", "reason-too-short"),
        ("мэр назван", None),
    ],
)
def test_a_reason_has_words(site: Site, because: str, rule: str | None) -> None:
    accept_of_both(site)
    site.edit("briefs/port.yml", "The article gives the office alone.", because)
    assert sorted({*rules(site)} - {"speaker-not-near"}) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("name", "rule", "advice"),
    [
        ("speaker-not-nearby", "unknown-rule", "did you mean speaker-not-near?"),
        ("nothing", "unknown-rule", "copy the name"),
        ("passage-not-found", "error-accepted", "correct what the rule finds"),
        ("bad-date", "error-accepted", "correct what the rule finds"),
    ],
)
def test_only_warnings_by_their_names_are_accepted(site: Site, name: str, rule: str, advice: str) -> None:
    accept_of_both(site)
    site.edit("briefs/port.yml", "rule: speaker-not-near", f"rule: {name}")
    wrong = next(problem for problem in found(site) if problem["rule"] == rule)
    assert wrong["severity"] == "error"
    assert wrong["help"].startswith(advice)


def test_because_is_required(site: Site) -> None:
    accept_of_both(site)
    site.edit("briefs/port.yml", ", because: The article gives the office alone.", "")
    assert "missing-key" in rules(site)


@pytest.mark.parametrize("written", ["a.txt", "./a.txt", ".//a.txt"])
@pytest.mark.parametrize("accepting", [(), ("again",), ("port",), ("port", "again")])
def test_what_is_doubtful_in_an_article_of_two_briefings_is_said_once_and_either_accepts_it(
    site: Site, written: str, accepting: tuple[str, ...]
) -> None:
    site.edit("seeds/a.txt", "Nothing else", "“Nothing else")
    entries = "  - rule: unpaired-quotation-mark\n    because: It is lost in print, too.\n"
    for slug, file in (("port", "a.txt"), ("again", written)):
        brief = BRIEF.replace("a.txt", file)
        site.write(f"briefs/{slug}.yml", f"{brief}accept:\n{entries}" if slug in accepting else brief)
    doubts = [p for p in found(site) if p["rule"] in ("unpaired-quotation-mark", "accept-unneeded")]
    if accepting:
        assert doubts == []
    else:
        assert [(p["path"], p["line"], p["column"]) for p in doubts] == [("seeds/a.txt", 7, 1)]


def test_an_article_that_no_briefing_cites_is_not_looked_at(site: Site) -> None:
    before = found(site)
    site.write("seeds/b.txt", f"{ARTICLE}\n“Nobody closes this.\n")
    assert found(site) == before
