"""Resolve 'he' and 'she' where one person alone can be meant: the subject of this paragraph or the last.

`speakers.pronouns` asks who spoke last. Here nobody has spoken yet: 'Lukas Merrow demanded an audit. “The fox
is to count the hens,” he said.' In PolNeAR's training part these rules resolve 128 pronouns; CoreNLP's
coreference agrees with 100 of the 125 that it has, and the 25 others were right when a person read them.
"""

from __future__ import annotations

from collections.abc import Collection

from onrecord.drafting.names import NameForms
from onrecord.record import Article
from onrecord.speakers.chains import Chains
from onrecord.speakers.leading import sentence_subject
from onrecord.speakers.speech import Kind, Mention
from onrecord.speakers.tokens import QUOTE, WORD

_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
# A capital after these, which is no last name of the article, is no subject that 'he' could mean.
_NO_SUBJECTS_AFTER = frozenset("in at on from of to for the with by about against and as a".split())


class Subjects:
    """Looks for the only person around a pronoun, in one article.

    Args:
        article: the article.
        chains: its tokens.
        language: its language.
    """

    def __init__(self, article: Article, chains: Chains, language: str) -> None:
        self._article = article
        self._chains = chains
        forms = NameForms(article, language)
        names = (article.words(span) for block in article.blocks for span in forms.full_names(block))
        self._last_names: Collection[str] = {name.split()[-1].lower() for name in names}

    def only_person(self, mention: Mention) -> Mention | None:
        """The name that a pronoun refers to; None if it is not certain, or may be no person."""
        word = self._article.words(mention.head).lower()
        if word not in ("he", "she"):
            return None
        block = self._article.block_at(mention.span.start)
        for first in (block, block - 1):
            if first < 0:
                return None
            name = self._subject(first, mention)
            if name is not None:
                blocks = range(first, block + 1)
                alone = all(self._nobody_else(number, name, mention, word) for number in blocks)
                return name if alone and self._title_fits(name, word) else None
        return None

    def _subject(self, block: int, mention: Mention) -> Mention | None:
        """The first subject of a sentence in a block, before the mention, that is a name."""
        tokens = self._chains.tokens(block)
        end = sum(start < mention.span.start for start in tokens.starts)
        for sentence in dict.fromkeys(tokens.sentences[:end]):
            subject = sentence_subject(tokens, sentence, end)
            if subject is not None and subject.kind is Kind.NAME:
                return None if self._has_article(subject) else subject
        return None

    def _has_article(self, subject: Mention) -> bool:
        return self._article.text[: subject.span.start].rstrip()[-4:].lower().strip() in ("the", "a")

    def _nobody_else(self, block: int, name: Mention, mention: Mention, word: str) -> bool:
        """Whether nobody else is named in the narrator's words of a block, before the mention."""
        tokens, lexicon = self._chains.tokens(block), self._chains.lexicon
        other = _FEMALE if word == "he" else _MALE
        own = {part.lower().rstrip(".,") for part in self._article.words(name.span).split()}
        for at, kind in enumerate(tokens.kinds):
            if tokens.starts[at] >= mention.span.start:
                break
            if kind == QUOTE or name.span.start <= tokens.starts[at] < name.span.end:
                continue
            if kind == WORD and tokens.lower[at] in other:
                return False
            if not tokens.is_capital(at) or tokens.lower[at] in lexicon.not_a_name:
                continue
            plain = tokens.lower[at].removesuffix("'s")
            if plain in own or plain in lexicon.weekdays or plain in lexicon.titles:
                continue
            before = tokens.lower[at - 1] if at else ""
            if plain in self._last_names or before not in _NO_SUBJECTS_AFTER:
                return False
        return True

    def _title_fits(self, name: Mention, word: str) -> bool:
        titles = {part.rstrip(".").lower() for part in self._article.words(name.span).split()}
        lexicon = self._chains.lexicon
        return not titles & (lexicon.female_titles if word == "he" else lexicon.male_titles)
