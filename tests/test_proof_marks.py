"""Passages in made-up HTML, as a browser shows them, and their comparison with the article."""

from __future__ import annotations

from collections import Counter

import pytest

from onrecord.proof.comparing import Evidence, Fault, faults_of
from onrecord.proof.marks import ATTRIBUTE, MAX_DEPTH, Mark, is_too_deep, marks_in
from onrecord.proof.verifying import place_of
from onrecord.proof.words import Proof, digest_of, folded
from onrecord.text.spans import Span

WORDS = "We wait “until spring”. Then we talk […] and sail."


def marked(inner: str, ref: str = "a#b/1") -> str:
    return f'<p>She: <mark class="passage" data-passage="{ref}">{inner}</mark>, she said.</p>'


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("We <strong>wait</strong>.", "We wait."),
        ("We &amp; w&#x61;it&period;", "We & wait."),
        ("We <!-- never -->wait.", "We wait."),
        ("We <em><a href=x>wa<b>it</b></a></em>.", "We wait."),
        ("We<br>wait.", "We\nwait."),
        ("We wa<wbr>it.", "We wait."),
        ("We <script>never()</script>wait.", "We wait."),
        ("We <style>p {}</style>wait.", "We wait."),
        ("We <template>never</template>wait.", "We wait."),
        ("We <span hidden>never</span> wait.", "We  wait."),
        ('We <span style="Display : none !important">never</span> wait.', "We  wait."),
        ('We <abbr title="never">wait</abbr>.', "We wait."),
        ("We wait<", "We wait<"),
    ],
)
def test_what_is_shown(inner: str, shown: str) -> None:
    assert [mark for mark in marks_in(marked(inner)) if not mark.fault] == [Mark("a#b/1", shown)]


@pytest.mark.parametrize(
    "html",
    [
        marked("1<sup>st</sup>"),
        marked("<del>We</del> wait"),
        marked("We <q>wait</q>"),
        marked('We wait<img alt=" never" src=x>'),
        marked('We <input value="never"> wait'),
        marked("We <svg><text>never</text></svg> wait"),
        marked('<span style="text-transform: uppercase">We</span> wait'),
        f"<div hidden>{marked('We wait')}</div>",
        f'<div hidden="until-found">{marked("We wait")}</div>',
        f"<div popover>{marked('We wait')}</div>",
        f"<dialog>{marked('We wait')}</dialog>",
        f"<noscript>{marked('We wait')}</noscript>",
        f"<video>{marked('We wait')}</video>",
        f"<del>{marked('We wait')}</del>",
        f"<bdo dir=rtl>{marked('We wait')}</bdo>",
        f'<section style="VISIBILITY:\thidden">{marked("We wait")}</section>',
        f'<section style="opacity: 0">{marked("We wait")}</section>',
        f'<section style="display:/**/none">{marked("We wait")}</section>',
        '<mark class="passage" data-passage="a#b/1" hidden>We wait</mark>',
        '<mark class="passage" data-passage="a#b/1" style="font-size: 0">We wait</mark>',
    ],
)
def test_what_is_not_shown_as_it_is(html: str) -> None:
    assert [bool(mark.fault) for mark in marks_in(f"<p>Once</p>{html}")] == [True]


@pytest.mark.parametrize(
    "html",
    [
        f"<details><summary>More</summary>{marked('We wait')}</details>",
        f"<dialog open>{marked('We wait')}</dialog>",
        f'<section style="opacity: 0.5; color: red">{marked("We wait")}</section>',
        f"<p hidden>never</p>{marked('We wait')}<del>never</del>",
        f'<section lang="ar" dir="rtl">{marked("We wait")}</section>',
    ],
)
def test_what_is_shown_as_it_is(html: str) -> None:
    assert marks_in(html) == [Mark("a#b/1", "We wait")]


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- {marked('We wait')} -->",
        f"<template>{marked('We wait')}</template>",
        f"<textarea>{marked('We wait')}</textarea>",
        f"<script>{marked('We wait')}</script>",
        f"<title>{marked('We wait')}</title>",
        "",
        "<frameset>",
        "\0<<<&&",
    ],
)
def test_what_is_no_element_of_the_page(html: str) -> None:
    assert marks_in(html) == []


def test_elements_nested_too_deep_are_told_from_many() -> None:
    assert is_too_deep("<div>" * 100_000)
    assert not is_too_deep("<div><p>a<li>b</div>" * 100_000)
    assert not is_too_deep("<div>" * MAX_DEPTH + " " * 300_000)


# --- against the article


def evidence(words: str = WORDS, page: str = "briefs/a.html") -> Evidence:
    proof = Proof("a#b/1", page, digest_of(folded(words)), "a.txt", "0" * 64, (Span(0, 1),))
    return Evidence({proof.ref: proof}.get, lambda path: [proof] if path == page else [], lambda _: words)


def faults(*shown: str, page: str = "briefs/a.html", drawn: int | None = None) -> list[Fault]:
    marks = [Mark("a#b/1", text) for text in shown]
    counted = None if drawn is None else Counter({"a#b/1": drawn})
    return faults_of(page, marks, evidence(), counted)


@pytest.mark.parametrize(
    "shown",
    [
        [WORDS],
        ['We wait "until spring". Then we talk […] and sail.'],
        ["We wait “until\n spring”. Then we talk […] and sa\u00adil."],
        [WORDS, WORDS],
        ["We wait “until spring”.", "Then we talk […] and sail."],
        ["We wait “until spring”.", "Then we talk […] and sail.", WORDS],
        ["We", "wait", "“until", "spring”.", "Then we talk", "[…]", "and sail."],
    ],
)
def test_the_words_in_one_or_several_paragraphs(shown: list[str]) -> None:
    assert faults(*shown) == []


@pytest.mark.parametrize(
    "shown",
    [
        [],
        [""],
        ["We wait until spring. Then we talk […] and sail."],
        ["we wait “until spring”. Then we talk […] and sail."],
        [WORDS + " Soon."],
        [WORDS.replace("wait ", "")],
        [WORDS.replace(" […]", "")],
        ["We wait “until spring”."],
        ["Then we talk […] and sail.", "We wait “until spring”."],
        [WORDS, "We wait"],
        ["We wait […]"],
        ["We wait […]", WORDS],
        ["[…] Then we talk […] and sail.", WORDS],
        ["We wai […]", WORDS],
        ["We wait […] and sail.", WORDS],
        ["wait “until spring” […]", WORDS],
        ["[…]", WORDS],
        ["We \u202ewait “until spring”. Then we talk […] and sail."],
    ],
)
def test_other_words(shown: list[str]) -> None:
    assert faults(*shown)


def test_another_page_need_not_show_a_passage_but_all_of_it_where_it_does() -> None:
    assert faults(page="actors/a.html") == []
    assert faults(WORDS, page="actors/a.html") == []
    assert faults("We wait […]", page="actors/a.html")


def test_a_page_shows_what_its_template_draws() -> None:
    assert faults(WORDS, drawn=1) == []
    assert faults(WORDS, drawn=2)
    assert faults(WORDS, WORDS, drawn=1)
    assert faults(page="actors/a.html", drawn=1)


def test_what_differs_is_said() -> None:
    (fault,) = faults(WORDS.replace("until", "before"))
    assert fault.notes[-1] == "differs: 'until / 'before"


def test_a_direction_that_the_article_has_is_no_other() -> None:
    words = "We \u202bwait\u202c."
    marks = [Mark("a#b/1", words), Mark("a#b/1", "We wait.")]
    assert faults_of("briefs/a.html", marks, evidence(words)) == []


def test_an_article_that_cannot_be_read_proves_nothing() -> None:
    unread = evidence()
    without = Evidence(unread.find, unread.on_page, lambda _: None)
    assert faults_of("briefs/a.html", [Mark("a#b/1", WORDS)], without) == []
    assert len(faults_of("briefs/a.html", [Mark("a#b/1", "Other")], without)) == 1


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_of_a_page_are_those_that_editors_count(line_break: str) -> None:
    page = line_break.join(["<p>", "  <b>One", f'two <i {ATTRIBUTE}="a#b/1">three</i>', "</p>"])
    place = place_of("a.html", page, "a#b/1")
    assert (place.line, place.column, place.text) == (3, 5, f'two <i {ATTRIBUTE}="a#b/1">three</i>')
