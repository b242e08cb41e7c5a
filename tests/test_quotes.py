"""The quote check: what it finds of a text's quotations in the articles on record; all names are made up."""

from __future__ import annotations

import json
import re
import shutil
import time
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.building import EXAMPLE, PROGRAM, Done, Site
from helpers.fee_site import BRIEF, fee_site
from onrecord.articles.narration import is_narrated
from onrecord.layout import Layout
from onrecord.quotes.asked import quotations_in
from onrecord.quotes.checking import Checked, Outcome, QuoteCheck, check_quotations
from onrecord.quotes.report import as_json, as_text, summary
from onrecord.quotes.texts import read_plain, read_written
from onrecord.text.spans import Span

SECOND = """\
Owners weigh a suit
“We will not pay twice,” said Ana Kresh. The pilots rest “on Sundays, and on no other day of the week”.

Of the dues nobody spoke, and the quay was empty when the first of the boats came in that night.
"""
OTHER_BRIEF = BRIEF.replace("file: fee.txt", "file: suit.txt").replace("Pilot fee\n", "A suit\n")


def still(*_: object) -> None:
    """No progress."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return fee_site(tmp_path / "site")


def checked(site: Site, text: str, name: str = "") -> QuoteCheck:
    return check_quotations(read_written(text, name), Layout(site.root), still, 1)


def one(site: Site, text: str) -> Checked:
    (found,) = checked(site, text).quotations
    return found


def quotes(site: Site, text: str, *flags: str) -> Done:
    path = site.write("draft.md", text)
    return site.run("quotes", str(path), *flags)


# --- what counts as the same words, and what does not ---------------------------------------------------

WORD_FOR_WORD = {
    "as it is there": "“We will not pay twice”",
    "with a comma of the sentence that quotes": "“We will not pay twice,” she said.",
    "with a full stop": "She said, “We will not pay twice.”",
    "straight": '"We will not pay twice"',
    "single": "‘We will not pay twice’",
    "guillemets": "« We will not pay twice »",
    "inward": "»We will not pay twice«, sagte sie.",
    "low": "„We will not pay twice“, sagte sie.",
    "swedish": "”We will not pay twice”, sa hon.",
    "corners": "「We will not pay twice」",
    "typewriter's two": "``We will not pay twice'' was said.",
    "emphasised": "“We will *not* pay __twice__”",
    "all of it emphasised": "**“We will not pay twice”**",
    "emphasis inside emphasis": "**“We *will* not pay twice”** and f***, f***",
    "with a link": "“We will [not pay](https://example.org/a) twice”",
    "with soft hyphens": "“We will not pay tw\u00adice”",
    "over two lines": "She said “We will not pay\ntwice” and left the hall by the door beside the quay",
    "words left out": "“the fee … until June”",
    "words left out, in brackets": "“the fee [...] until June”",
    "words left out at the end": "“the fee stands…”",
    "a block quotation": "She said:\n\n> We will not pay twice\n\nand left.",
    "a block quotation of two lines": "> We will not pay\n> twice\n",
    "a block quotation with its source": "> We will not pay twice,\n> — Ana Kresh",
    "of the reporter": "“The harbour board of Velmar is to decide next week”",
}


@pytest.mark.parametrize("text", WORD_FOR_WORD.values(), ids=WORD_FOR_WORD)
def test_these_stand_word_for_word(site: Site, text: str) -> None:
    found = one(site, text)
    assert found.outcome is Outcome.WORD_FOR_WORD
    assert found.places[0].article == "seeds/fee.txt"


DIFFERENT = {
    "another word": ("“We shall not pay twice”", [("shall", "will")]),
    "a word less": ("“We will pay twice”", [("", "not")]),
    "a word more": ("“We will not ever pay twice”", [("ever", "")]),
    "another sign": ("“the fee stands, until June”", [("stands,", "stands")]),
    "other capitals": ("“we will not pay twice”", [("we", "We")]),
    "an editor's word": ("“We will not pay [the fee] twice”", [("the fee", "")]),
}


@pytest.mark.parametrize(("text", "differences"), DIFFERENT.values(), ids=DIFFERENT)
def test_these_stand_differently(site: Site, text: str, differences: list[tuple[str, str]]) -> None:
    found = one(site, text)
    assert found.outcome is Outcome.DIFFERS
    assert found.places[0].article == "seeds/fee.txt"
    assert list(found.differences) == differences


NOWHERE = {
    "other words": "“The sea belongs to nobody at all”",
    "few words of it": "“We will see what the winter brings us”",
    "three words, of which two are there": "“pay more twice”",
}


@pytest.mark.parametrize("text", NOWHERE.values(), ids=NOWHERE)
def test_these_are_not_on_record(site: Site, text: str) -> None:
    assert one(site, text).outcome is Outcome.NOT_ON_RECORD


def test_a_part_of_a_word_is_not_a_word(site: Site) -> None:
    assert one(site, "“ill not pay tw”").outcome is not Outcome.WORD_FOR_WORD


def test_parts_from_different_paragraphs_are_not_one_quotation(site: Site) -> None:
    found = one(site, "“We will not pay twice […] the fee stands until June”")
    assert found.outcome is Outcome.DIFFERS
    assert found.places[0].lines_apart == (3, 4)
    backwards = one(site, "“the fee stands until June […] We will not pay twice”")
    assert backwards.outcome is Outcome.DIFFERS


def test_a_quotation_of_several_paragraphs_may_be_one_of_the_article(site: Site) -> None:
    new = "Marl said: “We will wait.\n“And then we pay.”\n"
    site.edit("seeds/fee.txt", "“We will wait,” Marl said.", new)
    assert one(site, "“We will wait.\n\n“And then we pay.”").outcome is Outcome.WORD_FOR_WORD


@pytest.mark.parametrize("text", ["the “fee”", "the “new deal”", "a “grand bargain” of 「はい」"])
def test_one_or_two_words_never_differ(site: Site, text: str) -> None:
    outcomes = {found.outcome for found in checked(site, text).quotations}
    assert outcomes <= {Outcome.WORD_FOR_WORD, Outcome.SKIPPED}


def test_what_a_narrator_says_between_marks_is_no_quotation(site: Site) -> None:
    assert checked(site, "“We will not pay twice, Ana Kresh said.” And left.").quotations == ()


# --- which articles are on record, and whose words they are ---------------------------------------------


def test_the_position_that_cites_it_says_whose_words_they_are(site: Site) -> None:
    (place,) = one(site, "“We will not pay twice”").places
    (citing,) = place.cited_by
    assert citing.address == "briefs/fee.html#ana-kresh-we-will-not-pay-twice"
    assert (citing.name, citing.basis, citing.is_whole) == ("Ana Kresh", "quoted", True)
    assert place.speaker is None


def test_a_position_may_cite_only_a_part(site: Site) -> None:
    (place,) = one(
        site,
        "“We will not pay twice,” Ana Kresh, who speaks for the ship owners” ".replace(
            "twice,” Ana", "twice,' Ana"
        ),
    ).places
    assert [citing.is_whole for citing in place.cited_by] == [False]


def test_without_a_position_the_article_may_name_the_speaker(site: Site) -> None:
    (place,) = one(site, "“the owners know the dates of the board”").places
    assert (place.cited_by, place.is_quoted) == ((), True)
    assert place.speaker in ("Marl", "He")
    (reported,) = one(site, "“the fee stands until June”").places
    assert (reported.cited_by, reported.speaker, reported.is_quoted) == ((), None, False)


def test_what_only_a_draft_has_is_not_on_record(site: Site) -> None:
    site.write("seeds/suit.txt", SECOND)
    assert one(site, "“the quay was empty when the first”").outcome is Outcome.NOT_ON_RECORD
    site.write("briefs/suit.yml", f"draft: true\n{OTHER_BRIEF}")
    assert one(site, "“the quay was empty when the first”").outcome is Outcome.NOT_ON_RECORD
    site.write("briefs/suit.yml", OTHER_BRIEF)
    assert one(site, "“the quay was empty when the first”").outcome is Outcome.WORD_FOR_WORD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source:\n  file: suit.txt", "source:\n  # here\n\n  file: 'suit.txt'  # the text"),
        ("source:\n  file: suit.txt", 'source:\n  file: "\\u0073uit.txt"'),
        ("source:\n  file: suit.txt\n  publisher: Gulf Herald\n  published: 2031-05-03\n",
         "source: {file: suit.txt, publisher: Gulf Herald}\n"),
        ("source:\n  file: suit.txt", "source:\n  file: ./suit.txt"),
        ("summary: The", "summary: |\n  source:\n    file: fee.txt\n  The"),
    ],
)  # fmt: skip
def test_every_way_to_name_an_article_is_read(site: Site, old: str, new: str) -> None:
    assert old in OTHER_BRIEF
    site.write("seeds/suit.txt", SECOND)
    site.write("briefs/suit.yml", OTHER_BRIEF.replace(old, new))
    assert checked(site, "“the quay was empty when the first”").articles == 2
    assert one(site, "“the quay was empty when the first”").outcome is Outcome.WORD_FOR_WORD


def test_of_several_articles_those_that_are_cited_come_first(site: Site) -> None:
    site.write("seeds/suit.txt", SECOND)
    uncited = OTHER_BRIEF.replace("passage: We will not pay twice", "passage: The pilots rest")
    site.write("briefs/a-suit.yml", uncited)
    found = one(site, "“We will not pay twice”")
    assert [place.article for place in found.places] == ["seeds/fee.txt", "seeds/suit.txt"]
    assert found.articles == 2
    assert found.places[1].speaker == "Ana Kresh"


def test_the_positions_of_a_briefing_with_an_error_are_unknown(site: Site) -> None:
    site.edit("briefs/fee.yml", "passage: We will not pay twice", "passage: We will never pay")
    found = checked(site, "“We will not pay twice”")
    assert found.unsound == ("briefs/fee.yml",)
    assert found.quotations[0].outcome is Outcome.WORD_FOR_WORD
    assert found.quotations[0].places[0].cited_by == ()


# --- texts of every kind --------------------------------------------------------------------------------

MARKDOWN = """\
# A “heading”

First *words*, then “We will
not pay twice”.

> the fee stands
> until June
>
> — Marl

`code “of one”` and

```
“a fence”
```

    “indented”

- item &ldquo;We will wait&rdquo;
"""
PAGE = """\
<!doctype html><title>“No title”</title><script>"no script"</script>
<p>She said &ldquo;We <b>will</b> not pay&nbsp;twice&rdquo;.
<p hidden>“unseen”<p>He <q>will wait</q>.
<blockquote><p>the fee stands<p>until June<p>— Marl</blockquote>
<pre><code>"no code"</code></pre>
"""


def shown(text: str, name: str) -> list[str]:
    return [asked.shown for asked in quotations_in(read_written(text, name))]


def test_markdown_is_read_without_its_code() -> None:
    assert shown(MARKDOWN, "draft.md") == [
        "heading",
        "We will not pay twice",
        "the fee stands until June",
        "indented",
        "We will wait",
    ]


def test_html_is_read_as_a_browser_shows_it() -> None:
    wanted = ["We will not pay twice", "will wait", "the fee stands […] until June"]
    assert shown(PAGE, "page.html") == wanted
    assert shown(PAGE, "") == wanted  # by how it begins


def test_places_are_those_of_the_file() -> None:
    text = "# É\n\nÆ *b* “one two three” &amp; “four five six”\n\n> seven eight nine\n"
    lines = text.split("\n")
    written = read_written(text, "draft.md")
    for asked in quotations_in(written):
        line, column = written.place(asked.start) or (0, 0)
        assert lines[line - 1][column - 1 :].lstrip("“").startswith(asked.shown)


SIGNS = "“”‘’'\"«» \n>*_`[]()<&;#-ab€é"


@given(st.text(alphabet=SIGNS, max_size=80), st.sampled_from(["", "a.md", "a.html"]))
def test_every_text_can_be_read(text: str, name: str) -> None:
    written = read_written(text, name)
    for asked in quotations_in(written):
        assert asked.parts
        place = written.place(asked.start)
        assert place is None if written.origins is None else place is not None


UNITS = ("“", "“a ", "> a\n", "> “a\n", "**a ", "[a](", "<q>", "[…]", "a\n", "‘a", "“a” ")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("name", ["", "a.md", "a.html"])
def test_reading_takes_no_more_than_its_length(unit: str, name: str) -> None:
    begin = time.process_time()
    quotations_in(read_written(unit * (100_000 // len(unit)), name))
    assert time.process_time() - begin < 20


# --- any passage, in any marks --------------------------------------------------------------------------

STYLES = ("“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "« {} »", "»{}«", "„{}“", "”{}”", "「{}」", "‚{}‘", "‹{}›")
AROUND = ("{}", "She said: {} – and left.", "It is ({}), they say.", "{}, she said.", "**{}**")


@cache
def example() -> Layout:
    return Layout(EXAMPLE)


@cache
def corpus() -> str:
    texts = (path.read_text("utf-8") for path in sorted((EXAMPLE / "seeds").glob("*.txt")))
    return "\n".join(" ".join(line.split()) for text in texts for line in text.splitlines())


@cache
def paragraphs() -> list[list[str]]:
    """The words of the example's paragraphs that have no quotation marks of their own."""
    lines = [line.split() for line in corpus().splitlines()]
    marks = re.compile("[“”„‟\"«»‹›‘’‚'`「」]")
    return [words for words in lines if len(words) >= 6 and not marks.search(" ".join(words))]


@st.composite
def passages(draw: st.DrawFn) -> list[str]:
    words = draw(st.sampled_from(paragraphs()))
    length = draw(st.integers(5, min(len(words), 25)))
    start = draw(st.integers(0, len(words) - length))
    return words[start : start + length]


def of_example(words: list[str], style: str, around: str) -> Checked:
    text = around.format(style.format(" ".join(words)))
    assume(not is_narrated(text, Span(0, len(text))))
    (found,) = check_quotations(read_plain(text), example(), still, 1).quotations
    return found


@given(passages(), st.sampled_from(STYLES), st.sampled_from(AROUND))
def test_any_passage_is_found_in_any_marks(words: list[str], style: str, around: str) -> None:
    found = of_example(words, style, around)
    assert found.outcome is Outcome.WORD_FOR_WORD
    assert all(" ".join(words).strip(",.") in place.words for place in found.places)


@given(passages(), st.sampled_from(STYLES), st.sampled_from(AROUND), st.data())
def test_a_changed_word_is_named(words: list[str], style: str, around: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    before = words[at].strip(".,;:?!()–—-")
    kept = max(" ".join(words[:at]), " ".join(words[at + 1 :]), key=len)
    # Otherwise another place may be as near.
    assume(before and corpus().casefold().count(kept.casefold().strip(",.;:?!")) == 1)
    found = of_example([*words[:at], "Quorbel", *words[at + 1 :]], style, around)
    assert found.outcome is Outcome.DIFFERS
    ours, theirs = zip(*found.differences, strict=True)
    assert any("Quorbel" in side for side in ours)
    assert any(before in side for side in theirs)


# --- the command ----------------------------------------------------------------------------------------

DRAFT = """\
She said “We will not pay twice” and “We shall not pay twice”.

“The sea belongs to nobody at all,” he said of the “fee” and the “grand bargain”.
"""
REPORT = """\
{path}:1:10: stands word for word
   “We will not pay twice”
   in seeds/fee.txt:3
      cited by briefs/fee.html#ana-kresh-we-will-not-pay-twice: Ana Kresh, quoted

{path}:1:38: stands differently
   “We shall not pay twice”
   nearest, seeds/fee.txt:3: “We will not pay twice”
   differs: shall / will
   cited by briefs/fee.html#ana-kresh-we-will-not-pay-twice: Ana Kresh, quoted

{path}:3:1: not on record
   “The sea belongs to nobody at all,”
   no article on record has these words, or similar ones

{path}:3:52: stands word for word
   “fee”
   in seeds/fee.txt:1
      no position cites it; it is not inside quotation marks there

"""


def test_the_report_says_where_whose_and_what_differs(site: Site) -> None:
    done = quotes(site, DRAFT)
    assert done.out == REPORT.format(path=site.root / "draft.md")
    assert done.err == (
        "4 quotations: 2 word for word, 1 differently, 1 not on record; skipped 1 of one or two words, not on"
        " record; compared with 1 article\n"
    )
    assert done.status == 1


def test_the_documents_show_what_it_prints() -> None:
    """The first three of the report above; the fourth is of one word."""
    shown = REPORT.format(path="draft.md").rpartition("draft.md:3:52")[0].rstrip()
    assert shown in (PROGRAM / "docs" / "quotes.md").read_text("utf-8")


def test_the_status_is_0_where_all_stand_word_for_word(site: Site) -> None:
    done = quotes(site, "“We will not pay twice” and the “grand bargain”\n")
    assert done.status == 0
    assert done.out.endswith(
        "1 quotation: 1 word for word; skipped 1 of one or two words, not on record;"
        " compared with 1 article\n"
    )
    assert (quotes(site, "No quotation.\n").status, quotes(site, "").status) == (0, 0)


def test_programs_get_an_object_for_each_quotation(site: Site) -> None:
    done = quotes(site, DRAFT, "--format", "json")
    found: list[dict[str, Any]] = json.loads(done.out)
    assert [one["outcome"] for one in found] == [
        "word-for-word", "differs", "not-on-record", "word-for-word", "skipped"
    ]  # fmt: skip
    assert found[1]["differences"] == [["shall", "will"]]
    assert (found[1]["line"], found[1]["column"], found[1]["quotation"]) == (1, 38, "We shall not pay twice")
    (place,) = found[0]["places"]
    assert place["words"] == "We will not pay twice"
    assert place["cited_by"][0]["actor"] == "ana-kresh"
    assert done.status == 1
    assert quotes(site, "None.", "--format", "json").out == "[]\n"


def test_standard_input_is_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(DRAFT.encode())))
    assert site.run("quotes", "-").out == REPORT.format(path="<stdin>")
    monkeypatch.setattr("sys.stdin", None)
    assert site.run("quotes", "-").status == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x00\x01\x02", "this is not a text file"),
        (b"%PDF-1.7 \n", "this is a PDF, not text"),
        (b"{\\rtf1 a}", "this is a document in RTF, not text"),
        ("“é”".encode("utf-16"), "this file is UTF-16, not UTF-8"),
        (b"caf\xe9 said", "byte 0xE9 here is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(site: Site, data: bytes, message: str) -> None:
    path = site.root / "draft.txt"
    path.write_bytes(data)
    done = site.run("quotes", str(path))
    assert (done.status, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize("name", ["none.txt", "seeds", "draft.txt/none", "a\0b", "/dev/null"])
def test_what_is_no_file_is_refused(site: Site, name: str) -> None:
    site.write("draft.txt", "Words.")
    path = name if name.startswith("/") else str(site.root / name)
    done = site.run("quotes", path)
    assert (done.status, done.out) == (2, "")
    assert "give a file with text, Markdown or HTML, or - for standard input" in done.err
    assert site.run("quotes", path, "--format", "sarif").err == "quotes has the formats text and json\n"


def test_a_link_out_of_the_folder_is_told_and_nothing_is_read(site: Site, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("We keep it secret from you all.")
    (site.root / "seeds" / "away.txt").symlink_to(tmp_path / "secret.txt")
    done = quotes(site, "“We keep it secret from you”")
    assert done.status == 1
    assert "link-outside" in done.out
    assert "stands" not in done.out


def test_nothing_in_a_text_moves_the_cursor(site: Site) -> None:
    done = quotes(site, "“We will \x1b[2J never ever \u202e pay twice” and “pay \x1b[1m now or later, all”")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_a_terminal_shows_colours_and_a_long_report_is_cut(site: Site) -> None:
    found = checked(site, DRAFT)
    assert "\x1b[1;33mstands differently\x1b[0m" in as_text(found, "draft.md", colour=True)
    many = QuoteCheck(found.quotations * 200, 1, ())
    assert as_text(many, "draft.md").endswith("500 more quotations; --format json lists all\n")
    assert len(json.loads(as_json(many, "draft.md"))) == 1000
    assert summary(QuoteCheck((), 0, ())) == "0 quotations; compared with 0 articles"


LAST = (
    "first second third fourth fifth sixth last best worst least next eighth ninth tenth oldest newest"
    " fastest slowest biggest smallest"
).split()


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for folder in ("briefs", "seeds"):
        shutil.copytree(EXAMPLE / folder, site.root / folder)
    brief = (EXAMPLE / "briefs" / "pilots-are-short.yml").read_text("utf-8")
    for number in range(150):  # Some chunks of articles.
        site.write(f"seeds/fee-{number:03}.txt", SECOND)
        own = re.sub(r"(?m)^  file: .*$", f"  file: fee-{number:03}.txt", brief)
        site.write(f"briefs/fee-{number:03}.yml", own)
    boats = (f"“the quay was empty when the {word} of the boats”" for word in LAST)
    written = read_plain(f"“We will not pay twice” {' '.join(boats)}")
    alone = check_quotations(written, Layout(site.root), still, 1)
    assert check_quotations(written, Layout(site.root), still, 4) == alone
    assert alone.number(Outcome.WORD_FOR_WORD) == 2
    assert alone.number(Outcome.DIFFERS) == 19
    assert "and in 17 other articles or more" in as_text(alone, "draft.md")
