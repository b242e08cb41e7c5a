"""The build, all stages on one screen.

`check` gathers everything and writes nothing; `build` writes only after all of it went well.
"""

from __future__ import annotations

import filecmp
import gc
import os
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial

from msgspec import Struct

from onrecord.checking.check import check
from onrecord.checking.database import DamagedError, UnusableError, opened, throw_away
from onrecord.checking.store import Cache, Memory
from onrecord.engine.file_states import Snapshot, UnknownError, restated, scanned_again
from onrecord.engine.ledger import Outputs
from onrecord.engine.meta import fact, keep_fact
from onrecord.engine.progress import Progress
from onrecord.history import read_history
from onrecord.languages.calendars import without_babel
from onrecord.last_build import NOTHING, Before, recall
from onrecord.layout import Layout
from onrecord.model import Record
from onrecord.problems import Problem, in_order
from onrecord.publishing.publication import edition_of, fact_of, published_as, sources_of
from onrecord.publishing.site_src import standing_in
from onrecord.publishing.staging import Staged, files_in, in_the_way, recover, staging, write_outputs
from onrecord.publishing.swap import change_site, replace_site
from onrecord.settings import read_settings
from onrecord.site.outputs import Renewed, renew
from onrecord.text.dates import first_day

_PUBLISHED = "published"


class Built(Struct, frozen=True):
    """What a build did.

    Attributes:
        problems: of the check and of the publisher; with an error nothing was written.
        is_done: whether the site was built.
        briefings: how many there are.
        positions: how many they have.
        pages: how many pages were generated.
        snapshot: the state of all files that it read, and wrote; None where that cannot be told.
        token: which build it was.
    """

    problems: list[Problem]
    is_done: bool = False
    briefings: int = 0
    positions: int = 0
    pages: int = 0
    snapshot: Snapshot | None = None
    token: bytes = b""


def build(
    layout: Layout,
    progress: Progress,
    cache: Cache | Memory,
    before: Before = NOTHING,
    *,
    jobs: int = 1,
    strict: bool = False,
) -> Built:
    """All stages: check, make what is outdated, publish what changed, and only then put it in place.

    Args:
        layout: the site.
        progress: told how far the work is.
        cache: what earlier builds knew.
        before: what was touched since the last one.
        jobs: how many processes at most work at once.
        strict: whether warnings stop the build too.

    Raises:
        OSError: the machine failed; what stood before stands.
        TemplateError: a template cannot be used.
    """
    if recover(layout):
        before = recall(layout, jobs)
    if before.token != cache.token:  # Of another cache's build; nothing is known of ours.
        before = Before(before.now)
    gc.disable()  # What a check makes lasts, and need not be looked through for garbage, now or later.
    try:
        checked = check(layout, progress, cache, jobs, before.touched_in)
        gc.freeze()
    finally:
        gc.enable()
    cache.save()  # What was found out is true, whatever comes of the rest.
    problems = checked.problems
    if checked.record is None or (strict and problems):
        return Built(problems)
    settings, found = read_settings(layout)
    problems = in_order([*problems, *found])
    if any(problem.is_error for problem in found) or (strict and problems):
        return Built(problems)
    history, warnings = read_history(layout, settings)
    problems += warnings
    if strict and warnings:
        return Built(in_order(problems))
    record, outputs = checked.record, Outputs(cache.connection)
    with staging(layout) as staged:
        state_of = partial(standing_in, layout, before=before)
        folder, touched_keys = staged.source, checked.touched
        renewed = renew(
            layout, record, touched_keys, settings, history, cache, outputs, state_of, folder, jobs, progress
        )
        found = in_the_way(layout, renewed.new, renewed.standing.ours)
        if found:
            return Built(in_order([*problems, *found]))
        progress("publishing", len(renewed.paths), len(renewed.paths))
        # MkDocs is slow to import, and nothing before this needs it.
        with without_babel():
            from onrecord.publishing.mkdocs import publish, settings_keys
            from onrecord.publishing.proving import differing

        facts = fact(cache.connection, _PUBLISHED)
        edition = edition_of(layout, record, renewed, checked.restless, facts, staged, before, settings.words)
        counts, newest = (len(record.days), sum(map(len, record.positions_of.values()))), record.newest
        as_of = first_day(newest) if newest else None
        few: Record | None = record
        if edition.changed is None:  # Much memory, and no more needed; for a few pages not worth the time.
            few = None
            del record, checked
        published = publish(layout, edition, renewed.gone, staged, as_of, jobs)
        found = published.problems or differing(layout, edition, staged, few, settings_keys(layout), jobs)
        problems = in_order([*problems, *found])
        if found:
            return Built(problems)
        facts = fact_of(edition, published.navigation)
        touched = None
        write_outputs(layout, staged, renewed.gone)
        if published.is_whole:
            replace_site(layout, staged, keep_spare=bool(facts))
        else:
            published_again = set(files_in(staged.site))
            unpublished = _unpublished(layout, renewed, staged, published_again, before)
            touched = [*published_again, *change_site(layout, staged, unpublished)]
    keep_fact(cache.connection, _PUBLISHED, facts)
    outputs.settle()
    token = cache.settle()
    snapshot = _snapshot(layout, before, renewed, touched)
    return Built(problems, True, *counts, len(renewed.pages), snapshot, token)


def _unpublished(
    layout: Layout, renewed: Renewed, staged: Staged, written: AbstractSet[str], before: Before
) -> set[str]:
    """What is not published any more, by path; what was published again as it stands is taken out.

    Args:
        layout: the site.
        renewed: the generated files.
        staged: has what was published.
        written: the paths of that.
        before: what was touched since the last build.
    """
    touched = before.touched_in(layout.site) or frozenset()
    for path in written - touched:  # What somebody has put there is not in the spare site.
        here, there = staged.site / path, layout.site / path
        if there.is_file() and not there.is_symlink() and filecmp.cmp(here, there, shallow=False):
            here.unlink()
    doubtful = {path for path in touched if not path.startswith(".")}
    doubtful.update(place for path in renewed.gone for place in published_as(path))
    doubtful.difference_update(written)
    return {path for path in doubtful if not any(p in renewed.paths for p in sources_of(path))}


def _snapshot(layout: Layout, before: Before, renewed: Renewed, touched: list[str] | None) -> Snapshot | None:
    """The state of what was read, as it was before, and of what was written, as it is now.

    Args:
        layout: the site.
        before: knows the state of all files before the build.
        renewed: what was written into `site_src`.
        touched: what was written into the site; None for all of it.
    """
    if before.now is None:
        return None
    source, site = os.path.realpath(layout.site_src), os.path.realpath(layout.site)
    # What is published as it is stands in both folders; with each link to a file its state is another one.
    linked = renewed.paths - renewed.pages if touched is None else renewed.paths.intersection(touched)
    paths = [f"{source}/{path}" for path in renewed.new | renewed.gone | linked]
    paths += [f"{site}/{path}" for path in touched or ()]
    try:
        snapshot = restated(before.now, paths)
        return scanned_again(snapshot, site) if touched is None else snapshot
    except (OSError, UnknownError):
        return None


def build_with_cache(
    layout: Layout,
    progress: Progress,
    say: Callable[[str], None],
    before: Before,
    *,
    jobs: int,
    strict: bool,
) -> Built:
    """Build with the cache; `say` is told where it cannot be used."""
    try:
        try:
            with opened(layout.work, say) as cache:
                return build(layout, progress, cache, before, jobs=jobs, strict=strict)
        except DamagedError as error:
            say(f"rebuilding the cache: {error}")
            throw_away(layout.work)
            before = recall(layout, jobs)  # The build may have come to writing.
            with opened(layout.work, say) as cache:
                return build(layout, progress, cache, before, jobs=jobs, strict=strict)
    except (DamagedError, UnusableError) as error:
        built = build(layout, progress, Memory(), recall(layout, jobs), jobs=jobs, strict=strict)
        say(f"built without the cache, which cannot be used: {error}")  # Else the build has said why itself.
        return built


def forget(layout: Layout) -> None:
    """Delete the cache."""
    throw_away(layout.work)
