"""What the desk and `check --fix` write into a briefing's file: the new item or value, and nothing else.

The truth comes from ruamel.yaml, which reads the files as editor programs do, and from the lines themselves.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord.fixing.inserting import CannotWriteError, item_lines, with_item, with_value

HEAD = """\
date: 2031-05-02
summary: |
  Owners refuse.

  A fee: yes.
source:
  file: fee.txt
actors:
  - id: ana-kresh
"""
ITEM = item_lines({"actor": "jon-marl", "issue": "fee", "says": "It: stays.", "passage": ["a, b", "c"]})
NEW = {"actor": "jon-marl", "issue": "fee", "says": "It: stays.", "passage": ["a, b", "c"]}


def read(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text.replace("2031-05-02", "'2031-05-02'"))


def assert_added(before: str, after: str, lines: list[str]) -> None:
    """Check that all lines are still there, in their order, with only these new ones besides empty ones."""
    kept = before.splitlines()
    added = [line.strip(" -") for line in lines]
    for line in after.splitlines():
        if kept and line == kept[0]:
            kept.pop(0)
        elif line.strip():
            assert line.strip(" -") == added.pop(0)
    assert (kept, added) == ([], [])


# --- lists ---------------------------------------------------------------------------------------

# How people write a list: its items, and what follows it.
LISTS = {
    "two spaces": ["  - actor: a\n    says: |\n      One.\n\n      Two.\n", "  - actor: b\n    says: x\n"],
    "at the margin": ["- actor: a\n  says: x\n", "- actor: b # why\n  says:\n"],
    "wide": [
        "    -   actor: a\n        says: x\n",
        "    -   actor: b\n        passage:\n          - q\n          - r\n",
    ],
    "empty lines": ["  - actor: a\n    says: x\n\n", "  - actor: b\n    passage: [q, r]\n"],
    "comments": ["  # first\n  - actor: a\n    # inside\n    says: x\n", "  # second\n  - actor: b\n"],
    "long texts": [
        "  - actor: a\n    says: x\n      y\n      z\n",
        "  - actor: b\n    says: 'x\n\n      y'\n",
    ],
}
AFTER = {"the end": "", "questions": "open_questions:\n  - ask: Why?\n", "a comment": "\n# The end.\n"}


@pytest.mark.parametrize("before", [0, 1, None])
@pytest.mark.parametrize("following", AFTER.values(), ids=AFTER)
@pytest.mark.parametrize("items", LISTS.values(), ids=LISTS)
def test_an_item_is_added_in_the_layout_of_the_others(
    items: list[str], following: str, before: int | None
) -> None:
    text = f"{HEAD}positions:\n{''.join(items)}{following}"
    after = with_item("x.yml", text, ["positions"], ITEM, before)
    expected = read(text)
    expected["positions"].insert(2 if before is None else before, NEW)
    assert read(after) == expected
    added = [ITEM[0].removeprefix("- "), *(line.strip() for line in ITEM[1:])]
    assert_added(text, after, added)
    hyphens = {line.index("-") for line in after.splitlines() if re.match(r" *- +actor", line)}
    assert len(hyphens) == 1


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("positions:\n", "positions", "positions:\n  - a: 1\n"),
        ("positions: # none yet\n", "positions", "positions: # none yet\n  - a: 1\n"),
        ("date: x", "positions", "date: x\n\npositions:\n  - a: 1"),
        ("corrections: []\n", "positions", "positions:\n  - a: 1\n\ncorrections: []\n"),
        ("# c\nopen_questions:\n", "positions", "positions:\n  - a: 1\n\n# c\nopen_questions:\n"),
        ("positions:\n- b: 2", "positions", "positions:\n- b: 2\n- a: 1"),
    ],
)
def test_the_first_item(text: str, key: str, expected: str) -> None:
    assert with_item("x.yml", text, [key], ["- a: 1"]) == expected


def test_a_list_inside_an_item() -> None:
    text = f"{HEAD}positions:\n  - actor: a\n    says: x\n  - actor: b\n"
    once = with_item("x.yml", text, ("positions", 0, "accept"), ["- rule: r", "  because: s"])
    assert once == text.replace("says: x\n", "says: x\n    accept:\n      - rule: r\n        because: s\n")
    twice = with_item("x.yml", once, ("positions", 0, "accept"), ["- rule: t", "  because: u"])
    assert [item["rule"] for item in read(twice)["positions"][0]["accept"]] == ["r", "t"]


def test_line_breaks_are_those_of_the_file() -> None:
    text = "positions:\r\n  - a: 1\r\n    b: 2\r\ntags: [x]\r\n"
    after = "positions:\r\n  - a: 1\r\n    b: 2\r\n  - c: 3\r\n    d: 4\r\ntags: [x]\r\n"
    assert with_item("x.yml", text, ["positions"], ["- c: 3", "  d: 4"]) == after


@pytest.mark.parametrize(
    "positions", ["[]", "[{actor: a}]", "\n  [{actor: a}]", "\n  - {actor: a}", "none", "\n  - a\n  - b"]
)
def test_what_it_cannot_write_into_it_says(positions: str) -> None:
    with pytest.raises(CannotWriteError, match=r"bracket|not know"):
        with_item("x.yml", f"{HEAD}positions: {positions}\n", ["positions"], ITEM)


@pytest.mark.parametrize("text", ["date: 'x\n", "a: [b\n"])
def test_a_file_that_cannot_be_read_is_left_alone(text: str) -> None:
    with pytest.raises(CannotWriteError, match="cannot read"):
        with_item("x.yml", text, ["positions"], ITEM)
    with pytest.raises(CannotWriteError, match="cannot read"):
        with_value("x.yml", text, ["date"], "x")


def test_a_character_that_yaml_cannot_have_is_refused() -> None:
    with pytest.raises(CannotWriteError, match="character"):
        item_lines({"says": "a\x07b"})


# --- values --------------------------------------------------------------------------------------

VALUES = [
    "x",
    "'x'",
    '"x: y"',
    "|\n      One.\n\n      Two.",
    ">-\n      One.\n      Two.",
    "x\n      y",
    "",
    "x # why",
]


@pytest.mark.parametrize("last", ["", "    stance: for\n", "    # inside\n    stance: for\n"])
@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_replaced(value: str, last: str) -> None:
    text = f"{HEAD}positions:\n  - actor: a\n    says: {value}\n{last}  - actor: b\n    says: z\n"
    after = with_value("x.yml", text, ("positions", 0, "says"), "No: never #1")
    expected = read(text)
    expected["positions"][0]["says"] = "No: never #1"
    assert read(after) == expected
    assert last in after
    assert ("# why" in text) == ("# why" in after)


def test_a_key_is_added_below_the_others_of_its_item() -> None:
    text = f"{HEAD}positions:\n  - actor: a\n    passage:\n      - q\n      - r\n\n  - actor: b\n"
    after = with_value("x.yml", text, ("positions", 0, "stance"), "for")
    assert after == text.replace("      - r\n", "      - r\n    stance: for\n")
    assert with_value("x.yml", text, ("positions", 1, "says"), "y") == f"{text}    says: y\n"


@pytest.mark.parametrize(
    "path", [("positions", 2, "says"), ("positions", 0, "passage"), ("tags",), ("tags", 0)]
)
def test_a_list_or_a_missing_item_is_refused(path: tuple[str | int, ...]) -> None:
    text = "tags: [a]\npositions:\n  - actor: a\n    passage:\n      - q\n      - r\n"
    with pytest.raises(CannotWriteError):
        with_value("x.yml", text, path, "z")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn", "Mn", "Zl", "Zp")), min_size=1))
def test_any_text_is_read_back(words: str) -> None:
    line = " ".join(words.split())
    if not line:
        return
    text = f"{HEAD}positions:\n  - actor: a\n    says: x\n    stance: for\n"
    try:
        after = with_value("x.yml", text, ("positions", 0, "says"), line)
    except CannotWriteError:
        return
    assert read(after)["positions"] == [{"actor": "a", "says": line, "stance": "for"}]
    added = with_item("x.yml", after, ["positions"], item_lines({"actor": "b", "says": line}))
    assert read(added)["positions"][1] == {"actor": "b", "says": line}


@pytest.mark.parametrize("value", ["", " ", "\u200b"])
def test_an_empty_value_is_not_written(value: str) -> None:
    with pytest.raises(CannotWriteError, match=r"an empty `summary` is not written"):
        with_value("x.yml", HEAD, ["summary"], value)


def test_an_item_comes_after_the_comments_inside_the_last_one() -> None:
    text = f"{HEAD}positions:\n  - actor: a\n    # of the owners\n  # of the list\n"
    after = with_item("x.yml", text, ["positions"], ["- actor: b"])
    assert after == text.replace("owners\n", "owners\n  - actor: b\n")
