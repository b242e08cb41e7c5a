"""Reads SpkAtt-2023, task 2: German Wikinews with the quotations and their speakers marked by hand.

(Petersen-Frey and Biemann, Overview of the 2023 Shared Task on Speaker Attribution, KONVENS 2023.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.polnear import Annotated, Attribution
from onrecord.articles.reading import parse_article
from onrecord.text.spans import Span

STRAIGHT = '"'
_NO_SPACE_BEFORE = frozenset(".,;:!?…)]“”«’")
_NO_SPACE_AFTER = frozenset("([„»‚")


def read(folder: Path, part: str) -> Iterator[Annotated]:
    """The articles of a part of the corpus: 'train' or 'dev'; the speakers of 'test' are not public.

    The corpus has sentences split into words. They are joined again, as one paragraph below the headline,
    because the ends of paragraphs are not known.
    """
    for path in sorted((folder / "data" / part / "task2").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        headline = document["DocumentName"]
        text, places = _join(document["Sentences"], start=len(headline) + 2)
        annotated = Annotated(parse_article(path.name, f"{headline}\n\n{text}\n"))
        for one in document["Annotations"]:
            if one["Form"] == "Direct":
                roles = [_spans(one[role], places) for role in ("Message", "Source", "Cue")]
                annotated.attributions.append(Attribution(*roles))
        yield annotated


def _join(sentences: Sequence[Any], start: int) -> tuple[str, dict[str, Span]]:
    """The text, and the place of each token in the article, by its id 'sentence:token'."""
    text, places, within = "", {}, False
    for sentence in sentences:
        for number, token in enumerate(sentence["Tokens"]):
            closes = token in _NO_SPACE_BEFORE or (token == STRAIGHT and within)
            opened = text[-1:] in _NO_SPACE_AFTER or (text[-1:] == STRAIGHT and within)
            if text and not closes and not opened:
                text += " "
            places[f"{sentence['SentenceId']}:{number}"] = Span(
                start + len(text), start + len(text) + len(token)
            )
            text += token
            within ^= token == STRAIGHT
    return text, places


def _spans(tokens: Sequence[str], places: dict[str, Span]) -> tuple[Span, ...]:
    """Runs of tokens as spans of the article."""
    found: list[Span] = []
    for place in sorted(places[token] for token in tokens):
        if found and place.start - found[-1].end <= 1:
            found[-1] = Span(found[-1].start, place.end)
        else:
            found.append(place)
    return tuple(found)
