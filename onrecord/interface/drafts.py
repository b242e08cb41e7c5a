"""The drafts of a site, and its articles without a briefing, as `check` lists them."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.interface.arguments import as_typed
from onrecord.layout import Layout
from onrecord.text.counting import counted

if TYPE_CHECKING:  # Importing them takes longer than a build that changes nothing.
    from onrecord.checking.drafts import CheckedDraft

# A list names this many, and counts the rest.
MAX_NAMED = 8


def list_of_drafts(drafts: Iterable[CheckedDraft], layout: Layout) -> Iterator[str]:
    """A line for each draft: what is still to be written in it."""
    for draft in drafts:
        parts = [gap.words for gap in draft.gaps]
        others = draft.other_problems
        if others:
            rules = ", ".join(dict.fromkeys(problem.rule.name for problem in others))
            parts.append(f"{counted(len(others), 'other problem')}: {rules}")
        left = "; ".join(parts) or "complete: remove `draft: true` to publish it"
        yield f"draft {layout.briefs.name}/{draft.slug}.yml: {left}"


def next_step(options: argparse.Namespace, *, has_drafts: bool) -> str:
    """What to do where no briefing is to be published."""
    if has_drafts:
        return f"next: {as_typed(options, 'check')} lists what the drafts lack"
    return f"next: {as_typed(options, 'new ARTICLE')} drafts the briefing of an article"


def list_of_articles(articles: Collection[str]) -> str:
    """A line with the articles that have no briefing."""
    named = ", ".join(list(articles)[:MAX_NAMED])
    more = len(articles) - MAX_NAMED
    return f"no briefing yet: {named}{f' and {more} more' if more > 0 else ''}"
