"""What reference managers read in a page's head, so that a reader can cite a briefing.

Zotero's translator for embedded metadata knows the names that Google Scholar introduced.  It takes a page
with a `citation_title` for an article in a journal, unless its own `z:itemType` says otherwise.  No author
is named: the article's author has not written the briefing.
"""

from __future__ import annotations

from onrecord.addresses import briefing_path
from onrecord.exports.addresses import Addresses
from onrecord.model import AnchoredBrief
from onrecord.settings import LANGUAGE, Settings


def citation_meta(brief: AnchoredBrief, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Name and content of the `meta` elements of a briefing's page."""
    pairs = [
        ("z:itemType", "webpage"),
        ("og:site_name", settings.site_name),  # the only name for it that Zotero reads of a web page
        ("citation_title", brief.title),
        ("citation_publication_date", brief.brief.date.isoformat().replace("-", "/")),
        ("citation_language", LANGUAGE),
    ]
    if settings.site_url:
        # Without it Zotero takes the address that the page was opened at.
        pairs.append(("citation_public_url", Addresses(settings).of(briefing_path(brief.slug))))
    return tuple(pairs)
