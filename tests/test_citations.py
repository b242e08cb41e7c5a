"""Citations: BibTeX that BibTeX can read, CSL-JSON with the names of its schema, and nothing made up."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from helpers.building import EXAMPLE
from helpers.dates import when
from helpers.exports import PLAIN, PUBLISHED, collected, records
from helpers.made_records import article, briefing, position, record_of
from onrecord.citing.citations import Citation, Citer, _tex
from onrecord.model import Record
from onrecord.settings import Settings

# The variables of an item by CSL 1.0.2's csl-data.json, as far as they are used here, with the type of each.
CSL = {
    "id": str,
    "type": str,
    "author": list,
    "title": str,
    "container-title": str,
    "issued": dict,
    "language": str,
    "URL": str,
    "original-title": str,
    "original-author": list,
    "original-publisher": str,
    "original-date": dict,
    "note": str,
}


def citations(record: Record, site: Settings) -> list[Citation]:
    return [
        Citer(record, brief, site).cited(position)
        for brief in record.briefs.values()
        for position in brief.positions
    ]


def fields_of(entry: str) -> dict[str, str]:
    """A BibTeX entry, read as BibTeX does: by counting braces, whatever stands before them."""
    head = re.match(r"@misc\{([^\s,{}\"#%~\\]+),\n", entry)
    assert head, entry
    found = {"key": head[1]}
    at = head.end()
    while entry[at] != "}":
        name = re.compile(r"  (\w+) = ").match(entry, at)
        assert name, entry[at:]
        start = end = name.end()
        depth = 0
        while depth or entry[end] != ",":
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            assert depth >= 0
            end += 1
        found[name[1]] = entry[start:end]
        at = end + 2
    assert entry[at:] == "}"
    return found


def assert_is_csl(text: str, site: Settings) -> dict[str, Any]:
    (item,) = json.loads(text)
    assert {name: type(value) for name, value in item.items()} == {name: CSL[name] for name in item}
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": " ".join(site.site_name.split())}]
    for dated in (item["issued"], item.get("original-date", item["issued"])):
        (parts,) = dated["date-parts"]
        assert all(type(part) is int for part in parts)
        assert date(*(*parts, 1, 1)[:3]) > date.min
    return dict(item)


@given(records())
def test_any_position_can_be_cited(record: Record) -> None:
    for site in (PLAIN, PUBLISHED):
        for citation in citations(record, site):
            assert citation.text == " ".join(citation.text.split())
            entry, item = fields_of(citation.bibtex), assert_is_csl(citation.csl, site)
            assert entry["key"] == item["id"]
            assert ("url" in entry) == ("URL" in item) == bool(site.site_url)
            assert "" not in citation.bibtex.split("\n")
            assert "" not in citation.csl.split("\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("50% of $5 & #1_a", r"50\% of \$5 \& \#1\_a"),
        ("{", r"\textbraceleft{}"),
        ("a } b", r"a \textbraceright{} b"),
        ("\\begin", r"\textbackslash{}begin"),
        ('~^<>|"', r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}\textquotedbl{}"),
        ("Đặng “é”", "Đặng “é”"),
    ],
)
def test_what_tex_gives_a_meaning_is_escaped(text: str, wanted: str) -> None:
    assert _tex(text) == wanted


def test_a_citation_in_full() -> None:
    record = collected(EXAMPLE)
    brief = record.briefs["collision-off-kellmouth"]
    citation = Citer(record, brief, Settings("The Strait", site_url="https://a.example/~x/")).cited(
        brief.positions[0]
    )
    address = "https://a.example/~x/briefs/collision-off-kellmouth.html#quill-signed-the-paper"
    page = "https://gws.example.net/2031/11/18/collision"
    says = "Hanno Quill: He let the ship go without a pilot because there was none to send"
    says += ", and will not do so again"
    title = "Two ships collide in Sarrow fog; one had no pilot"
    copy = f"https://archive.example.org/20311119/{page.removeprefix('https://')}"
    rests_on = (
        f"Rests on: Pol Renwick, “{title}”, Gulf Wire Service, 18 November 2031, {page}, archived at {copy}"
    )
    assert citation.text == f"The Strait, “{says}”, in “{title}”, 18 November 2031, {address}. {rests_on}."
    assert fields_of(citation.bibtex) == {
        "key": "collision-off-kellmouth:quill-signed-the-paper",
        "author": "{{The Strait}}",
        "title": f"{{{{{says}}}}}",
        "howpublished": f"{{{title}}}",
        "year": "{2031}",
        "month": "nov",
        "url": f"{{{address}}}",
        "note": f"{{{rests_on}}}",
    }
    assert assert_is_csl(citation.csl, Settings("The Strait"))["original-author"] == [
        {"literal": "Pol Renwick"}
    ]


def test_nothing_is_made_up() -> None:
    brief = briefing("b", date(2031, 1, 2), [position("p")])
    brief = replace(brief, article=replace(article(), byline=None))
    citation = Citer(record_of([brief]), brief, Settings("Site")).cited(brief.positions[0])
    item = assert_is_csl(citation.csl, Settings("Site"))
    assert item.keys().isdisjoint({"URL", "original-author", "original-date", "note"})
    assert "http" not in citation.text + citation.bibtex + citation.csl
    assert "briefs/b.html#p" in citation.text


@pytest.mark.parametrize(
    ("written", "read", "month"), [("2031-11", "November 2031", "nov"), ("2031", "2031", None)]
)
def test_no_more_of_a_date_is_cited_than_is_known(written: str, read: str, month: str | None) -> None:
    brief = briefing("b", date(2031, 1, 2), [position("p")])
    source = replace(brief.brief.source, published=when(written))
    brief = replace(brief, brief=replace(brief.brief, date=when(written), source=source))
    citation = Citer(record_of([brief]), brief, Settings("Site")).cited(brief.positions[0])
    assert citation.text.count(f", {read}, ") + citation.text.count(f", {read}.") == 2
    entry, item = fields_of(citation.bibtex), assert_is_csl(citation.csl, Settings("Site"))
    assert (entry["year"], entry.get("month")) == ("{2031}", month)
    assert item["issued"] == item["original-date"] == {"date-parts": [list(map(int, written.split("-")))]}


def test_a_briefing_that_changed_says_when() -> None:
    brief = briefing("b", date(2031, 1, 2), [position("p")])
    brief = replace(brief, brief=replace(brief.brief, updated=date(2031, 2, 3)))
    citation = Citer(record_of([brief]), brief, Settings("Site")).cited(brief.positions[0])
    assert "2 January 2031 (changed 3 February 2031)" in citation.text
