"""Attribution of words: mistakes that are reported, and similar correct cases that pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.reading import parse_article
from onrecord.record import Anchor, Article, SourceKind
from onrecord.rules.problems import Location, Problem
from onrecord.schema.models import Actor, Kind
from onrecord.speakers.checks import SpeakerChecks
from onrecord.speakers.given import Given
from onrecord.speakers.glance import gives_to
from onrecord.speakers.identity import Register, names_of
from onrecord.speakers.spoken import Spoken
from onrecord.text.spans import Span

ACTORS = {
    "sarl": Actor(name="Dora Sarl", kind="person", of="torvia"),
    "brandt": Actor(name="Tomas Brandt", kind="person"),
    "torvia": Actor(name="Torvia", kind="state"),
    "us": Actor(name="US", kind="state", also=("Washington",)),
    "pilots": Actor(name="Pilots’ union", kind="organisation", also=("the union",)),
    "officials": Actor(name="Officials", kind="unnamed", also=("two officials",)),
}
ABOVE = "The news of the day\n\nDora Sarl of Torvia and Tomas Brandt spoke on Monday.\n\n"


def read(text: str, above: str = ABOVE, kind: SourceKind = "article") -> tuple[Article, Anchor]:
    """An article, and the passage marked in it with ⟦ ⟧."""
    pieces, plain = [], above
    for part in text.split("⟦"):
        inside, closed, rest = part.partition("⟧")
        if closed:
            pieces.append(Span(len(plain), len(plain) + len(inside)))
        plain += inside + rest
    return parse_article("a.txt", plain, kind=kind), Anchor(tuple(pieces))


def problems(
    text: str, actor: str = "sarl", relayed_by: str | None = None, above: str = ABOVE
) -> list[Problem]:
    article, anchor = read(text, above)
    checks = SpeakerChecks(article, "en", Register(ACTORS), list(ACTORS))
    return list(checks.of(Given(actor, anchor, Location("briefs/a.yml"), relayed_by)))


def rules(text: str, actor: str = "sarl", relayed_by: str | None = None, above: str = ABOVE) -> list[str]:
    return [problem.rule.name for problem in problems(text, actor, relayed_by, above)]


@pytest.mark.parametrize(
    "text",
    [
        "Critics say that ⟦Sarl lied to the council⟧.",
        "⟦Critics say that Sarl lied to the council⟧.",
        "According to two officials, ⟦Sarl wants to resign⟧.",
        "Tomas Brandt said that ⟦Sarl had sold the mill⟧.",
        "“⟦The ferry is a wreck⟧,” said Tomas Brandt.",
        "“⟦The ferry is a wreck⟧,” said Ivo Nemo, a pilot.",
        "Tomas Brandt, the mayor, argued that ⟦the ferry is a wreck⟧.",
        "“⟦Sarl is bankrupt⟧,” Brandt told reporters.",
        "“Sarl is bankrupt,” Brandt said. “⟦The ferry is a wreck⟧.”",
        "“Sarl is bankrupt,” Brandt said.\n\n“⟦The ferry is a wreck⟧,” he added.",
        "Tomas Brandt, who stood beside Sarl, called it “⟦a gift to smugglers⟧”.",
        "⟦The ferry is a wreck⟧, Brandt told the council.",
        "“⟦The ferry is a wreck⟧,” a pilot said.",
        "BRANDT: “⟦The ferry is a wreck⟧.”",
    ],
)
def test_words_of_another(text: str) -> None:
    assert rules(text) == ["other-speaker"]


@pytest.mark.parametrize(
    "text",
    [
        "Sarl said that ⟦the ferry is a wreck⟧.",
        "Ms. Sarl said that ⟦the ferry is a wreck⟧.",
        "“⟦The ferry is a wreck⟧,” she said.",
        "Sarl, whom Brandt accused of lying, said that ⟦the ferry is a wreck⟧.",
        "“⟦The ferry is a wreck⟧,” said Sarl.",
        "Brandt said no; Sarl said that ⟦the ferry is a wreck⟧.",
        "“⟦Brandt said that the ferry is a wreck⟧,” Sarl said.",
        "“⟦The ferry is a wreck⟧,” a spokesman for Sarl said.",
        "“⟦The ferry is a wreck⟧,” the minister said.",
        "“⟦The ferry is a wreck⟧,” Torvia said.",
        "SARL: “⟦The ferry is a wreck⟧.”",
        "“⟦The ferry is a wreck⟧,” Sarl and Brandt said.",
        "Brandt was there. “The ferry is slow,” Sarl said. “⟦The ferry is a wreck⟧.”",
    ],
)
def test_own_words(text: str) -> None:
    assert rules(text) == []


def test_the_message_names_line_and_words() -> None:
    (problem,) = problems("“⟦The ferry is a wreck⟧,” said Tomas Brandt on Monday.")
    assert problem.message == "the article gives these words to Tomas Brandt, not to Dora Sarl"
    assert problem.notes == ("line 5 of a.txt: said Tomas Brandt",)
    assert not problem.is_error


def test_who_relays_words_may_be_the_one_who_says_them() -> None:
    text = "Brandt said that Sarl was in favour of ⟦a second ferry⟧ for the town."
    assert rules(text, "torvia") == []
    assert rules("Tomas Brandt said that ⟦the state would pay⟧.", "torvia", "brandt") == []
    assert rules("Tomas Brandt said that ⟦the state would pay⟧.", "torvia") == ["other-speaker"]


@pytest.mark.parametrize(
    ("actor", "text", "found"),
    [
        ("us", "“⟦We wait⟧,” the US said.", []),
        ("us", "“⟦We wait⟧,” Washington said.", []),
        ("us", "Sarl spoke. “⟦We wait⟧.” They told us nothing.", ["speaker-not-near"]),
        ("pilots", "“⟦We wait⟧,” said Rena Coll of the union.", ["other-speaker"]),
        ("pilots", "“⟦We wait⟧,” Rena Coll, who leads the union, said.", []),
        ("officials", "⟦The mill is sold⟧, two officials said.", []),
        ("officials", "⟦The mill is sold⟧, Brandt said.", ["other-speaker"]),
        ("officials", "⟦The mill is sold⟧, several pilots said.", ["other-speaker"]),
        ("officials", "⟦The mill is sold⟧, an official said.", []),
        ("officials", "Two officials came. ⟦The mill is sold⟧, a person close to the talks said.", []),
        ("officials", "Two officials came. ⟦The mill is sold⟧, the minister said.", []),
        ("sarl", "A poll says that ⟦the mill is sold⟧.", ["other-speaker"]),
        ("torvia", "A poll of Torvia says that ⟦the mill is sold⟧.", []),
    ],
)
def test_actors_that_are_no_persons(actor: str, text: str, found: list[str]) -> None:
    assert rules(text, actor) == found


@pytest.mark.parametrize(
    "text",
    [
        "Brandt said that Sarl had told him, “⟦The mill is sold⟧.”",
        "“He said to me: ‘⟦The mill is sold⟧’,” Brandt said of Sarl.",
        "“Sarl told me that ⟦the mill is sold⟧,” Brandt said.",
        "“⟦The mill is sold⟧,” Sarl read from a leaflet of the guard.",
        "“Her words were ‘⟦The mill is sold⟧’,” Brandt said.",
        "“Sarl told us: ⟦the mill is sold⟧,” Brandt said.",
    ],
)
def test_words_that_another_quotes(text: str) -> None:
    assert rules(text) == ["quoted-by-another"]
    assert rules(text, relayed_by="brandt") == []


@pytest.mark.parametrize(
    "text",
    [
        "“⟦Brandt told me that the mill is sold⟧,” Sarl said.",
        "Sarl told her voters that ⟦the mill is sold⟧.",
        "Sarl told them: “⟦The mill is sold⟧.”",
        "“⟦The word ‘sold’ means sold⟧,” Sarl said.",
        "“The lender told us nothing. ⟦The mill is ours⟧,” Sarl said.",
        "Sarl told the council: “⟦The mill is ours⟧.”",
        "“⟦The mill is ours⟧,” Sarl said, and Brandt read a newspaper.",
    ],
)
def test_words_that_nobody_else_quotes(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "“⟦The ferry is a wreck⟧,” Sarl said. “⟦It belongs on the ground⟧,” Brandt said.",
            "joins-two-speakers",
        ),
        ("“⟦We want peace⟧,” Sarl said. Brandt said that ⟦the guard should march⟧.", "joins-two-speakers"),
        ("“⟦I like the lender⟧,” Sarl said. “⟦We want his head⟧,” said Brandt.", "joins-two-speakers"),
        ("Sarl said ⟦the dam leaked⟧. According to Brandt, ⟦the council knew⟧.", "joins-two-speakers"),
        ("Sarl said that ⟦the mill was old⟧. Brandt wants ⟦to burn it down⟧.", "may-join-speakers"),
        ("Sarl called it ⟦a good day⟧. For Brandt, ⟦a day of shame⟧ had begun.", "may-join-speakers"),
    ],
)
def test_joined_words_of_two(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "“⟦The ferry is slow⟧,” Sarl said. “⟦But it is ours⟧.”",
        "“⟦The ferry is slow⟧,” Sarl said. Sarl said of Brandt, “⟦but it is ours⟧.”",
        "“⟦The ferry is slow⟧,” Sarl said. She added: “⟦But it is ours⟧.”",
        "“⟦The ferry is slow⟧. Brandt was wrong. ⟦It is ours⟧,” Sarl said.",
        "“⟦The ferry is slow⟧,” Sarl said. Brandt said nothing. “⟦But it is ours⟧,” Sarl said.",
        "“⟦The ferry is slow⟧,” Sarl said. “⟦But it is ours⟧,” she told Brandt.",
    ],
)
def test_joined_words_of_one(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("actor", "text", "far"),
    [
        ("brandt", "Nobody spoke.\n\nThe ferry was late. ⟦It is a wreck⟧.", True),
        ("brandt", "Tomas Brandt spoke.\n\nThe ferry was late. ⟦It is a wreck⟧.", False),
        ("brandt", "Brandt spoke.\n\nThe ferry was late. ⟦It is a wreck⟧.", False),
        ("brandt", "“Brandt lies,” a pilot said.\n\nThe ferry was late. ⟦It is a wreck⟧.", True),
        ("brandt", "Brandt came.\n\nIt rained.\n\nHe was late. ⟦The ferry is a wreck⟧.", False),
        ("brandt", "Brandt came.\n\nSarl left.\n\nIt rained.\n\nHe was late. ⟦The ferry is a wreck⟧.", True),
        ("sarl", "It rained.\n\nTorvia waits. ⟦The ferry is a wreck⟧.", False),
        ("brandt", "Brandt came.\n\nHe said it was late.\n\n“⟦The ferry is a wreck⟧.”", False),
        ("brandt", "Brandt came.\n\nHe was late.\n\n“⟦The ferry is a wreck⟧.”", True),
        ("brandt", "Brandt came.\n\nSarl left.\n\nShe said it was late.\n\n“⟦The ferry is a wreck⟧.”", True),
        ("brandt", "Brandt came.\n\nIt was late.\n\n“⟦The ferry is a wreck⟧.”", True),
        ("brandt", "Brandt came.\n\nHe said it was late.\n\nA pilot: “⟦The ferry is a wreck⟧.”", True),
    ],
)
def test_names_near_a_passage(actor: str, text: str, far: bool) -> None:
    found = rules(text, actor, above="The news of the day\n\nIt was Monday in the town.\n\n")
    assert found == (["speaker-not-near"] if far else [])


NAMES = st.sampled_from(
    [
        "Dora Sarl",
        "Sarl",
        "Tomas Brandt",
        "Brandt",
        "the Pilots’ union",
        "Ivo Nemo",
        "a pilot",
        "two officials",
        "Two officials",
        "The union",
        "an official",
    ]
)
SAID = st.sampled_from(["said", "told reporters", "wrote", "says", "added", "denied"])
FORMS = st.sampled_from(
    [
        "“⟦The ferry is a wreck⟧,” {name} {said}.",
        "“⟦The ferry is a wreck⟧,” {said} {name}.",
        "“We wait,” {said} {name}, who is old. “⟦The ferry is a wreck⟧.”",
        "“⟦The ferry is a wreck⟧.” That was {name} speaking to pilots.",
        "“We wait,” {said} {name}. “⟦The ferry is a wreck⟧.”",
        "{name} {said} that ⟦the ferry is a wreck⟧.",
        "{name}, the mayor, {said} that ⟦the ferry is a wreck⟧.",
        "Brandt spoke, and {name} {said} that ⟦the ferry is a wreck⟧.",
        "{name}, “⟦The ferry is a wreck⟧,” Sarl said.",
        "{name} ⟦said that the ferry is a wreck⟧.",
    ]
)


@given(FORMS, NAMES, SAID, st.sampled_from(sorted(ACTORS)))
def test_what_a_glance_gives_to_an_actor_the_rules_give_as_well(
    form: str, name: str, said: str, actor: str
) -> None:
    article, anchor = read(form.format(name=name, said=said))
    (piece,) = anchor.pieces
    inside = next((span for span in article.quoted if span.start <= piece.start < span.end), None)
    names = [names_of(ACTORS[actor])]
    if not gives_to(article, piece, inside, names):
        return
    speech = SpeakerChecks(article, "en", Register(ACTORS), []).speech_of(piece)
    assert speech is not None
    assert any(one.are_in(article.words(speech.mention.span)) or one.words for one in names)
    assert not names[0].words.isdisjoint(article.words(speech.mention.span).lower().split())


@pytest.mark.parametrize(
    ("actor", "text", "found"),
    [
        ("sarl", "SARL: ⟦The ferry is a wreck.⟧", []),
        ("brandt", "SARL: ⟦The ferry is a wreck.⟧", ["other-speaker"]),
        ("sarl", "Dora Sarl: It rained.\n\nAnd yet. ⟦The ferry is a wreck.⟧", []),
        ("sarl", "Dora Sarl: It rained.\n\nBRANDT (shouting): ⟦The ferry is a wreck.⟧", ["other-speaker"]),
    ],
)
def test_turns_of_a_transcript(actor: str, text: str, found: list[str]) -> None:
    article, anchor = read(text, kind="transcript")
    checks = SpeakerChecks(article, "fr", Register(ACTORS), list(ACTORS), spoken=Spoken())
    assert [problem.rule.name for problem in checks.of(Given(actor, anchor, Location("a")))] == found


QUOTED_TRANSCRIPT = "“SARL: {}\n\n“BRANDT: {}\n\n“{}\n\n“SARL: And so on.”"


@pytest.mark.parametrize("who", ["sarl", "brandt"])
@pytest.mark.parametrize("turn", range(3))
def test_turns_of_a_transcript_that_is_quoted_as_a_whole(who: str, turn: int) -> None:
    turns = ["It is late.", "It is early.", "It is noon."]
    turns[turn] = f"⟦{turns[turn]}⟧"
    says = ("sarl", "brandt", "brandt")[turn]
    assert rules(QUOTED_TRANSCRIPT.format(*turns), who) == ([] if who == says else ["other-speaker"])


def test_one_word_in_capitals_is_no_transcript() -> None:
    assert rules("“BREAKING: ⟦The ferry is a wreck⟧,” Sarl said.") == []


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("The union", ["speaker-not-near"]),
        ("The “Free Sarrow” movement", []),
        ("The “Free Sarrow, whoever pays!” movement", ["speaker-not-near"]),
        ("“Free Sarrow!” a pilot cried. The union", ["speaker-not-near"]),
    ],
)
def test_a_name_in_marks_is_near_and_speech_is_not(above: str, found: list[str]) -> None:
    article, anchor = read(f"The news\n\n{above} met in the town. ⟦It is a wreck⟧.", above="")
    actors = {"movement": Actor(name="Free Sarrow", kind="group")}
    checks = SpeakerChecks(article, "en", Register(actors), list(actors))
    assert [p.rule.name for p in checks.of(Given("movement", anchor, Location("a")))] == found


@pytest.mark.parametrize(
    ("kind", "label", "found"),
    [
        ("article", "A", []),
        ("article", "B", ["speaker-not-near"]),
        ("transcript", "A", []),
        ("transcript", "B", ["other-speaker"]),
    ],
)
def test_the_letters_of_questions_and_answers(kind: SourceKind, label: str, found: list[str]) -> None:
    article, anchor = read(
        f"The news\n\nQ: A ferry?\n\n{label}: It is late. ⟦It is a wreck⟧.", above="", kind=kind
    )
    spoken = Spoken() if article.turns else None
    checks = SpeakerChecks(article, "en", Register(ACTORS), list(ACTORS), {"sarl": ["A"]}, spoken)
    assert [p.rule.name for p in checks.of(Given("sarl", anchor, Location("a")))] == found


def test_a_label_in_capitals_may_be_short() -> None:
    article, anchor = read("The news\n\nCOX: ⟦It is a wreck.⟧\n\nNEY: No.", above="", kind="transcript")
    actors = {name: Actor(name=f"Dora {name}", kind="person") for name in ("Cox", "Ney")}
    checks = SpeakerChecks(article, "en", Register(actors), list(actors), spoken=Spoken())
    assert list(checks.of(Given("Cox", anchor, Location("a")))) == []
    assert [p.rule.name for p in checks.of(Given("Ney", anchor, Location("a")))] == ["other-speaker"]


@pytest.mark.parametrize(("actor", "found"), [("sarl", []), ("torvia", []), ("brandt", ["other-speaker"])])
def test_a_statement_is_its_speakers(actor: str, found: list[str]) -> None:
    article, anchor = read("⟦The ferry is a wreck.⟧")
    checks = SpeakerChecks(article, "en", Register(ACTORS), list(ACTORS), spoken=Spoken("sarl"))
    assert [problem.rule.name for problem in checks.of(Given(actor, anchor, Location("a")))] == found


@pytest.mark.parametrize(
    "text", ["Dora Sarl表示：＂⟦我们不会付两次⟧。＂", 'Sarl은 "⟦두 번 내지 않겠다⟧"고 말했다.']
)
def test_a_name_before_letters_of_another_script(text: str) -> None:
    article, anchor = read(f"The news\n\n{text}", above="")
    checks = SpeakerChecks(article, "zh", Register(ACTORS), list(ACTORS))
    assert list(checks.of(Given("sarl", anchor, Location("a")))) == []
    assert [p.rule.name for p in checks.of(Given("brandt", anchor, Location("a")))] == ["speaker-not-near"]


def test_names_that_this_article_uses() -> None:
    article, anchor = read("“⟦The ferry is a wreck⟧,” said the Iron Rose of Ansel.")
    for called, found in ((None, ["other-speaker"]), ({"sarl": ["the Iron Rose"]}, [])):
        checks = SpeakerChecks(article, "en", Register(ACTORS), list(ACTORS), called)
        assert [problem.rule.name for problem in checks.of(Given("sarl", anchor, Location("a")))] == found


@pytest.mark.parametrize(
    ("name", "kind", "text", "far"),
    [
        ("Analysts of the Torvian mint", "unnamed", "⟦The coin will fall soon, analysts say⟧.", False),
        ("Analysts of the Torvian mint", "unnamed", "⟦The coin will fall soon, some analysts say⟧.", False),
        (
            "Analysts of the Torvian mint",
            "unnamed",
            "⟦The coin will fall soon, Ostravian analysts say⟧.",
            True,
        ),
        ("Analysts of the Torvian mint", "unnamed", "⟦The coin will fall soon, pilots say⟧.", True),
        ("Analysts of the Torvian mint", "unnamed", "⟦The coin of analysts will fall soon⟧.", True),
        ("Analysts of the Torvian mint", "group", "⟦The coin will fall soon, analysts say⟧.", True),
        ("Two people close to the mint", "unnamed", "⟦The coin will fall soon, people say⟧.", True),
        ("A clerk who counts coins", "unnamed", "⟦The coin will fall soon, a clerk says⟧.", False),
    ],
)
def test_an_unnamed_source_is_near_by_what_it_is(name: str, kind: Kind, text: str, far: bool) -> None:
    article, anchor = read(text, above="The news\n\nIt was Monday.\n\nIt rained.\n\n")
    actors = {"source": Actor(name=name, kind=kind)}
    checks = SpeakerChecks(article, "en", Register(actors), list(actors))
    found = [problem.rule.name for problem in checks.of(Given("source", anchor, Location("a")))]
    assert ("speaker-not-near" in found) == far


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brandt held that it was late, and ⟦harbour pilots warned that the dam leaked⟧.", []),
        ("Brandt held that it was late, but ⟦harbour pilots warned that the dam leaked⟧.", []),
        ("Brandt held that it was late, and ⟦that the dam leaked⟧.", ["other-speaker"]),
        ("Brandt held that it was late, and ⟦the dam leaked⟧.", ["other-speaker"]),
    ],
)
def test_a_clause_of_its_own_after_another_actors(text: str, found: list[str]) -> None:
    actors = {**ACTORS, "source": Actor(name="Harbour pilots", kind="group")}
    article, anchor = read(text)
    checks = SpeakerChecks(article, "en", Register(actors), list(actors))
    assert [problem.rule.name for problem in checks.of(Given("source", anchor, Location("a")))] == found
