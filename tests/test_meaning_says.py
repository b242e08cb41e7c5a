"""`says` compared with its passage: tables of made-up cases."""

from __future__ import annotations

import pytest

from onrecord.articles.reading import parse_article
from onrecord.meaning.context import Piece, pieces_of
from onrecord.meaning.manner import is_question
from onrecord.meaning.silences import silence
from onrecord.meaning.unrelated import is_unrelated
from onrecord.meaning.wording import against_words, form_of
from onrecord.meaning.wordlists import Wordlist, wordlist_of
from onrecord.record import Anchor
from onrecord.text.spans import Span


def english() -> Wordlist:
    words = wordlist_of("en")
    assert words is not None
    return words


def piece(words: str) -> Piece:
    text = f"The council of Merrin meets\nIt met in the hall.\n“{words},” Sarl said.\n"
    start = text.index("“") + 1
    article = parse_article("a.txt", text)
    (found,) = pieces_of(article, Anchor((Span(start, start + len(words)),)), english().sentences)
    return found


def rules(words: str, says: str) -> set[str]:
    """The rules that `says` breaks; a bar separates the passages."""
    pieces = [piece(part) for part in words.split(" | ")]
    return {finding.rule.name for finding in against_words(says, pieces, english())}


@pytest.mark.parametrize(
    ("words", "says", "rule"),
    [
        ("We will never close the school", "She closes the school.", "says-lacks-negation"),
        ("I do not support the tunnel", "She supports the tunnel.", "says-lacks-negation"),
        ("Nobody trusts the lender", "The lender is trusted by all.", "says-lacks-negation"),
        ("We can’t accept the tariff", "The tariff would be accepted.", "says-lacks-negation"),
        ("The guard did not lie", "The guard lied.", "says-lacks-negation"),
        ("Nobody in Merrin trusts the lender", "Merrin trusts the lender.", "says-lacks-negation"),
        ("Never will Merrin close it | It is our school", "She closes the school.", "says-lacks-negation"),
        ("We will not close it, nor could we close it", "She closes it.", "says-lacks-negation"),
        ("The ferry is safe", "The ferry is not safe.", "says-adds-negation"),
        ("We will accept the tariff", "She would never accept it, the tariff.", "says-adds-negation"),
        ("How will the town pay? It will pay", "The town will not pay.", "says-adds-negation"),
        ("Who will pay for the dam?", "The town will not pay.", "says-adds-negation"),
        ("He explained how the town could pay", "The town does not pay.", "says-adds-negation"),
        (
            "The dam is larger than the old one",
            "The dam is not larger than the old one.",
            "says-adds-negation",
        ),
        ("The guard knows the way", "The guard does not know it, less than others.", "says-adds-negation"),
        ("We will not pay if they leave", "She pays if they leave.", "says-lacks-negation"),
        ("If we never repair the dam, it leaks", "They repair the dam.", "says-lacks-negation"),
        ("If we did not ask and did not pay, he leaves", "She pays.", "says-lacks-negation"),
        ("The lender did not come. If we do not pay, he leaves", "She pays him.", "says-lacks-negation"),
        ("The ferry left without pilots", "The ferry left with pilots.", "says-lacks-negation"),
        ("Nobody asked, we sailed without pilots", "She sailed with pilots.", "says-lacks-negation"),
        ("We will not talk for a week", "She talks for more than a week.", "says-lacks-negation"),
        ("This is not a strike", "It is a strike, more than a day long.", "says-lacks-negation"),
        ("The dam costs 40 million", "The dam costs 14 million.", "says-other-number"),
        ("It takes two weeks", "It takes three weeks.", "says-other-number"),
        ("We moved 30 families", "300 families had to move.", "says-other-number"),
        ("The levy is 1,500 crowns", "The levy is 150 crowns.", "says-other-number"),
        ("The school stays", "We will keep the school.", "says-first-person"),
        ("The school stays", "The school is mine, I think.", "says-first-person"),
        ("The school stays", "Nobody takes it from us.", "says-first-person"),
    ],
)
def test_contradiction_is_noticed(words: str, says: str, rule: str) -> None:
    assert rule in rules(words, says)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("We will never close the school", "The school stays open."),
        ("We painted the hall | Nobody came, not even from Ostrel", "The hall in Ostrel is painted."),
        ("Nobody came, not even from Ostrel", "The hall in Ostrel stood empty."),
        ("We can repair the dam | Nobody repaired the mill", "The dam can be repaired."),
        ("We did not close the mill, but we close the school", "She closes the school."),
        ("We will never close the school", "She is against closing the school."),
        ("We will never close the school", "She rules out closing the school."),
        ("the next may not stop at a week", "The next strike may go on for a week or longer."),
        ("I’m no engineer, but the dam leaks", "The dam leaks."),
        ("nobody has walked away from it", "An offer is on the table."),
        ("Not only is it dear, it is slow", "It is dear and slow."),
        ("We will not be quiet", "She will speak up."),
        ("How could the town pay such a levy?", "The town could not pay the levy."),
        ("If the dam leaks, why should we repair the mill?", "The mill should not be repaired."),
        ("Since when does the guard ask anybody?", "The guard does not ask."),
        ("The guard knows as much of ferries as I do", "The guard does not know more of ferries than she."),
        ("You can’t steer if you don’t see the rocks", "To steer, one has to see the rocks."),
        ("If they don’t see the rocks, they cannot steer", "One steers by seeing the rocks."),
        ("Nobody can run a port without a pilot", "To run a port takes a pilot."),
        ("This is not a strike, it is a revolt", "It is more than a strike."),
        ("This is not just a Merrin quarrel", "It is more than a mere quarrel of Merrin."),
        ("the levy ‘cannot be measured’ at all", "The levy cannot be measured."),
        ("Twelve boats are left", "There are 12 boats."),
        ("1,500 jobs will go", "1500 jobs will be lost."),
        ("it was repaired last spring", "It was repaired in spring 2031."),
        ("The school stays", "She says that “we will never close the school”."),
        ("The school stays", "Karl I. kept the school."),
        ("The school stays", "The US keeps the school."),
        ("The school stays", "One of the schools stays."),
    ],
)
def test_honest_sentences_are_not(words: str, says: str) -> None:
    assert rules(words, says) == set()


@pytest.mark.parametrize(
    ("says", "rule"),
    [
        ("She **will** close it.", "says-markup"),
        ("She will close it _now_.", "says-markup"),
        ("<b>Now</b> she will.", "says-markup"),
        ("She [says](https://a.example) so.", "says-markup"),
        ("`Close it` is what she wants.", "says-markup"),
        ("word " * 61, "says-too-long"),
        ("~", "says-without-words"),
        ("3.5", "says-without-words"),
        ("…", "says-without-words"),
        ("She will close it at 5 * 4 = 20.", None),
        ("She uses snake_case_names for ships.", None),
        ("她要关闭学校。", None),
        ("The levy is <5 % of it, and R&D goes on.", None),
        ("word " * 60, None),
    ],
)
def test_form(says: str, rule: str | None) -> None:
    assert [finding.rule.name for finding in form_of(says)] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (["Is the levy legal?"], True),
        (['"Is the levy legal?" Adar asked'], True),
        (["Is it legal? Is it fair?"], True),
        (["Is it legal?", "It is theft of the worst kind"], False),
        (["Is it legal? No: it is theft."], False),
        (["It is theft"], False),
        (["Adar told the council on Monday that it is theft. Is it?"], False),
    ],
)
def test_nothing_but_questions(texts: list[str], asked: bool) -> None:
    assert is_question(texts) == asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Her office did not comment", "not comment"),
        ("Sarl didn't immediately respond to questions", "n't"),
        ("Sarl declined to comment", "declined to comment"),
        ("Sarl could not be reached", "could not be reached"),
        ("Sarl declined to comment but said the tunnel was a gift", ""),
        ("Sarl commented on the tunnel", ""),
        ("Sarl will not answer for the mistakes of the guard, she told them", ""),
    ],
)
def test_silence(text: str, found: str) -> None:
    lists = english().silence
    assert lists is not None
    assert found in silence([text], lists)
    assert bool(silence([text], lists)) == bool(found)


PARAGRAPH = "The council met on Monday. “We will never close the school,” Sarl told the fishermen of Ostrel."


@pytest.mark.parametrize(
    ("says", "unrelated"),
    [
        ("Wolves eat children.", True),
        ("Sarl takes bribes from brewers.", True),
        ("Sarl would burn down theatres, libraries and mills.", True),
        ("The school stays open.", False),  # a word of the passage
        ("Closing it is out of the question.", False),  # in another form
        ("Fishing families can rely on their teachers.", False),  # of its paragraph
        ("She agrees.", False),  # too few words to compare
        ("It is for the best that she said no.", False),
        ("Sarl agrees.", False),
    ],
)
def test_says_has_to_do_with_the_paragraph(says: str, unrelated: bool) -> None:
    lists = english().says
    assert lists is not None
    texts = [lambda: "We will never close the school", lambda: PARAGRAPH]
    assert is_unrelated(says, ["dora", "sarl"], texts, lists) == unrelated


def test_paragraph_is_read_only_where_the_passage_has_no_such_word() -> None:
    lists = english().says
    assert lists is not None

    def paragraph() -> str:
        raise AssertionError("not needed")

    assert not is_unrelated("The school stays open.", [], [lambda: "close the school", paragraph], lists)
