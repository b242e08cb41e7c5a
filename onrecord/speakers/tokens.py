"""A paragraph as the rules read it: words, marks, ends of sentences, and each quotation as one token.

The other tokens are the narrator's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.speakers.lexicon import Lexicon
from onrecord.text.spans import Span

WORD, END, MARK, QUOTE = "word", "end", "mark", "quote"
DASHES = frozenset("—–―-") | {"--", "---"}
# The groups are named after the kinds of tokens.
_TOKEN = re.compile(
    r"(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’\-‐‑&./][^\W_]+)*(?:(?<=s)['’](?=\s))?)"
    r"|(?P<end>[.!?…]+)"
    r"|(?P<mark>--+|[,;:()\[\]—–―\-&/])"
)
# The narrator's text has no spaces and no unpaired quotation marks.
_QUOTE_SIGNS = "\"'“”‘’„‚«»‹›「」『』 \t\u00a0\u202f)]"
MAX_CHARACTERS = 20_000  # a longer block is not a written paragraph


class Tokens:
    """The tokens of one block, in parallel lists.

    Attributes:
        kinds: WORD, END, MARK or QUOTE.
        texts: as in the article; empty for a quotation.
        lower: the same in lower case, with straight apostrophes.
        starts, ends: their places in the article.
        quotes: which tokens are quotations.
        sentences: for each token, the index of the first token of its sentence.
    """

    __slots__ = ("article", "ends", "kinds", "lexicon", "lower", "quotes", "sentences", "starts", "texts")

    def __init__(self, text: str, block: Span, quoted: Sequence[Span], lexicon: Lexicon) -> None:
        self.article = text
        self.lexicon = lexicon
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: list[int] = []
        at = block.start
        if block.end - block.start <= MAX_CHARACTERS:
            for span in quoted:
                self._read(at, span.start)
                self.quotes.append(len(self.kinds))
                self.kinds.append(QUOTE)
                self.texts.append("")
                self.starts.append(span.start)
                self.ends.append(span.end)
                at = span.end
            self._read(at, block.end)
        self.lower = [word.lower().replace("’", "'") for word in self.texts]
        self.sentences = self._sentences()

    def __len__(self) -> int:
        return len(self.kinds)

    def _read(self, start: int, end: int) -> None:
        kinds, texts, starts, ends = self.kinds, self.texts, self.starts, self.ends
        for match in _TOKEN.finditer(self.article, start, end):
            kind = match.lastgroup or WORD
            begin, stop = match.span()
            if kind == END and self._abbreviates(begin, stop):
                texts[-1] += "."
                ends[-1] = stop
                continue
            kinds.append(kind)
            texts.append(match[0])
            starts.append(begin)
            ends.append(stop)

    def _abbreviates(self, begin: int, stop: int) -> bool:
        """Whether a full stop belongs to the word before it."""
        if stop - begin != 1 or not self.kinds or self.kinds[-1] != WORD or self.ends[-1] != begin:
            return False
        word = self.texts[-1]
        if self.article[begin] != ".":
            return False
        if len(word) == 1 and word.isupper() and word != "I":
            return True
        return word in self.lexicon.abbreviations or word.rpartition("-")[2] in self.lexicon.abbreviations

    def _sentences(self) -> list[int]:
        first, count, firsts = 0, len(self.kinds), []
        for at, kind in enumerate(self.kinds):
            firsts.append(first)
            if kind == END:
                if at + 1 == count or not self.texts[at + 1][:1].islower():
                    first = at + 1
            elif (
                kind == QUOTE
                and at + 1 < count
                and self.tail(at) in ".!?…"
                and (self.kinds[at + 1] == QUOTE or self.texts[at + 1][:1].isupper())
            ):
                first = at + 1
        return firsts

    def tail(self, quote: int) -> str:
        """The last character inside a quotation; a space if it is empty."""
        at, start = self.ends[quote] - 1, max(self.starts[quote], self.ends[quote] - 8)
        while at > start and self.article[at] in _QUOTE_SIGNS:
            at -= 1
        return self.article[at]

    def is_word(self, at: int) -> bool:
        return 0 <= at < len(self.kinds) and self.kinds[at] == WORD

    def is_capital(self, at: int) -> bool:
        """Whether a token is a word with a capital letter that may be part of a name."""
        return self.is_word(at) and self.texts[at][:1].isupper()

    def mark(self, at: int) -> str:
        """The sign of a token that is a mark or an end of a sentence; empty for any other."""
        return self.texts[at] if 0 <= at < len(self.kinds) and self.kinds[at] in (MARK, END) else ""

    def span(self, first: int, last: int) -> Span:
        """The article's span from one token to another, both included."""
        return Span(self.starts[first], self.ends[last])

    def spanning(self, at: int, other: Span) -> Span:
        """The article's span that holds a token and another span."""
        return Span(min(self.starts[at], other.start), max(self.ends[at], other.end))

    def opens_with_quote(self) -> bool:
        return bool(self.quotes) and self.quotes[0] == 0

    def clause_before(self, at: int) -> int:
        """The index of the earliest start of a clause before `at`: after a quotation, or in the sentence."""
        first = (
            self.sentences[at] if at < len(self.sentences) else (self.sentences[-1] if self.sentences else 0)
        )
        for place in range(at - 1, first - 1, -1):
            if self.kinds[place] == QUOTE:
                return place + 1
        return first

    def sentence_end(self, at: int) -> int:
        """The index after the last token of the sentence with token `at`."""
        first = self.sentences[at]
        end = at
        while end < len(self.kinds) and self.sentences[end] == first:
            end += 1
        return end
