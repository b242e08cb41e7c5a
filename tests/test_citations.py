"""Citations: valid BibTeX and RIS, CSL-JSON with the names of its schema, and nothing invented."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
import rispy  # type: ignore[import-untyped]  # the library ships no types
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from helpers.building import EXAMPLE
from helpers.dates import when
from helpers.exports import PLAIN, PUBLISHED, collected, records
from helpers.made_records import article, briefing, position, record_of
from helpers.publishing import beside_page
from onrecord.addresses import cite_key
from onrecord.citing.citations import Citer, _tex
from onrecord.exports.bibliography import bibtex_file, csl_file, ris_file
from onrecord.mkdocs_yml.settings import Settings
from onrecord.publishing.finishing.data import BriefingData
from onrecord.record import AnchoredBrief, AnchoredPosition, Record

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


class Cited(NamedTuple):
    """A position, cited in each way; quotation and sentence as the box on the published page has them."""

    key: str
    quotation: str
    text: str
    bibtex: str
    ris: str
    csl: dict[str, Any]


def cited(record: Record, brief: AnchoredBrief, position: AnchoredPosition, site: Settings) -> Cited:
    citer = Citer(record, brief, site)
    data = BriefingData(*(export.data for export in beside_page(record, brief.slug, site)))
    box = LexborHTMLParser(data.cite_box(position.id, 7, site.words))
    (key,) = (node.text() for node in box.css(".cite code"))
    quotation, text = (node.text() for node in box.css(".cite pre"))
    summary = box.css_first("summary")
    assert summary is not None
    assert (summary.text(), summary.attributes["aria-label"]) == ("Cite", "Cite position 7")
    files = [f"{brief.slug}.{suffix}" for suffix in ("bib", "ris", "csl.json")]
    links = [a.attributes["href"] or "" for a in box.css("a")]
    assert [link for link in links if not link.startswith("../embed/")] == files
    return Cited(key, quotation, text, citer.bibtex(position), citer.ris(position), citer.csl(position))


def citations(record: Record, site: Settings) -> list[Cited]:
    return [
        cited(record, brief, position, site)
        for brief in record.briefs.values()
        for position in brief.positions
    ]


def fields_of(entry: str) -> dict[str, str]:
    """A BibTeX entry, read as BibTeX does: by counting braces, escaped or not."""
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


def assert_is_ris(written: str, item: dict[str, Any]) -> dict[str, Any]:
    """A reference in RIS, as another program reads it; it says what the CSL item says."""
    assert re.fullmatch(r"(?:[A-Z][A-Z0-9]  - [^\r\n]*\r\n)+", written)
    (reference,) = rispy.loads(written)
    assert reference["type_of_reference"] == "ELEC"
    assert reference["id"] == item["id"]
    assert reference["authors"] == [f"{item['author'][0]['literal']},"]
    assert reference["title"] == item["title"]
    assert reference["secondary_title"] == item["container-title"]
    parts = item["issued"]["date-parts"][0]
    assert reference["year"] == f"{parts[0]:04}"
    assert [int(part) for part in reference["date"].split("/") if part] == parts
    assert reference.get("urls", []) == ([item["URL"]] if "URL" in item else [])
    assert item["original-title"] in reference["notes"][0]
    return dict(reference)


def assert_is_csl(written: dict[str, Any], site: Settings) -> dict[str, Any]:
    item = json.loads(json.dumps(written))
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
            assert entry["key"] == item["id"] == citation.key
            assert ("url" in entry) == ("URL" in item) == bool(site.site_url)
            assert "" not in citation.bibtex.split("\n")
            assert_is_ris(citation.ris, item)


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
    site = Settings("The Strait", site_url="https://a.example/~x/")
    citation = cited(record, brief, brief.positions[0], site)
    address = "https://a.example/~x/briefs/collision-off-kellmouth.html#quill-signed-the-paper"
    page = "https://gws.example.net/2031/11/18/collision"
    says = "Hanno Quill: He let the ship go without a pilot because there was none to send"
    says += ", and will not do so again"
    title = "Two ships collide in Sarrow fog; one had no pilot"
    copy = f"https://archive.example.org/20311119/{page.removeprefix('https://')}"
    rests_on = (
        f"Source: Pol Renwick, “{title}”, Gulf Wire Service, 18 November 2031, {page}, archived at {copy}"
    )
    assert citation.text == f"The Strait, “{says}”, in “{title}”, 18 November 2031, {address}. {rests_on}."
    words = "There was no pilot to send and six ships were waiting, and I signed the paper"
    words += " […] I will not sign another."
    short = f"“{words}” (Hanno Quill; quoted by Gulf Wire Service). The Strait, 18 November 2031, {address}"
    assert citation.quotation == short
    assert fields_of(citation.bibtex) == {
        "key": "quill-signed-the-paper-kg5e7id7jo",
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
    citation = cited(record_of([brief]), brief, brief.positions[0], Settings("Site"))
    item = assert_is_csl(citation.csl, Settings("Site"))
    assert item.keys().isdisjoint({"URL", "original-author", "original-date", "note"})
    assert "http" not in citation.text + citation.bibtex + json.dumps(citation.csl)
    assert "briefs/b.html#p" in citation.text


@pytest.mark.parametrize(
    ("written", "read", "month"), [("2031-11", "November 2031", "nov"), ("2031", "2031", None)]
)
def test_no_more_of_a_date_is_cited_than_is_known(written: str, read: str, month: str | None) -> None:
    brief = briefing("b", date(2031, 1, 2), [position("p")])
    source = replace(brief.brief.source, published=when(written))
    brief = replace(brief, brief=replace(brief.brief, date=when(written), source=source))
    citation = cited(record_of([brief]), brief, brief.positions[0], Settings("Site"))
    assert citation.text.count(f", {read}, ") + citation.text.count(f", {read}.") == 2
    entry, item = fields_of(citation.bibtex), assert_is_csl(citation.csl, Settings("Site"))
    assert (entry["year"], entry.get("month")) == ("{2031}", month)
    assert item["issued"] == item["original-date"] == {"date-parts": [list(map(int, written.split("-")))]}


def test_a_briefing_that_changed_says_when() -> None:
    brief = briefing("b", date(2031, 1, 2), [position("p")])
    brief = replace(brief, brief=replace(brief.brief, updated=date(2031, 2, 3)))
    citation = cited(record_of([brief]), brief, brief.positions[0], Settings("Site"))
    assert "2 January 2031 (changed 3 February 2031)" in citation.text


# --- keys --------------------------------------------------------------------------------------------

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,12}", fullmatch=True)


@given(IDS, IDS)
def test_a_key_is_short_and_every_program_can_read_it(slug: str, id_: str) -> None:
    key = cite_key(slug, id_)
    assert len(key) < 60
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key)


@given(st.lists(st.tuples(IDS, IDS), unique=True))
def test_no_two_positions_have_the_same_key(places: list[tuple[str, str]]) -> None:
    assert len({cite_key(slug, id_) for slug, id_ in places}) == len(places)


def test_nor_have_those_that_differ_only_where_the_words_of_a_key_end() -> None:
    start = "a-minister-of-transport-who-signed-the-paper-in-the-end"
    slugs = [f"brief-{number}" for number in range(2000)]
    keys = {cite_key(slug, f"{start}-{end}") for slug in slugs for end in ("at-night", "by-day")}
    assert len(keys) == 4000
    assert {key.rpartition("-")[0] for key in keys} == {"a-minister-of-transport-who-signed-the"}


def test_keys_stay_what_they_are() -> None:
    # People keep them in their own files.
    assert cite_key("a-briefing", "a-position") == "a-position-sbp5ipcest"
    assert cite_key("b", "x" * 80) == "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-p4bro6a3bb"


# --- the files ---------------------------------------------------------------------------------------


@given(records())
def test_the_files_have_every_position_once_in_the_briefings_order(record: Record) -> None:
    for site in (PLAIN, PUBLISHED):
        for brief in record.briefs.values():
            wanted = [cited(record, brief, position, site) for position in brief.positions]
            bibtex, csl = bibtex_file(record, brief, site), csl_file(record, brief, site)
            ris = ris_file(record, brief, site)
            paths = [f"briefs/{brief.slug}.{suffix}" for suffix in ("bib", "ris", "csl.json")]
            assert [file.path for file in (bibtex, ris, csl)] == paths
            assert [item["id"] for item in rispy.loads(ris.text)] == [citation.key for citation in wanted]
            assert json.loads(csl.text) == [citation.csl for citation in wanted]
            places = [bibtex.text.index(citation.bibtex) for citation in wanted]
            assert all(before < after for before, after in pairwise(places))
            rest = bibtex.text
            for citation in wanted:
                rest = rest.replace(citation.bibtex, "")
            assert rest.split() == ["%", "Made", "by", "onrecord."]  # a comment: it has no @
