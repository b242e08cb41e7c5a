"""Words that are not names, or fit many people: lists, mostly English."""

from __future__ import annotations

import re
from typing import Final

# Pronouns, articles, prepositions, conjunctions and auxiliary verbs; a few of French, German and Spanish.
FUNCTION_WORDS: Final = frozenset(
    "a an the this that these those he she it they we you i him her them us me my his hers its our ours your"
    " yours their theirs who whom whose which what one someone somebody everyone everybody anyone anybody"
    " nobody"
    " none of in on at by for from to with without about against after before between into over under up"
    " down out"
    " off and or but nor not no yes if as so than then when while because is are was were be been has"
    " have had do"
    " does did will would shall should may might can could must also only there here now today yesterday"
    " tomorrow said says told asked many some all both others other people man woman men women"
    " le la les un une des il elle ils elles nous vous der die das ein eine er sie es wir ihr el los las"
    " una ella ellos yo".split()
)
CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august"
    " september october november december".split()
)
# Offices and roles of many people.
ROLES: Final = frozenset(
    "minister ministers president presidents premier chancellor mayor governor senator senators deputy"
    " ambassador envoy spokesman spokeswoman spokesperson spokespeople secretary director chairman chairwoman"
    " chair chief head leader leaders official officials source sources officer officers general colonel"
    " commander lawyer judge prosecutor minority majority speaker lawmaker lawmakers politician politicians"
    " expert experts analyst analysts diplomat diplomats adviser advisers aide aides witness witnesses critic"
    " critics reporter reporters journalist resident residents insider insiders government ministry"
    " administration opposition police authorities cabinet parliament pm mp ceo fm".split()
)
_OF_ROLES = frozenset(
    "prime foreign interior defence defense finance justice health transport education senior former vice"
    " deputy acting government state local top high-ranking military security press opposition party two"
    " three"
    " several another unnamed anonymous".split()
)
_UNNAMED = frozenset(["unnamed", "anonymous", "unidentified", "undisclosed"])
_SOURCES = frozenset(
    "official officials source sources spokesman spokeswoman spokesperson insider insiders witness witnesses"
    " diplomat diplomats adviser aide aides analyst analysts expert experts employee lawmaker resident"
    " residents"
    " officer minister person".split()
)
_DETERMINERS = frozenset("a an one two three four five some several another many the".split())
# Words that describe somebody and are not part of a name.
_VERBS = frozenset(
    "is are was were be been has have had will would should must cannot can't won't isn't wasn't lied "
    "lies lying"
    " admits admitted denies denied says said claims claimed confesses confessed steals stole kills killed"
    " murders murdered supports supported rejects rejected wants wanted hates hated accused betrayed who"
    " whose".split()
)
_INSULTS = frozenset(
    "liar criminal thief traitor murderer fraudster terrorist corrupt rapist swindler racist nazi puppet"
    " dictator spy".split()
)
_WORD = re.compile(r"[\w'’-]+")
_QUOTED = re.compile('[“"«„‘]([^“”"«»’]+)[”"»“’]')
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv v phd md mp mep obe".split())


def _tokens(name: str) -> list[str]:
    return [word.strip("'’-") for word in _WORD.findall(name) if word.strip("'’-")]


def is_common_word(name: str, full_name: str = "") -> bool:
    """Whether a name is a common word: a pronoun, a preposition, a day, a month.

    Args:
        name: the name as written; an abbreviation in capitals ('US', 'WHO') is not a common word.
        full_name: the actor's full name: 'May' is a name of Theresa May.
    """
    words = _tokens(name)
    if not words:
        return True
    if all(len(word) > 1 and word.isupper() for word in words):
        return False
    if len(words) == 1 and words[0][:1].isupper() and words[0] in _tokens(full_name)[1:]:
        return False
    return all(word.lower() in FUNCTION_WORDS or word.lower() in CALENDAR for word in words)


def is_role(name: str) -> bool:
    """Whether a name is only an office or a role of many people: 'the foreign minister'."""
    words = _tokens(name)
    rest = [word for word in words if word.lower() not in ROLES]
    rest = [word if len(word) > 1 and word.isupper() else word.lower() for word in rest]  # 'US' is not 'us'
    return len(rest) < len(words) and all(word in _OF_ROLES or word in FUNCTION_WORDS for word in rest)


def is_unnamed(name: str) -> bool:
    """Whether a name is for an unnamed person: 'an official', 'Unnamed aide', 'sources'."""
    words = [word.lower() for word in _tokens(name)]
    if any(word in _UNNAMED for word in words):
        return True
    counted = len(words) > 1 and words[0] in _DETERMINERS and any(word in _SOURCES for word in words[1:])
    return counted or is_role(name)


def says_something(name: str, *, is_person: bool) -> str:
    """The words of a name that make a statement about its bearer; empty if there are none."""
    for quoted in _QUOTED.findall(name):
        words = _tokens(quoted)
        if len(words) > 1 and any(word[0].islower() for word in words):
            return str(quoted)
    words = _tokens(name)
    for word in words[1:]:
        if word in _VERBS:
            return word
    if is_person:
        found = next((word for word in words if word.lower() in _INSULTS), "")
        return found or (name[-1] if name.endswith(("!", "?")) else "")
    return ""


def id_says_something(id_: str, name: str, *, is_person: bool) -> str:
    """The word of an id that makes a statement about its bearer and is not part of the name; or empty."""
    known = {word.lower() for word in _tokens(name)}
    for word in id_.split("-")[1:]:
        if word not in known and (word in _VERBS or (is_person and word in _INSULTS)):
            return word
    return ""


def last_name(name: str) -> str:
    """A person's last name: the last of several words, if it is written like a name; else empty."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    last = words[-1].strip(",") if len(words) > 1 else ""
    is_name = len(last) > 1 and last[0].isalpha() and not last[0].islower()
    return last if is_name and last.lower() not in FUNCTION_WORDS | CALENDAR | ROLES else ""
