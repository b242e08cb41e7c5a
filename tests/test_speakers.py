"""The speakers of quotations: cases that the rules solve, and cases that they leave open."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quoted import speakers_of
from onrecord.articles.reading import parse_article
from onrecord.record import Article

ABOVE = "Talks on the harbour of Sarrow\n\nNothing was decided.\n\n"


def speakers(text: str, language: str = "en") -> list[str]:
    """For each quotation, the words that name its speaker; '–' if unknown."""
    article = parse_article("a.txt", ABOVE + text)
    found = speakers_of(article, language)
    return [
        article.words(found[index].mention.span) if index in found else "–"
        for index in range(len(article.quotations))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verb and speaker after the quotation
        ("“We will keep the strait open to all,” said Mira Holt.", ["Mira Holt"]),
        ("“We will keep the strait open to all,” Holt said on Monday.", ["Holt"]),
        ("“The gates stay shut,” former harbour master Tove Lind told a meeting.", ["Tove Lind"]),
        ("“The gates stay shut,” an angry Lind retaliated.", ["–"]),
        ("“The gates stay shut,” said former secretary of state Tove Lind.", ["Tove Lind"]),
        ("“The gates stay shut,” said one of the pilots.", ["one"]),
        ("“The gates stay shut,” tweeted a sailor.", ["a sailor"]),
        ("“We are ready,” Holt said, “and we have been ready for weeks.”", ["Holt", "Holt"]),
        ("“We are ready,” Holt said. “Nobody should doubt that for a moment.”", ["Holt", "Holt"]),
        # appositions
        ("“We have waited,” Jonas Berg, who leads the port authority, said.", ["Jonas Berg"]),
        ("“We have waited,” Jonas Berg, 52, a pilot from Sarrow, told the Courier.", ["Jonas Berg"]),
        ("“We have waited,” said Berg, the head of the pilots’ union.", ["Berg"]),
        ("“We have waited,” Jonas Berg (the older one) said.", ["Jonas Berg"]),
        ("“We have waited,” Jonas Berg – the older one – said.", ["Jonas Berg"]),
        ("“We have waited,” voters who backed Berg said.", ["voters"]),
        # descriptions: the spokesman, never the one he speaks for
        ("“The ships will come back,” a spokesman for Holt said.", ["a spokesman for Holt"]),
        ("“The ships will come back,” Holt spokeswoman Ana Reyes said.", ["Ana Reyes"]),
        ("“The ships will come back,” Holt’s campaign manager, Ana Reyes, said.", ["Ana Reyes"]),
        ("“The ships will come back,” a group of the pilots said.", ["a group of the pilots"]),
        # according to
        ("According to Berg, “the pilots were never asked about it.”", ["Berg"]),
        ("The pilots were “never asked about any of it,” according to Berg.", ["Berg"]),
        ("“It is a fair offer to everybody,” Holt said, according to the Courier.", ["Holt"]),
        # words that introduce a quotation
        ("Holt told reporters: “We will keep the strait open.”", ["Holt"]),
        ("Holt wrote on her page that the deal was “a bad day for the coast.”", ["Holt"]),
        ("Holt took the stage and said, “This is a good day for us.”", ["Holt"]),
        ("Holt spoke for an hour, saying, “This is a good day for us.”", ["Holt"]),
        ("As Holt put it: “This is a good day for us.”", ["Holt"]),
        ("Berg fired back: “She has not been here since spring.”", ["Berg"]),
        ("When Holt suggested a fee, Berg shot back, “She has not been here.”", ["Berg"]),
        ("Holt and Berg said in a statement: “We will talk again on Friday.”", ["Holt and Berg"]),
        ("Holt warned, “We will not wait!” Berg told the Courier that she was wrong.", ["Holt"]),
        ("HOLT: “We are not going to pay that fee.”", ["HOLT"]),
        # questions
        ("“Why should we wait another year?” Holt asked.", ["Holt"]),
        ("“Why should we wait another year?” Critics of the plan disagree.", ["–"]),
        # from one quotation to the next
        ("“We signed it,” he said. “And we will keep it as long as we can.”", ["he", "he"]),
        ("“We are not going to pay,” Holt said.\n\n“We never were going to pay it.”", ["Holt", "Holt"]),
        (
            "“We are not going to pay,” Holt said.\n\n“That is simply not true,” Berg answered.",
            ["Holt", "Berg"],
        ),
        ("“We will not pay,” Holt said. “Not this year.\n\n“And we have told them so.”", ["Holt", "Holt"]),
        # a preceding sentence about somebody is not enough
        ("Berg said on Friday the pilots were tired.\n\n“Nobody has asked us a single question.”", ["–"]),
        ("Berg noted that fees rise. “Nobody has asked us a single question.”", ["–"]),
        # a speaker continues unless another one begins
        ("“Tell them,” Holt said, and her husband cut in. “Nobody has asked us.”", ["Holt", "–"]),
        ("“Tell them,” Holt said as the sailor yelled: “Nobody has asked us.”", ["Holt", "–"]),
        ("“Tell them,” Holt said, and added: “Nobody has asked us.”", ["Holt", "Holt"]),
        ("Holt called the plan “timid” – “a gift to nobody at all”.", ["Holt", "–"]),
        ("“We wait,” said a pilot. Another said, “We have waited long enough.”", ["a pilot", "Another"]),
        # the subject of the clause
        ("When Holt asked for a fee, he shook his head and said, “We wait.”", ["he"]),
        ("Holt spoke in a hall where guests had gathered, chanting, “We wait.”", ["–"]),
        ("Holt spoke for an hour, with some in the hall chanting, “We wait.”", ["–"]),
        ("Holt spoke in an interview with Berg, saying, “We wait.”", ["Holt"]),
        ("Holt wrote songs about the harbour (one of them was “The Long Winter”).", ["–"]),
        ("No wonder Berg said, and I quote, “We wait for nobody.”", ["Berg"]),
        # a sentence that is only an attribution, after a full stop
        ("“We are waiting for the ships.” Holt said.", ["Holt"]),
        ("“We are waiting for the ships.” Holt agreed.", ["–"]),
        ("“We are waiting for the ships.” Holt said nothing more.", ["–"]),
        # words that are not names
        ("“We have waited,” Holt, a pilot from Bend, Ore., said.", ["Holt"]),
        ("Having announced the fee, “we wait for nobody.”", ["–"]),
        ("“BREAKING: We wait for nobody,” Holt said.", ["Holt"]),
        ("Holt spoke in the harbour on Monday.\n\n“We are not going to pay that fee.”", ["–"]),
        ("“We will never go.” That was Tove Lind, speaking to pilots.", ["Tove Lind"]),
        (
            "“We are not going to pay,” Holt said.\n\n“We will never go.” That was Lind, speaking.",
            ["Holt", "Lind"],
        ),
        ("“We will never go.”\n\n— Tove Lind", ["Tove Lind"]),
        # not quotations
        ("Her book, “The Long Winter of the Pilots,” sold well.", ["–"]),
        ("The so-called “harbour of peace” is closed.", ["–"]),
        ("The harbour was called “a harbour of peace” in the spring.", ["–"]),
        ("The said “harbour” is closed.", ["–"]),
    ],
)
def test_speaker(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Wir warten nicht länger“, sagte Mira Holt.", ["Mira Holt"]),
        (
            "„Wir warten nicht länger“, sagte gestern in Sarrow die Ministerin Mira Holt.",
            ["die Ministerin Mira Holt"],
        ),
        ("„Wir warten nicht länger“, so Holt.", ["Holt"]),
        ("„Wir warten nicht länger“, teilte ein Sprecher der Lotsen mit.", ["ein Sprecher der Lotsen"]),
        ("„Wir warten nicht länger“, heißt es in der Erklärung.", ["der Erklärung"]),
        ("Laut Holt sei das „ein guter Tag für die Küste“.", ["Holt"]),
        ("Holt zufolge ist das „ein guter Tag für die Küste“.", ["Holt"]),
        ("„Wir warten nicht länger.“ Nach Angaben von Holt steigt die Gebühr.", ["–"]),
        ("„Wir warten nicht länger“, nach Angaben von Holt.", ["Holt"]),
        ("„Wir warten nicht länger“, so das Fazit der Lotsen.", ["–"]),
        ("„Wir warten nicht länger“, wurde gerufen.", ["–"]),
        ("Die Regierung wies die Kritik zurück: „Wir warten nicht länger.“", ["–"]),
    ],
)
def test_german_speaker(text: str, expected: list[str]) -> None:
    assert speakers(text, "de") == expected


def test_of_other_languages_nothing_is_said() -> None:
    assert speakers("« Nous attendons », said Mira Holt.", "fr") == ["–"]


def test_words_that_say_so_are_in_the_article() -> None:
    article = parse_article(
        "a.txt", ABOVE + "“We have waited,” Jonas Berg, who leads the port, said on Monday."
    )
    (speech,) = speakers_of(article, "en").values()
    assert article.words(speech.cue) == "Jonas Berg, who leads the port, said"
    assert article.words(speech.mention.head) == "Berg"


WORDS = st.sampled_from(
    "“ ” ‘ ’ \" ' , . ? ! : ; – — ( ) and who said says told that Holt Berg Ana Reyes a the he she spokesman "
    "for of according to saying with It When not 52 \n\n".split(" ")
)


@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from(["en", "de"]))
def test_a_mention_is_narrators_text_of_the_article(text: str, language: str) -> None:
    article = parse_article("a.txt", ABOVE + text)
    for speech in speakers_of(article, language).values():
        for span in (speech.mention.span, speech.mention.head):
            assert 0 <= span.start < span.end <= len(article.text)
            assert not any(span.overlaps(quoted) for quoted in article.quoted)
        assert speech.mention.span.start <= speech.mention.head.start < speech.mention.head.end
        assert speech.mention.head.end <= speech.mention.span.end


@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from(["en", "de"]))
def test_the_same_article_has_the_same_speakers(text: str, language: str) -> None:
    article = parse_article("a.txt", ABOVE + text)
    again = parse_article("a.txt", ABOVE + text)
    assert speakers_of(article, language) == speakers_of(again, language)


def hostile(kind: str) -> Article:
    size = 1_000_000
    text = {
        "spaces": ABOVE + "“a” " + " " * size,
        "marks": ABOVE + "““ ,” " * 300,
        "pairs": ABOVE + "“a,” " * (size // 5),
        "blocks": ABOVE + "“a.”\n\n" * (size // 6),
        "words": ABOVE + "“We wait,” " + "Holt, who " * (size // 10) + "said.",
        "commas": ABOVE + "“We wait,” Holt" + ", a" * (size // 3) + ", said.",
    }[kind]
    return parse_article("a.txt", text)


@pytest.mark.parametrize("kind", ["spaces", "marks", "pairs", "blocks", "words", "commas"])
def test_hostile_articles_take_no_longer_than_they_are_long(kind: str) -> None:
    from onrecord.speakers.finding import Finder

    article = hostile(kind)
    finder = Finder(article, "en")
    begin = time.process_time()
    for index in range(0, len(article.quotations), max(len(article.quotations) // 200, 1)):
        finder.of_quotation(index)
    assert time.process_time() - begin < 2
