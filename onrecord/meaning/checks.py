"""All meaning checks for one briefing, in the order of its file.

Pure: problems from a briefing, its article and the places of its passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from onrecord.anchoring.anchor import Cited
from onrecord.meaning.conditions import cut_condition
from onrecord.meaning.context import Piece, Reader, plain
from onrecord.meaning.findings import Finding
from onrecord.meaning.gists import gist_in_passage, of_gist
from onrecord.meaning.manner import cut_joke, cut_quantity, cut_question, is_question
from onrecord.meaning.negations import cut_negation
from onrecord.meaning.omissions import omission
from onrecord.meaning.patterns import words_of
from onrecord.meaning.places import too_short, wide, wrong_block
from onrecord.meaning.quoted_texts import quoted_wrongly
from onrecord.meaning.silences import silence
from onrecord.meaning.unrelated import is_unrelated
from onrecord.meaning.vocabulary import Says
from onrecord.meaning.wording import against_words, form_of
from onrecord.meaning.wordlists import Wordlist, wordlist_of
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.tree import Scalar
from onrecord.record import Anchor, Article
from onrecord.rules import grounds, wording
from onrecord.rules.problems import Location, Problem
from onrecord.schema.models import Brief, Position
from onrecord.text.guessing import contradicts
from onrecord.text.sentences import Sentences
from onrecord.text.spans import Span

_ANY = Sentences()
_UNRELATED = Finding(
    wording.SAYS_UNRELATED,
    "the passage and the paragraphs around it share no word with this",
    "check that it is the right passage, or write this closer to its words",
)
# characters of a paragraph on either side of a passage
_AROUND = 4000
_TAKING_SIDES = ("for", "against")


def check_meaning(file: BriefFile, article: Article, cited: Sequence[Cited]) -> Iterator[Problem]:
    """Check that passages keep their meaning and that nothing else is quoted.

    Args:
        file: the briefing and the places of its values.
        article: its source.
        cited: its positions and questions with those of their passages that were found.
    """
    words = wordlist_of(file.brief.source.language)
    reader = Reader(article.text, article.stretches, words.sentences if words else _ANY)
    for item in cited:
        for finding, place in _findings(file, article, reader, item, words):
            yield Problem(finding.rule, place, finding.message, finding.help)
    yield from _opposed(cited)
    yield from _author(file, article)
    yield from quoted_wrongly(file, article)


def _findings(
    file: BriefFile, article: Article, reader: Reader, item: Cited, words: Wordlist | None
) -> Iterator[tuple[Finding, Location]]:
    pieces: list[Piece] = []
    for place, anchor in item.passages:
        found = tuple(reader.pieces(anchor.pieces))
        pieces += found
        for finding in passage_findings(article, anchor, found, words):
            yield finding, place
        if isinstance(item.stated, Position):
            for finding in wrong_block(article, anchor, words):
                yield finding, place
    if item.gist is not None:
        yield from _of_gist(article, item, words)
    if isinstance(item.stated, Position):
        yield from _of_position(file, article, item, item.stated, pieces, words)


def _of_position(
    file: BriefFile,
    article: Article,
    item: Cited,
    stated: Position,
    pieces: Sequence[Piece],
    words: Wordlist | None,
) -> Iterator[tuple[Finding, Location]]:
    """Check a position: its `says`, its passages as a whole, and the differences between the two."""
    form = list(form_of(stated.says))
    shown: list[Finding] = []
    against: list[Finding] = []
    if len(item.passages) == len(stated.passage):  # Otherwise the missing passage may show it.
        anchors = [anchor for _, anchor in item.passages]
        shown = list(position_findings(article, stated, anchors, pieces, words))
        against = list(against_words(stated.says, pieces, words)) if words is not None else []
        if words is not None and _is_unrelated(file.brief, article, stated, anchors, words.says):
            against.append(_UNRELATED)
    if not (form or shown or against):
        return
    node = file.document.node((*item.path, "says"))
    if not isinstance(node, Scalar) or node.doubtful:
        return  # The value is a placeholder for a wrong one.
    place = file.document.of(node)
    yield from ((finding, item.passages[0][0]) for finding in shown)
    if node.is_empty:
        return
    yield from ((finding, place) for finding in form)
    yield from ((finding, place) for finding in against)


def passage_findings(
    article: Article, anchor: Anchor, pieces: Sequence[Piece], words: Wordlist | None
) -> Iterator[Finding]:
    """Check one passage of a position or a question against its sentence."""
    found = wide(article, anchor)
    if found is not None:
        yield found
    omits = False  # Then a cut beside the gap needs no second warning.
    for number, piece in enumerate(pieces):
        if words is not None:
            left = not omits
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            found = None
            if following is not None:
                start, end = anchor.pieces[number].end, anchor.pieces[number + 1].start
                if end - start < len(piece.words) + 2000:
                    found = omission(piece, following, plain(article.text[start:end]), words)
            omits = found is not None
            if found is not None:
                yield found
            yield from _cuts(piece, words, left=left, right=not omits)
        asked = cut_question(piece)
        if asked is not None:
            yield asked


def _cuts(piece: Piece, words: Wordlist, *, left: bool, right: bool) -> Iterator[Finding]:
    """Check the cuts of a piece; a quick look first finds pieces without suspicious words beside them."""
    before = piece.before != "" and (words.before.any_in(words_of(piece.before)) or bool(words.prefixes))
    after = piece.after != "" and (words.after.any_in(words_of(piece.after)) or bool(words.prefixes))
    if before or after:
        for cut in (cut_negation, cut_condition):
            lost = cut(piece, words, left=left and before, right=right and after)
            if lost is not None:
                yield lost
        joked = cut_joke(piece, words)
        if joked is not None:
            yield joked
    quantity = cut_quantity(piece, words)
    if quantity is not None:
        yield quantity


def _of_gist(article: Article, item: Cited, words: Wordlist | None) -> Iterator[tuple[Finding, Location]]:
    """Check a gist against its passage."""
    if item.gist is None:
        return
    place, span = item.gist
    anchors = [anchor for _, anchor in item.passages]
    piece = gist_in_passage(article, anchors, span, words.sentences if words else _ANY)
    if words is not None:
        for finding in _cuts(piece, words, left=True, right=True):
            yield of_gist(finding), place
    asked = cut_question(piece)
    if asked is not None:
        yield of_gist(asked), place


def position_findings(
    article: Article,
    stated: Position,
    anchors: Sequence[Anchor],
    pieces: Sequence[Piece],
    words: Wordlist | None,
) -> Iterator[Finding]:
    """Check all passages of a position together."""
    short = too_short(article, anchors, words)
    if short is not None:
        yield short
    if stated.stance not in _TAKING_SIDES:
        return
    texts = [piece.words for piece in pieces]
    if is_question(texts):
        message = f"this is a question, and the stance is `{stated.stance}`"
        help_text = "cite the words that show the stance, or remove the stance"
        yield Finding(grounds.QUESTION_AS_STANCE, message, help_text)
    if words is not None and words.silence is not None:
        silent = silence(texts, words.silence)
        if silent:
            message = f"“{silent}” says that nothing was said, and the stance is `{stated.stance}`"
            yield Finding(
                grounds.SILENCE_WITH_STANCE, message, "leave the stance out, or cite words that show it"
            )


def _is_unrelated(
    brief: Brief, article: Article, stated: Position, anchors: Sequence[Anchor], lists: Says | None
) -> bool:
    """Whether `says` shares no word with its passages, their paragraphs and the neighbouring ones."""
    if lists is None or stated.translation:
        return False

    def around(piece: Span) -> str:
        at = article.block_at(piece.start)
        first, last = article.blocks[max(at - 1, 0)], article.blocks[min(at + 1, len(article.blocks) - 1)]
        return article.text[max(first.start, piece.start - _AROUND) : min(last.end, piece.end + _AROUND)]

    pieces = [piece for anchor in anchors for piece in anchor.pieces]
    texts = [partial(article.words, piece) for piece in pieces] + [partial(around, piece) for piece in pieces]
    if not is_unrelated(stated.says, stated.actor.split("-"), texts, lists):
        return False
    own = " ".join([brief.summary, *(position.says for position in brief.positions)])
    return not contradicts(brief.source.language, own)


def _opposed(cited: Sequence[Cited]) -> Iterator[Problem]:
    """Warn if the same words show a stance for a proposition and one against it."""
    seen: dict[tuple[str, Anchor], tuple[str, Location]] = {}
    for item in cited:
        stated = item.stated
        if not isinstance(stated, Position) or stated.stance not in _TAKING_SIDES:
            continue
        for place, anchor in item.passages:
            stance, first = seen.setdefault((stated.issue, anchor), (stated.stance, place))
            if stance != stated.stance:
                message = f"line {first.line} has the same words with the stance `{stance}`"
                yield Problem(
                    grounds.TWO_STANCES, place, message, "correct one of the two, or remove its stance"
                )


def _author(file: BriefFile, article: Article) -> Iterator[Problem]:
    """Warn if `author` has no name from the byline."""
    author = file.brief.source.author
    if not author or article.byline is None or "source" in file.wrong:
        return
    names = set(plain(article.byline.names).casefold().replace(",", " ").split())
    if names.isdisjoint(plain(author).casefold().replace(",", " ").split()):
        place = file.document.value(("source", "author"))
        message = f"the byline of seeds/{article.file} names {article.byline.names}"
        yield Problem(wording.AUTHOR_NOT_BYLINE, place, message, "copy the byline's name, or remove `author`")
