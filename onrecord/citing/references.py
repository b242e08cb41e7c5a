"""How a position is cited in a sentence, for people: what the box below it on the published page has.

The sentence is put together of what `briefs/<slug>.csl.json` and `briefs/<slug>.json` say, so that both give
the same, and the page's Markdown need not have it.
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.languages import Wording
from onrecord.languages.wording import Literal
from onrecord.text.dates import When


class Article(Struct, frozen=True):
    """What is recorded of the article that a position rests on, each text on one line."""

    headline: str
    publisher: str
    author: str = ""
    published: When | None = None
    url: str = ""
    archived: str = ""


class Cited(Struct, frozen=True):
    """A position on its briefing's page.

    Attributes:
        site: the site's name.
        title: who says what.
        briefing: the briefing's title.
        day: the briefing's date.
        changed: the day of its newest update or correction.
        address: of the position; where nobody knows where the site is published, its path on it.
    """

    site: str
    title: str
    briefing: str
    day: When
    changed: When | None
    address: str


def reference(cited: Cited, article: Article, words: Wording) -> str:
    """The sentence."""
    day = words.day(cited.day)
    if cited.changed:
        day = words.text("citation.day_changed", day=cited.day, changed=cited.changed)
    return words.text(
        "citation.sentence",
        site=cited.site,
        title=cited.title,
        briefing=cited.briefing,
        day=Literal(day),
        address=cited.address,
        sources=described(article, words),
    )


def described(article: Article, words: Wording) -> Literal:
    """What is recorded of the article, in one phrase."""
    known = [words.isolated(article.author) if article.author else ""]
    known += [words.text("citation.headline", headline=article.headline)]
    known += [words.isolated(article.publisher)]
    known += [words.day(article.published) if article.published else "", words.isolated(article.url)]
    known += [words.text("citation.archived_at", address=article.archived) if article.archived else ""]
    return Literal(words.listed([part for part in known if part]))
