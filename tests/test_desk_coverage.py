"""What `check --coverage` says of a briefing and its article; the article and the briefing are made up."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.checking.examine import Examiner
from onrecord.desk.coverage import Block, CoverageReport, NamedActor, coverage_report, ranges
from onrecord.desk.coverage_html import as_html
from onrecord.desk.coverage_text import as_text
from onrecord.layout import Layout
from onrecord.metadata.registers import read_registers

ARTICLE = """\
Harbour board of Velmar weighs a fee

“We will not pay twice,” Ana Kresh, who speaks for the owners, told reporters on Friday.

Jon Marl, the head of the board, said that the fee stands until June.

“Nobody asked the pilots <b> & their families,” said Ana Kresh.

It rained.

The board met at noon.
"""
BRIEF = """\
date: 2031-05-02
summary: Owners refuse a fee.
source:
  file: fee.txt
  publisher: The Velmar Gazette
actors:
  - id: ana-kresh
  - id: jon-marl
positions:
  - actor: ana-kresh
    issue: pilot-fee
    says: Owners will not pay a second time.
    passage: We will not pay twice
  - actor: ana-kresh
    issue: pilot-fee
    says: Owners refuse.
    passage: We will not pay
open_questions:
  - ask: Until when does the fee stand?
    passage: the fee stands until June
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


@pytest.fixture
def report(tmp_path: Path) -> CoverageReport:
    return report_of(tmp_path, BRIEF)


def report_of(root: Path, brief: str) -> CoverageReport:
    layout = Layout(root)
    for folder in (layout.seeds, layout.briefs):
        folder.mkdir()
    (layout.seeds / "fee.txt").write_text(ARTICLE, encoding="utf-8")
    for name, text in (("fee", brief), ("actors", ACTORS), ("issues", ISSUES)):
        (layout.briefs / f"{name}.yml").write_text(text, encoding="utf-8")
    registers, _, _ = read_registers(layout.briefs)
    anchoring = Examiner(layout, registers, whole=False).examine(layout.briefs / "fee.yml").anchoring
    assert anchoring is not None
    return coverage_report(anchoring, registers.actors)


def test_the_blocks_are_the_whole_article_divided_where_a_citation_begins_or_ends(
    report: CoverageReport,
) -> None:
    shown = [(block.label, block.line, *_stretches(block)) for block in report.blocks]
    assert shown == [
        ("headline", 1, ("Harbour board of Velmar weighs a fee", ())),
        (
            "1",
            3,
            ("“", ()),
            ("We will not pay", (1, 2)),
            (" twice", (1,)),
            (",” Ana Kresh, who speaks for the owners, told reporters on Friday.", ()),
        ),
        (
            "2",
            5,
            ("Jon Marl, the head of the board, said that ", ()),
            ("the fee stands until June", (3,)),
            (".", ()),
        ),
        ("3", 7, ("“Nobody asked the pilots <b> & their families,” said Ana Kresh.", ())),
        ("4", 9, ("It rained.", ())),
        ("5", 11, ("The board met at noon.", ())),
    ]


def _stretches(block: Block) -> list[tuple[str, tuple[int, ...]]]:
    return [(stretch.text, stretch.cited_by) for stretch in block.stretches]


def test_what_is_not_cited_and_whom_the_article_names(report: CoverageReport) -> None:
    (quotation,) = report.uncited_quotations
    assert quotation.words == "“Nobody asked the pilots <b> & their families,”"
    assert (quotation.speaker, quotation.line, report.quotations) == ("Ana Kresh", 7, 2)
    assert (report.uncited_paragraphs, report.paragraphs) == ((3, 4, 5), 5)
    assert [(a.name, a.positions) for a in report.named] == [("Jon Marl", ()), ("Ana Kresh", (1, 2))]


def test_passages_that_are_not_in_the_article_are_missing_and_the_others_are_shown(tmp_path: Path) -> None:
    report = report_of(
        tmp_path, BRIEF.replace("passage: We will not pay twice", "passage: We pay three times")
    )
    assert [len(citation.spans) for citation in report.citations] == [0, 1, 1]
    assert "line 10   position ana-kresh-we-pay-three-times (no passage found)" in as_text(report, 80)


def test_the_text_has_uncited_quotations_first_and_paragraphs_as_ranges(report: CoverageReport) -> None:
    text = as_text(report, 70)
    assert text.startswith(
        "briefs/fee.yml cites 2 of 5 paragraphs and 1 of 2 quotations of seeds/fee.txt\n\n"
        "Quotations not cited:\n"
        "  seeds/fee.txt:7  Ana Kresh:\n"
        "    “Nobody asked the pilots <b> & their families,”\n\n"
        "Paragraphs not cited: 3–5\n\n"
        "Actors:\n"
        "  Jon Marl (jon-marl): no position\n"
        "  Ana Kresh (ana-kresh): positions 1–2\n"
    )
    assert "“[We will not pay](1,2) [twice](1),” Ana Kresh" in text
    assert max(map(len, text.partition("headline")[2].splitlines())) <= 70


def test_control_characters_do_not_reach_the_terminal(report: CoverageReport) -> None:
    hostile = NamedActor("x", "\x1b[2J", ())
    assert "\x1b" not in as_text(replace(report, named=(hostile,)), 80)


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_fetches_nothing_and_its_links_lead_somewhere(report: CoverageReport) -> None:
    page = _Page(as_html([report, report]))
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)
    assert not {"script", "b", "img", "link"} & set(page.tags)
    assert "Nobody asked the pilots <b> & their families" in page.text


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_just_these_numbers(numbers: set[int]) -> None:
    shown = ranges(sorted(numbers))
    named: list[int] = []
    for part in filter(None, shown.split(", ")):
        first, _, last = part.partition("–")
        assert re.fullmatch(r"\d+(–\d+)?", part)
        named += range(int(first), int(last or first) + 1)
    assert named == sorted(numbers)
    assert not numbers or shown.count(",") == sum(number + 1 not in numbers for number in numbers) - 1
