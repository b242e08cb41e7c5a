"""Formats of problems: for people, for tools, and for a code host's checks."""

from __future__ import annotations

import json
import re

import pytest

from onrecord.interface.reporting import (
    MAX_LINE_SHOWN,
    MAX_SHOWN,
    as_explanation,
    as_github,
    as_json,
    as_text,
    summary,
)
from onrecord.rules import RULES, files, passages, references, syntax
from onrecord.rules.problems import Location, Problem, Rule

CONTRACT = """\
briefs/us-and-g7-press-israel.yml:31:14: error[passage-not-found]
   31 |     passage: "it should be a proportionate response"
      |              ^ these words are not in seeds/000_3243940416aa61e3.txt
   nearest, line 4: “it should be a proportional response”
   differs: proportionate / proportional
   help: copy the words from the article
"""
NOT_FOUND = Problem(
    passages.NOT_FOUND,
    Location(
        "briefs/us-and-g7-press-israel.yml", 31, 14, '    passage: "it should be a proportionate response"'
    ),
    "these words are not in seeds/000_3243940416aa61e3.txt",
    "copy the words from the article",
    ("nearest, line 4: “it should be a proportional response”", "differs: proportionate / proportional"),
)
UNUSED = Problem(references.UNUSED_ENTRY, Location("briefs/actors.yml", 2), "no briefing uses it", "use it")


def at(text: str, column: int, message: str = "here") -> Problem:
    return Problem(syntax.YAML_SYNTAX, Location("briefs/a.yml", 7, column, text), message, "mend it")


def shown(text: str, column: int) -> tuple[str, str]:
    """The shown line, and the text above the caret."""
    _, line, below, *_ = as_text([at(text, column)]).splitlines()
    assert line.startswith("    7 | ")
    assert below.startswith("      | ")
    before = below.removeprefix("      | ").removesuffix("^ here")
    assert before.strip(" ") == ""
    return line.removeprefix("    7 | "), line.removeprefix("    7 | ")[len(before) :]


def test_text_is_as_the_contract_shows_it() -> None:
    assert as_text([NOT_FOUND]) == CONTRACT


def of_file(path: str, number: int, rule: Rule) -> list[Problem]:
    return [Problem(rule, Location(path, line), "message", "help") for line in range(1, number + 1)]


def test_text_counts_the_rest_of_a_file_with_many_problems() -> None:
    many = of_file("briefs/a.yml", MAX_SHOWN + 4_312, syntax.TAB)
    other = of_file("briefs/b.yml", 2, syntax.TAB)
    blocks = as_text([*many, *other]).split("\n\n")
    assert len(blocks) == MAX_SHOWN + 3
    assert blocks[MAX_SHOWN] == "briefs/a.yml: 4,312 more errors in this file; --format json lists all"
    assert blocks[MAX_SHOWN - 1].startswith(f"briefs/a.yml:{MAX_SHOWN}:1: ")
    assert blocks[-1].startswith("briefs/b.yml:2:1: ")
    assert "more" not in as_text([*many[:MAX_SHOWN], *other])
    assert len(json.loads(as_json(many))) == len(many)
    assert len(as_github(many).splitlines()) == len(many)


def test_warnings_of_a_file_do_not_hide_its_errors() -> None:
    warnings = of_file("briefs/a.yml", 2 * MAX_SHOWN, references.UNUSED_ENTRY)
    error = Problem(syntax.TAB, Location("briefs/a.yml", 5_000), "message", "help")
    blocks = as_text([*warnings, error]).split("\n\n")
    assert blocks[-2].startswith("briefs/a.yml:5000:1: error[tab]")
    assert blocks[-1].startswith("briefs/a.yml: 301 more warnings in this file")


def test_problems_are_set_apart_by_a_blank_line() -> None:
    text = as_text([NOT_FOUND, UNUSED])
    assert text == (
        f"{CONTRACT}\nbriefs/actors.yml:2:1: warning[unused-entry]\n   no briefing uses it\n   help: use it\n"
    )
    assert as_text([]) == ""


def test_file_without_a_line_to_show() -> None:
    problem = Problem(files.EMPTY_FILE, Location("seeds/a.txt"), "this file is empty", "remove it")
    assert as_text([problem]) == (
        "seeds/a.txt:1:1: error[empty-file]\n   this file is empty\n   help: remove it\n"
    )


def test_line_numbers_keep_the_bar_in_its_column() -> None:
    problem = Problem(syntax.TAB, Location("a.yml", 12345, 1, "x"), "here", "mend it")
    assert as_text([problem]).splitlines()[1:3] == ["12345 | x", "      | ^ here"]


@pytest.mark.parametrize(
    ("text", "column", "under_caret"),
    [
        ("title: a", 8, "a"),
        ("title: a", 9, ""),
        ("\ttitle: a", 2, "title: a"),
        ("a\tb\tc", 5, "c"),
        ("a\u200bb", 3, "b"),
        ("a\u202eb", 2, "<U+202E>b"),
    ],
)
def test_caret_stands_below_its_column(text: str, column: int, under_caret: str) -> None:
    assert shown(text, column)[1] == under_caret


def test_tabs_are_shown_as_arrows() -> None:
    assert shown("a\tb", 2) == ("a→b", "→b")


def test_blank_line_is_not_shown() -> None:
    assert as_text([at("  ", 1)]).splitlines()[1:] == ["   here", "   help: mend it"]


@pytest.mark.parametrize(
    ("before", "cells"),
    [
        ("abc", 3),
        ("\u5916\u52d9", 4),  # wide
        ("\uff21", 2),  # full-width
        ("e\u0301", 1),  # a separate accent
        ("\u0645\u06cc\u200c\u062e", 3),  # a joiner that is spelling
        ("\u2764\ufe0f", 1),  # a variation selector
        ("\t\t", 2),
        ("\u200b", 8),  # <U+200B>
        ("\x1b[31m", 12),  # <U+001B>[31m
        ("\u00a0", 1),
    ],
)
def test_caret_is_as_far_in_as_what_stands_before_it(before: str, cells: int) -> None:
    below = as_text([at(f"{before}x", len(before) + 1)]).splitlines()[2]
    assert below == f"      | {' ' * cells}^ here"


@pytest.mark.parametrize("column", [1, 50, 81, 200, 480, 500, 501])
def test_long_line_is_cut_around_the_place(column: int) -> None:
    text = "".join(f"{number:05}" for number in range(100))
    line, under_caret = shown(text, column)
    assert len(line) <= MAX_LINE_SHOWN + 4
    assert under_caret.removesuffix(" …") == text[column - 1 :][: len(under_caret.removesuffix(" …"))]
    assert line.startswith("… ") == (column > 81)
    assert line.endswith(" …") == (column < 420)


def test_line_that_just_fits_is_whole() -> None:
    text = "x" * MAX_LINE_SHOWN
    assert shown(text, 5)[0] == text
    assert shown(f"{text}x", 5)[0] == f"{text} …"


def test_nothing_in_a_file_moves_the_cursor_or_turns_the_words() -> None:
    nasty = "\x1b[2J\x1b]0;title\x07\r\n\u202e\u2066\x9b31m\x00\x08"
    problem = Problem(
        syntax.YAML_SYNTAX, Location(f"briefs/{nasty}.yml", 1, 3, f"a{nasty}"), nasty, nasty, (nasty, nasty)
    )
    assert re.findall(r"[^ -~\n]", as_text([problem])) == []
    assert len(as_text([problem]).splitlines()) == 6
    assert "<U+001B>[2J" in as_text([problem])
    assert "<U+202E>" in as_text([problem])


def test_colours_only_on_request() -> None:
    assert "\033" not in as_text([NOT_FOUND, UNUSED])
    coloured = as_text([NOT_FOUND, UNUSED], colour=True)
    assert "\033[1;31merror[passage-not-found]\033[0m" in coloured
    assert "\033[1;31m^\033[0m these words" in coloured
    assert "\033[1;33mwarning[unused-entry]\033[0m" in coloured
    assert re.sub(r"\033\[[\d;]*m", "", coloured) == as_text([NOT_FOUND, UNUSED])


def test_json_has_exactly_the_keys_of_the_contract() -> None:
    assert json.loads(as_json([NOT_FOUND, UNUSED])) == [
        {
            "rule": "passage-not-found",
            "severity": "error",
            "path": "briefs/us-and-g7-press-israel.yml",
            "line": 31,
            "column": 14,
            "message": (
                "these words are not in seeds/000_3243940416aa61e3.txt."
                " nearest, line 4: “it should be a proportional response”."
                " differs: proportionate / proportional"
            ),
            "help": "copy the words from the article",
        },
        {
            "rule": "unused-entry",
            "severity": "warning",
            "path": "briefs/actors.yml",
            "line": 2,
            "column": 1,
            "message": "no briefing uses it",
            "help": "use it",
        },
    ]
    assert list(json.loads(as_json([UNUSED]))[0]) == "rule severity path line column message help".split()


def test_json_of_nothing_is_an_empty_array() -> None:
    assert json.loads(as_json([])) == []


def test_json_holds_any_text() -> None:
    nasty = "\x1b[2J \u202e \ud800 \"'\\ \U0001f600 \u2028"
    problem = at("a", 1, nasty)
    assert json.loads(as_json([problem]))[0]["message"] == nasty


def test_github_commands() -> None:
    error, warning = as_github([NOT_FOUND, UNUSED]).splitlines()
    assert error == (
        "::error file=briefs/us-and-g7-press-israel.yml,line=31,col=14,title=passage-not-found"
        "::these words are not in seeds/000_3243940416aa61e3.txt."
        " nearest, line 4: “it should be a proportional response”."
        " differs: proportionate / proportional. copy the words from the article"
    )
    assert (
        warning
        == "::warning file=briefs/actors.yml,line=2,col=1,title=unused-entry::no briefing uses it. use it"
    )
    assert as_github([]) == ""


def test_github_commands_are_escaped() -> None:
    problem = Problem(
        syntax.YAML_SYNTAX, Location("briefs/a,b:c 100%.yml"), "50% of it: a, b\n::error::no\r", "100%", ()
    )
    (line,) = as_github([problem]).splitlines()
    properties, message = line.removeprefix("::error ").split("::", 1)
    assert properties == "file=briefs/a%2Cb%3Ac 100%25.yml,line=1,col=1,title=yaml-syntax"
    assert message == "50%25 of it: a, b<U+000A>::error::no<U+000D>. 100%25"


@pytest.mark.parametrize(
    ("errors", "warnings", "expected"),
    [
        (0, 0, "no problems"),
        (1, 0, "1 error"),
        (2, 0, "2 errors"),
        (0, 1, "1 warning"),
        (1, 2, "1 error and 2 warnings"),
    ],
)
def test_summary_counts_in_words(errors: int, warnings: int, expected: str) -> None:
    assert summary([NOT_FOUND] * errors + [UNUSED] * warnings) == expected


@pytest.mark.parametrize("name", RULES)
def test_explanation_is_whole_and_fits(name: str) -> None:
    rule = RULES[name]
    explained = as_explanation(rule)
    assert rule.summary in explained
    assert rule.explanation in " ".join(explained.split())
    assert max(map(len, explained.splitlines())) <= 110
    assert re.findall("[\t\u200b]", explained) == []
