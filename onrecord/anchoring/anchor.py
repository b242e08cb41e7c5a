"""Stage 3: every passage of a briefing becomes a span of its article, or a problem.

Pure: a briefing and an article go in; what comes out can be published, because an `AnchoredBrief`
exists only where every passage was found, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.addresses import position_id, question_id
from onrecord.anchoring.coverage import basis_of, coverage_of
from onrecord.anchoring.matching import Failure, Match, match_passage
from onrecord.anchoring.names import NameIndex
from onrecord.anchoring.nearest import WordIndex
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.syntax_errors import TYPOGRAPHIC_QUOTES, smart_quotes
from onrecord.metadata.tree import Path, Scalar
from onrecord.model import Anchor, AnchoredBrief, AnchoredPosition, AnchoredQuestion, Article
from onrecord.problems import Location, Problem
from onrecord.rules import passages as rules
from onrecord.rules import references
from onrecord.schema import Actor
from onrecord.text.folding import Folded, fold, fold_text
from onrecord.text.spans import Span

# A message shows this many of the places that a passage could mean.
MAX_PLACES_SHOWN = 4
MAX_CHARACTERS_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What came of a briefing.

    Attributes:
        brief: None where its file or one of its passages has an error.
        named: the actors of the register that its article names.
    """

    brief: AnchoredBrief | None
    problems: list[Problem]
    named: set[str]


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
    work = _Work(file, article, names)
    positions = [
        AnchoredPosition(
            id=position_id(position),
            stated=position,
            anchors=(
                anchors := work.anchors(
                    file.item("positions", number), position.passage, position.prefix, position.suffix
                )
            ),
            basis=basis_of(article, anchors),
        )
        for number, position in enumerate(file.brief.positions)
    ]
    questions = [
        AnchoredQuestion(
            id=question_id(question),
            asked=question,
            anchors=work.anchors(file.item("open_questions", number), question.passage),
        )
        for number, question in enumerate(file.brief.open_questions)
    ]
    problems = work.problems
    problems += _repeated_ids(file, positions, questions)
    for number, position in enumerate(positions):
        place = file.document.value((*file.item("positions", number), "passage"))
        problems += work.speaker_far(position, place, actors)
    problems += work.without_trace(actors)
    if file.wrong or any(problem.is_error for problem in problems):
        return Anchoring(None, problems, work.named)
    holding = {position.stated.actor for position in positions}
    listed = [actor.id for actor in file.brief.actors]
    silent = [actor for actor in [*listed, *sorted(work.named)] if actor not in holding]
    brief = AnchoredBrief(
        slug=file.slug,
        brief=file.brief,
        article=article,
        positions=tuple(positions),
        questions=tuple(questions),
        coverage=coverage_of(article, (*positions, *questions)),
        silent=tuple(dict.fromkeys(silent)),
    )
    return Anchoring(brief, problems, work.named)


@dataclass
class _Work:
    """What is worked out once for an article and used for every passage."""

    file: BriefFile
    article: Article
    names: NameIndex
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded: Folded = fold(self.article.text)
        self._words: WordIndex | None = None
        # Block of the article to the actors named in it; the byline names nobody.
        self.named_in: dict[int, set[str]] = {}
        byline = self.article.byline
        for at, actor in self.names.find(self.folded.text):
            raw = self.folded.starts[at]
            if byline is None or not byline.span.start <= raw < byline.span.end:
                self.named_in.setdefault(self.article.block_at(raw), set()).add(actor)
        self.named: set[str] = set().union(*self.named_in.values())

    def anchors(
        self,
        item: tuple[str, int],
        passages: tuple[str, ...],
        prefix: str | None = None,
        suffix: str | None = None,
    ) -> tuple[Anchor, ...]:
        """The anchors of those passages that are found; the others become problems."""
        anchors: list[Anchor] = []
        for number, passage in enumerate(passages):
            # In a list, prefix and suffix belong to what they are needed for.
            match = match_passage(self.folded, passage)
            if len(passages) == 1 or match.failure is Failure.AMBIGUOUS:
                match = match_passage(self.folded, passage, prefix, suffix)
            if match.failure is None:
                pieces = tuple(self.folded.to_raw(piece) for piece in match.pieces)
                anchors.append(Anchor(pieces))
            else:
                self.problems.append(self._explain(match, (*item, "passage", number), passage))
        return tuple(anchors)

    def _explain(self, match: Match, path: Path, passage: str) -> Problem:
        place = self.file.document.value(path)
        source = f"seeds/{self.article.file}"
        if match.failure is Failure.NOT_FOUND:
            return self._not_found(match.missing, path, passage)
        if match.failure is Failure.OUT_OF_ORDER:
            message = f"these pieces do not follow one another in {source}"
            help_text = "put the pieces in the article's order, or make a list of passages of them"
            return Problem(rules.OUT_OF_ORDER, place, message, help_text)
        notes = tuple(self._show(span) for span in match.candidates[:MAX_PLACES_SHOWN])
        if match.failure is Failure.OTHER_CONTEXT:
            message = f"these words are in {source}, with others around them than prefix or suffix say"
            help_text = "copy the words just before or after the passage, or take prefix and suffix out"
            return Problem(rules.NOT_FOUND, place, message, help_text, notes)
        message = f"these words are in {source} {len(match.candidates)} times"
        help_text = "make the passage longer, or add `prefix` or `suffix`: the words before or after it"
        return Problem(rules.AMBIGUOUS, place, message, help_text, notes)

    def _not_found(self, missing: str, path: Path, passage: str) -> Problem:
        place = self.file.document.value(path)
        if self._in_smart_quotes(path, passage):
            return smart_quotes(place)
        source = f"seeds/{self.article.file}"
        message = f"these words are not in {source}"
        if missing != fold_text(passage):
            message = f"of these words “{_shorten(missing)}” is not in {source}"
        if self._words is None:
            self._words = WordIndex(self.folded)
        nearest = self._words.nearest(missing)
        inside = self.folded.text.find(missing)
        if inside != -1:
            notes = [f"{self._show(Span(inside, inside + len(missing)))} cuts a word or a number"]
        elif nearest is None:
            notes = ["nothing in the article is like it"]
        else:
            pairs = [f"{a or '(nothing)'} / {b or '(nothing)'}" for a, b in nearest.differences[:4]]
            notes = [f"nearest, {self._show(nearest.span)}", f"differs: {'; '.join(pairs)}"]
        help_text = "copy the words from the article; ` […] ` leaves words out"
        return Problem(rules.NOT_FOUND, place, message, help_text, tuple(notes))

    def _in_smart_quotes(self, path: Path, passage: str) -> bool:
        """Whether typographic marks around an unquoted passage are all that is not in the article."""
        node = self.file.document.node(path)
        return (
            isinstance(node, Scalar)
            and not node.style
            and passage[:1] in TYPOGRAPHIC_QUOTES
            and passage[-1:] in TYPOGRAPHIC_QUOTES
            and len(passage) > 2
            and match_passage(self.folded, passage[1:-1]).failure is None
        )

    def _show(self, folded: Span) -> str:
        span = self.folded.to_raw(folded)
        words = " ".join(self.article.words(span).split())
        return f"line {self.article.line_at(span.start)}: “{_shorten(words)}”"

    def speaker_far(
        self, position: AnchoredPosition, place: Location, actors: Mapping[str, Actor]
    ) -> Iterator[Problem]:
        """Warn where neither the actor nor whom the actor belongs to is named near a passage."""
        actor = actors.get(position.stated.actor)
        if actor is None:
            return
        speakers = {position.stated.actor, actor.of} - {None}
        for anchor in position.anchors:
            block = self.article.block_at(anchor.pieces[0].start)
            near = self.named_in.get(block, set()) | self.named_in.get(block - 1, set())
            if not speakers & near:
                message = f"no name of {actor.name} stands in this paragraph or the one before"
                help_text = "is it their position? Add to `also` the name that the article uses"
                yield Problem(rules.SPEAKER_NOT_NEAR, place, message, help_text)
                return

    def without_trace(self, actors: Mapping[str, Actor]) -> Iterator[Problem]:
        """Warn of actors who are listed, hold no position and are not named in the article."""
        if self.file.wrong & {"actors", "positions"}:
            return
        holding = {position.actor for position in self.file.brief.positions}
        for number, listed in enumerate(self.file.brief.actors):
            actor = actors.get(listed.id)
            if actor is None or listed.id in holding or listed.id in self.named:
                continue
            place = self.file.document.value((*self.file.item("actors", number), "id"))
            message = f"{actor.name} holds no position here and is not named in the article"
            help_text = "take the actor out, or add to `also` the name that the article uses"
            yield Problem(references.ACTOR_WITHOUT_TRACE, place, message, help_text)


def _repeated_ids(
    file: BriefFile, positions: list[AnchoredPosition], questions: list[AnchoredQuestion]
) -> Iterator[Problem]:
    seen: dict[str, Location] = {}
    items = [(file.item("positions", n), p.id, p.stated.id) for n, p in enumerate(positions)]
    items += [(file.item("open_questions", n), q.id, q.asked.id) for n, q in enumerate(questions)]
    for item, name, written in items:
        place = file.document.value((*item, "id") if written else item)
        if name in seen:
            message = f"the id {name} is taken by line {seen[name].line}"
            if written is None:
                message += ": it has the same first words"
            help_text = f"give this one an id of its own, such as `id: {name}-2`"
            yield Problem(references.DUPLICATE_ID, place, message, help_text)
        else:
            seen[name] = place


def _shorten(text: str) -> str:
    if len(text) <= MAX_CHARACTERS_SHOWN:
        return text
    return f"{text[:MAX_CHARACTERS_SHOWN].rstrip()} …"
