"""What a fix may look at: one file, and what a check has found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from onrecord.anchoring.anchor import Anchoring
from onrecord.fixing.edits import Edit, Fix, edited
from onrecord.fixing.values import Value, YamlText
from onrecord.metadata.registers import Registers
from onrecord.record import Article
from onrecord.rules.problems import Location, Problem
from onrecord.schema.models import Position, Question
from onrecord.text.folding import Folded, fold


class Written(Struct, frozen=True):
    """A passage as a briefing has it.

    Attributes:
        stated: its position or question.
        number: its index in the position's list of passages.
        value: its characters in the file.
    """

    stated: Position | Question
    number: int
    value: Value

    @property
    def text(self) -> str:
        """The words as they are written."""
        return self.stated.passage[self.number]


class Context(Struct, frozen=True, dict=True):
    """One file as it is read and checked now.

    Attributes:
        file: its text.
        problems: all that a check finds in it.
        registers: of the site.
        anchoring: the passages of a briefing and its article; None if one of them cannot be read.
        corrected: the text after all fixes that need no question, for trying out.
    """

    file: YamlText
    problems: Sequence[Problem]
    registers: Registers
    anchoring: Anchoring | None
    corrected: Callable[[str], str]

    @property
    def article(self) -> Article | None:
        """The article of a briefing; None if it cannot be read."""
        return self.anchoring.article if self.anchoring else None

    @cached_property
    def folded(self) -> Folded:
        """The article's folded text; empty if there is no article."""
        return fold(self.article.text if self.article else "")

    def value_at(self, place: Location) -> Value | None:
        """The value that a problem is about."""
        return self.file.at(place.line, place.column)

    def offset(self, place: Location) -> int:
        """A problem's place in the text."""
        return self.file.lines.offset(place.line, place.column)

    def passage_at(self, place: Location) -> Written | None:
        """The passage that begins at a place; None if there is something else."""
        value = self.value_at(place)
        if self.anchoring is None or value is None:
            return None
        document = self.anchoring.file.document
        for path, stated in self._stated():
            for number in range(len(stated.passage)):
                node = document.node((*path, "passage", number))
                if (node.line, node.column) == (place.line, place.column):
                    return Written(stated, number, value)
        return None

    def _stated(self) -> Iterator[tuple[tuple[str, int], Position | Question]]:
        assert self.anchoring is not None
        file = self.anchoring.file
        groups: tuple[tuple[str, Sequence[Position | Question]], ...] = (
            ("positions", file.brief.positions),
            ("open_questions", file.brief.open_questions),
        )
        for key, items in groups:
            for number, stated in enumerate(items):
                yield file.item(key, number), stated

    def reads_as(self, edits: Sequence[Edit], value: Value, words: str) -> bool:
        """Whether a value is some words after some edits that do not move its beginning."""
        after = YamlText(self.file.name, edited(self.file.text, edits))
        found = next((one for one in after.values if one.start == value.start), None)
        return found is not None and found.words == " ".join(words.split())


MakeFix = Callable[[Problem, Context], Fix | None]
