"""Stage 3: every passage of a briefing becomes a span of its article, or a problem.

Pure. An `AnchoredBrief` can be published: it exists only if every passage was found in the article, verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import Struct, convert

from onrecord.anchoring.calling import check_relayers
from onrecord.anchoring.coverage import basis_of, coverage_of
from onrecord.anchoring.gists import gist_places
from onrecord.anchoring.ids import id_of, repeated_ids
from onrecord.anchoring.matching import Failure, match_passage
from onrecord.anchoring.named import NamedActors
from onrecord.anchoring.names import NameIndex
from onrecord.metadata.briefs import BriefFile
from onrecord.record import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Article,
    Brief,
    Position,
    Question,
)
from onrecord.rules.problems import Location, Problem
from onrecord.schema import models as schema
from onrecord.schema.models import Actor
from onrecord.text.folding import fold
from onrecord.text.spans import Span

if TYPE_CHECKING:
    from onrecord.anchoring.explaining import Explainer

# So many passages of which the article has nothing are hardly all mistyped: it is another article, or a stub.
MIN_UNLIKE = 3


class Cited(Struct, frozen=True):
    """A position or a question with those of its passages that were found.

    Attributes:
        path: its path in the YAML.
        stated: the editor's values.
        passages: the passages, each with its place in the YAML.
        gist: the place of a position's gist in the YAML, and its span in the article; None if there is none,
            or it was not found.
    """

    path: tuple[str, int]
    stated: schema.Position | schema.Question
    passages: tuple[tuple[Location, Anchor], ...]
    gist: tuple[Location, Span] | None = None


class Anchoring(Struct, frozen=True, dict=True):
    """The result of looking for a briefing's passages.

    Attributes:
        file: its file.
        article: its source.
        problems: what is wrong.
        named: the actors of the register that its article names.
        cited: its positions and questions, in the file's order, errors or not.
        text: a digest of the article's words; equal for words that count as the same.
    """

    file: BriefFile
    article: Article
    problems: list[Problem]
    named: set[str]
    cited: list[Cited]
    text: bytes

    @cached_property
    def brief(self) -> AnchoredBrief | None:
        """The briefing with its passages; None if its file or a passage has an error.

        Built on first use: `check` does not need it.
        """
        if self.file.wrong or any(problem.is_error for problem in self.problems):
            return None
        return _anchored(self.file, self.article, self.cited, self.named)


def anchor_brief(
    file: BriefFile, article: Article, actors: Mapping[str, Actor], names: NameIndex
) -> Anchoring:
    """Find all passages of a briefing in its article.

    Args:
        file: the briefing and the places of its values.
        article: its source.
        actors: the register.
        names: the index of the register's names.
    """
    work = _Work(file, article, actors, names)
    work.find_all()
    problems = [*work.problems, *repeated_ids(file, [(item.path, item.stated) for item in work.cited])]
    problems += work.actors.without_trace(file)
    return Anchoring(file, article, problems, work.actors.named, work.cited, work.text_digest())


def _anchored(
    file: BriefFile, article: Article, cited: Sequence[Cited], named: Iterable[str]
) -> AnchoredBrief:
    """A sound briefing whose passages were all found."""
    positions: list[AnchoredPosition] = []
    questions: list[AnchoredQuestion] = []
    for item in cited:
        anchors = tuple(anchor for _, anchor in item.passages)
        if isinstance(item.stated, schema.Position):
            position = convert(item.stated, Position, from_attributes=True)
            span = item.gist[1] if item.gist else None
            basis = basis_of(article, anchors)
            positions.append(AnchoredPosition(id_of(item.stated), position, anchors, basis, span))
        else:
            question = convert(item.stated, Question, from_attributes=True)
            questions.append(AnchoredQuestion(id_of(item.stated), question, anchors))
    holding = {position.stated.actor for position in positions}
    listed = [actor.id for actor in file.brief.actors]
    silent = [actor for actor in [*listed, *sorted(named)] if actor not in holding]
    return AnchoredBrief(
        slug=file.slug,
        brief=convert(file.brief, Brief, from_attributes=True),
        article=article,
        positions=tuple(positions),
        questions=tuple(questions),
        coverage=coverage_of(article, (anchor for item in cited for _, anchor in item.passages)),
        silent=tuple(dict.fromkeys(silent)),
    )


class _Work:
    """The data that all passages of an article share, computed once."""

    def __init__(
        self, file: BriefFile, article: Article, actors: Mapping[str, Actor], names: NameIndex
    ) -> None:
        self._file = file
        self._article = article
        self._folded = fold(article.text)
        self.actors = NamedActors(article, self._folded, names, actors)
        self.problems: list[Problem] = []
        self.cited: list[Cited] = []
        self._actors = actors

    @cached_property
    def _explainer(self) -> Explainer:
        from onrecord.anchoring.explaining import Explainer  # most builds need none of it

        return Explainer(self._article, self._folded)

    def text_digest(self) -> bytes:
        """A digest of the folded article, whatever white space is around it."""
        return blake2b(self._folded.text.strip().encode(), digest_size=16).digest()

    def find_all(self) -> None:
        """Find the passages of all positions, then those of all questions."""
        for number, stated in enumerate(self._file.brief.positions):
            item = self._file.item("positions", number)
            found = self._find(item, stated.passage, stated.prefix, stated.suffix)
            anchors = [anchor for _, anchor in found]
            gist = self._gist(item, stated, anchors) if stated.gist else None
            self.cited.append(Cited(item, stated, tuple(found), gist))
            if stated.relayed_by is not None and anchors:
                near = set().union(*map(self.actors.near, anchors))
                self.problems += check_relayers(self._file, number, near, self._actors)
        for number, asked in enumerate(self._file.brief.open_questions):
            item = self._file.item("open_questions", number)
            self.cited.append(Cited(item, asked, tuple(self._find(item, asked.passage))))
        if self.problems and not any(item.passages for item in self.cited):
            self._tell_of_another_article()

    def _tell_of_another_article(self) -> None:
        """One problem instead of one for each passage, if the article has nothing like any of them."""
        unlike = self._explainer.unlike
        if len(unlike) >= MIN_UNLIKE:
            told = set(map(id, unlike))
            self.problems = [problem for problem in self.problems if id(problem) not in told]
            place = self._file.document.value(("source", "file"))
            self.problems.append(self._explainer.explain_other_article(place, len(unlike)))

    def _gist(
        self, item: tuple[str, int], stated: schema.Position, anchors: Sequence[Anchor]
    ) -> tuple[Location, Span] | None:
        """A position's gist: where it is written, and where it is in the passages that were found."""
        assert stated.gist is not None
        path = (*item, "gist")
        place, node = self._file.document.value(path), self._file.document.node(path)
        found = gist_places(self._folded, stated.gist, anchors)
        if len(found) == 1:
            return place, found[0]
        if len(anchors) == len(stated.passage):  # The gist may be in a passage that was not found.
            self.problems.append(self._explainer.explain_gist(found, place, node, stated.gist, anchors))
        return None

    def _find(
        self,
        item: tuple[str, int],
        passages: Sequence[str],
        prefix: str | None = None,
        suffix: str | None = None,
    ) -> list[tuple[Location, Anchor]]:
        """The passages that are in the article, and where they are written; the others become problems."""
        found: list[tuple[Location, Anchor]] = []
        for number, passage in enumerate(passages):
            path = (*item, "passage", number)
            node = self._file.document.node(path)
            place = self._file.document.of(node)
            match = match_passage(self._folded, passage)
            # In a list, prefix and suffix apply to the passages that need them.
            if (prefix or suffix) and (len(passages) == 1 or match.failure is Failure.AMBIGUOUS):
                match = match_passage(self._folded, passage, prefix, suffix)
            if match.failure is None:
                found.append((place, Anchor(tuple(map(self._folded.to_raw, match.pieces)))))
            else:
                self.problems.append(self._explainer.explain(match, place, node, passage))
        return found
