"""Correct one file, fix by fix, until nothing is left that can be corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct

from onrecord.anchoring.anchor import Anchoring
from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix, edited
from onrecord.fixing.rules import FIXES
from onrecord.fixing.values import YamlText
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.registers import Registers
from onrecord.metadata.tree import Document, Node, Scalar, SequenceNode
from onrecord.rules.problems import Problem

# A file with more fixes than this, one after the other, is not one that people wrote.
_MAX_ROUNDS = 1000
# Keys that fixes add: to a position, and in an item of their own to the list of actors.
_ADDED = ("prefix", "suffix", "id")


class Findings(Struct, frozen=True):
    """What a check finds in a text.

    Attributes:
        problems: of this file.
        registers, anchoring: as in `Context`.
    """

    problems: Sequence[Problem]
    registers: Registers
    anchoring: Anchoring | None = None


class Done(Struct, frozen=True):
    """A fix that was made."""

    problem: Problem
    label: str


# Chooses one of a fix's choices by its index; None for none of them.
Ask = Callable[[Fix], int | None]


class FileFixer:
    """Corrects one file.

    Args:
        name: its path in problems.
        read: finds the problems that need no article, quickly.
        check: finds all of its problems.
        ask: is asked before a fix that has no single right answer.

    Attributes:
        found: what the last check found, of the text as it is now.
        left: the fixes that nobody wanted.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[str], Iterable[Problem]],
        check: Callable[[str], Findings],
        ask: Ask,
    ) -> None:
        self._name = name
        self._read = read
        self._check = check
        self._ask = ask
        self._refused: set[tuple[str, str, str]] = set()
        self._done: list[Done] = []
        self.left: list[Fix] = []
        self.found: Findings | None = None

    def take_done(self) -> list[Done]:
        """The fixes that were made since this was asked for the last time."""
        done, self._done = self._done, []
        return done

    def corrected(self, text: str) -> str:
        """The text after all fixes; asks about those that need it."""
        for _ in range(_MAX_ROUNDS):
            fixes = self._fixes(text)
            after = self._apply([fix for fix in fixes if not fix.question], text)
            if after == text:
                after = self._ask_for([fix for fix in fixes if fix.question], text)
            if after == text:
                break
            text = after
        return text

    def _fixes(self, text: str) -> list[Fix]:
        found = self.found = self._check(text)
        file = YamlText(self._name, text)
        context = Context(
            file,
            found.problems,
            found.registers,
            found.anchoring,
            partial(self._without_questions, found.registers),
        )
        made = (FIXES[problem.rule](problem, context) for problem in found.problems if problem.rule in FIXES)
        return [fix for fix in made if fix is not None]

    def _without_questions(self, registers: Registers, text: str) -> str:
        """The text after the fixes that need neither an article nor an answer."""
        trial = FileFixer(
            self._name,
            self._read,
            lambda text: Findings(list(self._read(text)), registers),
            lambda _: None,
        )
        return trial.corrected(text)

    def _apply(self, fixes: Sequence[Fix], text: str) -> str:
        """The text after those of some fixes that change nothing else; the last ones in it first."""
        limit = len(text) + 1
        ordered = sorted(fixes, key=lambda fix: min(fix.choices[0].edits).start, reverse=True)
        for fix in ordered:
            choice = fix.choices[0]
            if max(edit.end for edit in choice.edits) >= limit:
                continue  # It touches one that was made; the next round finds it again.
            after = self._after(fix, choice, text)
            if after != text:
                text, limit = after, min(choice.edits).start
        return text

    def _after(self, fix: Fix, choice: Choice, text: str) -> str:
        """The text after a fix; as it was if something else would change."""
        after = edited(text, choice.edits)
        if after == text or not self._is_sound(fix, choice, text, after):
            return text
        self._done.append(Done(fix.problem, choice.label))
        return after

    def _ask_for(self, fixes: Sequence[Fix], text: str) -> str:
        """The text after the first fix that somebody wants; what nobody wants is `left`."""
        self.left = []
        for fix in fixes:
            if _key(fix) not in self._refused:
                number = self._ask(fix)
                if number is not None:
                    after = self._after(fix, fix.choices[number], text)
                    if after != text:
                        return after
                self._refused.add(_key(fix))
            self.left.append(fix)
        return text

    def _is_sound(self, fix: Fix, choice: Choice, before: str, after: str) -> bool:
        """Whether the problem is gone, and all values elsewhere are as they were."""
        here = [_count(fix.problem, self._read(text)) for text in (before, after)]
        if here[0] and here[1] >= here[0]:  # None: it is one that needs the article or the registers.
            return False
        documents = [read_yaml(self._name, text)[0] for text in (before, after)]
        if documents[0] is None:
            return True
        if documents[1] is None:
            return False
        return _is_same_elsewhere(
            documents[0], documents[1], _touched(YamlText(self._name, before), choice.edits)
        )


def _key(fix: Fix) -> tuple[str, str, str]:
    """What tells a fix from others, also after lines were added above it."""
    return fix.problem.rule.name, fix.problem.location.text, fix.problem.message


def _count(problem: Problem, problems: Iterable[Problem]) -> int:
    return sum(one.rule is problem.rule and one.location.line == problem.location.line for one in problems)


def _touched(file: YamlText, edits: Sequence[Edit]) -> frozenset[int]:
    """The lines that edits change, and those in which the values begin that they change."""
    touched: set[int] = set()
    for edit in edits:
        touched.update(range(file.lines.line(edit.start), file.lines.line(edit.end) + 1))
        for value in file.values:
            if value.start <= edit.start and edit.end <= value.end:
                touched.add(file.lines.line(value.start))
    return frozenset(touched)


def _is_same_elsewhere(before: Document, after: Document, touched: frozenset[int]) -> bool:
    """Whether two readings have the same values but in some lines of the first."""
    old, new = _values(before.root), _values(after.root)
    if any(new.get(path, ("",))[0] != words for path, (words, line) in old.items() if line not in touched):
        return False
    return all(path in old or line in touched or path[-1] in _ADDED for path, (_, line) in new.items())


def _values(node: Node, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], tuple[str, int]]:
    """The words of each value, and its line, by its path."""
    if isinstance(node, Scalar):
        return {path: (" ".join(node.value.split()), node.line)}
    below = enumerate(node.items) if isinstance(node, SequenceNode) else node.values.items()
    found: dict[tuple[str | int, ...], tuple[str, int]] = {}
    for step, value in below:
        found |= _values(value, (*path, step))
    return found
