"""Drafts of made-up articles of different make: which words become positions, and whose they are.

`drafted/NAME.txt` is an article, and `drafted/NAME.gold` what a reader would copy out of it: the actor's id,
or - where the article does not tell, and the words.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import Site
from onrecord.drafting.attributing import LONG, length_of
from onrecord.drafting.drafting import Draft, draft_of
from onrecord.drafting.register import with_entries
from onrecord.drafting.rendering import MODELINE, render
from onrecord.metadata.drafts import gaps_of
from onrecord.metadata.reading import read_yaml
from onrecord.schema.models import Actor

DRAFTED = Path(__file__).resolve().parent / "drafted"
NAMES = sorted(path.stem for path in DRAFTED.glob("*.txt"))
TWICE = """\
Owners repeat their no
Ana Kresh said on Monday: “We will not pay twice for one pilot.”
Ana Kresh said on Tuesday: “We will not pay twice for one pilot.”
"""
JUNK = [*"“”\"'‘’„‚«»:,.#-—\n\t\r\u2028\x07\u200b é漢<>&;[]{}%@`|\\", "\n\n", "said ", "Holt ", ": ", " #"]
# What is doubtful in an article, by its lines.
DOUBTS = {
    "furniture": {1: "Home", 2: "News", 3: "Share this article", 9: "Read more", 10: "Sign up", 11: "©"},
    "paywall": {5: "Subscribe to continue"},
    "live-blog": {9: "in line 7 already"},
}


def text_of(name: str) -> str:
    return (DRAFTED / f"{name}.txt").read_text(encoding="utf-8")


@cache
def drafted(name: str) -> Draft:
    return draft_of(f"{name}.txt", text_of(name), {})


@cache
def gold(name: str) -> list[tuple[str, str]]:
    lines = (DRAFTED / f"{name}.gold").read_text(encoding="utf-8").splitlines()
    return [(actor, words) for actor, _, words in (line.partition("\t") for line in lines)]


def test_there_are_articles_of_many_makes() -> None:
    assert len(NAMES) >= 20
    assert sum(map(len, map(gold, NAMES))) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_is_a_position_with_its_speaker(name: str) -> None:
    found = [(said.who.actor or "-", said.passage.text) for said in drafted(name).said]
    assert found == gold(name)


def test_speakers_are_found_for_most_long_quotations() -> None:
    """The bars for drafts, on the languages whose verbs of saying the program knows."""
    long = [
        (said, actor)
        for name in NAMES
        if drafted(name).language in ("en", "de")
        for said, (actor, _) in zip(drafted(name).said, gold(name), strict=True)
        if length_of(said.passage.text) >= LONG
    ]
    proposed = [(said, actor) for said, actor in long if said.mention is not None]
    assert len(proposed) >= 0.91 * len(long)
    filled = [(said.who.actor, actor) for said, actor in long if said.who.actor]
    assert all(actor == right for actor, right in filled)
    assert len(filled) >= 0.68 * len(long)


@pytest.mark.parametrize("name", NAMES)
def test_the_draft_is_yaml_that_says_the_same(name: str) -> None:
    draft = drafted(name)
    text = render(draft, "seeds", ["fees"], registered=False)
    assert text.startswith(MODELINE)
    read = yaml.load(text, yaml.BaseLoader)
    assert read["draft"] == "true"
    assert read["source"]["file"] == f"{name}.txt"
    found = [(one["actor"] or "-", one["passage"]) for one in read.get("positions", [])]
    assert found == gold(name)
    assert yaml.safe_load(text)["draft"] is True


@pytest.mark.parametrize("name", NAMES)
def test_a_comment_says_where_everything_was_found(name: str) -> None:
    """Without its comments a draft has only the article's words, ids and empty keys."""
    draft = drafted(name)
    written = render(draft, "seeds", [], registered=False)
    article = " ".join(text_of(name).split())
    for entry in draft.entries:
        assert entry.name.casefold() in article.casefold()
    for line in written.splitlines():
        if "#   passage: " in line:
            words = yaml.safe_load(line.partition("passage: ")[2])
            assert words in article
    assert render(draft_of(f"{name}.txt", text_of(name), {}), "seeds", [], registered=False) == written


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_needs_only_what_an_editor_knows(name: str, tmp_path: Path) -> None:
    """With the new entries registered, `check` asks for what is empty and finds no wrong passage."""
    site = Site(tmp_path)
    site.write(f"seeds/{name}.txt", text_of(name))
    draft = drafted(name)
    if draft.entries:
        register = with_entries("", draft.entries)
        assert register is not None
        site.write("briefs/actors.yml", register)
    site.write("briefs/issues.yml", "fees:\n  title: The fees\n")
    text = render(draft, "seeds", [], registered=True)
    text = text.replace("issue:\n", "issue: fees\n").replace("    says:\n", "    says: About it.\n")
    site.write("briefs/draft.yml", text)
    done = site.run("check", "draft")
    assert done.status == 0
    assert "error[" not in done.out.replace("error[missing-key]", "").replace("error[empty-value]", "")
    for rule in ("other-speaker", "speaker-not-near", "passage-too-short", "joins-two-speakers"):
        assert rule not in done.out


@pytest.mark.parametrize("name", sorted(DOUBTS))
def test_what_is_doubtful_is_told_with_its_line(name: str) -> None:
    found = {doubt.line: doubt.message for doubt in drafted(name).doubts}
    for line, words in DOUBTS[name].items():
        assert words in found[line]
    assert "# Doubtful about the article:" in render(drafted(name), "seeds", [], registered=False)


def test_nothing_is_doubtful_about_plain_articles() -> None:
    for name in set(NAMES) - set(DOUBTS):
        assert drafted(name).doubts == [], name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One\nWe say “this is never closed, he said.\n“And this is.”\n", "closes the quotation"),
        ("One\nThe fee\u200bstands.\n", "cannot be seen"),
        ("One\nThe owners\u00e2\u20ac\u2122 fee stands.\n", "wrong encoding"),
        ("One\n<p>The fee stands.</p>\n", "is HTML and not text"),
        (
            "One\n" + "The fee for pilots in the harbour of Velmar stands until the end of May.\n" * 2,
            "already",
        ),
    ],
)
def test_damage_is_told(text: str, words: str) -> None:
    assert any(words in doubt.message for doubt in draft_of("a.txt", text, {}).doubts)


def test_another_language_than_said_is_told() -> None:
    draft = draft_of("a.txt", text_of("german"), {}, "en")
    assert "does not seem to be in the language en" in draft.doubts[0].message
    assert drafted("german").language == "de"
    assert [drafted(name).language for name in ("arabic", "french", "wire")] == ["ar", "fr", "en"]


def test_a_repeated_passage_has_the_shortest_prefix_that_tells_it() -> None:
    first, second = drafted("twice-the-same").said
    assert (first.passage.prefix, first.passage.suffix) == ("", "Ana Kresh said on Monday")
    assert (second.passage.prefix, second.passage.suffix) == ("", "Ana Kresh said on Wednesday")
    text = render(drafted("twice-the-same"), "seeds", [], registered=False)
    assert "    id: ana-kresh-we-will-not-pay-twice-for-2\n" in text
    one, other = draft_of("a.txt", TWICE, {}).said
    assert (one.passage.prefix, other.passage.prefix) == ("Monday:", "Tuesday:")


@pytest.mark.parametrize(
    "text",
    [
        "Head\n" + "“Ab cd ef gh ij,” Holt said. " * 400,
        "Head\n" + "“We will not pay twice,” Holt said.\n" * 400,
        "Head\n" + "Ab Cd " * 4000,
        "Head\n" + "It may be. " * 2000,
        "Head\n" + "Mira Holt said that it may be. " * 1000,
        "Head\n" + "word\n" * 60_000,
        "Head\n" + "By " * 120_000,
        "Head\n" + "Holt told reporters: the ships are late.\n\n" * 12_000,
        "Head\n\nMinister Ana Kresh met Minister Bo Kresh.\n\n"
        + "".join(f"Kresh said that it may be {number}.\n\n" for number in range(8_000)),
    ],
    ids=[
        "quotations",
        "paragraphs",
        "names",
        "open",
        "reported",
        "lines",
        "capitals",
        "one passage",
        "one last name of two",
    ],
)
def test_a_text_that_repeats_itself_takes_no_long_time(text: str) -> None:
    started = time.process_time()
    render(draft_of("a.txt", text, {}), "seeds", [], registered=False)
    assert time.process_time() - started < 10


@given(st.sampled_from(NAMES), st.data())
def test_damaged_articles_are_drafted_all_the_same(name: str, data: st.DataObject) -> None:
    """Whatever is put into an article, its draft is YAML that can be read, and so are its entries."""
    text = text_of(name)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 20))
        text = text[:at] + data.draw(st.sampled_from(JUNK)) + text[at + cut :]
    if not any(map(str.isalnum, text)):
        return
    draft = draft_of("a.txt", text, {})
    document, problems = read_yaml("briefs/x.yml", render(draft, "seeds", [], registered=False))
    assert document is not None
    assert problems == []
    assert not draft.entries or with_entries("", draft.entries) is not None


def test_a_pronoun_is_left_with_its_candidates() -> None:
    text = render(drafted("pronouns"), "seeds", [], registered=False)
    assert "  - actor:  # the article says “she”: pell-dorn or rita-fohn?" in text
    assert "  - actor: rita-fohn  # “she” is Fohn of line 5: spoke last" in text


def test_actors_of_the_register_are_used() -> None:
    actors = {
        "minister-holt": Actor(name="Mira Holt", kind="person"),
        "owners": Actor(name="Owners of ships", kind="group", also=("owners' association",)),
    }
    draft = draft_of("wire.txt", text_of("wire"), actors)
    assert [said.who.actor for said in draft.said] == ["minister-holt", "minister-holt", "jonas-berg"]
    assert [entry.id for entry in draft.entries] == ["jonas-berg"]
    assert "minister-holt" in [actor.id for actor in draft.actors]


def test_facts_have_their_lines() -> None:
    facts = drafted("wire").facts
    assert facts.published is not None
    assert (facts.published.value, facts.published.line) == ("2031-05-02", 3)
    assert facts.author is not None
    assert (facts.author.value, facts.author.line) == ("Ana Sorel", 2)
    assert facts.publisher is not None
    assert facts.publisher.value == "Gulf News Agency"
    german = drafted("german").facts
    assert [fact.value for fact in german.dates] == ["2. Mai"]


def test_reported_speech_is_a_comment() -> None:
    text = render(drafted("no-byline"), "seeds", [], registered=False)
    assert "#   passage: Critics say that the board has not looked at its own costs" in text
    text = render(drafted("german"), "seeds", [], registered=False)
    assert "  # - actor: mira-holt\n  #   issue:\n  #   says:\n  #   passage: Holt erklärte, dass" in text


def test_what_is_left_open_is_a_comment() -> None:
    text = render(drafted("wire"), "seeds", [], registered=False)
    assert "#   - ask:  # line 7: “may”" in text
    assert "#     passage: It is unclear whether the ministry will pay" in text
    assert "#   - ask:  # line 6: “Unklar”" in render(drafted("german"), "seeds", [], registered=False)


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("PORT ANSO, 12 May 2031 - The fee rises.", "2031-05-12"),
        ("PORT ANSO, Karelle, May 12, 2031 (GNA) — The fee rises.", "2031-05-12"),
        ("PORT ANSO, May 12 - The fee rises on 1 June 2031.", None),
        ("PORT ANSO - The fee rises on 1 June 2031.", None),
        ("The fee rises on 1 June 2031 - at last.", None),
    ],
)
def test_a_dateline_says_when_an_article_was_published(dateline: str, day: str | None) -> None:
    published = draft_of("fee.txt", f"Fee\n\n{dateline}\n", {}).facts.published
    assert (published and published.value) == day


def test_the_month_of_may_leaves_nothing_open() -> None:
    text = render(
        draft_of("fee.txt", "Fee\n\nThe fee rises in May. It may rise again.\n", {}),
        "seeds",
        [],
        registered=False,
    )
    assert [line for line in text.splitlines() if "ask:" in line] == ["#   - ask:  # line 3: “may”"]


def test_gaps_are_all_that_is_missing() -> None:
    from onrecord.metadata.briefs import BriefFile
    from onrecord.metadata.validation import validate
    from onrecord.schema.models import Brief

    document, problems = read_yaml("briefs/x.yml", render(drafted("wire"), "seeds", [], registered=False))
    assert document is not None
    assert problems == []
    brief, found, wrong, draft = validate(Brief, document, (), document.root)
    assert brief is not None
    gaps = gaps_of(BriefFile("x", document, brief, wrong, draft.kept))
    assert [(gap.part, gap.key, len(gap.lines)) for gap in gaps] == [
        ("", "summary", 1),
        ("positions", "issue", 3),
        ("positions", "says", 3),
    ]
    assert all(any(gap.explains(problem) for gap in gaps) for problem in found)
