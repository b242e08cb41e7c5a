"""Good briefings with one line broken: what changes the meaning is told, at the line or the next one.

Each way of breaking is a function from a line to the broken one. It is tried on lines of all briefings of the
project and of its examples, chosen by the seed of the run. Each way by its nature changes the line's meaning.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from helpers.building import EXAMPLE, PROGRAM, SITES, Site
from helpers.checked import problems_of
from helpers.seeds import SEED
from onrecord.rules.problems import Problem

# For each way of breaking a line.
TRIED = 4
# What may follow from one slip, beside its own problem.
MAX_FOLLOWING = 2
ROOTS = (PROGRAM, EXAMPLE, SITES / "strait", SITES / "lake-toll")
REGISTERS = ("actors.yml", "issues.yml")


class Line(Struct, frozen=True):
    """A line of a briefing with a key.

    Attributes:
        text: the line.
        is_item: whether a hyphen begins it.
        value: what follows the key; empty if that is on the lines below.
        of: the list or group that it is in; empty at the top.
    """

    text: str
    indent: int
    is_item: bool
    key: str
    value: str
    of: str

    @property
    def has_value(self) -> bool:
        return bool(self.value) and self.value[0] not in "|>"

    @property
    def is_plain(self) -> bool:
        return self.has_value and self.value[0] not in "[{\"'" and "#" not in self.value

    @property
    def is_long(self) -> bool:
        return self.is_plain and self.value.count(" ") > 3


_KEY = re.compile(r"(?P<indent> *)(?P<hyphen>- )?(?P<key>[a-z_]+):(?: (?P<value>.*))?$")


def lines_of(text: str) -> Iterator[tuple[int, Line]]:
    """The lines with keys, by their indexes; without those that are part of a text of several lines."""
    group, text_below = "", -1
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        found = _KEY.match(line)
        if line.strip() and indent <= text_below:
            text_below = -1
        if found is None or text_below >= 0:
            continue
        value, column = found["value"] or "", indent + len(found["hyphen"] or "")
        if not indent:
            group = found["key"] if not value else ""
        if value in ("|", ">"):
            text_below = column
        yield number, Line(line, column, bool(found["hyphen"]), found["key"], value, group)


def _swapped(line: Line) -> str | None:
    """The key with its second and third letter exchanged."""
    key = line.key
    if len(key) < 4 or key[1] == key[2]:
        return None
    return line.text.replace(key, key[0] + key[2] + key[1] + key[3:], 1)


def _last_space(line: Line, sign: str) -> str:
    before, _, after = line.text.rpartition(" ")
    return f"{before}{sign}{after}"


def _other_word(line: Line) -> str:
    words = line.value.split(" ")
    return line.text.replace(line.value, " ".join([words[0], "zyx", *words[2:]]))


def _without_a_word(line: Line) -> str:
    words = line.value.split(" ")
    return line.text.replace(line.value, " ".join([*words[:2], *words[3:]]))


REQUIRED = {
    "source": ("file", "publisher"),
    "actors": ("id",),
    "positions": ("actor", "issue", "says", "passage"),
    "open_questions": ("ask",),
}
IDS = {"actors": ("id",), "positions": ("actor", "issue", "relayed_by"), "open_questions": ("issue",)}


def _is_required(line: Line) -> bool:
    return line.key in REQUIRED.get(line.of, ())


Broken = str | None
WAYS: dict[str, Callable[[Line], Broken]] = {
    "hyphen forgotten": lambda line: line.text.replace("- ", "  ", 1) if line.is_item else None,
    "hyphen without a space": lambda line: line.text.replace("- ", "-", 1) if line.is_item else None,
    "one space more": lambda line: f" {line.text}",
    "one space less": lambda line: line.text[1:] if line.indent and line.text[0] == " " else None,
    "tab": lambda line: f"\t{line.text.lstrip()}" if line.text[0] == " " else None,
    "no-break space": lambda line: line.text.replace(" ", "\u00a0", 1) if line.text[0] == " " else None,
    "colon forgotten": lambda line: line.text.replace(": ", " ", 1) if line.has_value else None,
    "colon without a space": lambda line: line.text.replace(": ", ":", 1) if line.has_value else None,
    "full-width colon": lambda line: line.text.replace(": ", "：", 1) if line.has_value else None,
    "equals sign": lambda line: line.text.replace(": ", " = ", 1) if line.has_value else None,
    "semicolon": lambda line: line.text.replace(": ", "; ", 1) if line.has_value else None,
    "key mistyped": _swapped,
    "key with a capital": lambda line: line.text.replace(line.key, line.key.capitalize(), 1),
    "key twice": lambda line: f"{line.text}\n{line.text}" if line.has_value and not line.is_item else None,
    "line forgotten": lambda line: "" if _is_required(line) and not line.is_item and line.has_value else None,
    "value forgotten": lambda line: (
        line.text.removesuffix(line.value) if line.has_value and _is_required(line) else None
    ),
    "closing mark forgotten": lambda line: (
        line.text[:-1] if line.value[:1] in ("'", '"') and line.value[-1] == line.value[0] else None
    ),
    "opening mark forgotten": lambda line: (
        line.text.replace(line.value[0], "", 1) if line.value[:1] in ("'", '"') else None
    ),
    "bracket forgotten": lambda line: line.text[:-1] if line.value[:1] == "[" else None,
    "hash in a text": lambda line: _last_space(line, " #") if line.is_long else None,
    "colon in a text": lambda line: _last_space(line, ": ") if line.is_long else None,
    "at sign first": lambda line: line.text.replace(line.value, f"@{line.value}") if line.is_plain else None,
    "asterisk first": lambda line: line.text.replace(line.value, f"*{line.value}") if line.is_plain else None,
    "typographic marks": lambda line: (
        line.text.replace(line.value, f"“{line.value}”") if line.is_plain and line.key == "says" else None
    ),
    "month 13": lambda line: (
        line.text.replace(line.value[4:8], "-13-") if re.fullmatch(r"\d{4}(-\d\d){2}", line.value) else None
    ),
    "unknown id": lambda line: f"{line.text}x" if line.key in IDS.get(line.of, ()) else None,
    "unknown stance": lambda line: line.text.replace(line.value, "perhaps") if line.key == "stance" else None,
    "question mark forgotten": lambda line: (
        line.text[:-1] if line.key == "ask" and line.text.endswith("?") else None
    ),
    "another word in a passage": lambda line: (
        _other_word(line) if line.key == "passage" and line.is_long else None
    ),
    "a word of a passage forgotten": lambda line: (
        _without_a_word(line) if line.key == "passage" and line.is_long and "[" not in line.value else None
    ),
    "conflict of git": lambda line: f"<<<<<<< HEAD\n{line.text}\n=======\n{line.text}\n>>>>>>> other",
}
# Told where the item begins, which lacks it.
TOLD_ABOVE = frozenset(("line forgotten",))


class Mutation(Struct, frozen=True):
    """A briefing, and one of its lines, by its index, with what takes its place."""

    root: Path
    name: str
    number: int
    line: str


def _mutations() -> dict[str, list[Mutation]]:
    """Some mutations of each kind, chosen by the run's seed."""
    every: dict[str, list[Mutation]] = defaultdict(list)
    for root in ROOTS:
        for path in sorted((root / "briefs").glob("*.yml")):
            found = lines_of(path.read_text(encoding="utf-8")) if path.name not in REGISTERS else ()
            for number, line in found:
                for way, broken in WAYS.items():
                    after = broken(line)
                    if after is not None:
                        every[way].append(Mutation(root, path.name, number, after))
    chance = random.Random(SEED)
    return {way: chance.sample(of, min(TRIED, len(of))) for way, of in every.items()}


MUTATIONS = _mutations()


def _problems(folder: Path, mutation: Mutation, lines: list[str]) -> list[Problem]:
    """The problems with a briefing alone in a root, of its registers and its article."""
    (folder / "briefs").mkdir(parents=True)
    (folder / "seeds").mkdir()
    for register in REGISTERS:
        shutil.copy(mutation.root / "briefs" / register, folder / "briefs")
    good = (mutation.root / "briefs" / mutation.name).read_text(encoding="utf-8")
    article = next(line.value for _, line in lines_of(good) if (line.of, line.key) == ("source", "file"))
    shutil.copy(mutation.root / "seeds" / article, folder / "seeds")
    (folder / "briefs" / mutation.name).write_text("\n".join(lines), encoding="utf-8")
    # A register holds entries for more briefings than this one.
    return [problem for problem in problems_of(Site(folder)) if problem.rule.name != "unused-entry"]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_tried(way: str) -> None:
    assert MUTATIONS[way]


@pytest.mark.parametrize(
    ("way", "mutation"),
    [
        pytest.param(way, mutation, id=f"{way}-{mutation.name}:{mutation.number + 1}")
        for way, of in MUTATIONS.items()
        for mutation in of
    ],
)
def test_what_changes_the_meaning_is_told(way: str, mutation: Mutation, tmp_path: Path) -> None:
    lines = (mutation.root / "briefs" / mutation.name).read_text(encoding="utf-8").split("\n")
    before = {(p.rule.name, p.message) for p in _problems(tmp_path / "good", mutation, lines)}
    lines[mutation.number] = mutation.line
    broken = _problems(tmp_path / "broken", mutation, lines)
    new = [problem for problem in broken if (problem.rule.name, problem.message) not in before]
    at = [p.location.line - 1 - mutation.number for p in new if p.location.path.endswith(mutation.name)]
    assert new
    assert way in TOLD_ABOVE or {0, 1} & set(at), new
    assert len(new) <= 1 + MAX_FOLLOWING, new
