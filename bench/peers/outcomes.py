"""Whether a build did what it was timed for: some end well and leave pages out."""

from __future__ import annotations

from pathlib import Path

from bench.peers.layouts import EDITS
from bench.peers.processes import FailedError


def look_at(site: Path, pages: int) -> None:
    """See that a site has as many pages as there are in Markdown, or more.

    Raises:
        FailedError: it has not.
    """
    made = sum(1 for _ in site.rglob("*.html"))
    if made < pages:
        raise FailedError(f"of {pages:,} pages {made:,} were made")


def look_for_edit(source: Path, site: Path) -> None:
    """See that the page of a briefing says what its source says since it was edited.

    Args:
        source: the briefing's YAML or Markdown.
        site: has its page.

    Raises:
        FailedError: it does not.
    """
    text = source.read_text(encoding="utf-8")
    new, old = EDITS if EDITS[0] in text else EDITS[::-1]
    page = (site / "briefs" / f"{source.stem}.html").read_text(encoding="utf-8")
    if new not in page or old in page:
        raise FailedError(f"the page of {source.stem} does not show its edit")
