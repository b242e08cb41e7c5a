"""The end of stage 7: compare the words on the published pages with the articles again.

By now hooks, plug-ins, templates and the theme have done their work, and the new site is not in place yet.
All pages that this build published are read, and the frames of positions for other sites; in an incremental
build those are the changed ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from onrecord.engine.files import files_in
from onrecord.engine.last_build import BuildContext
from onrecord.engine.pool import in_parallel
from onrecord.exports.proof import proved
from onrecord.layout import PROGRAM, Layout
from onrecord.proof.comparing import Evidence, Fault, faults_of
from onrecord.proof.files import PROOF, decoded, proofs_in, undecoded
from onrecord.proof.marks import ATTRIBUTE, marks_in
from onrecord.proof.seeds import Seeds
from onrecord.proof.verifying import place_at, place_of, problem_of
from onrecord.proof.words import Proof
from onrecord.publishing.finishing.page import cited_passages, with_named_passages
from onrecord.publishing.publication import MANY, Publication, sources_of
from onrecord.publishing.staging import Staged
from onrecord.rules.problems import Location, Problem, in_order

_DRAWN = re.compile(rf' {ATTRIBUTE}="([^"]*)"')
_MARKS = re.compile(r"<mark\b[^<>]*")
_WORTH_IT = 128
_OPEN = 1000
_MANY = 20  # Report at most this many pages: usually all pages differ, for the same reason.


def differing(context: BuildContext, publication: Publication, staged: Staged) -> list[Problem]:
    """Find passages on the published pages that differ from the articles.

    Args:
        context: the build.
        publication: the generated files.
        staged: the staged site.

    Raises:
        OSError: the machine failed.
    """
    layout = context.layout
    published = {path: staged.site / path for path in files_in(staged.site)}
    # Files that are not pages come to the site as they are, after this.
    others = publication.exports_among(publication.sources.new)
    places = {path: publication.source(path) for path in others} | published
    pages = sorted(path for path in places if path.endswith((".html", ".htm")))
    evidence = _evidence(layout, publication, is_few=len(pages) < MANY)
    encode, decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(list[Fault]).decode

    def faults(path: str) -> bytes:
        html = places[path].read_text("utf-8-sig", errors="replace")
        return encode(faults_of(path, marks_in(html), evidence, _drawn(publication, path)))

    problems: list[Problem] = []
    help_text = _what_may_have_done_it(layout, publication.settings.keys())
    number = 0
    for path, answer in zip(pages, in_parallel(faults, pages, context.jobs, _WORTH_IT), strict=True):
        found = decode(answer) if answer != _NONE else ()
        number += bool(found)
        if found and number <= _MANY:
            problems += _problems(layout, publication, path, found, help_text)
    if number > _MANY:
        first = problems[0]
        more = f"{number - _MANY} more pages differ"
        problems[0] = msgspec.structs.replace(first, notes=(*first.notes, more))
    return in_order(problems)


_NONE = msgspec.msgpack.encode([])


def _evidence(layout: Layout, publication: Publication, *, is_few: bool) -> Evidence:
    """The evidence for the pages: if they are few, from their briefings; else from the published proofs."""
    briefs = publication.briefs if is_few else {}
    made: dict[str, msgspec.Raw] = {}
    if not is_few:
        for path in publication.exports:
            if path.startswith(PROOF.removesuffix(".json")):
                made.update(undecoded(publication.source(path).read_bytes()))

    @lru_cache(_OPEN)
    def of_slug(slug: str) -> Sequence[Proof]:
        if slug in made:
            return decoded(made[slug])
        return list(proofs_in([proved(briefs[slug])])) if slug in briefs else ()

    def find(ref: str) -> Proof | None:
        return next((proof for proof in of_slug(ref.partition("#")[0]) if proof.ref == ref), None)

    def on_page(path: str) -> Sequence[Proof]:
        match path.removesuffix(".html").split("/"):
            case ["briefs", slug]:
                return of_slug(slug)
            case ["embed", slug, id_]:
                return [proof for proof in of_slug(slug) if proof.id == id_]
        return ()

    return Evidence(find, on_page, Seeds(layout.seeds, layout.seeds.name, layout.outside).words)


def _drawn(publication: Publication, path: str) -> Counter[str] | None:
    """How often each passage is on a page, by its Markdown and by what finishing adds; None for hand-written
    pages.
    """
    for source in sources_of(path):
        if source in publication.templated:
            text = publication.source(source).read_text("utf-8")
            drawn = _DRAWN.findall(with_named_passages(source, text, publication.words))
            return Counter([*drawn, *cited_passages(publication, source)])
    return None


def _problems(
    layout: Layout, publication: Publication, path: str, faults: Sequence[Fault], help_text: str
) -> Iterator[Problem]:
    """A problem for the first fault of a page, at the place in its Markdown."""
    place = Location(f"{layout.site.name}/{path}")
    if not any(source in publication.sources.digests for source in sources_of(path)):
        help_text = (
            f"remove `{ATTRIBUTE}` from this page: it marks passages, and those are on generated pages"
        )
    for source in sources_of(path):
        file = publication.source(source)
        if file.is_file():
            text = file.read_text("utf-8-sig", errors="replace")
            place = _place_of(publication, source, text, faults[0].ref)
    more = (f"{len(faults) - 1} more of its passages differ",) if len(faults) > 1 else ()
    yield problem_of(faults[0], place, help_text, *more)


def _place_of(publication: Publication, source: str, text: str, ref: str) -> Location:
    """The place of a passage's first mark in a page's Markdown."""
    path = f"{publication.site_src.name}/{source}"
    if source not in publication.templated:
        return place_of(path, text, ref)
    # The finished page has the marks of the Markdown, in the same order.
    named = _MARKS.findall(with_named_passages(source, text, publication.words))
    written = _MARKS.finditer(text, text.find("\n---\n\n") + 1)  # after the front matter
    pairs = zip(named, written, strict=False)
    found = (mark.end() for name, mark in pairs if f'{ATTRIBUTE}="{ref}"' in name)
    return place_at(path, text, next(found, -1))


def _what_may_have_done_it(layout: Layout, settings: dict[str, Any]) -> str:
    """A help text that names everything in the site's setup that can change words on a page."""
    found = [
        f"{key} in mkdocs.yml: {_named(settings[key])}" for key in ("hooks", "plugins") if settings.get(key)
    ]
    theme = settings.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    if name:
        found.append(f"the theme {name}")
    elif layout.theme.parent.parent != PROGRAM:
        found.append("the theme in templates/theme")
    own = layout.root / "templates" / "markdown"
    if layout.root != PROGRAM and own.is_dir():
        found.append(
            f"templates in templates/markdown: {_named([path.name for path in sorted(own.glob('*.j2'))])}"
        )
    if not found:
        return "nothing in this site's setup could change words: please report this as a bug"
    return (
        f"one of these changed it; switch it off or correct it: {'; '.join(found)}; the site was not changed"
    )


def _named(value: Any) -> str:
    """The names in a list of mkdocs.yml: each item, or its key."""
    items = value if isinstance(value, list | dict) else [value]
    return ", ".join(
        str(next(iter(item))) if isinstance(item, dict) and item else str(item) for item in items
    )
