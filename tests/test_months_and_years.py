"""A site with dates of a day, a month and a year: no page claims more than is known."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from helpers.building import built, copy_of
from helpers.feeds import entries_of
from helpers.from_nothing import assert_as_built_from_nothing
from helpers.made_records import DAY, briefing, made_of, position, question, record_of
from onrecord.pages.questions import QuestionsPage, questions_outputs
from onrecord.text.dates import Month, Year
from onrecord.text.phrases import Duration

DATES = {"council-decides": "2031-10-20", "ferrymen-soften": "2031-10", "talk-of-a-toll": "2030"}
SAID = {"for-this-toll": "2031-10-20", "too-early": "2031-10-20", "under-five-crowns": "2031-09"}
SAID |= {"needs-a-toll": "2031", "would-ruin-us": ""}


def text(path: str) -> str:
    return (built("lake-toll").html / path).read_text(encoding="utf-8")


def test_tables_have_the_dates_as_they_were_written() -> None:
    rows = list(csv.DictReader(io.StringIO(text("data/positions.csv").removeprefix("\ufeff"), newline="")))
    assert {row["briefing"]: row["briefing_date"] for row in rows} == DATES
    assert {row["id"]: row["said"] for row in rows} == SAID
    in_json = json.loads(text("data/positions.json"))
    assert [(row["briefing_date"], row["said"] or "") for row in in_json] == [
        (row["briefing_date"], row["said"]) for row in rows
    ]
    # The newest first, by the dates as text.
    dates = [row["briefing_date"] for row in rows]
    assert dates == sorted(dates, reverse=True)


def test_the_data_package_tells_what_the_columns_hold() -> None:
    package = json.loads(text("data/datapackage.json"))
    for resource in package["resources"]:
        if "schema" not in resource:  # Not a table.
            continue
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for name in {"briefing_date", "said"} & fields.keys():
            assert fields[name]["type"] == "string"
            pattern = fields[name]["constraints"]["pattern"]
            assert all(re.fullmatch(pattern, day) for day in ("2031-10-20", "2031-10", "2031"))
            assert not any(re.fullmatch(pattern, day) for day in ("2031-", "31", "2031-10-2", "2031-10-20-1"))


@pytest.mark.parametrize("slug", DATES)
def test_a_briefing_says_its_date_to_programs(slug: str) -> None:
    assert json.loads(text(f"briefs/{slug}.json"))["date"] == DATES[slug]
    page = text(f"briefs/{slug}.html")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    whole = json.loads(text(f"briefs/{slug}.jsonld"))
    assert data["temporalCoverage"] == whole["temporalCoverage"] == DATES[slug]
    assert whole["isBasedOn"]["datePublished"] == DATES[slug]
    (cited,) = re.findall(r'name="citation_publication_date" content="([^"]*)"', page)
    assert cited == DATES[slug].replace("-", "/")


def test_feeds_have_the_first_day_which_is_none_of_the_future() -> None:
    first = [f"{day}T00:00:00Z" for day in ("2031-10-20", "2031-10-01", "2030-01-01")]
    items = json.loads(text("feed.json"))["items"]
    assert [item["date_published"] for item in items] == first
    assert [item["date_modified"] for item in items] == first
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(text("feed.xml"))
    assert [entry.findtext(f"{atom}published") for entry in feed.iter(f"{atom}entry")] == first
    of_issue = entries_of(text("issues/toll.feed.xml"))
    said = [re.findall(r"said (20[0-9-]+)", item["content_html"]) for item in of_issue]
    assert [found[0] if found else "" for found in said] == [
        SAID[item["url"].rpartition("#")[2]] for item in of_issue
    ]


def test_nothing_that_may_be_of_one_day_is_called_earlier_or_later() -> None:
    page = text("actors/ilo-brandt.html")
    assert "No change" in page
    assert "before:" not in page
    assert text("actors/mara-venn.html").count('id="change_') == 2
    assert "after 20 days" not in (questions := text("questions.html"))
    assert "on the same day" not in questions
    assert "Asked October 2031, answered 20 October 2031" in questions
    assert "Asked 2030, answered October 2031" in questions


def test_the_map_of_the_site_has_no_made_up_day(tmp_path: Path) -> None:
    site = copy_of("lake-toll", tmp_path / "site")
    site.write("mkdocs.yml", "site_name: Lake\nsite_url: https://lake.example/\n")
    site.build()
    entries = re.findall(
        r"<loc>https://lake.example/briefs/([a-z-]+)\.html</loc><lastmod>([^<]*)",
        (site.html / "sitemap.xml").read_text(encoding="utf-8"),
    )
    assert dict(entries) == DATES


def test_in_arabic_a_month_has_its_name(tmp_path: Path) -> None:
    site = copy_of("lake-toll", tmp_path / "site")
    site.write("mkdocs.yml", "site_name: Lake\nextra:\n  language: ar\n  content_language: en\n")
    assert site.build().status == 0
    page = (site.html / "issues/toll.html").read_text(encoding="utf-8")
    assert "سبتمبر 2031" in page
    assert "20 أكتوبر 2031" in page


@pytest.mark.parametrize(
    ("slug", "old", "new"),
    [
        ("ferrymen-soften", "date: 2031-09", "date: 2031"),
        ("ferrymen-soften", "date: 2031-09", "date: 2031-09-30"),
        ("ferrymen-soften", "date: 2031\n", "date: 2031-03\n"),
        ("ferrymen-soften", "date: 2031-10", "date: 2031-10-02"),
        ("council-decides", "date: 2031-10-20", "date: 2031-10"),
        ("talk-of-a-toll", "date: 2030", "date: 2030-01"),
        ("talk-of-a-toll", "published: 2030", "published: 2030-01-01"),
    ],
)
def test_an_edit_of_a_date_leaves_what_a_build_from_nothing_makes(
    slug: str, old: str, new: str, tmp_path: Path
) -> None:
    site = copy_of("lake-toll", tmp_path / "site")
    site.build()
    site.edit(f"briefs/{slug}.yml", old, new)
    assert_as_built_from_nothing(site)
    site.edit(f"briefs/{slug}.yml", new, old)
    assert_as_built_from_nothing(site)


def test_ages_are_counted_from_days_to_the_newest_day() -> None:
    record = record_of(
        [
            briefing("undated", Year(2032), [position("a")]),
            briefing("month", Month(2031, 3), [], [question("of-month")]),
            briefing("day", DAY, [], [question("of-day")]),
            briefing("later", DAY.replace(day=13), [position("b")]),
        ]
    )
    (page,) = (page for page in made_of(questions_outputs, record) if isinstance(page, QuestionsPage))
    assert page.until == DAY.replace(day=13)
    assert [(entry.link.text, entry.age) for entry in page.groups[0].open] == [
        ("Will it sail, of-day?", Duration(days=10)),
        ("Will it sail, of-month?", Duration()),
    ]
