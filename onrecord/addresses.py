"""Addresses on the site: the paths of pages in site_src, and ids worked out from content.

An id does not depend on order: moving things about in the YAML changes no address.

Ids of positions and questions are of a-z, 0-9 and hyphens.  A page's own ids (its sections, the
passages in its source) all have an underscore, so that the two can never be the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from onrecord.schema import Position, Question
from onrecord.text.folding import fold_text

PASSAGE_WORDS = 6
QUESTION_WORDS = 10
MAX_LENGTH = 80
# In folded text: letters and digits, with apostrophes, and signs upon letters of other scripts.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[^\x00-\x7f\s…]|')*")

HOME = "index.md"
BRIEFINGS = "briefs/index.md"
ACTORS = "actors/index.md"
ISSUES = "issues/index.md"
QUESTIONS = "questions.md"
ABOUT = "about.md"


def briefing_path(slug: str) -> str:
    """The path of a briefing's page."""
    return f"briefs/{slug}.md"


def actor_path(actor_id: str) -> str:
    """The path of an actor's page."""
    return f"actors/{actor_id}.md"


def issue_path(issue_id: str) -> str:
    """The path of an issue's page."""
    return f"issues/{issue_id}.md"


def position_id(position: Position) -> str:
    """The editor's id, or the actor and the first words of the first passage."""
    return position.id or f"{position.actor}-{_slug(position.passage[0], PASSAGE_WORDS)}"


def question_id(question: Question) -> str:
    """The editor's id, or the first words of the question."""
    return question.id or _slug(question.ask, QUESTION_WORDS)


def _slug(text: str, words: int) -> str:
    """The first words in ASCII.  Where letters have no ASCII form: with a hash of these words."""
    folded = fold_text(text)
    first = list(_WORD.finditer(folded))[:words]
    start = folded[: first[-1].end()] if first else folded
    decomposed = unicodedata.normalize("NFKD", start)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and c != "'")
    cleaned = "".join(c.lower() if c.isascii() and c.isalnum() else " " for c in bare)
    slug = "-".join(cleaned.split())[:MAX_LENGTH].strip("-")
    if slug and all(c.isascii() for c in bare if c.isalpha()):
        return slug
    digest = hashlib.sha256(start.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest
