"""Any content of a briefing's file gives problems or a briefing, never an exception."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.fuzz.yaml_signs import YAML_SIGNS
from helpers.metadata_cases import LOADERS, without
from onrecord.checking import check as checking_check
from onrecord.interface import reporting
from onrecord.layout import Layout
from onrecord.metadata.tree import LINE_BREAK
from onrecord.rules import files
from onrecord.rules.problems import Problem
from onrecord.text import yaml_events

BRIEF = "briefs/ostravia-talks.yml"
SOUND = f"""\
{without()}
    status: answered
    answer: In June.
    answered_by: ostravia-talks#kresh-waits
corrections:
  - date: 2031-05-04
    note: |
      One word.

      And [another](../actors/velmar.md).
"""
SITE = {
    "seeds/gulf-herald-0502.txt": "Talks\n“We will not talk before the spring,” Ana Kresh of Velmar said.\n",
    "briefs/actors.yml": "ana-kresh: {name: Ana Kresh, kind: person}\nvelmar: {name: Velmar, kind: state}\n",
    "briefs/issues.yml": "fishing-rights:\n  title: Fishing rights\n",
    BRIEF: SOUND,
}

texts = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(YAML_SIGNS), st.sampled_from(SOUND.splitlines(keepends=True)))).map(
        "".join
    ),
)


@st.composite
def mutations(draw: st.DrawFn, text: str = SOUND) -> str:
    """The valid briefing, or a register, with a few characters or lines deleted, inserted or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            lines = text.splitlines(keepends=True)
            start = draw(st.integers(0, len(lines)))
            new = draw(st.lists(st.sampled_from([*lines, "  ", "- ", "\n"]), max_size=2))
            text = "".join([*lines[:start], *new, *lines[start + draw(st.integers(0, 2)) :]])
        else:
            start = draw(st.integers(0, len(text)))
            new_text = draw(st.one_of(st.sampled_from(YAML_SIGNS), st.text(max_size=3)))
            text = text[:start] + new_text + text[start + draw(st.integers(0, 8)) :]
    return text


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site for one file after another."""
    folder = tmp_path_factory.mktemp("site")
    for name in SITE:
        (folder / name).parent.mkdir(exist_ok=True)
    return folder


def check(root: Path, name: str, data: bytes) -> list[Problem]:
    for other, text in SITE.items():
        (root / other).write_text(text, encoding="utf-8")
    (root / name).write_bytes(data)
    return checking_check.check(Layout(root), lambda doing, done, total: None).problems


def assert_in_file(problem: Problem, name: str, data: bytes) -> None:
    place = problem.location
    if place.path != name or problem.rule is files.BAD_ENCODING:  # Bytes that are not text have no columns.
        return
    lines = LINE_BREAK.split(data.decode("utf-8-sig", errors="replace"))
    assert 1 <= place.line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert place.text in ("", lines[place.line - 1])
    assert problem.message
    assert problem.help


def encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


@given(text=texts)
@example("")
@example("title: \ud800")
@example('title: "\\Uffffffff"')
@example("a: b\n...\nc")
@example("? \n")
@example("a: 'x\n")
@example("positions:\n- {}\n-\n- []\n- x\n")
def test_any_text(root: Path, text: str) -> None:
    data = encoded(text)
    for loader in LOADERS:
        with patch.object(yaml_events, "LOADER", loader):
            for problem in check(root, BRIEF, data):
                assert_in_file(problem, BRIEF, data)


@given(data=st.binary())
def test_any_bytes(root: Path, data: bytes) -> None:
    for problem in check(root, BRIEF, data):
        assert_in_file(problem, BRIEF, data)


@given(text=mutations())
def test_any_mutation_of_a_sound_briefing(root: Path, text: str) -> None:
    data = encoded(text)
    problems = check(root, BRIEF, data)
    for problem in problems:
        assert_in_file(problem, BRIEF, data)
    assert check(root, BRIEF, data) == problems
    assert problems == sorted(problems, key=lambda p: (p.location.path, p.location.line, p.location.column))
    reporting.as_text(problems)
    reporting.as_json(problems)
    reporting.as_github(problems)


@given(text=mutations())
def test_any_mutation_with_the_other_parser(root: Path, text: str) -> None:
    with patch.object(yaml_events, "LOADER", LOADERS[-1]):
        for problem in check(root, BRIEF, encoded(text)):
            assert_in_file(problem, BRIEF, encoded(text))


@given(text=mutations(SITE["briefs/actors.yml"]))
def test_any_mutation_of_a_register(root: Path, text: str) -> None:
    for problem in check(root, "briefs/actors.yml", encoded(text)):
        assert_in_file(problem, "briefs/actors.yml", encoded(text))
