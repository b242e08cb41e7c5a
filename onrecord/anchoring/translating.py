"""Checks of an article's `language` and of the translations of its passages.

The site's language is not known here; it is guessed from the editor's own sentences, if they are clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.metadata.briefs import BriefFile
from onrecord.record import Article
from onrecord.rules import translations as rules
from onrecord.rules.problems import Problem
from onrecord.schema.models import Brief
from onrecord.text.guessing import contradicts, is_in, length_in_latin, may_be_in

# How many times as long as its passage a translation may be, and how many more letters a short one may have.
_LONGER, _MORE = 2.0, 20.0


def check_languages(file: BriefFile, article: Article) -> Iterator[Problem]:
    """Check the language of an article, and the translations of the passages."""
    if file.wrong:
        return
    brief = file.brief
    language = brief.source.language
    # If an article quotes in another language than its own, `language` is that of the passages.
    is_mixed = contradicts(language, article.text)
    if is_mixed and not any(_passages_in(language, brief)):
        place = file.document.value(("source", "language"))
        message = f"the article does not seem to be in the language {language}"
        help_text = "write the code of its language, such as en, fr, ar or zh-Hant"
        yield Problem(rules.WRONG_LANGUAGE, place, message, help_text)
        return
    own = " ".join([brief.summary, *(position.says for position in brief.positions)])
    is_other = contradicts(language, own)
    is_own = any(position.translation for position in brief.positions) and is_in(language, own)
    for number, position in enumerate(brief.positions):
        if position.translation is None and not is_other:
            continue
        item = file.item("positions", number)
        if position.translation is None:
            if is_other and (not is_mixed or any(may_be_in(language, words) for words in position.passage)):
                place = file.document.value((*item, "passage"))
                message = "these words are not in the briefing's language, and have no translation"
                yield Problem(rules.NO_TRANSLATION, place, message, "add a `translation`")
            continue
        place = file.document.value((*item, "translation"))
        if is_own or is_in(language, position.translation):
            message = f"the article and this translation are in the same language, {language}"
            help_text = "remove it; or correct `language` of the `source`"
            yield Problem(rules.NEEDLESS_TRANSLATION, place, message, help_text)
        passage = length_in_latin(" ".join(position.passage))
        if length_in_latin(position.translation) > _LONGER * passage + _MORE:
            message = "this is much longer than the passage that it translates"
            yield Problem(rules.LONG_TRANSLATION, place, message, "translate only the passage")


def _passages_in(language: str, brief: Brief) -> Iterator[bool]:
    """For each passage, whether it may be in a language."""
    of_positions = [position.passage for position in brief.positions]
    of_questions = [question.passage for question in brief.open_questions]
    for passages in (*of_positions, *of_questions):
        yield from (may_be_in(language, passage) for passage in passages)
