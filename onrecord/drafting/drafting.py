"""Draft a briefing from an article and the registers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.articles.reading import parse_article
from onrecord.articles.transcripts import find_turns
from onrecord.drafting.attributing import Attributor, Said
from onrecord.drafting.doubts import Doubt, all_doubts
from onrecord.drafting.entries import Entry
from onrecord.drafting.facts import Facts, facts_of
from onrecord.drafting.people import People
from onrecord.drafting.questions import Open, all_open
from onrecord.drafting.reporting import Reported, all_reported
from onrecord.drafting.roles import ListedDraft
from onrecord.record import Article
from onrecord.schema.models import Actor

DEFAULT_LANGUAGE = "en"
# A transcript has at least so many turns, in at least this share of its paragraphs.
MIN_TURNS, MIN_SHARE = 3, 0.6


class Draft(Struct, frozen=True):
    """All that a draft says.

    Attributes:
        actors: those that it lists, of the register or new.
        entries: for the register.
        said: quotations, which become positions.
        reported: reported speech, which does not.
        doubts: about the text.
        is_from_page: whether the text was taken from a page as HTML.
    """

    article: Article
    facts: Facts
    actors: Sequence[ListedDraft]
    entries: Sequence[Entry]
    said: Sequence[Said]
    reported: Sequence[Reported]
    open: Sequence[Open]
    doubts: Sequence[Doubt]
    is_from_page: bool = False

    @property
    def language(self) -> str:
        """The article's language, as far as it is known."""
        return self.facts.language.value if self.facts.language else DEFAULT_LANGUAGE


def draft_of(file: str, text: str, actors: Mapping[str, Actor], said_language: str = "") -> Draft:
    """Draft a briefing.

    Args:
        file: the article's name in `seeds/`.
        text: its characters, without a byte order mark; not white space only.
        actors: the register.
        said_language: the language that somebody, or the page, says it is in; empty if nobody does.
    """
    article = parse_article(file, text)
    if is_transcript(article):
        article = parse_article(file, text, kind="transcript")
    facts = facts_of(article, said_language)
    language = facts.language.value if facts.language else DEFAULT_LANGUAGE
    people = People(article, language, actors)
    people.find_persons()
    said = list(Attributor(article, language, people).all_said())
    reported = list(all_reported(article, language, people)) if article.kind == "article" else []
    publisher = facts.publisher.value if facts.publisher else ""
    reported = [one for one in reported if one.words != publisher]
    used = [one.who.actor for one in said if one.who.actor]
    ids = dict.fromkeys([*used, *people.named()])
    return Draft(
        article=article,
        facts=facts,
        actors=[people.listed(id_) for id_ in ids],
        entries=[entry for entry in people.entries.values() if entry.name != publisher],
        said=said,
        reported=reported,
        open=list(all_open(article, language)),
        doubts=all_doubts(article, language, said_language),
    )


def is_transcript(article: Article) -> bool:
    """Whether most paragraphs begin with a name and a colon, and the names come back."""
    turns = list(find_turns(article.text, [paragraph.span for paragraph in article.paragraphs]))
    names = {article.words(turn.name).casefold() for turn in turns}
    return (
        len(turns) >= MIN_TURNS
        and len(turns) >= MIN_SHARE * len(article.paragraphs)
        and len(names) < len(turns)
    )
