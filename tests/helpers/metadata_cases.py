"""Tables of mistakes in a briefing's YAML: replacements for valid lines, and the problems they cause.

In the replacements each ‸ marks the place of a problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml

from onrecord.checking import check as checking_check
from onrecord.layout import Layout
from onrecord.metadata.briefs import BriefFile, read_brief
from onrecord.rules import RULES
from onrecord.rules.problems import Problem, in_order
from onrecord.text import yaml_events

# A valid briefing, with a name for each line.
LINES = {
    "title": "title: Velmar names a season for talks",
    "date": "date: 2031-05-02",
    "summary": "summary: Ana Kresh of Velmar says when talks can begin.",
    "tags": "tags: [fisheries, trade]",
    "source": "source:",
    "file": "  file: gulf-herald-0502.txt",
    "publisher": "  publisher: Gulf Herald",
    "url": "  url: https://gulf-herald.example/2031/talks",
    "actors": "actors:",
    "kresh": "  - id: ana-kresh",
    "role": "    role: Foreign minister of Velmar",
    "velmar": "  - id: velmar",
    "positions": "positions:",
    "actor": "  - actor: ana-kresh",
    "issue": "    issue: fishing-rights",
    "says": "    says: There will be no talks before spring.",
    "passage": "    passage: We will not talk before the spring",
    "questions": "open_questions:",
    "ask": "  - ask: When will the talks begin?",
    "watch": "    watch: A date that both sides name.",
}

LOADERS: list[type[yaml.SafeLoader]] = [
    getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)
]
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Case:
    """A briefing with its expected problems: rule, line and column, in order."""

    text: str
    expected: list[Place]


def case(rules: str, **edits: str) -> Case:
    """A briefing with some lines replaced.

    Args:
        rules: the names of the rules broken at the marked places, in order.
        edits: the replacements by the name of the line; None removes the line.
    """
    lines = [edits.get(name, line) for name, line in LINES.items()]
    return marked("\n".join([*lines, ""]), rules)


def without(*names: str) -> str:
    """The valid briefing without some lines."""
    return "".join(f"{line}\n" for name, line in LINES.items() if name not in names)


def marked(text: str, rules: str) -> Case:
    """A case from a whole text with marks."""
    pieces = text.split("‸")
    expected: list[Place] = []
    before = ""
    for piece, rule in zip(pieces, rules.split(), strict=False):
        assert rule in RULES
        before += piece
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        expected.append((rule, len(lines), len(lines[-1]) + 1))
    assert len(expected) == len(pieces) - 1, "a mark for each rule"
    return Case("".join(pieces), expected)


def table(**groups: Iterable[Case]) -> pytest.MarkDecorator:
    """Run a test for each case of each group; the names of groups say what is wrong."""
    sound = set(LINES.values())
    cases = []
    for group, members in groups.items():
        for number, member in enumerate(members):
            odd = [line.strip() for line in member.text.splitlines() if line and line not in sound]
            name = ascii(" ".join(odd)[:40]).strip("'\"")
            cases.append(pytest.param(member, id=f"{group}-{number}: {name}"))
    return pytest.mark.parametrize("case", cases)


def read(folder: Path, text: str | bytes) -> tuple[BriefFile | None, list[Problem]]:
    """A briefing of this text, and its problems in order; PyYAML's two parsers must agree on both."""
    path = folder / "briefs" / "ostravia-talks.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    results = []
    for loader in LOADERS:
        with patch.object(yaml_events, "LOADER", loader):
            file, problems = read_brief(path)
        results.append((file, in_order(problems)))
    first, *others = results
    for file, problems in others:
        assert problems == first[1]
        assert (file and file.brief) == (first[0] and first[0].brief)
    return first


def places(problems: Iterable[Problem]) -> list[Place]:
    return [(problem.rule.name, problem.location.line, problem.location.column) for problem in problems]


# A valid site around the briefing.
ARTICLE = """\
Velmar names a season for talks
“We will not talk before the spring,” Ana Kresh, the foreign minister of Velmar, told reporters.
"""
ACTORS = """\
ana-kresh:
  name: Ana Kresh
  kind: person
  of: velmar
velmar:
  name: Velmar
  kind: state
"""
ISSUES = """\
fishing-rights:
  title: Fishing rights
  proposition: The fishing grounds should be shared.
"""
SITE = {
    "seeds/gulf-herald-0502.txt": ARTICLE,
    "briefs/actors.yml": ACTORS,
    "briefs/issues.yml": ISSUES,
    "briefs/ostravia-talks.yml": without(),
}

Found = list[tuple[str, str, int, int]]


def check(root: Path, **files: str | None) -> list[Problem]:
    """The problems of the valid site with some files replaced; None removes a file."""
    names = {"article": "seeds/gulf-herald-0502.txt", "actors": "briefs/actors.yml"}
    names |= {"issues": "briefs/issues.yml", "brief": "briefs/ostravia-talks.yml"}
    content: dict[str, str | None] = {**SITE, **{names.get(name, name): text for name, text in files.items()}}
    for name, text in content.items():
        if text is not None:
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
    return checking_check.check(Layout(root), lambda doing, done, total: None).problems


def found(problems: list[Problem]) -> Found:
    return [
        (
            problem.rule.name,
            problem.location.path.removeprefix("briefs/"),
            problem.location.line,
            problem.location.column,
        )
        for problem in problems
    ]
