"""Stage 8: put the staged files in place, after all checks of their content have passed."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from onrecord.engine import system
from onrecord.engine.digests import content_digest, file_digest
from onrecord.engine.file_states import Snapshot, UnknownError, refreshed, rescanned
from onrecord.engine.files import files_in
from onrecord.engine.last_build import BuildContext
from onrecord.engine.pool import in_parallel
from onrecord.engine.run import RebuildResult
from onrecord.layout import Layout
from onrecord.mkdocs_yml.fast_way import unknown_inputs
from onrecord.publishing.publication import Publication, published_as, sources_of
from onrecord.publishing.publish import PublishResult
from onrecord.publishing.staging import Staged, write_outputs
from onrecord.publishing.swap import change_site, replace_site

_AT_A_TIME = 500  # links


def put_in_place(
    context: BuildContext, publication: Publication, staged: Staged, published: PublishResult
) -> list[str] | None:
    """Put the staged files into `site_src/` and `site/`.

    Args:
        context: the build.
        publication: the generated files.
        staged: the staged files.
        published: the result of publishing.

    Returns:
        The paths of files in the site whose states have changed; None for all.

    Raises:
        OSError: the disk is full, or a file or folder is not writable.
    """
    layout = context.layout
    if published.result is not None:
        _link_exports(context, publication, staged, is_whole=published.is_whole)
    write_outputs(layout, staged, publication.sources.removed)
    if published.result is None or published.is_whole:
        replace_site(layout, staged, context.ledger, keep_standby=published.result is not None)
        return None
    written = set(files_in(staged.site))
    touched = {path for path in context.last.touched_in(layout.site) or () if not path.startswith(".")}
    for path in written:
        if content_digest(staged.site / path) == content_digest(layout.site / path):
            (staged.site / path).unlink()  # MkDocs has published it again, unchanged.
    unpublished = _unpublished(layout, publication, published.result, touched) - written
    return [*written, *change_site(layout, staged, context.ledger, unpublished, touched)]


def _link_exports(context: BuildContext, publication: Publication, staged: Staged, *, is_whole: bool) -> None:
    """Stage the exports, which are published unchanged: all of them, or only those that have changed."""
    if is_whole:
        exports = publication.exports
    else:
        touched = context.last.touched_in(context.layout.site) or ()
        exports = publication.exports_among((*publication.sources.changed, *touched))
    for folder in {os.path.dirname(path) for path in exports}:  # noqa: PTH120 - paths are text, for speed
        (staged.site / folder).mkdir(parents=True, exist_ok=True)
    ordered = sorted(exports)

    def link_some(paths: list[str]) -> bytes:
        for path in paths:
            system.link(publication.source(path), staged.site / path)
        return b""

    some = [ordered[start : start + _AT_A_TIME] for start in range(0, len(ordered), _AT_A_TIME)]
    for _ in in_parallel(link_some, some, context.jobs, fewest=2):
        pass


def _unpublished(
    layout: Layout, publication: Publication, result: RebuildResult, touched: Collection[str]
) -> set[str]:
    """The paths of files that may be in the site but are no longer published from a generated file.

    Args:
        layout: the site.
        publication: the generated files.
        result: the result for the published pages.
        touched: the paths of files in the site that were touched since the last build.
    """
    doubtful = {*touched, *result.removed}
    doubtful.update(place for path in publication.sources.removed for place in published_as(path))
    if result.made_all:  # Files of an earlier theme may be left.
        doubtful.update(path for path in files_in(layout.site) if not path.startswith("."))
    generated = publication.sources.digests
    return {path for path in doubtful if not any(source in generated for source in sources_of(path))}


def state_after(
    context: BuildContext, publication: Publication, touched: Collection[str] | None
) -> Snapshot | None:
    """The states of the files that were read, as before the build, and of those that were written, as now.

    Args:
        context: the build, with the states of all files before it.
        publication: the generated files.
        touched: the paths of the files written into the site; None for all of its files.

    Returns:
        The states; None if they cannot tell whether the next build has something to do.
    """
    before, sources = context.last.now, publication.sources
    if before is None or unknown_inputs(publication.settings):
        return None
    source, site = os.path.realpath(context.layout.site_src), os.path.realpath(context.layout.site)
    # Exports are hard links in both folders; a new link to a file changes the file's state.
    linked = publication.exports if touched is None else publication.exports_among(touched)
    paths = [f"{source}/{path}" for path in sources.new | sources.removed | linked]
    paths += [f"{site}/{path}" for path in touched or ()]
    read = publication.settings.files
    try:
        snapshot = refreshed(before, paths)
        for path in read.keys() - snapshot.folders.keys():  # A single file is scanned like a folder.
            if os.path.dirname(path) not in snapshot.folders:  # noqa: PTH120 - as above
                snapshot = rescanned(snapshot, path)
        if any(file_digest(Path(path)) != digest for path, digest in read.items()):
            return None  # A settings file has changed since it was read.
        return rescanned(snapshot, site) if touched is None else snapshot
    except (OSError, UnknownError):
        return None
