"""Formats of problems: for people, for tools, and for a code host's checks. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from textwrap import fill
from types import MappingProxyType
from typing import Final

from onrecord.rules.corrections import CORRECTIONS
from onrecord.rules.problems import Problem, Rule, Severity
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted

# A longer line of a file is cut to this many characters around the place.
MAX_LINE_SHOWN = 160
# The text shows at most this many problems of one file.
MAX_SHOWN = 300
# The line width of prose.
WIDTH = 90


# The reasons of accepted warnings.
Reasons = Mapping[Problem, str]
NONE_ACCEPTED: Final[Reasons] = MappingProxyType({})


def as_text(problems: Sequence[Problem], reasons: Reasons = NONE_ACCEPTED, *, colour: bool = False) -> str:
    """For people: the place, the line with a caret, the message, and the help or the accepted reason.

    Of each file at most `MAX_SHOWN` problems, errors first; the rest is counted after them.
    """
    blocks: list[str] = []
    for path, group in groupby(problems, lambda problem: problem.location.path):
        found = list(group)
        shown = set(sorted(found, key=lambda problem: not problem.is_error)[:MAX_SHOWN])
        blocks += [_block(problem, reasons.get(problem), colour) for problem in found if problem in shown]
        if len(shown) < len(found):
            rest = _counts([problem for problem in found if problem not in shown], "more ")
            blocks.append(f"{make_visible(path)}: {rest} in this file; --format json lists all\n")
    return "\n".join(blocks)


def as_json(problems: Sequence[Problem], reasons: Reasons = NONE_ACCEPTED) -> str:
    """For tools: an array with one object per problem, however many one file has.

    Objects of accepted warnings have a key `accepted` with the reason; the others have no such key.
    """
    return json.dumps(
        [
            {
                "rule": problem.rule.name,
                "severity": problem.rule.severity.value,
                "path": problem.location.path,
                "line": problem.location.line,
                "column": problem.location.column,
                "message": ". ".join((problem.message, *problem.notes)),
                "help": problem.help,
            }
            | ({"accepted": reasons[problem]} if problem in reasons else {})
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(problems: Sequence[Problem], reasons: Reasons = NONE_ACCEPTED, within: str = "") -> str:
    """For GitHub Actions: one workflow command per problem; for an accepted warning, a notice.

    `within` is the path of the site's folder in the repository; a path that is absolute stays so.
    """
    return "\n".join(
        f"::{'notice' if problem in reasons else problem.rule.severity}"
        f" file={_property((PurePosixPath(within) / problem.location.path).as_posix())}"
        f",line={problem.location.line},col={problem.location.column}"
        f",title={_property(problem.rule.name)}"
        f"::{_data('. '.join((problem.message, *problem.notes, _advice(problem, reasons.get(problem)))))}"
        for problem in problems
    )


def _advice(problem: Problem, reason: str | None) -> str:
    """The help of a problem; for an accepted one, the reason."""
    return problem.help if reason is None else f"accepted: {reason}"


def summary(problems: Sequence[Problem]) -> str:
    """The numbers of errors and warnings, in words."""
    return _counts(problems) or "no problems"


def _counts(problems: Sequence[Problem], more: str = "") -> str:
    errors = sum(problem.is_error for problem in problems)
    counts = [(errors, "error"), (len(problems) - errors, "warning")]
    return " and ".join(counted(number, f"{more}{noun}") for number, noun in counts if number)


def as_explanation(rule: Rule) -> str:
    """A rule in full: its meaning, a wrong example and a right one."""
    wrong, right = (
        "\n".join(f"    {_visible(line)}" for line in example.splitlines())
        for example in (rule.wrong, rule.right)
    )
    explanation = fill(rule.explanation, WIDTH, break_on_hyphens=False)
    if rule in CORRECTIONS:
        explanation += f"\n\n{fill(f'`check --fix` {CORRECTIONS[rule]}', WIDTH, break_on_hyphens=False)}"
    return (
        f"{rule.name} ({rule.severity})\n\n{rule.summary}\n\n{explanation}\n\n"
        f"Wrong:\n\n{wrong}\n\nRight:\n\n{right}"
    )


def _visible(line: str) -> str:
    """A line of a file as a terminal can show it, its tabs as arrows."""
    return make_visible(line.replace("\t", "→"))


def _block(problem: Problem, reason: str | None, colour: bool) -> str:
    location, severity = problem.location, problem.rule.severity
    paint = _painter(colour, severity)
    place = f"{make_visible(location.path)}:{location.line}:{location.column}"
    marked = f"{severity if reason is None else 'accepted'}[{problem.rule.name}]"
    lines = [f"{place}: {paint(marked) if reason is None else marked}"]
    message = make_visible(problem.message)
    if location.text.strip():
        number = f"{location.line:>5}"
        shown, width = _excerpt(location.text, location.column)
        lines.append(f"{number} | {shown}")
        lines.append(f"{'':>5} | {'':{width}}{paint('^')} {message}")
    else:
        lines.append(f"   {message}")
    lines += [f"   {make_visible(note)}" for note in problem.notes]
    lines.append(f"   {'help' if reason is None else 'because'}: {make_visible(reason or problem.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(text: str, column: int) -> tuple[str, int]:
    """A line as a terminal can show it, and the number of cells before a column."""
    start = 0
    if len(text) > MAX_LINE_SHOWN:
        start = max(0, min(column - 1 - MAX_LINE_SHOWN // 2, len(text) - MAX_LINE_SHOWN))
    end = start + MAX_LINE_SHOWN
    # Not character by character: whether a joiner is visible depends on the character before it.
    shown = _visible(text[start:end])
    before = _visible(text[start : column - 1])
    ahead = "… " if start else ""
    return f"{ahead}{shown}{' …' if end < len(text) else ''}", len(ahead) + _cells(before)


def _cells(text: str) -> int:
    """The width of a text in terminal cells: 2 per wide East Asian character, 0 per accent or joiner."""
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _painter(colour: bool, severity: Severity) -> Callable[[str], str]:
    code = "31" if severity is Severity.ERROR else "33"
    return (lambda text: f"\033[1;{code}m{text}\033[0m") if colour else (lambda text: text)


def _data(text: str) -> str:
    return make_visible(text.replace("%", "%25"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
