"""The text of a briefing's social card: title, source, date, and how its positions are known.

A card shows no position: it would be without the words that show it.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from onrecord.languages.wording import Literal
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import AnchoredBrief, Basis, Record


class Card(Struct, frozen=True):
    """The texts of a card, each without line breaks."""

    site: str
    title: str
    source: str
    tally: str

    @property
    def alternative(self) -> str:
        """The alternative text: the same for readers who cannot see the card."""
        return f"{self.title}. {self.source}. {self.tally}. {self.site}"


def card_of(record: Record, anchored: AnchoredBrief, settings: Settings) -> Card:
    """The card of a briefing."""
    unnamed = sum(record.is_unnamed(position.stated) for position in anchored.positions)
    bases = Counter(position.basis for position in anchored.positions)
    words, number = settings.words, len(anchored.positions)
    tally = words.text("counts.positions", number=number) if number else words.text("card.none")
    by_basis = words.listed(
        [
            words.text(f"tallies.{basis.value.replace(' ', '_')}", number=bases[basis])
            for basis in Basis
            if bases[basis]
        ]
    )
    if unnamed:
        by_basis += words.text("lists.semicolon") + words.text("briefing.from_unnamed", number=unnamed)
    return Card(
        site=settings.site_name,
        title=anchored.title,
        source=words.text(
            "briefings.about" if anchored.brief.title else "briefings.about_headline",
            day=anchored.brief.date,
            publisher=anchored.brief.source.publisher,
        ),
        tally=words.text("card.tally", positions=Literal(tally), bases=Literal(by_basis))
        if by_basis
        else tally,
    )
