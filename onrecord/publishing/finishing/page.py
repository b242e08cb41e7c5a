"""Finish a page: the function that both ways of publishing call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.languages import Wording
from onrecord.publishing.finishing.blocks import MARK, NOWHERE, classed, is_paragraph
from onrecord.publishing.finishing.briefing import finished_briefing
from onrecord.publishing.finishing.data import BriefingData, data_of, slug_of
from onrecord.publishing.finishing.lists import finished_lists
from onrecord.publishing.finishing.matrix import finished_issue
from onrecord.publishing.publication import Publication


def finished_page(publication: Publication, path: str, meta: Mapping[str, Any], markdown: str) -> str:
    """The finished Markdown of a page of a publication.

    Args:
        publication: has the briefing's data.
        path: the path of the page.
        meta: its front matter.
        markdown: its Markdown as the template wrote it, without front matter.
    """
    return finished(path, kind_in(meta), markdown, _data_beside(publication, path), publication.words)


def cited_passages(publication: Publication, path: str) -> list[str]:
    """The names of the passages that finishing adds to a page: those in its boxes for citing."""
    data = _data_beside(publication, path)
    return data.cited_passages() if data else []


def _data_beside(publication: Publication, path: str) -> BriefingData | None:
    """The data of the briefing whose page it is; None if there are none, or it is another page."""
    slug = slug_of(path)
    if slug is None or any(beside not in publication.sources.digests for beside in data_of(slug)):
        return None
    return BriefingData(*(publication.source(beside).read_bytes() for beside in data_of(slug)))


def kind_in(meta: Mapping[str, Any]) -> str:
    """The kind of a page, from its front matter; for an actor's page with the actor's kind: `actor-state`."""
    return "-".join(str(meta[key]) for key in ("kind", "actor") if key in meta)


def finished(path: str, kind: str, markdown: str, data: BriefingData | None, words: Wording) -> str:
    """The finished Markdown of a page.

    Args:
        path: the path of the page.
        kind: the kind of the page, from `kind_in`.
        markdown: its Markdown as the template wrote it, without front matter.
        data: the briefing's data if it is the page of a briefing.
        words: the wording of the site's own texts.
    """
    blocks = markdown.rstrip("\n").split("\n\n")
    if len(blocks) > 1 and is_paragraph(blocks[0]) and blocks[1].startswith("# "):
        actor = kind.removeprefix("actor-")
        blocks[0] = classed(blocks[0], f"kind-{actor}" if actor != kind else "kicker")
    slug = slug_of(path)
    finish: Iterator[str]
    if slug is not None:
        finish = finished_briefing(blocks, slug, data, words)
    else:
        finish = finished_lists(blocks, kind, words)
    return ("\n\n".join(finish) + "\n").replace(MARK, NOWHERE)


def finished_html(meta: Mapping[str, Any], html: str, words: Wording) -> str:
    """The content of a page as HTML, with what Markdown has no signs for.

    Args:
        meta: its front matter.
        html: the converted Markdown, from `finished_page`.
        words: the wording of the site's own texts.
    """
    return finished_issue(html, words) if meta.get("kind") == "issue" else html


def with_named_passages(path: str, text: str, words: Wording) -> str:
    """The Markdown of a page with the name of the passage in each mark; other parts may be missing.

    Args:
        path: the path of the page.
        text: its Markdown as the template wrote it, with front matter.
        words: the wording of the site's own texts.
    """
    if MARK not in text:
        return text
    front, end, markdown = text.partition("\n---\n\n")
    markdown = markdown if end else front
    if slug_of(path) is not None:  # Its marks are in quotations below the headings of their positions.
        blocks = markdown.split("\n\n")
        markdown = "\n\n".join(block for block in blocks if block[:1] in ("#", ">") or MARK in block)
    return finished(path, "", markdown, None, words)
