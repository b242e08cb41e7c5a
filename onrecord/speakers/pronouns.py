"""Resolve 'he' and 'she' where there is no doubt: `“…,” Holt said. ¶ “…,” she added.`

The result is the last speaker in this block or the previous one, if nobody else is named in between. Looser
rules were wrong too often on real news (docs/attribution.md), so other pronouns are not resolved.
"""

from __future__ import annotations

from onrecord.record import Article
from onrecord.speakers.chains import Chains
from onrecord.speakers.lexicon import Lexicon
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.speakers.tokens import QUOTE, WORD, Tokens

_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})


def resolve(article: Article, chains: Chains, mention: Mention) -> Mention | None:
    """The name that a pronoun refers to; None if it is not certain."""
    word = article.words(mention.head).lower()
    if word not in ("he", "she"):
        return None
    block = article.block_at(mention.span.start)
    candidate = _last_named(chains, block, mention.span.start)
    if candidate is None and block > 0:
        candidate = _last_named(chains, block - 1, mention.span.start)
    if candidate is None:
        return None
    name = candidate.mention
    first = article.block_at(name.span.start)
    if block - first > 1:
        return None
    for number in range(first, block + 1):
        if not _nobody_else(chains.tokens(number), name, mention, word, chains.lexicon):
            return None
    return name if _title_fits(article, name, word, chains.lexicon) else None


def _last_named(chains: Chains, block: int, before: int) -> Speech | None:
    """The last speaker in a block before a position; None if the mention is not a name."""
    last = None
    for speech in chains.speeches(block):
        if speech is not None and speech.mention.span.end <= before:
            last = speech
    return last if last is not None and last.mention.kind is Kind.NAME else None


def _nobody_else(tokens: Tokens, name: Mention, mention: Mention, word: str, lexicon: Lexicon) -> bool:
    other = _FEMALE if word == "he" else _MALE
    known = {part.lower() for part in tokens.article[name.span.start : name.span.end].split()}
    for at, kind in enumerate(tokens.kinds):
        if kind == QUOTE or not name.span.end <= tokens.starts[at] < mention.span.start:
            continue
        if kind == WORD and tokens.lower[at] in other:
            return False
        if tokens.is_capital(at) and tokens.lower[at] not in lexicon.not_a_name:
            plain = tokens.lower[at].removesuffix("'s")
            if plain not in known and plain not in lexicon.weekdays and plain not in lexicon.titles:
                return False
    return True


def _title_fits(article: Article, name: Mention, word: str, lexicon: Lexicon) -> bool:
    titles = {part.rstrip(".").lower() for part in article.words(name.span).split()}
    return not titles & (lexicon.female_titles if word == "he" else lexicon.male_titles)
