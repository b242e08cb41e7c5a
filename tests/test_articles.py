"""The parts of an article: headline, standfirst, paragraphs, byline."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given

from helpers import strategies as our
from onrecord.articles.doubts import doubts_of
from onrecord.articles.reading import parse_article, read_article
from onrecord.record import Article
from onrecord.rules import files as rules

REMARKS = (
    "“We’ll be discussing with the Israelis what they plan to do... All seven of us agree they have a right"
    " to respond, but it should be a proportional response,”"
)
SEEDS = Path(__file__).parent.parent / "seeds"


def parts(text: str) -> list[str]:
    """The headline (H), standfirst (S), paragraphs (P) and byline (B), one per line."""
    article = parse_article("a.txt", text)
    found = [("H", article.headline)]
    if article.standfirst:
        found.append(("S", article.standfirst))
    found += [("P", paragraph.span) for paragraph in article.paragraphs]
    if article.byline:
        found.append((f"B({article.byline.names})", article.byline.span))
    return [f"{kind} {' '.join(article.words(span).split())}" for kind, span in found]


# --- lines


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Title\nOne.\nTwo.\nBy Ana Kresh\n", id="line-feeds"),
        pytest.param("Title\nOne.\nTwo.\nBy Ana Kresh", id="no-newline-at-the-end"),
        pytest.param("Title\r\nOne.\r\nTwo.\r\nBy Ana Kresh\r\n", id="windows"),
        pytest.param("Title\rOne.\rTwo.\rBy Ana Kresh\r", id="old-mac"),
        pytest.param("Title\u2028One.\u2029Two.\x85By Ana Kresh", id="unicode-separators"),
        pytest.param("Title\n\nOne.\n\nTwo.\n\nBy Ana Kresh\n", id="blank-lines"),
        pytest.param("Title\n\n\n\nOne.\n \t\nTwo.\n\n\nBy Ana Kresh\n\n", id="several-blank-lines"),
        pytest.param("\n\n  \nTitle\nOne.\nTwo.\nBy Ana Kresh", id="leading-blank-lines"),
        pytest.param("Title\n    One.\n    Two.\n\tBy Ana Kresh", id="indented"),
        pytest.param("Title  \nOne. \t\nTwo.\u00a0\nBy Ana Kresh ", id="trailing-spaces"),
        pytest.param("\u3000Title\n\u3000\u3000One.\nTwo.\nBy Ana Kresh", id="wide-indents"),
        pytest.param("Title\nBy Ana Kresh\nOne.\nTwo.", id="byline-below-the-headline"),
        pytest.param("By Ana Kresh\nTitle\nOne.\nTwo.", id="byline-above-the-headline"),
    ],
)
def test_line_breaks_and_blank_lines_do_not_matter(text: str) -> None:
    assert parts(text) == ["H Title", "P One.", "P Two.", "B(Ana Kresh) By Ana Kresh"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Title", ["H Title"], id="one-line"),
        pytest.param("x", ["H x"], id="one-character"),
        pytest.param("Title\nOne.", ["H Title", "P One."], id="one-paragraph"),
        pytest.param(
            "Title\nNo full stop", ["H Title", "P No full stop"], id="one-paragraph-like-a-standfirst"
        ),
        pytest.param("By Ana Kresh", ["H By Ana Kresh"], id="byline-alone"),
        pytest.param("Title\nBy Ana Kresh", ["H Title", "B(Ana Kresh) By Ana Kresh"], id="title-and-byline"),
        pytest.param("T\nWhat it is about\nOne.", ["H T", "S What it is about", "P One."], id="standfirst"),
        pytest.param(
            "T\nAll of it.\nOne.", ["H T", "P All of it.", "P One."], id="a-sentence-is-a-paragraph"
        ),
        pytest.param("T\n“All of it.”\nOne.", ["H T", "P “All of it.”", "P One."], id="a-quoted-sentence"),
        pytest.param("T\n全部。\n一。", ["H T", "P 全部。", "P 一。"], id="a-chinese-sentence"),
        pytest.param("T\nHe said:\nOne.", ["H T", "P He said:", "P One."], id="what-ends-in-a-colon"),
        pytest.param(
            "T\n" + "a " * 200 + "\nOne.", ["H T", "P " + "a " * 199 + "a", "P One."], id="too-long"
        ),
        pytest.param(
            "T\nAbout it\n2 May 2031\nBy Ana Kresh\nOne.",
            ["H T", "S About it", "P 2 May 2031", "P One.", "B(Ana Kresh) By Ana Kresh"],
            id="byline-below-a-date",
        ),
    ],
)
def test_headline_and_standfirst(text: str, found: list[str]) -> None:
    assert parts(text) == found


WRAPPED = """\
Velmar and Ostravia to meet in the spring after a year without talks

The governments of Velmar and of Ostravia have agreed to meet in the
spring, a year after their last meeting ended early. US officials and
UN observers will take part, according to two persons who know of the
plan.

“We will not talk before the spring,” Ana Kresh said on Monday. Then
she left.

By Ana Kresh and Jo Roe
"""


def test_wrapped_lines_are_paragraphs() -> None:
    article = parse_article("a.txt", WRAPPED)
    assert [article.words(p.span)[:20] for p in article.paragraphs] == [
        "The governments of V",
        "“We will not talk be",
    ]
    assert article.words(article.paragraphs[0].span).endswith("know of the\nplan.")
    assert article.words(article.headline).endswith("without talks")
    assert article.byline is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WRAPPED.replace("\n", "\r\n"), id="windows"),
        pytest.param(WRAPPED.replace("\n", "\r"), id="old-mac"),
        pytest.param(WRAPPED.replace("\n\nBy", "\nBy"), id="byline-right-below"),
        pytest.param(WRAPPED.replace("\n\nThe", "\nThe"), id="headline-right-above"),
        pytest.param(WRAPPED.replace("plan.\n\n", "plan.\n"), id="no-blank-line-between-paragraphs"),
        pytest.param(WRAPPED.replace("\n\n", "\n\n   "), id="first-lines-indented"),
    ],
)
def test_wrapped_lines_of_other_kinds(text: str) -> None:
    assert parts(text) == parts(WRAPPED)


@pytest.mark.parametrize(
    ("lines", "headlines"), [pytest.param(3, 1, id="three-lines"), pytest.param(4, 0, id="four-lines")]
)
def test_a_headline_has_up_to_three_wrapped_lines(lines: int, headlines: int) -> None:
    """In a longer group the first line is the headline, with the text right below it."""
    row = [WRAPPED.partition("\n")[0]] * (lines - 1) + ["Of any kind"]
    text = "\n".join(row) + WRAPPED[WRAPPED.index("\n\nThe") :]
    found = parts(text)
    assert found[0] == f"H {' '.join(row if headlines else row[:1])}"


def test_an_indent_of_one_space_begins_no_paragraph_of_wrapped_lines() -> None:
    assert parts(WRAPPED.replace("\nspring, a", "\n spring, a")) == parts(WRAPPED)


INDENTED = """\
Velmar and Ostravia to meet in the spring
    The governments of Velmar and of Ostravia have agreed to meet in
the spring, a year after their last meeting ended early. US officials
will take part, according to two persons who know of the plan for it.
    “We will not talk before the spring,” Ana Kresh said on Monday, and
she left.
By Ana Kresh and Jo Roe
"""


def test_an_indent_begins_a_paragraph_of_wrapped_lines() -> None:
    found = parts(INDENTED)
    assert [part[:9] for part in found] == ["H Velmar ", "P The gov", "P “We wil", "B(Ana Kre"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Title\nOne line.\nAnother line.\nA third.", id="short-lines"),
        pytest.param(
            "Title\n" + "A paragraph of one line. " * 9 + "\nanother one begins small.", id="long-lines"
        ),
        pytest.param("Roses are red\nviolets are blue\nsugar is sweet\nand so are you", id="verse"),
        pytest.param("Title\n- one thing\n- another thing\n- one more", id="list"),
        pytest.param(
            "Title\nOne.\nA line that is as long as those that a program breaks\nand goes on.\nTwo.",
            id="one-full-line-among-short-ones",
        ),
    ],
)
def test_lines_that_no_program_broke_stay_apart(text: str) -> None:
    assert len(parse_article("a.txt", text).blocks) == text.count("\n") + 1


# --- bylines


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("By Naila Huseynova", "Naila Huseynova", id="one-name"),
        pytest.param("BY JANE DOE", "JANE DOE", id="capitals"),
        pytest.param("by Jane Doe", "Jane Doe", id="small-by"),
        pytest.param("By: Jane Doe", "Jane Doe", id="colon"),
        pytest.param("By  Jane\u00a0Doe", "Jane Doe", id="spaces"),
        pytest.param("By Jane Doe and John Roe", "Jane Doe and John Roe", id="two-names"),
        pytest.param("By Jane Doe, John Roe & Ann Poe", "Jane Doe, John Roe & Ann Poe", id="three-names"),
        pytest.param("By Jane Doe, Foreign Editor", "Jane Doe, Foreign Editor", id="office"),
        pytest.param("By Jane Doe, in Paris", "Jane Doe", id="place-behind-a-comma"),
        pytest.param("By Jane Doe in Paris", "Jane Doe", id="place"),
        pytest.param("By Jane Doe, 12 March 2031", "Jane Doe", id="date"),
        pytest.param("By Jane Doe | 12 March 2031", "Jane Doe", id="date-behind-a-bar"),
        pytest.param("By Jane Doe Published 12:30", "Jane Doe", id="time"),
        pytest.param("By Jane Doe, Updated 2 May", "Jane Doe", id="updated"),
        pytest.param("By Reuters", "Reuters", id="agency"),
        pytest.param("By Jo J. Roe Jr.", "Jo J. Roe Jr.", id="junior"),
        pytest.param("By Ludwig van Beethoven", "Ludwig van Beethoven", id="particle"),
        pytest.param("By Bashar al-Assad", "Bashar al-Assad", id="arabic-particle"),
        pytest.param("By Valéry d’Estaing", "Valéry d’Estaing", id="elided-particle"),
        pytest.param("By Siobhán O’Brien-Łódź", "Siobhán O’Brien-Łódź", id="marks-and-accents"),
        pytest.param("By April June", "April June", id="months-that-are-names"),
        pytest.param("By 王小明", "王小明", id="no-capitals-in-the-script"),
        pytest.param("Words by Jane Doe", "Jane Doe", id="words-by"),
        pytest.param("Written by Jane Doe", "Jane Doe", id="written-by"),
        pytest.param("Story by Jane Doe; photos by John Roe", "Jane Doe", id="photos"),
        pytest.param("Reporting by Jane Doe", "Jane Doe", id="reporting-by"),
        pytest.param("Reporting by Jane Doe.", "Jane Doe", id="reporting-by-full-stop"),
        pytest.param("(Reporting by Jane Doe; editing by John Roe)", "Jane Doe", id="brackets"),
        pytest.param("(Reporting by Jane Doe; Editing by John Roe.)", "Jane Doe", id="brackets-full-stop"),
        pytest.param("Reporting by Jane Doe in Paris; Editing by John Roe", "Jane Doe", id="agency-place"),
        pytest.param("Reporting by Jane Doe, editing by John Roe", "Jane Doe", id="editing-behind-a-comma"),
        pytest.param("Reporting and writing by Jane Doe", "Jane Doe", id="reporting-and-writing"),
        pytest.param("— By Jane Doe", "Jane Doe", id="dash"),
        pytest.param("By Jane Doe.", "Jane Doe", id="full-stop"),
        pytest.param("by jane doe", "jane doe", id="small-letters"),
        pytest.param("Von Jane Doe und John Roe", "Jane Doe und John Roe", id="german"),
        pytest.param("Par Jane Doe", "Jane Doe", id="french"),
        pytest.param("Por Jane Doe y John Roe", "Jane Doe y John Roe", id="spanish"),
    ],
)
@pytest.mark.parametrize("place", ["below the headline", "below the standfirst", "at the end"])
def test_bylines(line: str, names: str, place: str) -> None:
    lines = ["Title", "About it", "One.", "Two.", "Three.", "Four.", "Five."]
    at = {"below the headline": 1, "below the standfirst": 2, "at the end": len(lines)}[place]
    lines.insert(at, line)
    article = parse_article("a.txt", "\n".join(lines))
    assert article.byline is not None
    assert article.byline.names == names
    assert article.words(article.byline.span) == line
    assert len(article.paragraphs) == 5


@pytest.mark.parametrize(
    ("line", "names", "agency", "place"),
    [
        pytest.param("By Jane Doe, Reuters", "Jane Doe", "Reuters", None, id="agency"),
        pytest.param("By JANE DOE, Associated Press", "JANE DOE", "Associated Press", None, id="capitals"),
        pytest.param(
            "By Jane Doe | Lindesk Press Agency", "Jane Doe", "Lindesk Press Agency", None, id="bar"
        ),
        pytest.param("By Jane Doe (AFP)", "Jane Doe", "AFP", None, id="brackets"),
        pytest.param(
            "By Jane Doe of The Associated Press", "Jane Doe", "The Associated Press", None, id="of"
        ),
        pytest.param("By Jane Doe in Port Lune", "Jane Doe", None, "Port Lune", id="place"),
        pytest.param("By Jane Doe, Velmar", "Jane Doe", None, "Velmar", id="place-behind-a-comma"),
        pytest.param("Par Jane Doe, à Velmar", "Jane Doe", None, "Velmar", id="french-place"),
        pytest.param("By Jane Doe, Reuters, in Velmar", "Jane Doe", "Reuters", "Velmar", id="both"),
        pytest.param(
            "By Jane Doe in Velmar for Reuters", "Jane Doe", "Reuters", "Velmar", id="both-other-way"
        ),
        pytest.param("By Reuters", "Reuters", None, None, id="agency-alone"),
        pytest.param("By Jane Doe, Editor", "Jane Doe, Editor", None, None, id="office"),
    ],
)
def test_bylines_taken_apart(line: str, names: str, agency: str | None, place: str | None) -> None:
    byline = parse_article("a.txt", f"Title\n{line}\nOne.\nTwo.").byline
    assert byline is not None
    assert (byline.names, byline.agency, byline.place) == (names, agency, place)


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the army had left.",
        "By Tuesday the army had left",
        "By the river, Ana Kresh waited.",
        "By the river, Ana Kresh",
        "BY THE RIVER",
        "By Tuesday",
        "By May",
        "By Monday evening",
        "By noon it was over.",
        "By George, Velmar won.",
        "By 2030, Velmar will have left",
        "By Jane Doe’s account, it was over.",
        "By George, it rained.",
        "By Monday.",
        "by far the best",
        "by the river",
        "Von Berlin nach Velmar",
        "Von Montag an",
        "Par exemple",
        "Por fin",
        "By and large",
        "Bystanders saw it",
        "Reporting by Reuters showed that the army had left.",
        "Additional reporting by Jane Doe",
        "(Additional reporting by Jane Doe; editing by John Roe)",
        "With reporting by Jane Doe",
        "Editing by Jane Doe",
        "Stand by Me",
        "By",
        "By —",
        "By " + "Jane Doe and " * 20 + "John Roe",
    ],
)
@pytest.mark.parametrize("at", [0, 1, 2, 7])
def test_what_only_looks_like_a_byline(line: str, at: int) -> None:
    lines = ["Title", "One.", "Two.", "Three.", "Four.", "Five.", "Six."]
    lines.insert(at, line)
    assert parse_article("a.txt", "\n".join(lines)).byline is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("T\nBy A Kresh\nOne.\nReporting by B Roe", "A Kresh", id="top-before-end"),
        pytest.param(
            "T\nOne.\nTwo.\nBy A Kresh\nAdditional reporting by B Roe", "A Kresh", id="author-before-others"
        ),
        pytest.param(
            "By Design\nAll that is planned is good.\nOne.\nTwo.", None, id="headline-that-begins-with-by"
        ),
        pytest.param(
            "By George, they won\nAll is good.\nOne.\nBy A Kresh", "A Kresh", id="headline-and-byline"
        ),
        pytest.param(
            "T\nOne.\nTwo.\nThree.\nBy A Kresh\nFour.\nFive.\nSix.\nSeven.", None, id="in-the-middle"
        ),
        *(
            pytest.param(
                "T\n1.\n2.\n3.\n4.\n5.\nBy A Kresh" + "\nNote." * after, "A Kresh", id=f"notes-{after}"
            )
            for after in range(3)
        ),
        pytest.param("T\n1.\n2.\n3.\n4.\n5.\nBy A Kresh" + "\nNote." * 3, None, id="notes-3"),
    ],
)
def test_which_byline(text: str, names: str | None) -> None:
    byline = parse_article("a.txt", text).byline
    assert (byline.names if byline else None) == names


# --- quotations of the parts


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        pytest.param("‘We go’, says Kresh\nOne.", ["‘We go’"], id="headline"),
        pytest.param("T\n“Now” or never\nOne.", ["“Now”"], id="standfirst"),
        pytest.param("T\nOne.\nBy “Ana” Kresh", [], id="not-the-byline"),
        pytest.param("“We go!\n“Now,” she said.\nOne.", ["“Now,”"], id="headline-does-not-run-on"),
        pytest.param("T\n“One.\nBy Ana Kresh\n“Two,” she said.", ["“One.", "“Two,”"], id="around-the-byline"),
    ],
)
def test_quotations(text: str, quotations: list[str]) -> None:
    article = parse_article("a.txt", text)
    assert [article.words(span) for q in article.quotations for span in q.spans] == quotations


# --- files


def test_the_real_article() -> None:
    article, problems = read_article(SEEDS, "000_3243940416aa61e3.txt")
    assert problems == []
    assert article is not None
    assert article.words(article.headline) == "US working to constrain Israel's reaction to Iran's attack"
    assert article.standfirst is None
    assert [p.number for p in article.paragraphs] == [1, 2, 3, 4, 5]
    assert article.byline is not None
    assert article.byline.names == "Naila Huseynova"
    assert article.byline.span.end == len(article.text)
    assert [article.words(span) for quotation in article.quotations for span in quotation.spans] == [
        REMARKS,
        "“severe consequences”",
        "“defeated and ineffective,”",
        "“work with Israel to ensure that remains the case.”",
    ]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", rules.EMPTY_FILE, id="empty"),
        pytest.param(b"\xff\xfea\x00", rules.BAD_ENCODING, id="utf-16"),
        pytest.param("Café".encode("latin-1"), rules.BAD_ENCODING, id="latin-1"),
        pytest.param(b"PK\x03\x04\x00", rules.BINARY_FILE, id="binary"),
    ],
)
def test_what_is_no_article_is_a_problem(tmp_path: Path, data: bytes, rule: object) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    article, problems = read_article(tmp_path, "a.txt")
    assert article is None
    assert [(p.rule, p.location.path) for p in problems] == [(rule, f"{tmp_path.name}/a.txt")]


def test_places_are_the_file_s_own_behind_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffTitle\r\n\r\n“Ünë”\u00a0two. \r\n".encode())
    article, _ = read_article(tmp_path, "a.txt")
    assert article is not None
    assert article.text == "Title\r\n\r\n“Ünë”\u00a0two. \r\n"
    assert article.text[9:19] == article.words(article.paragraphs[0].span) == "“Ünë”\u00a0two."


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["line-feed", "windows", "old-mac"])
def test_lines_are_counted_as_editors_count_them(line_break: str) -> None:
    article = parse_article("a.txt", line_break.join(["Title", "", "One.", "Two."]))
    assert [article.line_at(block.start) for block in article.blocks] == [1, 3, 4]
    assert [article.line_at(block.end) for block in article.blocks] == [1, 3, 4]


@pytest.mark.parametrize("given", ["Another headline", ".", "By Ana Kresh"])
def test_a_file_with_nothing_but_a_byline_has_text(given: str) -> None:
    article = parse_article("a.txt", "By Ana Kresh\n", given=given)
    assert article.byline is None
    assert [article.words(block) for block in article.blocks] == ["By Ana Kresh"]


# --- for any text


def spans_of(article: Article) -> list[tuple[int, int]]:
    byline = [article.byline.span] if article.byline else []
    return sorted((span.start, span.end) for span in (*article.blocks, *byline))


@given(our.any_text())
@example("\x1cBy A B\x1d\nx")
@example("By A B\rBy C D\r\n\r\n")
def test_blocks_are_all_there_is_to_read(text: str) -> None:
    assume(text.strip())
    article = parse_article("a.txt", text)
    spans = spans_of(article)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    outside = [text[a:b] for (_, a), (b, _) in pairwise([(0, 0), *spans, (len(text), 0)])]
    assert "".join(outside).strip() == ""
    for start, end in spans:
        assert text[start:end].strip() == text[start:end] != ""


@given(our.any_text())
def test_a_place_is_in_the_block_that_holds_it(text: str) -> None:
    assume(text.strip())
    article = parse_article("a.txt", text)
    for number, block in enumerate(article.blocks):
        assert article.block_at(block.start) == article.block_at(block.end - 1) == number
    assert article.block_at(0) == 0
    assert 1 <= article.line_at(0) <= article.line_at(len(text))


@pytest.mark.parametrize(
    ("empty", "count"),
    [("\n" * 40, 39), ("\r\n" * 40, 39), (" \t\n" * 40, 39), ("\n" * 30, None), ("\n" + "\n \n" * 20, 40)],
)
def test_a_gap_is_told_with_the_number_of_its_lines(empty: str, count: int | None) -> None:
    text = f"The port of Ansel\n\nIt is open.{empty}  Below it a notice.\n" + "\n" * 50
    doubts = doubts_of(parse_article("a.txt", text), "seeds/a.txt")
    found = [(doubt.rule.name, doubt.message, doubt.location.column) for doubt in doubts]
    expected = [("gap-in-article", f"{count} empty lines are above this one", 3)]
    assert found == (expected if count else [])
