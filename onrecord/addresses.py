"""Addresses on the site: the paths of pages in site_src, and ids derived from content.

An id does not depend on order: moving items in the YAML changes no address.

Ids of positions and questions consist of a-z, 0-9 and hyphens. The ids that a page has for itself (its
sections, the passages in its source) all have an underscore, so that the two never collide.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from onrecord.schema.fields import RESERVED, SLUG
from onrecord.schema.models import Position, Question
from onrecord.text.folding import fold_text

PASSAGE_WORDS = 6
QUESTION_WORDS = 10
NAME_WORDS = 10
MAX_LENGTH = 80
KEY_LENGTH = 40  # of a key's words; some reference managers refuse a key of 60 characters
# In folded text: letters and digits, with apostrophes, and combining signs of other scripts.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[^\x00-\x7f\s…]|')*")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")

HOME = "index.md"
BRIEFINGS = "briefs/index.md"
ACTORS = "actors/index.md"
ISSUES = "issues/index.md"
QUESTIONS = "questions.md"
CHANGES = "changes.md"
UNNAMED = "unnamed.md"
OUTLETS = "outlets/index.md"
TAGS = "tags/index.md"
ABOUT = "about.md"
SEARCH = "search.md"
LLMS = "llms.txt"
FEED_STYLE = "feed.css"
COMPARE = "compare.md"
EMBED_STYLE = "embed.css"
QUOTES = "quotes.md"
SEARCH_CALL = "onrecord_search("  # how each file of the search index begins

# Earlier versions wrote JSON Feeds for actors and issues: listed here so that a build removes them.
_FEED = (
    rf"(?:feed|questions\.feed|(?:actors|issues)/{SLUG.pattern}\.feed|issues/{SLUG.pattern}\.questions)"
    r"(?:-[0-9]{4})?"
)
_TABLE = r"data/(?:positions|questions)(?:-[0-9]{4})?"
_CHANGES = r"changes(?:-[0-9]{4})?"
_BRIEFINGS = r"data/(?:proof|versions)(?:-[0-9]{4})?"
# The paths of files beside the pages, by kind.
EXPORT_PATHS = {
    "atom": re.compile(rf"(?:{_FEED}|{_CHANGES})\.xml"),
    "json feed": re.compile(rf"{_FEED}\.json"),
    "json": re.compile(rf"briefs/{SLUG.pattern}\.json|data/datapackage\.json|{_BRIEFINGS}\.json"),
    "linked data": re.compile(rf"(?:(?:briefs|actors|issues)/{SLUG.pattern}|questions)\.jsonld"),
    "bibtex": re.compile(rf"briefs/{SLUG.pattern}\.bib"),
    "ris": re.compile(rf"briefs/{SLUG.pattern}\.ris"),
    "csl": re.compile(rf"briefs/{SLUG.pattern}\.csl\.json"),
    "stored copy": re.compile(rf"briefs/{SLUG.pattern}\.source\.txt"),
    "card": re.compile(rf"briefs/{SLUG.pattern}\.png"),
    "robots": re.compile(r"robots\.txt"),
    "llms": re.compile(re.escape(LLMS)),
    "embed": re.compile(rf"embed/{SLUG.pattern}/{SLUG.pattern}\.html"),
    "oembed": re.compile(rf"embed/{SLUG.pattern}/{SLUG.pattern}\.json"),
    "embed style": re.compile(re.escape(EMBED_STYLE)),
    "feed style": re.compile(re.escape(FEED_STYLE)),
    "search": re.compile(r"search/[a-z0-9-]+\.js"),
    "csv table": re.compile(rf"(?:{_TABLE}|data/changes)\.csv"),
    "json table": re.compile(rf"{_TABLE}\.json"),
    "json lines table": re.compile(r"data/positions(?:-[0-9]{4})?\.jsonl"),
    "redirect": re.compile(rf"(?:briefs|actors|issues)/{SLUG.pattern}\.html"),
}


def briefing_path(slug: str) -> str:
    """The path of a briefing's page."""
    return f"briefs/{slug}.md"


def stored_copy_path(slug: str) -> str:
    """The path of the stored copy of a briefing's article, on sites that publish it."""
    return f"briefs/{slug}.source.txt"


def actor_path(actor_id: str) -> str:
    """The path of an actor's page."""
    return f"actors/{actor_id}.md"


def issue_path(issue_id: str) -> str:
    """The path of an issue's page."""
    return f"issues/{issue_id}.md"


def issue_questions_feed(issue_id: str) -> str:
    """The path of the feed of an issue's questions, without its ending."""
    return f"issues/{issue_id}.questions"


def issue_questions_place(issue_id: str) -> str:
    """The place of an issue's questions: the path of its page, with a fragment."""
    return f"{issue_path(issue_id)}#open_questions"


def briefings_part_path(key: str) -> str:
    """The path of a part of the index of briefings; no slug has an underscore."""
    return f"briefs/in_{key}.md"


def actors_part_path(kind: str, key: str = "") -> str:
    """The path of the index of one kind of actors, or of a part of it."""
    return f"actors/kind_{kind}_{key}.md" if key else f"actors/kind_{kind}.md"


def issues_part_path(key: str) -> str:
    """The path of a part of the index of issues."""
    return f"issues/letter_{key}.md"


def questions_part_path(key: str, status: str = "") -> str:
    """The path of a part of the questions: of an issue, or of those of one status."""
    return f"questions_{status}_{key}.md" if status else f"questions_{key}.md"


def outlet_path(outlet_id: str) -> str:
    """The path of a publisher's page."""
    return f"outlets/{outlet_id}.md"


def outlets_part_path(key: str) -> str:
    """The path of a part of the index of publishers."""
    return f"outlets/letter_{key}.md"


def unnamed_part_path(key: str) -> str:
    """The path of the claims of unnamed sources in the articles of one publisher, or of a part of them."""
    return f"outlets/{key}_unnamed.md"


def tag_path(tag_id: str) -> str:
    """The path of a tag's page."""
    return f"tags/{tag_id}.md"


def tags_part_path(key: str) -> str:
    """The path of a part of the index of tags."""
    return f"tags/letter_{key}.md"


# Pages of publishers and tags, and their parts: only the build knows which of them exist.
NAMED_PAGE = re.compile(r"(?:outlets|tags)/[a-z0-9-]+(?:_[a-z0-9_-]+)?\.md")


def changes_part_path(key: str) -> str:
    """The path of a part of the changes of position."""
    return f"changes_{key}.md"


def change_anchor(slug: str, id_: str) -> str:
    """The id of a change on a page, by the position with the new stance."""
    return f"change_{slug}_{id_}"


def search_path(name: str) -> str:
    """The path of a file that the search page loads."""
    return f"search/{name}.js"


def embed_path(slug: str, id_: str, ending: str) -> str:
    """The path of the frame of a position for other sites, or of the document that describes the frame."""
    return f"embed/{slug}/{id_}.{ending}"


@lru_cache(1000)  # A page links to the same actors and issues many times.
def relative(path: str, seen_from: str) -> str:
    """A path relative to another page: `../actors/x.md` as seen from `briefs/y.md`.

    Ten times as fast as `posixpath.relpath`, which asks for the current folder.

    Args:
        path: of a file, below the folder that contains both, without `.` and `..`.
        seen_from: of the other page, in the same form.
    """
    steps, here = path.split("/"), seen_from.split("/")
    shared = 0
    while shared < min(len(steps), len(here)) - 1 and steps[shared] == here[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(steps[shared:])


def position_id(position: Position) -> str:
    """The editor's id, or the actor and the first words of the first passage."""
    return position.id or default_position_id(position.actor, position.passage[0])


def default_position_id(actor: str, passage: str) -> str:
    """The id of a position for which the editor gives none."""
    return f"{actor}-{_slug(passage, PASSAGE_WORDS)}"


def question_id(question: Question) -> str:
    """The editor's id, or the first words of the question."""
    return question.id or _slug(question.ask, QUESTION_WORDS)


def ids_of(names: Iterable[str]) -> dict[str, str]:
    """An id for each name of a publisher or a tag: its words, and a hash if another name has these words.

    Args:
        names: the earliest first; so a later one changes no address.
    """
    ids: dict[str, str] = {}
    taken = set(RESERVED)
    for name in names:
        id_ = words = _slug(name, NAME_WORDS)
        digest, length = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest(), 8
        while id_ in taken:
            id_, length = f"{words}-{digest[:length]}", length + 8
        taken.add(id_)
        ids[name] = id_
    return ids


def cite_key(slug: str, id_: str) -> str:
    """The name of a position in bibliographies: its id's first words, and a hash of its address.

    It depends on the address alone, so adding or removing other positions does not change it. The hash has 50
    bits: enough to tell apart all positions of a collection with the same first words.
    """
    words = id_ if len(id_) <= KEY_LENGTH else id_[: KEY_LENGTH + 1].rpartition("-")[0] or id_[:KEY_LENGTH]
    digest = hashlib.sha256(f"{slug}#{id_}".encode()).digest()
    return f"{words}-{base64.b32encode(digest[:10])[:10].decode().lower()}"


@lru_cache(1000)  # The same id is needed several times while a briefing is checked.
def _slug(text: str, words: int) -> str:
    """The first words in ASCII; if some letters have no ASCII form, with a hash of these words."""
    folded = fold_text(text)
    first = list(islice(_WORD.finditer(folded), words))
    start = folded[: first[-1].end()] if first else folded
    if start.isascii() and (plain := "-".join(_ASCII_WORD.findall(start.replace("'", "")))):
        return plain.lower()[:MAX_LENGTH].strip("-")  # A shortcut for most texts.
    decomposed = unicodedata.normalize("NFKD", start)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and c != "'")
    cleaned = "".join(c.lower() if c.isascii() and c.isalnum() else " " for c in bare)
    slug = "-".join(cleaned.split())[:MAX_LENGTH].strip("-")
    if slug and all(c.isascii() for c in bare if c.isalpha()):
        return slug
    digest = hashlib.sha256(start.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest
