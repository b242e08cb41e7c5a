"""The words for articles, names and editors' sentences, and how they are drawn."""

from __future__ import annotations

import json
import random
import re
import textwrap
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

MOST = 40_000  # names of each sort, and so the highest rank

ONSETS = "B Br D Dr F Fr G Gr H J K Kv L M N P Pr Qu R S Sk Sv T Tr V Vr Y Z".split()
VOWELS = "ae ei y oe au uy ia eo ou".split()
CODAS = "ld lm nd rn st rv x th sk lv nt rg mb".split()
OFFICES = "foreign transport finance trade energy farm labour interior health fisheries".split()
FIRST_NAMES = "Maelis Joren Dalvi Teuna Oskel Brisse Corvin Ysolt Hanno Mirel Edvar Lioba Tamsel".split()
BODIES = "Board Union League Council Company Institute Authority Agency Party Trust".split()
CRAFTS = "dock workers|ferry crews|orchard keepers|river pilots|salt traders|mill owners".split("|")
MODIFIERS = (
    "harbour grain river salt ferry rail canal fishing timber water power school hospital pension border"
    " customs mining forest coal wheat housing tunnel bridge airport tax wage rent seed dairy wool copper"
    " pilot dredging steel sugar tea drainage flood road freight insurance mail radio satellite cable gas"
    " nickel slate barley orchard beehive vineyard cattle poultry pipeline refinery depot market lottery"
    " library museum theatre prison court census voting visa refugee veteran nursing vaccine ambulance"
    " tram bicycle parking noise waste recycling plastic paper glass cement brick quarry island lagoon"
    " reef glacier peat marsh meadow heather beacon lighthouse lifeboat shipyard container ballast"
).split()
HEADS = (
    "levy quota accord fund board survey treaty permit subsidy register contract audit tariff inquiry"
    " licence ceiling charter schedule exemption toll ban reserve budget loan grant lease plan map index"
    " standard inspection patrol embargo ruling appeal statute clause protocol timetable deposit bond"
    " penalty rebate allowance auction tender merger concession moratorium referendum petition boycott"
    " strike agreement office programme network station corridor zone database committee"
).split()
VERBS = (
    "delay raise lower publish inspect replace accept oppose review extend close open suspend approve"
    " reject audit finance join abandon limit repair expand welcome examine defend question"
    " explain measure restore reopen support challenge demand promise discuss ignore enforce amend record"
    " protect reduce double halve settle register remove adopt display store import export insure license"
    " test watch rename merge divide postpone renounce ratify unload relocate simplify"
).split()
TIMES = (
    "before the winter|by the end of May|within a year|next week|after the harvest|this summer|in the spring|"
    "until the accounts are published|before the vote|on the first of July|in the coming weeks|at once|"
    "for three years|after the election|by the autumn|without delay|step by step|in two stages|for good|"
    "as soon as the ice is gone|before the court sits again|when the term ends|for the rest of the decade"
).split("|")
AUDIENCES = "reporters|members of the assembly|a hearing|a meeting|students|delegates|the evening news".split(
    "|"
)
DAYS = (
    "on Monday|on Tuesday|on Thursday|on Friday|last week|in the night|in March|last year|a month ago".split(
        "|"
    )
)
COUNTED = "tons|crowns|crates|families|ships|pages|permits|letters|hectares|passengers|signatures".split("|")
SECONDS = (
    "Look at {0}, which was {1} in {2}|Nobody {1} {0}, not even in {2}|When {0} was {1}, {2} paid for it|"
    "Ask {2} who {1} {0}|There is {0}, and it was {1} long ago in {2}|In {2} they {1} {0} and were glad of it"
).split("|")
MODALS = "will|should|must|can|will not|should not|must not|cannot".split("|")
# Names of people, states, places and so on have different endings, so no two are equal.
PEOPLE = "sen rek quist vell varn dann mir lowe".split()
PLACES = "mouth wick haven ford stead minster holm port bury".split()
STATES, CAPITALS = "avia onia erland uria".split(), ["stadt"]
BOARDS, OUTLETS, WARES = ["ane", "ique"], ["tide"], "ite ol een ash ock".split()
PAPERS = "Courier Mercury Gazette Observer Herald Dispatch".split()
MARKS = (("“", "”"), ("“", "”"), ("“", "”"), ("‘", "’"), ('"', '"'))


def zipf(rng: random.Random, number: int) -> int:
    """A random index below `number`, low ones most often: Zipf's law, flattened at its top."""
    sums = _sums()
    return bisect(sums, rng.random() * sums[number - 1], hi=number - 1)


@cache
def _sums() -> list[float]:
    return list(accumulate(1 / (place + 4) for place in range(MOST)))


def drawn(rng: random.Random, words: Sequence[str]) -> str:
    return words[zipf(rng, len(words))]


def past(verb: str) -> str:
    return re.sub(r"(?<![aeou])y$", "i", verb).removesuffix("e") + "ed"


def slugged(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "")))


def begun(text: str) -> str:
    return text[0].upper() + text[1:]


def scalar(text: str) -> str:
    """A value of YAML, in quotation marks only if necessary."""
    return (
        text if re.fullmatch(r"[A-Za-z](?:[^:#\"]|:(?=\S))*", text) else json.dumps(text, ensure_ascii=False)
    )


def filled(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False)
