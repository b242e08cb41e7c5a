"""A made-up site with one briefing, for tests that break its YAML in one place."""

from __future__ import annotations

from pathlib import Path

from helpers.building import Site

ARTICLE = """\
Harbour board weighs new pilot fee
The harbour board of Velmar is to decide next week on a fee for pilots.
“We will not pay twice,” Ana Kresh, who speaks for the ship owners, told reporters on Friday. She called the plan “a mistake”.
Jon Marl, the head of the board, said that the fee stands until June. “We will wait,” Marl said. He added that “the owners know the dates of the board”.
“We will wait,” Ana Kresh told reporters. The Harbour Toll Office would not comment. Tomas Brel, a pilot, said: “The fee is theft.”
"""  # noqa: E501 - an article has no short lines
BRIEF = """\
title: Pilot fee
date: 2031-05-02
summary: The owners refuse the fee.  # in short

source:
  file: fee.txt
  publisher: Gulf Herald
  published: 2031-05-03

actors:
  # who speaks
  - id: ana-kresh
    role: Speaker of the owners

positions:
  - actor: ana-kresh
    issue: pilot-fee
    says: Owners refuse to pay twice.
    passage: We will not pay twice
"""
ACTORS = """\
# People
ana-kresh:
  name: Ana Kresh  # of the owners
  kind: person
"""
ISSUES = """\
pilot-fee:
  title: The pilot fee
  proposition: There should be a fee.
"""
FEE = "briefs/fee.yml"


def fee_site(root: Path, brief: str = BRIEF, actors: str = ACTORS, issues: str = ISSUES) -> Site:
    """Write the site."""
    site = Site(root)
    site.write("seeds/fee.txt", ARTICLE)
    files = {FEE: brief, "briefs/actors.yml": actors, "briefs/issues.yml": issues}
    for path, text in files.items():
        target = site.root / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(text.encode())
    return site


def with_line(old: str, new: str, text: str = BRIEF) -> str:
    """The briefing with other text in place of some that it has once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
