"""A speaker continues: from one quotation to the next, within a paragraph and across paragraphs.

`Chains` works on one block at a time and keeps its results, so that an article is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from onrecord.record import Article
from onrecord.speakers import leading
from onrecord.speakers.beside import POINTS, pointed_out, signed, speaker_after, speaker_in_tail
from onrecord.speakers.cues import is_cue
from onrecord.speakers.lexicon import Lexicon
from onrecord.speakers.speech import Kind, Speech
from onrecord.speakers.subjects import before
from onrecord.speakers.terms import is_term
from onrecord.speakers.tokens import DASHES, END, QUOTE, WORD, Tokens
from onrecord.speakers.transcripts import quoted_turns
from onrecord.text.spans import Span, overlapping

MAX_CHAIN = 12  # blocks; reports have no longer quotations
MAX_QUOTATIONS = 60  # in one block
_BEHIND = frozenset({"verb-and-speaker", "speaker-and-verb", "unlisted-verb", "according-to", "split"})

Solved = Sequence[Speech | None]


class Chains:
    """The speakers of an article's quotations, found on demand.

    Args:
        article: the article.
        lexicon: of its language.
    """

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self._article = article
        self.lexicon = lexicon
        self._tokens: dict[int, Tokens] = {}
        self._solved: dict[int, Solved] = {}
        self._first_paragraph = len(article.blocks) - len(article.paragraphs)

    @cached_property
    def _turns(self) -> Mapping[int, Speech]:
        return quoted_turns(self._article)

    def tokens(self, block: int) -> Tokens:
        """The tokens of a block."""
        found = self._tokens.get(block)
        if found is None:
            span = self._article.blocks[block]
            quoted = overlapping(self._article.quoted, span)
            if len(quoted) > MAX_QUOTATIONS:
                span, quoted = Span(span.start, span.start), ()
            found = self._tokens[block] = Tokens(self._article.text, span, quoted, self.lexicon)
        return found

    def speeches(self, block: int, depth: int = 0) -> Solved:
        """The speaker of each quotation in a block; None if unknown."""
        found = self._solved.get(block)
        if found is None:
            found = self._solve(block, depth)
            if depth < MAX_CHAIN:
                self._solved[block] = found
        return found

    def _solve(self, block: int, depth: int) -> Solved:
        tokens = self.tokens(block)
        solved: list[Speech | None] = []
        for number, quote in enumerate(tokens.quotes):
            found = self._turns.get(tokens.starts[quote]) or _attributed(tokens, quote)
            found = found or self._signed_below(tokens, quote, block)
            if found is None and number:
                found = _carried_on(tokens, tokens.quotes[number - 1], quote, solved[-1])
            if found is None and quote == 0 and depth < MAX_CHAIN:
                found = self._unclosed(block, depth)
            solved.append(found)
        for number in range(len(solved) - 2, -1, -1):
            quote = tokens.quotes[number]
            if (
                solved[number] is None
                and tokens.quotes[number + 1] == quote + 1
                and tokens.tail(quote) in ".?!"
            ):
                solved[number] = _as(solved[number + 1], "next")
        for number, quote in enumerate(tokens.quotes):
            if solved[number] is None:
                solved[number] = (
                    self._from_above(block, tokens, depth) if quote == 0 and depth < MAX_CHAIN else None
                )
                # The next quotation may have the same speaker.
                following = number + 1
                if solved[number] is not None and following < len(solved) and solved[following] is None:
                    solved[following] = _carried_on(tokens, quote, tokens.quotes[following], solved[number])
        return solved

    def _signed_below(self, tokens: Tokens, quote: int, block: int) -> Speech | None:
        """A dash and a name in a separate block below the quotation."""
        if quote + 1 != len(tokens) or block + 1 >= len(self._article.blocks):
            return None
        text, below = self._article.text, self._article.blocks[block + 1]
        if text[below.start] not in DASHES or below.end - below.start > 200:
            return None
        following = self.tokens(block + 1)
        return signed(following, 0) if len(following) and following.mark(0) in DASHES else None

    def _unclosed(self, block: int, depth: int) -> Speech | None:
        """Rule U: the quotation began in the previous block and continues here."""
        if block <= self._first_paragraph:
            return None
        above = self.tokens(block - 1)
        if not above.quotes or above.quotes[-1] != len(above) - 1:
            return None
        last = self._article.text[above.ends[-1] - 1]
        if last in "\"'”’»“‘":
            return None
        return _as(self.speeches(block - 1, depth + 1)[-1], "unclosed")

    def _from_above(self, block: int, tokens: Tokens, depth: int) -> Speech | None:
        """Rule C: a block opens with a quotation without a speaker, so the previous speaker may continue."""
        if block <= self._first_paragraph or not _stands_alone(tokens):
            return None
        above = self.tokens(block - 1)
        if not len(above):
            return None
        if above.mark(len(above) - 1) == ":":
            return _as(leading.last_sentence(above), "colon-above")
        if above.quotes:
            ends = sum(kind == END for kind in above.kinds[above.quotes[-1] + 1 :])
            if ends <= 1:
                return _as(self.speeches(block - 1, depth + 1)[-1], "chain")
        return None


def _as(speech: Speech | None, rule: str) -> Speech | None:
    return None if speech is None else Speech(speech.mention, rule, speech.cue)


def _attributed(tokens: Tokens, quote: int) -> Speech | None:
    """The speaker by the words beside a quotation, the most reliable rule first."""
    strong = leading.strong_lead(tokens, quote)
    if strong is not None:
        return strong
    rules: tuple[Callable[[], Speech | None], ...]
    led = leading.lead(tokens, quote) if tokens.tail(quote) in "?!" else None
    colon = tokens.mark(quote - 1) == ":" and tokens.tail(quote) != "," and tokens.mark(quote + 1) != ","
    rules = (
        lambda: None if colon else speaker_after(tokens, quote, led=led is not None),
        lambda: pointed_out(tokens, quote),
        lambda: led or leading.lead(tokens, quote),
        lambda: speaker_in_tail(tokens, quote),
    )
    return next((found for rule in rules if (found := rule()) is not None), None)


def _carried_on(tokens: Tokens, earlier: int, quote: int, speech: Speech | None) -> Speech | None:
    """Rules S and P: the speaker of the previous quotation continues."""
    if speech is None:
        return None
    between = range(earlier + 1, quote)
    ends = [at for at in between if tokens.kinds[at] == END]
    if speech.rule in _BEHIND and (tokens.mark(quote - 1) == ":" or _goes_over(tokens, speech, quote)):
        return None
    if speech.rule in _BEHIND and len(ends) <= 1:
        anew = bool(ends) and ends[0] == quote - 1
        if anew or _ends_own(tokens, earlier, quote, speech):
            return _as(speech, "split")
    cues = [at for at in between if is_cue(tokens, at)]
    if cues:
        return None
    if len(ends) <= 1 and not any(_names_other(tokens, at, speech) for at in between):
        term = is_term(_words(tokens, tokens.span(earlier, earlier)))
        return None if term else _as(speech, "same-block")
    if len(ends) == 2 and ends[1] == quote - 1 and speech.rule in _BEHIND:
        subject = leading.sentence_subject(tokens, ends[0] + 1, quote)
        if subject is not None and (
            subject.kind is Kind.PRONOUN
            or _words(tokens, subject.head) == _words(tokens, speech.mention.head)
        ):
            return _as(speech, "same-block")
    return None


def _goes_over(tokens: Tokens, speech: Speech, quote: int) -> bool:
    """Whether another person acts before the next quotation: 'Holt said, *and* her guest cut in.'"""
    after = next((at for at in range(quote) if tokens.starts[at] >= speech.cue.end), quote)
    if tokens.mark(after) == ",":
        after += 1
    return tokens.lower[after] in ("and", "but") and not leading.is_cue_at(tokens, after + 1)


def _ends_own(tokens: Tokens, earlier: int, quote: int, speech: Speech) -> bool:
    """Whether there is no other verb of saying between the attribution and the next quotation."""
    inside = [
        at for at in range(earlier + 1, quote) if tokens.starts[at] >= speech.cue.end and is_cue(tokens, at)
    ]
    for at in inside:
        if any(tokens.kinds[place] == END for place in range(earlier + 1, at)):
            return False
        found = before(tokens, at - 1, earlier + 1)
        if found is not None and _words(tokens, found.head) != _words(tokens, speech.mention.head):
            return False
    return True


def _names_other(tokens: Tokens, at: int, speech: Speech) -> bool:
    if not tokens.is_capital(at) or tokens.lower[at] in tokens.lexicon.not_a_name:
        return False
    span = speech.mention.span
    return not span.start <= tokens.starts[at] < span.end


def _words(tokens: Tokens, span: Span) -> str:
    return tokens.article[span.start : span.end]


def _stands_alone(tokens: Tokens) -> bool:
    """Whether a block begins with a quotation, and nothing after it names a speaker."""
    if not tokens.opens_with_quote():
        return False
    if len(tokens) == 1 or tokens.kinds[1] in (QUOTE, END):
        return True
    if tokens.lower[1:3] in POINTS:
        return False
    return tokens.kinds[1] == WORD and tokens.tail(0) in ".?!" and tokens.texts[1][:1].isupper()
