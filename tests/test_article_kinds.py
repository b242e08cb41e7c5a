"""Real-world articles: kinds of slips, and what still counts as quoted, found or named."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.building import Site
from onrecord.anchoring.coverage import basis_of
from onrecord.anchoring.matching import match_passage
from onrecord.anchoring.names import NameIndex
from onrecord.articles.doubts import doubts_of
from onrecord.articles.reading import parse_article
from onrecord.record import Anchor, Article, Basis, SourceKind
from onrecord.rules import articles as rules
from onrecord.schema.models import Actor
from onrecord.text.folding import fold

Q, P, R = Basis.QUOTED, Basis.PARTLY_QUOTED, Basis.REPORTED


def basis(article: Article, passage: str) -> Basis:
    folded = fold(article.text)
    match = match_passage(folded, passage)
    assert match.failure is None, match
    return basis_of(article, [Anchor(tuple(map(folded.to_raw, match.pieces)))])


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        pytest.param(
            "»Das war –« Ada Vonn schwieg. »Mehr nicht.«", "Ada Vonn schwieg", R, id="inward-between"
        ),
        pytest.param(
            "»Das war –« Ada Vonn schwieg. »Mehr nicht.«", "Mehr nicht", Q, id="inward-after-a-dash"
        ),
        pytest.param("»Er nennt es ›gut‹« und ging. »Es bleibt.«", "und ging", R, id="inward-nested-end"),
        pytest.param("« C'est – » Ada Vonn se tut. « Assez. »", "Ada Vonn se tut", R, id="outward-between"),
        pytest.param("»Se on», hän sanoi. »Ei.» Hän lähti.", "Hän lähti", R, id="finnish"),
        pytest.param("“It leaks,“ Ada Vonn said.", "It leaks", Q, id="closing-mark-turned"),
        pytest.param("She called it “a wreck“ in May.", "a wreck", Q, id="closing-mark-turned-in-a-sentence"),
        pytest.param(
            "“Is it safe?“ Vonn asked.\n“No,” he said.", "Vonn asked", R, id="turned-and-a-paragraph"
        ),
        pytest.param("“It leaks, Vonn said. It is old.\n“No,” he said.", "It is old", R, id="forgotten-mark"),
        pytest.param(
            "“It leaks, Vonn said. “No,” he said.", "Vonn said", R, id="forgotten-mark-in-a-paragraph"
        ),
        pytest.param("“It leaks, Vonn said. It is old,” he said.", "It is old", R, id="two-forgotten-marks"),
        pytest.param('"It leaks, " Vonn said.', "It leaks", Q, id="space-before-the-mark"),
        pytest.param('"He says \'soon,\' " Vonn said. "No."', "He says 'soon,'", Q, id="space-between-ends"),
        pytest.param("“ It leaks,” Vonn said.", "It leaks", Q, id="space-after-a-curled-mark"),
        pytest.param("Vonn rief: „ Es leckt!“", "Es leckt", Q, id="space-after-a-low-mark"),
        pytest.param("''He said, 'It leaks,''' Vonn said.", "He said, 'It leaks,'", Q, id="two-apostrophes"),
        pytest.param("``It leaks,'' Vonn said.", "It leaks", Q, id="typesetters-marks"),
        pytest.param('Vonn은 "물이 샌다"고 말했다.', "물이 샌다", Q, id="korean"),
        pytest.param("Vonn은 '물이 샌다'고 말했다.", "물이 샌다", Q, id="korean-single"),
        pytest.param('وصفته بـ"الخطأ الكبير" أمس.', "الخطأ الكبير", Q, id="arabic-joined"),
        pytest.param("أشارت لـ«خطأ كبير» أمس.", "خطأ كبير", Q, id="arabic-guillemets-joined"),
        pytest.param("قالت: ”لن ندفع مرتين“ أمس.", "لن ندفع مرتين", Q, id="arabic-reversed"),
        pytest.param('Vonn אמרה ש"זה דולף" אתמול.', "זה דולף", Q, id="hebrew-joined"),
        pytest.param('דובר צה"ל וח"כ לוי דיברו על או"ם אתמול.', "וח'כ לוי", R, id="hebrew-acronyms"),
        pytest.param('Vonn "Su sızıyor"un anlamını sordu.', "Su sızıyor", Q, id="turkish-suffix"),
        pytest.param("Vonn表示：＂漏水了。＂", "漏水了", Q, id="full-width"),
        pytest.param("Vonn表示：﹁漏水了。﹂", "漏水了", Q, id="vertical"),
        pytest.param('The gate is 6\'2" high, and "it leaks".', "it leaks", Q, id="feet-and-inches"),
        pytest.param(
            "Vonn said: “It leaks,\u2028and it is old.”", "leaks, and it is", Q, id="line-separator"
        ),
        pytest.param(
            "Vonn wrote:\n> It leaks.\n> It is old.\nHe left.", "leaks. It is old", Q, id="block-quotation"
        ),
        pytest.param(
            "Vonn wrote:\n> It leaks.\n> It is old.\nHe left.", "He left", R, id="after-a-block-quotation"
        ),
    ],
)
def test_basis(text: str, passage: str, expected: Basis) -> None:
    assert basis(parse_article("a.txt", f"Headline\nIt is a made-up article.\n{text}\n"), passage) == expected


WRAPPED = """\
{headline}

The board of Lindesk wants to close the old gate, its chair
said on Monday. “We have waited for nine years for a word
that nobody dares to say, and we cannot wait for a tenth,”
Ada Vonn told the council.

{last}
"""


@pytest.mark.parametrize(
    ("headline", "last"),
    [
        pytest.param("Gate to close", "She left.", id="short"),
        pytest.param(
            "The board of Lindesk wants to close the old gate in the year after next",
            "She left.",
            id="headline",
        ),
        pytest.param(
            "Gate to close",
            "See https://lindesk.example/notices/2031/05/02/the-old-gate/closing",
            id="address",
        ),
        pytest.param(
            "Gate to close",
            "A line that nobody broke is longer than all of the others, and ends here.",
            id="line",
        ),
    ],
)
def test_wrapped_lines_are_one_paragraph(headline: str, last: str) -> None:
    article = parse_article("a.txt", WRAPPED.format(headline=headline, last=last))
    assert len(article.paragraphs) == 2
    assert basis(article, "for a word that nobody dares to say, and we cannot wait") == Q


def test_wrapped_at_another_width() -> None:
    text = WRAPPED.format(headline="Gate to close", last="She left.")
    for width in (52, 66, 84, 110):
        lines: list[str] = []
        for paragraph in text.split("\n\n"):
            lines.append("")
            for word in paragraph.split():
                fits = lines[-1] and len(lines[-1]) + 1 + len(word) <= width
                lines[-1:] = [f"{lines[-1]} {word}"] if fits else [lines[-1], word] if lines[-1] else [word]
            lines.append("")
        article = parse_article("a.txt", "\n".join(lines))
        assert len(article.paragraphs) == 2, width


# --- names


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        pytest.param("Vonn", "VONN: It leaks.", True, id="capitals"),
        pytest.param(
            "Gate officials", "It leaks, gate officials said.", True, id="description-in-a-sentence"
        ),
        pytest.param("gate officials", "Gate officials said so.", True, id="description-at-its-beginning"),
        pytest.param("Who", "WHO: It leaks.", False, id="short-name-in-capitals"),
        pytest.param("US", "They told us so.", False, id="us"),
        pytest.param("The Gate", "He closed the gate.", False, id="name-of-one-word"),
        pytest.param("Gate Board", "The gate board met.", False, id="name-of-two"),
    ],
)
def test_names_in_another_case(name: str, text: str, named: bool) -> None:
    index = NameIndex({"x": Actor(name=name, kind="group")})
    assert bool(list(index.find(fold(text).text))) == named


# --- kinds of sources, and the headline

TRANSCRIPT = (
    "Hearing on the gate\nVONN: It leaks.\nThe chair (Lindesk): Since when?\nHe left the room: it was noon.\n"
)


def source(text: str, kind: SourceKind = "article", given: str | None = None) -> Article:
    return parse_article("a.txt", text, "", kind, given)


def test_in_a_transcript_what_follows_the_name_is_quoted() -> None:
    article = source(TRANSCRIPT, "transcript")
    assert [article.words(turn.name) for turn in article.turns] == ["VONN"]
    assert basis(article, "It leaks") == Q
    assert basis(article, "it was noon") == R
    assert basis(source(TRANSCRIPT), "It leaks") == R


def test_all_of_a_statement_is_quoted() -> None:
    article = source("The gate\nIt leaks.\nIt is “old”.\nBy Ada Vonn\n", "statement")
    assert basis(article, "It leaks. It is “old”") == Q
    assert len(article.quotations) == 1
    assert article.byline is not None


@pytest.mark.parametrize(
    ("given", "title", "paragraphs"),
    [
        pytest.param(None, "Gate leaks", ["One.", "Two."], id="found"),
        pytest.param("Gate  leaks", "Gate leaks", ["One.", "Two."], id="the-same"),
        pytest.param("GATE LEAKS.", "GATE LEAKS.", ["One.", "Two."], id="the-same-in-capitals"),
        pytest.param("Another", "Another", ["Gate leaks", "One.", "Two."], id="another"),
    ],
)
def test_headline(given: str | None, title: str, paragraphs: list[str]) -> None:
    line = " ".join(given.split()) if given else None
    article = source("Gate leaks\nOne.\nTwo.\n", given=line)
    assert article.title == title
    assert [article.words(paragraph.span) for paragraph in article.paragraphs] == paragraphs
    assert [article.words(block) for block in article.blocks][-len(paragraphs) :] == paragraphs
    assert article.block_at(0) == 0


def test_a_byline_may_come_first_where_the_headline_is_not_in_the_text() -> None:
    article = source("By Ada Vonn\nOne.\nTwo.\n", given="Gate leaks")
    assert article.byline is not None
    assert [article.words(paragraph.span) for paragraph in article.paragraphs] == ["One.", "Two."]


BRIEF = """\
date: 2031-05-02
summary: Made up.
source: {file: a.txt, publisher: Lindesk Mercury, %s}
actors: [{id: vonn}]
positions:
  - {actor: vonn, issue: gate, says: It leaks., passage: It leaks}
"""


@pytest.mark.parametrize(
    ("keys", "problems"),
    [
        pytest.param("kind: statement, speaker: vonn", [], id="statement"),
        pytest.param(
            "kind: transcript", ["transcript-without-speakers", "speaker-not-near"], id="transcript"
        ),
        pytest.param("kind: statement", ["statement-without-speaker"], id="nobody-s-statement"),
        pytest.param("speaker: vonn", ["speaker-without-statement"], id="no-statement"),
        pytest.param("kind: statement, speaker: vom", ["unknown-actor"], id="unknown"),
        pytest.param("kind: statement, speaker: marl", ["actor-not-listed"], id="not-listed"),
        pytest.param("kind: speech", ["bad-choice"], id="no-kind"),
    ],
)
def test_kinds_in_the_yaml(tmp_path: Path, keys: str, problems: list[str]) -> None:
    site = Site(tmp_path)
    site.write("seeds/a.txt", "On the gate\nIt leaks.\nIt is old.\n")
    site.write(
        "briefs/actors.yml", "vonn: {name: Ada Vonn, kind: person}\nmarl: {name: Jon Marl, kind: person}\n"
    )
    site.write("briefs/issues.yml", "gate: {title: The gate}\n")
    site.write("briefs/gate.yml", BRIEF % keys)
    out = site.run("check").out
    assert all(f"[{rule}]" in out for rule in problems), out
    if not problems:
        assert "[speaker" not in out


def test_the_given_headline_is_on_the_page(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("seeds/a.txt", "Ada Vonn spoke.\n“It leaks,” she said.\n")
    site.write("briefs/actors.yml", "vonn: {name: Ada Vonn, kind: person}\n")
    site.write("briefs/issues.yml", "gate: {title: The gate}\n")
    site.write("briefs/gate.yml", BRIEF % "headline: Gate of Lindesk leaks")
    assert site.build().status == 0
    page = (site.pages / "briefs/gate.md").read_text(encoding="utf-8")
    assert "Gate of Lindesk leaks" in page
    assert "Paragraph 2" in page or "paragraph 2" in page


# --- doubts


@pytest.mark.parametrize(
    "line",
    [
        'The Smiths’ boats, the ’90s, ’tis and rock ’n’ roll, 6\'2" and 6’2” tall, a 9" gate.',
        "“We waited.\n“We wait,” she said.",
        "`code` isn't a mark, nor is ´this´ or 5′ 6″.",
        "Home » News\n« Back",
        "Hawai‘i, ‘Abd al-Rahman and O’Brien.",
        "She said ‘no’ and ‘yes’; the allies’ plan.",
        'צה"ל וח"כ לוי',
        "5 < 6 and AT&T, 3 > 2; São Tomé, Âge, Ã la carte.",
        "می\u200cشود 👩\u200d👧 ❤\ufe0f",
    ],
)
def test_honest_articles_are_not_doubted(line: str) -> None:
    article = source(f"Headline\nIt is made up.\n{line}\nIt ends.\n")
    assert list(doubts_of(article, "seeds/a.txt")) == []


@pytest.mark.parametrize(
    ("line", "rule", "column"),
    [
        pytest.param("She said: “It leaks, and left.", rules.UNPAIRED_MARK, 11, id="not-closed"),
        pytest.param("It leaks,” she said.", rules.UNPAIRED_MARK, 10, id="not-opened"),
        pytest.param(
            "“It leaks, Vonn said. “No,” he said “and", rules.UNPAIRED_MARK, 1, id="first-of-a-line"
        ),
        pytest.param("Elle a dit « non.", rules.UNPAIRED_MARK, 12, id="guillemet"),
        pytest.param("It le\u00adaks and le\u00adaks.", rules.HIDDEN, 6, id="soft-hyphen"),
        pytest.param("It\x1b leaks.", rules.CONTROL, 3, id="control"),
        pytest.param("The cafÃ© leaks.", rules.GARBLED, 8, id="garbled"),
        pytest.param("It <b>leaks</b>.", rules.MARKUP, 4, id="tag"),
        pytest.param("It leaks &amp;amp; rusts.", rules.MARKUP, 10, id="entity"),
    ],
)
def test_doubts_are_named_once_at_their_line(line: str, rule: object, column: int) -> None:
    article = source(f"Headline\nIt is made up.\n{line}\nIt ends.\n")
    problems = list(doubts_of(article, "seeds/a.txt"))
    assert [(p.rule, p.location.line, p.location.column) for p in problems] == [(rule, 3, column)]
    assert problems[0].location.text == line


# --- large texts


@pytest.mark.parametrize(
    "sign", ["“", "”", '"', "'", "«", "»", "「", "[", " ", "“a” ", '"a" ', "`", ".", ">"]
)
def test_time_grows_with_the_text_and_not_with_its_square(sign: str) -> None:
    text = "Headline\n\n“It leaks,” Vonn said.\n\n" + sign * (400_000 // len(sign))
    article = source(text)
    assert fold(text).text
    assert article.marks_unread or article.paragraphs
