"""Dates of a briefing: impossible ones, and valid ones that look similar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import Site

BRIEF = """\
DATE
summary: On the port.
source:
  file: a.txt
  publisher: Harbour Gazette
SOURCE
actors:
  - id: venn
positions:
  - actor: venn
    issue: port
    says: The port stays open.
    passage: We will never close the port
POSITION
REST
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "root")
    site.write(
        "seeds/a.txt", "Torvia weighs\n\n“We will never close the port,” Mara Venn said.\n\nNo more.\n"
    )
    site.write("briefs/actors.yml", "venn:\n  name: Mara Venn\n  kind: person\n")
    site.write("briefs/issues.yml", "port:\n  title: The port\n")
    return site


def rules(site: Site, date: str = "", source: str = "", position: str = "", rest: str = "") -> list[str]:
    text = BRIEF
    for mark, words in (("DATE", date), ("SOURCE", source), ("POSITION", position), ("REST", rest)):
        text = text.replace(f"{mark}\n", f"{words}\n" if words else "")
    site.write("briefs/port.yml", text)
    return [problem["rule"] for problem in json.loads(site.run("check", "--format", "json").out)]


DAY = "date: 2031-05-02"


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"source": "  published: 2031-05-20"}, "dates-out-of-order"),
        ({"source": "  published: 2031-05-02\n  retrieved: 2031-04-30"}, "dates-out-of-order"),
        ({"rest": "updated: 2031-05-01"}, "dates-out-of-order"),
        ({"source": "  published: 2013-05-02"}, "improbable-year"),
        ({"source": "  published: 2020"}, "improbable-year"),
        ({"source": "  published: 2013-05-02\n  retrieved: 2031-05-02"}, "improbable-year"),
        ({"rest": "corrections: [{date: 2031-05-01, note: Wrong.}]"}, "dates-out-of-order"),
        ({"position": "    date: 2031-05-04"}, "said-after-publication"),
        ({"source": "  published: 2031-05-02", "position": "    date: 2031-05-04"}, "said-after-publication"),
        ({"position": "    date: 9999-12-31"}, "improbable-year"),
        ({"position": "    date: 0961-10-02"}, "improbable-year"),
        ({"rest": "updated: 2999-01-01"}, "improbable-year"),
    ],
)
def test_dates_that_cannot_be(site: Site, parts: dict[str, str], rule: str) -> None:
    assert rules(site, DAY, **parts) == [rule]


@pytest.mark.parametrize(
    ("day", "parts", "rule"),
    [
        ("2031-05", {"position": "    date: 2031-06-02"}, "said-after-publication"),
        ("2031-05", {"position": "    date: 2031-07"}, "said-after-publication"),
        ("2031", {"position": "    date: 2032-02"}, "said-after-publication"),
        ("2031-05-02", {"position": "    date: 2031-06"}, "said-after-publication"),
        ("2031-05-02", {"source": "  published: 2031-06"}, "dates-out-of-order"),
        ("2031", {"source": "  published: 2032-02"}, "dates-out-of-order"),
        ("2031-05", {"rest": "updated: 2031-04-30"}, "dates-out-of-order"),
        ("2031", {"rest": "corrections: [{date: 2030-12-31, note: Wrong.}]"}, "dates-out-of-order"),
        ("2301-05", {}, "improbable-year"),
        ("0031", {}, "improbable-year"),
    ],
)
def test_months_and_years_that_cannot_be(site: Site, day: str, parts: dict[str, str], rule: str) -> None:
    assert rules(site, f"date: {day}", **parts) == [rule]


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        # If one of two dates contains the other, neither is later.
        ("2031-05", {"position": "    date: 2031-05-31"}),
        ("2031-05-02", {"position": "    date: 2031-05"}),
        ("2031-05-02", {"position": "    date: 2031"}),
        ("2031", {"position": "    date: 2031-12"}),
        ("2031-05", {"source": "  published: 2031-05-31"}),
        ("2031-05-02", {"source": "  published: 2031"}),
        ("2031", {"source": "  published: 2031-12\n  retrieved: 2031-12-01"}),
        ("2031-05", {"rest": "updated: 2031-05-01\ncorrections: [{date: 2031-05-01, note: A}]"}),
        # Time zones: the day after the month has begun elsewhere. A weekly of the next month reports on it.
        ("2031-05", {"position": "    date: 2031-06"}),
        ("2031-05", {"source": "  published: 2031-06"}),
    ],
)
def test_months_and_years_that_can_be(site: Site, day: str, parts: dict[str, str]) -> None:
    assert rules(site, f"date: {day}", **parts) == []


def test_the_message_names_a_month_as_one(site: Site) -> None:
    position = BRIEF.replace("DATE", "date: 2031-05").replace("SOURCE\n", "").replace("REST\n", "")
    site.write("briefs/port.yml", position.replace("POSITION", "    date: 2031-08"))
    (problem,) = json.loads(site.run("check", "--format", "json").out)
    assert problem["message"] == "said in 2031-08, and the briefing is dated in 2031-05"


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"source": "  published: 2031-05-03"},  # About the day before.
        {"source": "  published: 2031-05-07"},  # In a weekly.
        {"source": "  published: 2029-05-07"},  # A briefing on an old article.
        {"source": "  published: 2031-05-02\n  retrieved: 2031-05-01"},  # Another time zone.
        {"source": "  retrieved: 2033-05-02", "position": "    date: 2031-05-02"},
        {"source": "  retrieved: 2031-05-09", "position": "    date: 2031-05-08"},
        {"position": "    date: 1961-10-02"},
        {"position": "    date: 2031-05-03"},
        {"rest": "updated: 2031-05-02\ncorrections: [{date: 2031-05-03, note: A}]"},
    ],
)  # fmt: skip
def test_dates_that_can_be(site: Site, parts: dict[str, str]) -> None:
    assert rules(site, DAY, **parts) == []


def test_the_date_of_the_article_stands_for_the_briefings(site: Site) -> None:
    assert rules(site, source="  published: 2031-05-03") == []
    assert site.run("build", "--strict").status == 0
    data = json.loads((site.html / "briefs/port.json").read_text(encoding="utf-8"))
    assert "2031-05-03" in json.dumps(data)
    assert rules(site) == ["missing-key"]
    assert rules(site, source="  published: May") == ["bad-date"]
    assert rules(site, source="  published: 2031-02-30") == ["impossible-date"]
