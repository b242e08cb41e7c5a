"""Everything that an editor puts in quotation marks must be in the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import Site, small_site
from onrecord.articles.reading import parse_article
from onrecord.meaning.quoted_cuts import cut_quotation
from onrecord.meaning.quoting import Text, quotations_in

ARTICLE = """\
The council of Merrin meets
It met on Monday in the old hall of Merrin.
“The ferry is slow but it is ours,” Sarl said. “It’s a wreck,” Brandt said.
“I don’t want a tunnel,” Sarl said. She never said, “Sell the mill.”
渡船很慢，但它是我们的。
"""
TEXT = Text(parse_article("a.txt", ARTICLE))
MARKS = ["“”", "«»", "»«", "„“", "„”", "””", "「」", "『』", "‹›", '""', "‘’", "''", "``", "‚‘"]


def unknown(text: str) -> list[str]:
    """The quotations of a text that the article does not have."""
    return [quoted.shown for quoted in quotations_in(text) if not TEXT.has(quoted)]


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry is ours,” Sarl says.",
        "She calls it ‘a floating coffin’.",
        "«We will sell the ferry»",
        'They named it "Three Bridges".',
        "`The ferry is a wreck`",
        "„Die Fähre ist alt“",
        "“the ferry is […] theirs”",
        "“I want a tunnel”",
        "「渡船是你们的」",
        "[“We sell the mill”](port.md#p0), Sarl said.",
        "<q>We sell the mill</q>",
        "Sarl’s words: ‘the fishermen’s boats’ and more",
        "“it is ours […] the ferry is slow”",
        "“the ferry is slow … a tunnel”",
        "“ferry is our”",
        "“The ferry is slow but it is ours” and “a wreck of wrecks”",
        "He said ‘we’ll sell it’ and left.",
    ],
)
def test_what_no_article_has_is_found(text: str) -> None:
    assert len(unknown(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“the ferry is slow […] it is ours”",
        "“the ferry is slow... it is ours”",
        "“The Ferry is Slow but it is ours.”",
        "“it’s a wreck”",
        "the so-called “tunnel”",
        "The council's plan is Sarl's idea.",
        "«I don't want a tunnel»",
        "« I don't want a tunnel »",
        "the fishermen’s boats and the girls’ school",
        "a 6' by 8' hut",
        "the council’s plan, the boats’ owners and Sarl’s mill",
        "rock ’n’ roll in the ’30s, and ’tis over",
        "「它是我们的」",
        "no marks at all, 5 < 6",
        "**bold words** and _others_",
        "“The ferry is slow but it is ours,” Sarl said. “It’s a wreck,”",
    ],
)
def test_what_the_article_has_or_is_no_quotation_is_not(text: str) -> None:
    assert unknown(text) == []


@pytest.mark.parametrize("marks", MARKS)
def test_marks_of_every_style_quote(marks: str) -> None:
    opening, closing = marks[0], marks[1]
    assert unknown(f"Sarl says {opening}sell the harbour{closing}, they say.") == ["sell the harbour"]
    assert unknown(f"Sarl says {opening}the ferry is slow{closing}, they say.") == []


DENIED = """\
The council of Merrin meets
“We will never close the school,” Sarl said. “We will sell the mill.” She denied that the dam leaks.
“I do not want a tunnel,” Brandt said. “I want a ferry.” Ostrel will never sell the mill, he said.
"""


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("Sarl says they “will close the school”", False),  # not the article's words
        ("Sarl says that they will “close the school”.", True),
        ("Sarl is to ‘Close the School’", True),
        ("To Sarl “the dam leaks”.", True),
        ("Brandt will “want a tunnel”.", True),
        ("Sarl would “want … a tunnel” and more", True),
        ("Sarl “will never close the school”.", False),
        ("Sarl will not “close the school”.", False),
        ("Sarl denies that “the dam leaks”.", False),
        ("Sarl rules out to “close the school”.", False),
        ("Sarl will “sell the mill”.", False),  # said once without a negation
        ("Brandt wants “a ferry”.", False),
        ("Sarl wird die Schule nicht „close the school“, sie ist ja für die Kinder und die Stadt da", False),
    ],
)
def test_quotation_keeps_its_negation(written: str, cut: bool) -> None:
    article = parse_article("a.txt", DENIED)
    text = Text(article)
    (quoted,) = quotations_in(written)
    lost = cut_quotation(written, quoted, article, "en") if text.has(quoted) else None
    assert (lost is not None) == cut


def test_without_a_list_no_quotation_is_cut() -> None:
    (quoted,) = quotations_in("“close the school”")
    assert cut_quotation("“close the school”", quoted, parse_article("a.txt", DENIED), "fi") is None


WORD = st.text("abcdefghij", min_size=3, max_size=7)


@given(st.lists(WORD, min_size=2, max_size=6), st.sampled_from(MARKS), st.data())
def test_words_of_the_article_are_always_found(words: list[str], marks: str, data: st.DataObject) -> None:
    article = parse_article("a.txt", f"A headline of it\nSarl said: {' '.join(words)}, and left.\n")
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 2, len(words)))
    quoted = list(quotations_in(f"So {marks[0]}{' '.join(words[first:last])}{marks[1]} it is."))
    assert [quotation.shown for quotation in quoted] == [" ".join(words[first:last])]
    assert Text(article).has(quoted[0])
    swapped = list(quotations_in(f"So {marks[0]}{' '.join(words)} zzz{marks[1]} it is."))
    assert not Text(article).has(swapped[0])


BRIEF = """\
title: The ferry
date: 2031-01-01
summary: Made up.
source:
  file: note.txt
  publisher: Nobody
actors:
  - id: mira
    role: Captain
positions:
  - actor: mira
    issue: ferry
    says: The ferry is slow.
    passage: The ferry is slow, and it is ours
    setting: on board
open_questions:
  - ask: Who pays?
    watch: A bill.
corrections:
  - date: 2031-01-02
    note: A word.
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Site:
    site = small_site(tmp_path)
    site.write(
        "seeds/note.txt", "A made-up note\nMira said: “The ferry is slow, and it is ours.” She left.\n"
    )
    site.write("briefs/issues.yml", "ferry:\n  title: The ferry\n  proposition: Run it.\n  about: A boat.\n")
    site.write("briefs/note.yml", BRIEF)
    return site


@pytest.mark.parametrize(
    ("file", "text", "severity"),
    [
        ("briefs/note.yml", "The ferry\n", "error"),
        ("briefs/note.yml", "Made up.", "warning"),
        ("briefs/note.yml", "Nobody", "warning"),
        ("briefs/note.yml", "Captain", "warning"),
        ("briefs/note.yml", "The ferry is slow.", "error"),
        ("briefs/note.yml", "on board", "warning"),
        ("briefs/note.yml", "Who pays?", "warning"),
        ("briefs/note.yml", "A bill.", "warning"),
        ("briefs/note.yml", "A word.", "warning"),
        ("briefs/issues.yml", "Run it.", "warning"),
        ("briefs/issues.yml", "A boat.", "warning"),
    ],
)
@pytest.mark.parametrize("sourced", [True, False])
def test_every_text_of_the_editor_is_looked_at(
    ferry: Site, file: str, text: str, severity: str, sourced: bool
) -> None:
    quoted = "“it is ours”" if sourced else "“burn the boats”"
    end = "\n" if text.endswith("\n") else ""
    ferry.edit(file, text, f"{text.rstrip()} {quoted}?{end}")
    done = ferry.run("check", "--no-progress")
    rules = ("error[quotation-not-in-source]", "warning[unsourced-quotation]")
    found = [rule for rule in rules if rule in done.out]
    assert [rule.partition("[")[0] for rule in found] == ([] if sourced else [severity])
    assert done.status == (1 if severity == "error" and not sourced else 0)


@pytest.mark.parametrize("text", ["The ferry\n", "Made up.", "The ferry is slow."])
def test_what_a_quotation_was_cut_out_of_is_told_at_its_place(ferry: Site, text: str) -> None:
    ferry.edit("seeds/note.txt", "She left.", "“We will never burn the boats,” Mira said.")
    end = "\n" if text.endswith("\n") else ""
    ferry.edit("briefs/note.yml", text, f"{text.rstrip()} To “burn the boats”?{end}")
    done = ferry.run("check", "--no-progress")
    assert done.out.count("warning[") == done.out.count("warning[cut-negation]") == 1
    assert "“never” comes before these words in their sentence" in done.out
    assert done.status == 0


@pytest.mark.parametrize("quoted", ["“it is ours”", "“burn the boats”"])
def test_a_name_that_quotes_is_told_by_the_rule_of_names_alone(ferry: Site, quoted: str) -> None:
    ferry.edit("briefs/actors.yml", "Mira\n", f"Mira {quoted}\n")
    done = ferry.run("check", "--no-progress")
    assert done.out.count("warning[") == done.out.count("warning[name-says-something]") == 1


def test_an_entry_may_quote_any_article_of_its_briefings_and_no_other(ferry: Site) -> None:
    ferry.write("seeds/other.txt", "Another note\nMira said: “We paint it blue.” She left.\n")
    other = BRIEF.replace("note.txt", "other.txt").replace(
        "The ferry is slow, and it is ours", "We paint it blue"
    )
    other = other.replace("says: The ferry is slow.", "says: It is to be painted blue.")
    ferry.write("briefs/other.yml", other)
    ferry.edit("briefs/issues.yml", "A boat.", "A boat, “we paint it blue”.")
    assert ferry.run("check", "--no-progress").out == "2 briefings: no problems\n"
    ferry.edit("briefs/other.yml", "issue: ferry", "issue: paint")
    ferry.write(
        "briefs/issues.yml", (ferry.root / "briefs/issues.yml").read_text() + "paint:\n  title: Paint\n"
    )
    assert "unsourced-quotation" in ferry.run("check", "--no-progress").out
