"""YAML as a plain tree: what was written, where it is, and nothing that a file could make larger."""

from __future__ import annotations

import time
from contextlib import suppress
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers.metadata_cases import LOADERS
from onrecord.text import yaml_events
from onrecord.text.yaml_tree import Alias, List, Mapping, Text, Tree, UnreadableError, places_in, read_tree


def plain(node: Tree | None) -> object:
    """A node as Python's own lists and texts; a mapping as a list of pairs."""
    if isinstance(node, Mapping):
        return [(plain(key), plain(value)) for key, value in node.entries]
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    if isinstance(node, Alias):
        return f"*{node.name}"
    return node.value if node else None


@pytest.mark.parametrize("loader", LOADERS)
def test_texts_are_what_was_written(loader: type[yaml.SafeLoader]) -> None:
    text = "a: NO\nb: [1.10, 12:30, '']\na: &x {c: *x}\n...\n# no more"
    with patch.object(yaml_events, "LOADER", loader):
        tree = read_tree(text, 9)
    assert plain(tree) == [("a", "NO"), ("b", ["1.10", "12:30", ""]), ("a", [("c", "*x")])]


@pytest.mark.parametrize("loader", LOADERS)
def test_a_node_knows_its_place_its_tag_and_its_anchor(loader: type[yaml.SafeLoader]) -> None:
    with patch.object(yaml_events, "LOADER", loader):
        tree = read_tree("a: 1\nb: !ENV [X, 'y']\nc: &n !!str 2\n", 9)
    assert isinstance(tree, Mapping)
    (_, one), (_, env), (key, two) = tree.entries
    assert isinstance(one, Text)
    assert isinstance(env, List)
    assert isinstance(two, Text)
    assert (one.line, one.column, one.tag, one.style, one.is_plain_text) == (1, 4, "", "", True)
    assert (env.line, env.column, env.tag, plain(env)) == (2, 4, "!ENV", ["X", "y"])
    assert isinstance(env.items[1], Text)
    assert env.items[1].style == "'"
    assert (key.line, key.column) == (3, 1)
    assert (two.anchor, two.is_plain_text) == ("n", True)


def test_a_tag_is_not_a_plain_texts() -> None:
    tree = read_tree("!!python/name:os.system x", 9)
    assert isinstance(tree, Text)
    assert (tree.tag, tree.is_plain_text) == ("tag:yaml.org,2002:python/name:os.system", False)


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_a_file_without_a_document_has_no_tree(text: str) -> None:
    assert read_tree(text, 9) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a:\n  b: [[c]]\n", 2, 7, "this is nested more than 3 levels deep"),
        ("a: 'b\n", 2, 1, "YAML cannot read this: found unexpected end of stream"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here, and a file holds one"),
        ("---\na: 1\n...\n---\n", 4, 1, "a second document begins here, and a file holds one"),
        ("a: \x7f\n", 1, 1, "YAML cannot read this: it has a character that YAML does not allow"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_tree(text, 3)
    assert (str(caught.value), caught.value.line, caught.value.column) == (message, line, column)


def test_aliases_and_depth_cost_nothing() -> None:
    lists = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 99)}]\n" for n in range(1, 99))
    start = time.process_time()
    assert isinstance(read_tree(f"l0: &l0 x\n{lists}", 9), Mapping)
    with pytest.raises(UnreadableError):
        read_tree("[" * 1_000_000, 99)
    assert time.process_time() - start < 5


@given(st.text(st.sampled_from("ab: []{}&*!|>'\"%@`\n\t-?#,~<")))
def test_any_text_is_read_or_refused(text: str) -> None:
    for loader in LOADERS:
        with patch.object(yaml_events, "LOADER", loader), suppress(UnreadableError):
            read_tree(text, 9)


def test_a_place_shows_its_line() -> None:
    at = places_in("x.yml", "a: b\nc: d\n")
    assert (at(2, 4).path, at(2, 4).line, at(2, 4).column, at(2, 4).text) == ("x.yml", 2, 4, "c: d")
    assert at(3, 1).text == ""
    assert at(4, 1) == at(3, 1)


@pytest.mark.parametrize("loader", LOADERS)
def test_lines_are_those_that_editors_count(loader: type[yaml.SafeLoader]) -> None:
    text = "a: 1\r\nb: 'x\u2028 y'\rc: 2\u2028d: 3\x85e: 4\n"
    with patch.object(yaml_events, "LOADER", loader):
        tree = read_tree(text, 9)
    assert isinstance(tree, Mapping)
    at = places_in("x.yml", text)
    places = [at(key.line, key.column) for key, _ in tree.entries]
    assert [(place.line, place.column) for place in places] == [(1, 1), (2, 1), (3, 1), (3, 6), (3, 11)]
    assert [place.text for place in places] == ["a: 1", "b: 'x\u2028 y'", *["c: 2\u2028d: 3\x85e: 4"] * 3]
