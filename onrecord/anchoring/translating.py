"""Whether an article is in the language that it is said to be in, and its passages are rightly translated.

What language the site is in is not known here: an editor's own sentences tell, where they do so plainly.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.metadata.briefs import BriefFile
from onrecord.model import Article
from onrecord.problems import Problem
from onrecord.rules import translations as rules
from onrecord.text.guessing import contradicts, is_in, length_in_latin

# How much longer than its passage an honest translation gets; and letters that a short one may need.
_LONGER, _MORE = 2.0, 20.0


def check_languages(file: BriefFile, article: Article) -> Iterator[Problem]:
    """Check the language of an article, and the translations of the passages."""
    if file.wrong:
        return
    brief = file.brief
    language = brief.source.language
    if contradicts(language, article.text):
        place = file.document.value(("source", "language"))
        message = f"the article is plainly not in the language {language}"
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
            place = file.document.value((*item, "passage"))
            message = "these words are in another language than yours, and have no translation"
            yield Problem(rules.NO_TRANSLATION, place, message, "add a `translation`")
            continue
        place = file.document.value((*item, "translation"))
        if is_own or is_in(language, position.translation):
            message = f"the article is in the language {language}, as this is"
            help_text = "remove it; or correct `language` of the `source`"
            yield Problem(rules.NEEDLESS_TRANSLATION, place, message, help_text)
        passage = length_in_latin(" ".join(position.passage))
        if length_in_latin(position.translation) > _LONGER * passage + _MORE:
            message = "this is much longer than the passage that it translates"
            yield Problem(rules.LONG_TRANSLATION, place, message, "translate the passage, and nothing else")
