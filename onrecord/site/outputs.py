"""Stages 5 and 6 for all that is outdated: generated files are rebuilt, or go, and the others stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.checking.store import Cache, Memory
from onrecord.engine.digests import digest_of, files_digest
from onrecord.engine.files import Export
from onrecord.engine.ledger import Outputs
from onrecord.engine.output import Family, Output
from onrecord.engine.progress import Progress
from onrecord.engine.run import Maker
from onrecord.engine.staleness import outdated
from onrecord.exports import collection
from onrecord.exports.cards import card_families
from onrecord.exports.robots import ROBOTS, robots_file
from onrecord.history import History
from onrecord.layout import Layout
from onrecord.markdown.rendering import Renderer, TemplateError
from onrecord.model import Record
from onrecord.pages import catalogue
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.record.digests import digests_of
from onrecord.search import collection as search
from onrecord.settings import Settings
from onrecord.text.generated_mark import MARK, is_marked, lent_text


class Standing(Struct, frozen=True):
    """The files in `site_src`, by their paths there.

    Attributes:
        trusted: digests of those that stand as the program made them.
        spoilt: what the program made that does not stand as it was.
        ours: all that the program made, at whichever build.
        hand_written: all others.
    """

    trusted: dict[str, bytes]
    spoilt: frozenset[str]
    ours: frozenset[str]
    hand_written: frozenset[str]


class Renewed(Struct, frozen=True):
    """The generated files, as they will stand.

    Attributes:
        standing: what stood in `site_src` before.
        paths: of all of them.
        pages: the paths of all pages.
        new: of those that were made and differ from what stands; they are in the staged folder.
        changed: of those that differ from what the last build made.
        gone: of what is no longer made.
    """

    standing: Standing
    paths: frozenset[str]
    pages: frozenset[str]
    new: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]


def renew(
    layout: Layout,
    record: Record,
    touched: Collection[tuple[str, str]] | None,
    settings: Settings,
    history: History,
    cache: Cache | Memory,
    outputs: Outputs,
    state_of: Callable[[Mapping[str, bytes]], Standing],
    staged: Path,
    jobs: int,
    progress: Progress,
) -> Renewed:
    """Make what is outdated, and put it into the staged folder.

    Args:
        layout: the site.
        record: what everything is made from.
        touched: where in it something else may stand than when the last build went well; None for everywhere.
        settings: the site's.
        history: when briefings changed.
        cache: has the briefings.
        outputs: what is known of generated files; it learns what is made, but does not settle it.
        state_of: tells what stands in `site_src`, called with a digest of each output by path.
        staged: the folder where new files are put.
        jobs: how many processes at most work at once.
        progress: told how far the work is.

    Raises:
        TemplateError: a template cannot be used.
        OSError: the machine failed.
    """
    digests = digests_of(record, cache.contents, outputs.recall(_made_from(layout, settings)), touched)
    outputs.compare(digests)
    known = outputs.paths()
    standing = state_of(known)
    # What is a lot of work for one process comes first, so that none is left alone with it at the end.
    families: list[Family[Any]] = [*search.families(record, settings, digests)]
    families += collection.families(record, settings)
    families += [*catalogue.families(record, settings, history), *card_families(settings)]
    families += _lent(layout, standing, settings)
    work = outdated(families, record, outputs, standing.spoilt)
    renderer = Renderer(layout.templates, layout.compiled, settings.words)
    page_bytes = partial(_page_bytes, renderer)
    maker = Maker(record, page_bytes, layout.site_src, staged, outputs, standing.trusted)
    new, changed = set(), set()
    for number, (job, made) in enumerate(maker.made(work.jobs, jobs)):
        progress("writing", number, len(work.jobs))
        keys = {*made.keys, *map(outputs.number, made.unknown)}
        outputs.keep(made.path, job.family, job.given, made.digest, keys, made.pieces, job.before)
        if made.is_new:
            new.add(made.path)
        if made.is_new or job.before is None or job.before.digest != made.digest:
            changed.add(made.path)
    outputs.forget(work.gone, work.gone_families)
    paths = frozenset(known).union(job.output.path for job in work.jobs) - work.gone
    pages = frozenset(path for path in paths if path.endswith(".md"))
    # What a build that was killed has taken out of `site_src`, and not out of the site, is gone as well.
    gone = (standing.ours | outputs.forgotten | work.gone) - paths - standing.hand_written
    return Renewed(standing, paths, pages, frozenset(new), frozenset(changed), gone)


def _page_bytes(renderer: Renderer, page: Page) -> bytes:
    """A page as it is written.

    Raises:
        TemplateError: its template cannot be used.
    """
    text = renderer.render(page)
    if not is_marked(text):  # It could never be told from a page that a person wrote.
        template = TEMPLATES[type(page)]
        raise TemplateError(f"{template}: its front matter has no line `{MARK} …`")
    return text.encode()


def _made_from(layout: Layout, settings: Settings) -> bytes:
    """A digest of what every output is made from: the templates and the settings."""
    templates = [path for folder in layout.templates for path in folder.glob("*.j2")]
    return digest_of(repr(settings).encode(), files_digest(templates))


def _lent_output(_: Record, path: str, text: str) -> list[Output[Export]]:
    return [Output(path, lambda _, text: Export(path, text), (text,))]


def _lent(layout: Layout, standing: Standing, settings: Settings) -> Iterator[Family[Any]]:
    """What people may write and the site lacks: pages, of which the program has its own, and robots.txt."""
    texts = {path: lent_text(own) for path, own in layout.lent_pages(settings.words.tag).items()}
    texts[ROBOTS] = robots_file(settings).text
    for path, text in texts.items():
        if path not in standing.hand_written:
            yield Family(f"lent {path}", partial(_lent_output, path=path, text=text), text)
