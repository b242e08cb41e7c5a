"""Documents and messages name only things that exist: commands, flags, files, make targets, numbers."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.building import PROGRAM
from onrecord.interface.arguments import parser
from onrecord.pages import actor, issue, positions
from onrecord.rules import RULES

DOCUMENTS = [*PROGRAM.glob("*.md"), *PROGRAM.glob("docs/*.md")]
MODULES = [*PROGRAM.glob("onrecord/**/*.py"), *PROGRAM.glob("bench/*.py")]
_CALL = re.compile(r"(?:build\.py|onrecord)((?: +(?:--?[a-z-]+|[a-z]+))+)")
_PATH = re.compile(r"(?<![\w./-])(?:onrecord|docs|bench|tests|templates|examples)/[\w./-]*\w")
_MAKE = re.compile(r"`make ([a-z-]+)")


def _commands() -> dict[str, argparse.ArgumentParser]:
    (choices,) = (
        action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return dict(choices)


def _flags(of: argparse.ArgumentParser) -> set[str]:
    return {flag for action in of._actions for flag in action.option_strings}


def _relative(path: Path) -> str:
    return path.relative_to(PROGRAM).as_posix()


def _texts() -> Iterator[tuple[str, str]]:
    for path in DOCUMENTS:
        yield _relative(path), path.read_text(encoding="utf-8")
    for rule in RULES.values():
        yield f"the rule {rule.name}", f"{rule.summary} {rule.explanation}"


TEXTS = dict(_texts())


@pytest.mark.parametrize("where", TEXTS)
def test_each_command_and_flag_that_is_named_is_there(where: str) -> None:
    commands = _commands()
    for code in re.findall(r"`([^`\n]*build\.py[^`\n]*)`|'([^'\n]*build\.py[^'\n]*)'", TEXTS[where]):
        for call in _CALL.finditer("".join(code)):
            words = call.group(1).split()
            of = commands.get(words[0], parser())
            for word in words:
                if word.startswith("-"):
                    assert word in _flags(of), f"{where}: {call.group()}"
            if not words[0].startswith("-"):
                assert words[0] in commands, f"{where}: {call.group()}"


def test_commands_are_found_where_they_are_named() -> None:
    calls = [call.group() for text in TEXTS.values() for call in _CALL.finditer(text)]
    assert "build.py check --accepted" in calls
    assert len(calls) > 10


@pytest.mark.parametrize("path", [*DOCUMENTS, *MODULES], ids=_relative)
def test_each_file_of_the_project_that_is_named_is_there(path: Path) -> None:
    for named in _PATH.findall(path.read_text(encoding="utf-8")):
        assert (PROGRAM / named).exists(), named


@pytest.mark.parametrize("path", DOCUMENTS, ids=_relative)
def test_each_target_of_make_that_is_named_is_there(path: Path) -> None:
    makefile = (PROGRAM / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(_MAKE.findall(path.read_text(encoding="utf-8"))) <= targets


def test_the_numbers_of_what_a_page_shows_are_those_of_the_pages() -> None:
    text = (PROGRAM / "docs" / "scale.md").read_text(encoding="utf-8")
    shown = (
        f"the newest {positions.NEWEST} positions, and at most {issue.STANDINGS} actors by stance,"
        f" {actor.MEMBERS} members, {actor.ROLES} roles, {actor.CHANGES} changes"
    )
    assert shown in text
