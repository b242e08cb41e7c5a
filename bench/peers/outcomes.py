"""Check that a build did what it was timed for: some succeed but leave pages out."""

from __future__ import annotations

from pathlib import Path

from bench.peers.layouts import EDITS
from bench.peers.processes import FailedError


def look_at(site: Path, pages: int) -> None:
    """Check that a site has at least as many pages as there are Markdown files.

    Raises:
        FailedError: it has fewer.
    """
    made = sum(1 for _ in site.rglob("*.html"))
    if made < pages:
        raise FailedError(f"of {pages:,} pages {made:,} were made")


def look_for_edit(source: Path, site: Path) -> None:
    """Check that the page of a briefing has the edit in its source.

    Args:
        source: the briefing's YAML or Markdown.
        site: the folder with its page.

    Raises:
        FailedError: it does not have the edit.
    """
    text = source.read_text(encoding="utf-8")
    new, old = EDITS if EDITS[0] in text else EDITS[::-1]
    page = (site / "briefs" / f"{source.stem}.html").read_text(encoding="utf-8")
    if new not in page or old in page:
        raise FailedError(f"the page of {source.stem} does not show its edit")
