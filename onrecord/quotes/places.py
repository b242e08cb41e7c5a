"""The places of quotations in the articles on record: who cites them, and whose words they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from onrecord.addresses import briefing_path
from onrecord.checking.examine import Examined, Examiner
from onrecord.layout import Layout
from onrecord.metadata.registers import Registers
from onrecord.quotes.asked import Asked
from onrecord.record import AnchoredBrief, Article
from onrecord.speakers.finding import Finder
from onrecord.text.folding import Folded, fold
from onrecord.text.spans import OMISSION, Span

# So many places of the first part of a quotation are tried, for one with the others near it.
MAX_STARTS = 100
_KEPT = 256  # briefings that stay in memory


class Citing(Struct, frozen=True):
    """A position that cites a place.

    Attributes:
        address: of the position on the site, `briefs/<slug>.html#<id>`.
        actor: the id of its actor.
        name: the actor's.
        basis: how the position is known.
        via: the name of the actor who relays it.
        is_unnamed: whether the actor, or the one who relays, is an unnamed source.
        is_whole: whether its passages have all of the words.
    """

    address: str
    actor: str
    name: str
    basis: str
    via: str | None
    is_unnamed: bool
    is_whole: bool


class Place(Struct, frozen=True):
    """A place in an article.

    Attributes:
        article: the path of the article, relative to the root.
        line: of the article's file, from 1.
        words: the article's, on one line.
        is_quoted: whether they are inside quotation marks there.
        cited_by: the positions that cite it, in the order of their briefings.
        speaker: the article's words for the speaker, if no position cites it and the article tells.
        lines_apart: the lines of the parts of the quotation, if they do not stand together.
    """

    article: str
    line: int
    words: str
    is_quoted: bool
    cited_by: tuple[Citing, ...]
    speaker: str | None
    lines_apart: tuple[int, ...] = ()


class Places:
    """Finds who cites places in articles.

    Attributes:
        unsound: the paths of briefings with errors, whose positions are unknown.

    Args:
        layout: the site.
        examiner: of its briefings.
        registers: the site's.
        slugs: the published briefings of each article.
    """

    def __init__(
        self, layout: Layout, examiner: Examiner, registers: Registers, slugs: Mapping[str, Sequence[str]]
    ) -> None:
        self._layout, self._examiner, self._registers, self._slugs = layout, examiner, registers, slugs
        self._examined = lru_cache(_KEPT)(self._examine)
        self._folded = lru_cache(_KEPT)(lambda slug: fold(self._article(slug).text))
        self.unsound: set[str] = set()

    def of(self, article: str, one: Asked) -> Place | None:
        """The place of a quotation that an article has; None if its briefing cannot be read."""
        slug = self._first(article)
        if slug is None:
            return None
        read, folded = self._article(slug), self._folded(slug)
        spans = [folded.to_raw(span) for span in _chain(read, folded, one)]
        apart = () if _stand_together(read, one, spans) else tuple(read.line_at(span.start) for span in spans)
        return self._place(article, spans, apart)

    def at(self, article: str, span: Span) -> Place | None:
        """The place of a span; None if the article's briefing cannot be read."""
        return None if self._first(article) is None else self._place(article, [span], ())

    def _place(self, article: str, spans: Sequence[Span], apart: tuple[int, ...]) -> Place:
        slugs = self._slugs[article]
        read = self._article(next(slug for slug in slugs if self._examined(slug).anchoring))
        cited_by = tuple(citing for slug in slugs for citing in self._citing(slug, spans))
        return Place(
            article=f"{self._layout.seeds.name}/{article}",
            line=read.line_at(spans[0].start),
            words=OMISSION.join(" ".join(read.words(span).split()) for span in spans),
            is_quoted=all(any(_holds(quoted, span) for quoted in read.quoted) for span in spans),
            cited_by=cited_by,
            speaker=None if cited_by else self._speaker(article, spans),
            lines_apart=apart,
        )

    def _first(self, article: str) -> str | None:
        return next((slug for slug in self._slugs[article] if self._examined(slug).anchoring), None)

    def _article(self, slug: str) -> Article:
        anchoring = self._examined(slug).anchoring
        assert anchoring is not None, "asked only of briefings that could be read"
        return anchoring.article

    def _examine(self, slug: str) -> Examined:
        examined = self._examiner.examine(self._layout.briefs / f"{slug}.yml")
        if examined.anchored is None:
            self.unsound.add(f"{self._layout.briefs.name}/{slug}.yml")
        return examined

    def _citing(self, slug: str, spans: Sequence[Span]) -> Iterator[Citing]:
        brief = self._examined(slug).anchored
        for position in brief.positions if brief else ():
            pieces = [piece for anchor in position.anchors for piece in anchor.pieces]
            if not any(piece.overlaps(span) for piece in pieces for span in spans):
                continue
            assert isinstance(brief, AnchoredBrief)
            stated, actors = position.stated, self._registers.actors
            sources = [actors[source] for source in (stated.actor, stated.relayed_by) if source]
            yield Citing(
                address=f"{briefing_path(slug).removesuffix('.md')}.html#{position.id}",
                actor=stated.actor,
                name=sources[0].name,
                basis=position.basis.value,
                via=sources[1].name if len(sources) > 1 else None,
                is_unnamed=any(source.kind == "unnamed" for source in sources),
                is_whole=all(any(_holds(piece, span) for piece in pieces) for span in spans),
            )

    def _speaker(self, article: str, spans: Sequence[Span]) -> str | None:
        """The article's words for the speaker of a place, where it is quoted and they are told."""
        slug = self._first(article)
        assert slug is not None, "a place is in an article that could be read"
        anchoring = self._examined(slug).anchoring
        assert anchoring is not None, "and so is its briefing"
        finder = Finder(anchoring.article, anchoring.file.brief.source.language)
        quotation = finder.quotation_at(spans[0].start)
        speech = None if quotation is None else finder.of_quotation(quotation, spans[0].start)
        return " ".join(anchoring.article.words(speech.mention.span).split()) if speech else None


def _holds(one: Span, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end


def _chain(article: Article, folded: Folded, one: Asked) -> list[Span]:
    """The places of the parts of a quotation, in order: those that stand together, or the first ones."""
    first, *others = one.parts
    best: list[Span] = []
    for number, start in enumerate(folded.find(first.words)):
        chain = [start]
        for part in others:
            found = next(folded.find(part.words, chain[-1].end), None)
            if found is None:
                break
            chain.append(found)
        if len(chain) < len(one.parts) or number == MAX_STARTS:
            break
        best = best or chain
        if _stand_together(article, one, [folded.to_raw(span) for span in chain]):
            return chain
    assert best, "asked only of articles that have all parts"
    return best


def _stand_together(article: Article, one: Asked, spans: Sequence[Span]) -> bool:
    """Whether the parts are in one paragraph or quotation; a new paragraph may be the article's next one."""
    for part, (before, after) in zip(one.parts[1:], pairwise(spans), strict=True):
        blocks = article.block_at(after.start) - article.block_at(before.start)
        in_one = any(
            quotation.spans[0].start <= before.start and after.end <= quotation.spans[-1].end
            for quotation in article.quotations
        )
        if blocks and not in_one and not (part.is_new_paragraph and blocks == 1):
            return False
    return True
