"""Every passage becomes spans of its article, or a problem that says what to write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import strategies as our
from onrecord.anchoring.anchor import Anchoring, anchor_brief
from onrecord.anchoring.names import NameIndex
from onrecord.articles.reading import parse_article, read_article
from onrecord.interface.reporting import as_text
from onrecord.metadata.briefs import BriefFile, read_brief
from onrecord.record import AnchoredBrief
from onrecord.rules.problems import Problem
from onrecord.schema.models import Actor
from onrecord.text.folding import fold_text

ACTORS = {
    "ana-kresh": Actor(name="Ana Kresh", kind="person", also=("Kresh",), of="velmar"),
    "velmar": Actor(name="Velmar", kind="state"),
    "ostravia": Actor(name="Ostravia", kind="state"),
    "jon-marl": Actor(name="Jon Marl", kind="person"),
    "us": Actor(name="US", kind="state"),
    "officials": Actor(name="US officials", kind="unnamed"),
}
ARTICLE = """\
Ostravia waits for Velmar

“We want peace. We waited for a year,” Ana Kresh said, “and we will wait no longer.”

It would be a disproportionate response, the minister said. They can't wait 1.5 years, US officials said.

Nobody spoke of it again. Nobody spoke of peace.

The votes are counted. “We want a letter,” she said.

By Jon Marl
"""
HEAD = "date: 2031-05-02\nsummary: s\nsource: {file: a.txt, publisher: P}\n"


def read(folder: Path, text: str) -> BriefFile:
    path = folder / "briefs" / "a-brief.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    file, problems = read_brief(path)
    assert file is not None, problems
    return file


def anchored(
    folder: Path, text: str, article: str = ARTICLE, actors: Mapping[str, Actor] = ACTORS
) -> Anchoring:
    file = read(folder, HEAD + text)
    return anchor_brief(file, parse_article("a.txt", article), actors, NameIndex(actors))


def position(passage: str, *more: str, actor: str = "ana-kresh") -> str:
    """A briefing with one position; the passage as YAML."""
    lines = [f"actors: [{{id: {actor}}}]", "positions:", f"- actor: {actor}", "  issue: i", "  says: s"]
    return "\n".join([*lines, *(f"  {line}" for line in more), f"  passage: {passage}", ""])


def shown(problems: list[Problem]) -> list[str]:
    """The rule and the message of each, with its notes."""
    return [" | ".join([p.rule.name, p.message, *p.notes]) for p in problems]


def words(brief: AnchoredBrief | None) -> list[list[list[str]]]:
    """The words of each position: of its passages, of their pieces."""
    assert brief is not None
    return [
        [[brief.article.words(piece) for piece in anchor.pieces] for anchor in position.anchors]
        for position in brief.positions
    ]


# --- what is found


@pytest.mark.parametrize(
    ("passage", "more", "found", "basis"),
    [
        pytest.param("We want peace", [], [["We want peace"]], "quoted", id="words"),
        pytest.param("“We want peace", [], [["“We want peace"]], "quoted", id="with-a-mark-of-the-article"),
        pytest.param('"\'We want peace."', [], [["“We want peace."]], "quoted", id="in-another-style"),
        pytest.param(
            "We want peace […] for a year", [], [["We want peace", "for a year"]], "quoted", id="omission"
        ),
        pytest.param(
            "peace [...] no longer", [], [["peace", "no longer"]], "quoted", id="omission-over-reporting"
        ),
        pytest.param(
            "['We want peace', the minister said]",
            [],
            [["We want peace"], ["the minister said"]],
            "partly quoted",
            id="list",
        ),
        pytest.param("Ana Kresh said", [], [["Ana Kresh said"]], "reported", id="reported"),
        pytest.param("Nobody spoke of it", [], [["Nobody spoke of it"]], "reported", id="long-enough"),
        pytest.param("we", ["prefix: and"], [["we"]], "quoted", id="prefix"),
        pytest.param("peace", ["prefix: spoke of"], [["peace"]], "reported", id="prefix-chooses"),
        pytest.param("peace", ["suffix: We waited"], [["peace"]], "quoted", id="suffix-chooses"),
        pytest.param(
            "[peace, for a year]",
            ["suffix: We waited"],
            [["peace"], ["for a year"]],
            "quoted",
            id="suffix-of-the-one-that-needs-it",
        ),
        pytest.param("|\n    We want\n    peace.", [], [["We want peace."]], "quoted", id="block"),
        pytest.param(
            "for Velmar “We want", [], [["for Velmar\n\n“We want"]], "partly quoted", id="over-a-blank-line"
        ),
    ],
)
def test_found(tmp_path: Path, passage: str, more: list[str], found: list[list[str]], basis: str) -> None:
    result = anchored(tmp_path, position(passage, *more))
    assert not [p for p in result.problems if p.is_error]
    assert words(result.brief) == [found]
    assert result.brief is not None
    assert result.brief.positions[0].basis.value == basis


@pytest.mark.parametrize(
    ("passage", "more", "problem"),
    [
        pytest.param(
            "We waited for a month",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | nearest, line 3: “We waited for a year” | differs: month / year",
            id="another-word",
        ),
        pytest.param(
            "a proportionate response",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | nearest, line 5: “a disproportionate response” | differs: proportionate / disproportionate",
            id="part-of-another-word",
        ),
        pytest.param(
            "proportionate response",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | line 5: “proportionate response” cuts a word or a number",
            id="cut-word",
        ),
        pytest.param(
            "They can",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | line 5: “They can” cuts a word or a number",
            id="can-in-can't",
        ),
        pytest.param(
            "5 years",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | line 5: “5 years” cuts a word or a number",
            id="5-in-1.5",
        ),
        pytest.param(
            "Quite another thing",
            [],
            "passage-not-found | these words are not in seeds/a.txt | the article has no similar words",
            id="nothing-like-it",
        ),
        pytest.param(
            "We want peace […] war, war",
            [],
            "passage-not-found | “war, war” is not in seeds/a.txt | the article has no similar words",
            id="one-piece",
        ),
        pytest.param(
            "[We want peace, We waited for a month]",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | nearest, line 3: “We waited for a year” | differs: month / year",
            id="one-of-a-list",
        ),
        pytest.param(
            "Nobody spoke of",
            [],
            "passage-ambiguous | these words are in seeds/a.txt 2 times"
            " | line 7: “Nobody spoke of”   prefix: 'said.' | line 7: “Nobody spoke of”   prefix: 'again.'",
            id="twice",
        ),
        pytest.param(
            "Ostravia […] Nobody",
            [],
            "passage-ambiguous | of these words “Nobody” is in seeds/a.txt 2 times"
            " | line 7: “Nobody” | line 7: “Nobody”",
            id="piece-twice",
        ),
        pytest.param(
            "for a year […] We want peace",
            [],
            "passage-out-of-order | these pieces do not follow one another in seeds/a.txt",
            id="out-of-order",
        ),
        pytest.param(
            "We want peace",
            ["prefix: Velmar says"],
            "passage-not-found | these words are in seeds/a.txt,"
            " but prefix or suffix do not match the words around them | line 3: “We want peace”",
            id="other-prefix",
        ),
        pytest.param(
            "“We want peace”",
            [],
            "smart-quotes | “ is not a quotation mark to YAML, so it became part of the value",
            id="typographic-marks-as-yaml-s",
        ),
        pytest.param(
            "“We waited for a month”",
            [],
            "passage-not-found | these words are not in seeds/a.txt"
            " | nearest, line 3: “We waited for a year,”” | differs: month / year",
            id="typographic-marks-and-another-word",
        ),
    ],
)
def test_not_found(tmp_path: Path, passage: str, more: list[str], problem: str) -> None:
    result = anchored(tmp_path, position(passage, *more))
    assert result.brief is None
    errors = [p for p in result.problems if p.is_error]
    assert shown(errors) == [problem]
    (error,) = errors
    assert error.help
    assert error.location.path == "briefs/a-brief.yml"
    assert error.location.text[error.location.column - 1] == ("W" if passage.startswith("[") else passage[0])


def test_the_message_of_the_documentation(tmp_path: Path) -> None:
    """The message is the one in the documentation."""
    lines = [
        "date: 2024-10-02",
        "summary: s",
        "source: {file: 000_3243940416aa61e3.txt, publisher: Caliber.Az}",
        "actors: [{id: joe-biden}]",
        *["#"] * 21,
        "positions:",
        "  - actor: joe-biden",
        "    issue: i",
        "    says: s",
        "    stance: for",
        '    passage: "it should be a proportionate response"',
    ]
    (tmp_path / "briefs").mkdir()
    path = tmp_path / "briefs" / "us-and-g7-press-israel.yml"
    path.write_text("\n".join(lines), encoding="utf-8")
    file, _ = read_brief(path)
    article, _ = read_article(Path(__file__).parent.parent / "seeds", "000_3243940416aa61e3.txt")
    assert file is not None
    assert article is not None
    actors = {"joe-biden": Actor(name="Joe Biden", kind="person")}
    result = anchor_brief(file, article, actors, NameIndex(actors))
    assert as_text(result.problems) == (
        "briefs/us-and-g7-press-israel.yml:31:14: error[passage-not-found]\n"
        '   31 |     passage: "it should be a proportionate response"\n'
        "      |              ^ these words are not in seeds/000_3243940416aa61e3.txt\n"
        "   nearest, line 4: “it should be a proportional response”\n"
        "   differs: proportionate / proportional\n"
        "   help: copy the words from the article; write ` […] ` where you leave words out\n"
    )


def test_long_words_do_not_make_long_messages(tmp_path: Path) -> None:
    article = f"T\nKresh: {'a' * 100_000} and so on it goes for ever, she said.\n"
    passage = f"{'b' * 50_000} and so on it goes for ever, we heard, and much more was said"
    (problem,) = anchored(tmp_path, position(passage), article).problems
    assert all(len(line) < 1000 for line in (problem.message, *problem.notes))


def test_many_differences_are_cut_short(tmp_path: Path) -> None:
    article = "T\nKresh: a1 b c1 d e1 f g1 h i1 j k1 l.\n"
    (problem,) = anchored(tmp_path, position("a2 b c2 d e2 f g2 h i2 j k2 l"), article).problems
    assert problem.notes[1] == "differs: a2 / a1; c2 / c1; e2 / e1; g2 / g1 …"


def test_many_places_are_counted_to_a_hundred(tmp_path: Path) -> None:
    (problem,) = anchored(tmp_path, position("no"), "Kresh\n" + "no " * 500).problems
    assert problem.message == "these words are in seeds/a.txt 100 times or more"
    assert len(problem.notes) == 4


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    text = (
        "actors: [{id: ana-kresh}]\npositions:\n"
        "- {actor: ana-kresh, issue: i, says: s, passage: We want war}\n"
        "- {actor: ana-kresh, issue: i, says: s, passage: [We want peace, spoke of, We want war]}\n"
        "open_questions:\n- {ask: Why?, passage: They can}\n"
    )
    result = anchored(tmp_path, text)
    assert [(p.rule.name, p.location.line) for p in result.problems if p.is_error] == [
        ("passage-not-found", 6),
        ("passage-ambiguous", 7),
        ("passage-not-found", 7),
        ("passage-not-found", 9),
    ]


def test_a_file_with_other_errors_is_anchored_and_not_handed_on(tmp_path: Path) -> None:
    result = anchored(tmp_path, position("We want war") + "tags: {}\n")
    assert result.brief is None
    assert [p.rule.name for p in result.problems] == ["passage-not-found"]


# --- ids


SAME = ": it has the same first words"
TWO = ["We want peace", "we will wait no longer"]


def two(first: str, second: str, *more: str) -> str:
    items = [f"- {{actor: ana-kresh, issue: i, says: s, passage: {passage}}}" for passage in (first, second)]
    return "\n".join(["actors: [{id: ana-kresh}]", "positions:", *items, *more, ""])


def test_default_ids_do_not_depend_on_order(tmp_path: Path) -> None:
    ids = []
    for order in (TWO, TWO[::-1]):
        brief = anchored(tmp_path, two(*order)).brief
        assert brief is not None
        ids.append({position.stated.passage: position.id for position in brief.positions})
    assert ids[0] == ids[1]
    assert ids[0] == {
        ("We want peace",): "ana-kresh-we-want-peace",
        ("we will wait no longer",): "ana-kresh-we-will-wait-no-longer",
    }


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param(
            two("Nobody spoke of it again. Nobody spoke of peace", "Nobody spoke of it again. Nobody spoke"),
            ["7: line 6 already has the id ana-kresh-nobody-spoke-of-it-again-nobody" + SAME],
            id="same-first-words",
        ),
        pytest.param(
            two(*TWO, "open_questions:", "- {ask: Why?, id: ana-kresh-we-want-peace}"),
            ["9: line 6 already has the id ana-kresh-we-want-peace"],
            id="question-like-a-position",
        ),
        pytest.param(
            two(*TWO, "open_questions:", "- {ask: Why?}", "- {ask: Why?}", "- {ask: why?}"),
            ["10: line 9 has the same words already", f"11: line 9 already has the id why{SAME}"],
            id="three-questions",
        ),
        pytest.param(two(*TWO, "open_questions:", "- ask: Why", "- ask: Who"), [], id="no-question-marks"),
        pytest.param(two(*TWO, "open_questions:", "- ask: '?'", "- ask: '??'"), [], id="no-words"),
        pytest.param(two(*TWO, "open_questions:", "- {ask: 0?}", "- {ask: Why}"), [], id="one-placeholder"),
        pytest.param(
            two(*TWO, "open_questions:", "- {ask: Why?, id: A_1}", "- {ask: Why?, id: A_2}"), [], id="bad-ids"
        ),
        pytest.param(
            two("We want peace", "We want peace").replace("actor: ana-kresh", "actor: Ana Kresh"),
            [],
            id="bad-actors",
        ),
    ],
)
def test_ids_are_given_once(tmp_path: Path, text: str, messages: list[str]) -> None:
    result = anchored(tmp_path, text)
    found = [p for p in result.problems if p.rule.name == "duplicate-id"]
    assert [f"{p.location.line}: {p.message}" for p in found] == messages
    assert result.brief is None


# --- who is named


def test_silent_actors_are_listed_first_then_named(tmp_path: Path) -> None:
    text = position("We want peace").replace(
        "[{id: ana-kresh}]", "[{id: us}, {id: ana-kresh}, {id: jon-marl}]"
    )
    result = anchored(tmp_path, text)
    assert result.brief is not None
    assert result.brief.silent == ("us", "jon-marl", "officials", "ostravia", "velmar")
    assert result.named == {"ana-kresh", "officials", "ostravia", "velmar"}
    assert [(p.rule.name, p.message.split(" holds")[0]) for p in result.problems] == [
        ("actor-without-trace", "US"),
        ("actor-without-trace", "Jon Marl"),
    ]


def test_of_a_listed_actor_who_is_not_in_the_register_no_trace_is_looked_for(tmp_path: Path) -> None:
    """Another check reports the unknown actor."""
    text = position("We want peace").replace("[{id: ana-kresh}]", "[{id: nobody-known}, {id: ana-kresh}]")
    assert anchored(tmp_path, text).problems == []


def test_where_positions_are_wrong_nobody_is_called_silent(tmp_path: Path) -> None:
    text = position("We want peace").replace("[{id: ana-kresh}]", "[{id: us}]").replace("says: s", "says: ''")
    assert anchored(tmp_path, text).problems == []


def test_coverage_is_that_of_positions_and_questions(tmp_path: Path) -> None:
    result = anchored(
        tmp_path, position("We want peace") + "open_questions:\n- {ask: Why?, passage: We want a letter}\n"
    )
    assert result.brief is not None
    coverage = result.brief.coverage
    assert (coverage.paragraphs, coverage.uncited_paragraphs) == ((1, 2, 3, 4), (2, 3))
    assert coverage.quotations == 3
    assert [result.brief.article.words(q.spans[0]) for q in coverage.uncited_quotations] == [
        "“and we will wait no longer.”"
    ]


def test_title_is_the_headline_unless_it_is_given(tmp_path: Path) -> None:
    brief = anchored(tmp_path, position("We want peace")).brief
    titled = anchored(tmp_path, position("We want peace") + "title: Another\n").brief
    assert brief is not None
    assert titled is not None
    assert (brief.title, titled.title) == ("Ostravia waits for Velmar", "Another")


# --- for any article


def quoted_yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@given(our.slices(), st.data())
def test_every_anchor_s_words_are_the_passage_s(
    tmp_path_factory: pytest.TempPathFactory, words: tuple[list[str], int, int], data: st.DataObject
) -> None:
    row, start, end = words
    passage = " ".join(data.draw(our.restyled(" ".join(row[start:end]))).split())
    assume(any(character.isalnum() for character in passage))
    text = f"T\nZzqx {' '.join(row)} xqzz.\n"
    folder = tmp_path_factory.mktemp("any")
    around = [
        f"prefix: {quoted_yaml(' '.join(['Zzqx', *row[:start]]))}",
        f"suffix: {quoted_yaml(' '.join([*row[end:], 'xqzz']))}",
    ]
    result = anchored(folder, position(quoted_yaml(passage), *around), text)
    brief = result.brief
    assert brief is not None, shown(result.problems)
    for piece in brief.positions[0].anchors[0].pieces:
        assert fold_text(brief.article.words(piece)) == fold_text(passage)


# --- characters that nobody sees


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u200f"])
def test_words_copied_with_a_hidden_character_are_found_once_it_is_deleted(
    tmp_path: Path, hidden: str
) -> None:
    copied = f"We waited for{hidden} a year"
    article = ARTICLE.replace("We waited for a year", copied)
    path = tmp_path / "briefs" / "a-brief.yml"
    path.parent.mkdir()
    path.write_text(HEAD + position(copied), encoding="utf-8")
    _, (problem,) = read_brief(path)
    assert problem.location.text[problem.location.column - 1] == hidden
    assert "delete it" in problem.help
    corrected = anchored(tmp_path, position(copied.replace(hidden, "")), article)
    assert words(corrected.brief) == [[[copied]]]


# --- the gist


@pytest.mark.parametrize(
    ("passage", "gist", "found"),
    [
        pytest.param("We want peace. We waited for a year", "We want peace", "We want peace", id="beginning"),
        pytest.param("We want peace. We waited", "'“We want peace.'", None, id="a-mark-outside-of-it"),
        pytest.param(
            "for Velmar “We want peace", "Velmar 'We want", "Velmar\n\n“We want", id="in-another-style"
        ),
        pytest.param("We want […] for a year", "for a year", "for a year", id="second-piece"),
        pytest.param("We want […] for a year", "want for", None, id="over-an-omission"),
        pytest.param(
            "[We want peace, we will wait no longer]", "no longer", "no longer", id="second-passage"
        ),
        pytest.param("a disproportionate response", "proportionate response", None, id="half-a-word"),
        pytest.param("We want peace", "want peace. We", None, id="beyond-its-end"),
        pytest.param("We want peace", "want Peace", None, id="other-capitals"),
        pytest.param("Nobody spoke of it again. Nobody spoke of peace", "Nobody spoke of", None, id="twice"),
        pytest.param(
            "[We want peace. We waited, We want peace]", "want peace", "want peace", id="in-overlap"
        ),
    ],
)
def test_a_gist_is_a_part_of_its_passage(tmp_path: Path, passage: str, gist: str, found: str | None) -> None:
    result = anchored(tmp_path, position(passage, f"gist: {gist}"))
    errors = [p for p in result.problems if p.is_error]
    if found is None:
        (error,) = errors
        assert error.rule.name == (
            "passage-ambiguous" if gist == "Nobody spoke of" else "gist-not-in-passage"
        )
        assert error.location.text[error.location.column - 1 :] == gist
        assert result.brief is None
        return
    assert not errors
    assert result.brief is not None
    span = result.brief.positions[0].gist
    assert span is not None
    assert result.brief.article.words(span) == found
    pieces = [piece for anchor in result.brief.positions[0].anchors for piece in anchor.pieces]
    assert any(piece.start <= span.start and span.end <= piece.end for piece in pieces)


def test_what_is_near_a_gist_is_shown(tmp_path: Path) -> None:
    result = anchored(
        tmp_path, position("We want peace. We waited for a year", "gist: We waited for a month")
    )
    (error,) = [p for p in result.problems if p.is_error]
    assert error.message == "the passage does not have these words in one piece"
    assert error.notes == ("nearest, line 3: “We waited for a year”", "differs: month / year")


@pytest.mark.parametrize("space", ["\\n", "\\t", "\\r\\n", "\\n  ", "\n    "])
def test_escapes_of_white_space_in_a_passage_are_white_space(tmp_path: Path, space: str) -> None:
    article = "Ostravia waits\n\n“We want peace and\nwill wait no longer for Ostravia,”\nshe said.\n"
    result = anchored(tmp_path, position(f'"peace and{space}will wait"'), article)
    assert words(result.brief) == [[["peace and\nwill wait"]]]


def test_a_passage_that_lost_a_backslash_says_so(tmp_path: Path) -> None:
    article = "Ostravia waits\n\nThe list is in C:\\new fees, she said.\n"
    (problem,) = anchored(tmp_path, position('"is in C:\\new fees"'), article).problems
    assert problem.rule.name == "passage-not-found"
    assert problem.help.endswith("; \\n is white space to YAML: put ' around the value to keep the backslash")
    for passage in (r"'is in C:\new fees'", r"is in C:\new fees", r'"is in C:\\new fees"'):
        assert anchored(tmp_path, position(passage), article).brief is not None


def test_of_a_passage_that_is_not_found_the_gist_is_not_looked_for(tmp_path: Path) -> None:
    result = anchored(tmp_path, position("We want a war", "gist: want a war"))
    assert [p.rule.name for p in result.problems if p.is_error] == ["passage-not-found"]
