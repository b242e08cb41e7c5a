"""A narrator's words inside a quotation: a sign that a quotation mark was lost.

In `“We will wait, Kresh said. “Never.”` the mark before ``, Kresh said`` is missing, and the words after it
are the paper's own. Only plain forms in some languages are recognised. If the mark is there (`‘We wait,’ he
said, and left`), nothing is found.
"""

from __future__ import annotations

import re

from onrecord.text.spans import Span

_VERBS = (
    r"(?:said|says?|asked|asks|added|adds|replied|answered|wrote|writes|warned|insisted|explained|recalled"
    r"|continued|noted|stated|declared|argued|claimed|concluded|told"
    r"|sagte|sagt|fragte|erklärte|betonte|antwortete|meinte|schrieb|rief"
    r"|dit|déclare|affirme|ajoute|explique|répond|demande"
    r"|(?:a|ont) (?:dit|déclaré|affirmé|ajouté|expliqué|répondu)"
    r"|dijo|dice|afirmó|añadió|preguntó|declaró|señaló|respondió|explicó|disse|afirmou|acrescentou|declarou"
    r"|ha detto|ha aggiunto|zei|sade|säger|sanoi|powiedziała?"
    r"|сказала?|заявила?|добавила?|спросила?|ответила?)"
)
# Signs of narration in languages without spaces, or with the verb at the end.
_VERBS_ALONE = (
    r"(?:قال|قالت|أضاف|أضافت|صرح|صرحت|אמר|אמרה|הוסיף|הוסיפה|말했다|밝혔다|전했다|덧붙였다|dedi|söyledi"
    r"|[说說]道?(?=[，。：])|表示|指出|言った|述べた|語った)"
)
_PRONOUNS = r"(?:he|she|they|er|sie|il|elle|on|él|ella|ele|ela|lui|lei|hij|zij|han|hon|hän|он|она)"
_NAME = (
    r"(?:(?-i:(?!I\b)[^\W\d_a-z][\w.’'-]*)"
    r"(?: (?:(?-i:[^\W\d_a-z])[\w.’'-]*|de|van|von|al|bin|di|da|el)){0,4})"
)
_ROLE = r"(?:(?:the|an?|his|her|der|die|le|la|el|o|a) (?:[^\W\d_][\w’'-]* ){0,3}[^\W\d_][\w’'-]*)"
_WHO = rf"(?:{_PRONOUNS}|{_NAME}|{_ROLE})"
# What may follow the verb: the end of the sentence, a day, a place, an audience.
_AFTER = (
    r"(?=[.:;!?]|,(?! ?['‘’\"“«„])|\Z|\s*$"
    r"| (?:on|in|at|during|after|before|later|yesterday|today|by|via|to reporters|reporters"
    r"|the (?:council|court|paper|press|town|parliament)"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|am|im|bei|nach|vor|le|à|lundi|en|el|ante|tras|em|в|на)\b)"
)
# The pattern begins with a set of signs, so that only the text after one of them is tried.
_NARRATION = re.compile(
    rf"[,!?.–—-]\s+(?:(?<!\.\s)(?:{_WHO} {_VERBS}{_AFTER}|{_VERBS} {_WHO}{_AFTER})"
    rf"|(?<=\.\s){_NAME} {_VERBS}(?: (?:on|in|at|am|le|el) [^.,“”\"]{{0,60}})?(?=\.))",
    re.IGNORECASE,
)
# After a mark that was not taken for a closing one.
_UNCLOSED_NARRATION = re.compile(
    rf"{_VERBS_ALONE}|[,!?.–—-]\s*['’‘\"”“»«›‹`]+\s*(?:{_WHO} {_VERBS}{_AFTER}|{_VERBS} {_WHO}{_AFTER})",
    re.IGNORECASE,
)


def is_narrated(text: str, span: Span, *, unclosed: bool = False) -> bool:
    """Whether a narrator seems to speak inside a stretch that begins with a quotation mark.

    Args:
        text: the article.
        span: the stretch.
        unclosed: whether no mark ends it; then less evidence is enough.
    """
    if _NARRATION.search(text, span.start, span.end):
        return True
    return unclosed and bool(_UNCLOSED_NARRATION.search(text, span.start, span.end))
