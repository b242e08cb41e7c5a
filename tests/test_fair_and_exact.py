"""The examples of docs/fair-and-exact.md: a wrong one breaks the rule named beside it, any other none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import indent

import pytest

from helpers.building import PROGRAM, Site

DOC = (PROGRAM / "docs" / "fair-and-exact.md").read_text(encoding="utf-8")
ARTICLE = DOC.partition("```text\n")[2].partition("```")[0]
ACTORS = """\
ana-kresh: {name: Ana Kresh, kind: person, of: velmar}
jon-marl: {name: Jon Marl, kind: person}
velmar: {name: Velmar, kind: state}
ostravia: {name: Ostravia, kind: state}
diplomat-of-velmar:
  name: A diplomat of Velmar
  kind: unnamed
  note: The article does not say which rank.
"""
ISSUES = "toll: {title: The toll, proposition: The toll should be paid.}\n"
BRIEF = """\
date: 2031-05-02
summary: The two states met on Friday, and they did not agree on what is to become of the toll there.
source: {{file: toll.txt, publisher: Gulf Herald, language: {language}}}
actors: [{{id: ana-kresh}}, {{id: jon-marl}}, {{id: velmar}}, {{id: ostravia, as: [its government]}}]
positions:
{position}
"""
_RULE = re.compile(r"Wrong.*?\[`([a-z-]+)`\]")


def examples() -> list[tuple[str, str]]:
    """The examples in YAML, each with the rule that it breaks; an empty text for one that breaks none."""
    found = []
    for before, block in re.findall(r"([^\n]*)\n\n```yaml\n(.*?)```", DOC, re.DOTALL):
        rule = _RULE.match(before)
        found.append((rule[1] if rule else "", block))
    return found


def names_of(folder: Path, block: str) -> set[str]:
    """The rules that a position breaks, in a briefing that breaks none."""
    foreign = re.match(r"# the article: (.*)\n", block)
    article = f"Le péage\n\n{foreign[1]}\n" if foreign else ARTICLE
    position = block.replace("- actor", "- issue: toll\n  actor", 1)
    for name in ("seeds", "briefs"):
        (folder / name).mkdir()
    (folder / "seeds" / "toll.txt").write_text(article, encoding="utf-8")
    (folder / "briefs" / "actors.yml").write_text(ACTORS, encoding="utf-8")
    (folder / "briefs" / "issues.yml").write_text(ISSUES, encoding="utf-8")
    text = BRIEF.format(language="fr" if foreign else "en", position=indent(position, "  "))
    if "diplomat" in block:
        text = text.replace("actors: [", "actors: [{id: diplomat-of-velmar}, ")
    (folder / "briefs" / "toll.yml").write_text(text, encoding="utf-8")
    about_others = {"unused-entry", "actor-without-trace", "wrong-language"}
    told = json.loads(Site(folder).run("check", "--format", "json").out)
    return {problem["rule"] for problem in told} - about_others


def test_there_are_examples_of_both_kinds() -> None:
    assert sum(bool(rule) for rule, _ in examples()) > 9
    assert sum(not rule for rule, _ in examples()) > 9


@pytest.mark.parametrize(
    ("rule", "block"),
    [pytest.param(*example, id=f"{number}-{example[0]}") for number, example in enumerate(examples())],
)
def test_example_says_the_truth(rule: str, block: str, tmp_path: Path) -> None:
    names = names_of(tmp_path, block)
    assert rule in names if rule else names == set()
