"""What a draft writes as YAML is read back as the same text, by the program's reader and by PyYAML."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.drafting.yaml_text import can_be_written, comment, flow_list, one_line, scalar
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.tree import Scalar, SequenceNode
from onrecord.metadata.validation import check_scalars

AWKWARD = st.text(
    st.sampled_from("ab7 :#-?,[]{}&*!|>'\"%@`~=<+.\\/“”‘’„«»…–é漢م\u0301()_$^;")
    | st.characters(codec="utf-8"),
    min_size=1,
    max_size=40,
)
LINES = AWKWARD.map(one_line).filter(can_be_written)


@given(LINES)
@example("- pay: all of it, #always")
@example("NO")
@example("12:30")
@example("1.10")
@example("2031-05-02")
@example("It's “fine” # not")
@example('He said \\ "never" and it\'s')
@example("0o17")
@example("ends with a colon:")
@example("%TAG")
@example("a: b")
@example("null")
def test_a_value_is_read_back_by_both_readers(text: str) -> None:
    written = f"passage: {scalar(text)}\n"
    document, problems = read_yaml("briefs/x.yml", written)
    assert document is not None
    assert problems == []
    assert check_scalars(document) == []
    value = document.root.values["passage"]
    assert isinstance(value, Scalar)
    assert value.value == text
    assert yaml.safe_load(written) == {"passage": text}


@given(st.lists(LINES, min_size=1, max_size=4))
def test_a_list_is_read_back_by_both_readers(texts: list[str]) -> None:
    written = f"also: {flow_list(texts)}\n"
    document, problems = read_yaml("briefs/actors.yml", written)
    assert document is not None
    assert problems == []
    values = document.root.values["also"]
    assert isinstance(values, SequenceNode)
    assert [item.value for item in values.items if isinstance(item, Scalar)] == texts
    assert yaml.safe_load(written) == {"also": texts}


@given(AWKWARD)
def test_a_comment_changes_nothing(text: str) -> None:
    written = f"says:  {comment(text)}\nnext: 1\n"
    document, problems = read_yaml("briefs/x.yml", written)
    assert document is not None
    assert [problem for problem in problems if problem.is_error] == []
    value = document.root.values["says"]
    assert isinstance(value, Scalar)
    assert value.is_empty
    assert list(document.root.values) == ["says", "next"]


@pytest.mark.parametrize("text", ["Mira Holt", "We will not pay twice", "It's late", "“Yes,” she said"])
def test_ordinary_words_are_written_without_marks(text: str) -> None:
    assert scalar(text) == text
