"""Stage 8: what was made is put into its place, all of it after nothing can go wrong with its content."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from onrecord.engine.digests import content_digest, file_digest
from onrecord.engine.file_states import Snapshot, UnknownError, refreshed, rescanned
from onrecord.engine.files import files_in
from onrecord.engine.last_build import BuildContext
from onrecord.engine.pool import in_parallel
from onrecord.engine.run import RebuildResult
from onrecord.layout import Layout
from onrecord.mkdocs_yml.fast_way import unknown_inputs
from onrecord.publishing.publication import Publication, published_as, sources_of
from onrecord.publishing.publish import Published
from onrecord.publishing.staging import Staged, link, write_outputs
from onrecord.publishing.swap import change_site, replace_site

_AT_A_TIME = 500  # links


def put_in_place(
    context: BuildContext, publication: Publication, staged: Staged, published: Published
) -> list[str] | None:
    """Put everything into `site_src` and `site`.

    Args:
        context: the build.
        publication: what was generated.
        staged: has it.
        published: what became of it.

    Returns:
        The paths of files of the site that are not in the state in which they were; None for all.

    Raises:
        OSError: the disk is full, or something may not be written.
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
            (staged.site / path).unlink()  # MkDocs has published it again as it is.
    unpublished = _unpublished(layout, publication, published.result, touched) - written
    return [*written, *change_site(layout, staged, context.ledger, unpublished, touched)]


def _link_exports(context: BuildContext, publication: Publication, staged: Staged, *, is_whole: bool) -> None:
    """Stage what is published as it is, or what of that is new."""
    exports = publication.exports
    if not is_whole:
        touched = context.last.touched_in(context.layout.site) or ()
        exports &= {*publication.sources.changed, *touched}
    for folder in {os.path.dirname(path) for path in exports}:  # noqa: PTH120 - as text: there are many
        (staged.site / folder).mkdir(parents=True, exist_ok=True)
    ordered = sorted(exports)

    def link_some(paths: list[str]) -> bytes:
        for path in paths:
            link(publication.source(path), staged.site / path)
        return b""

    some = [ordered[start : start + _AT_A_TIME] for start in range(0, len(ordered), _AT_A_TIME)]
    for _ in in_parallel(link_some, some, context.jobs, fewest=2):
        pass


def _unpublished(
    layout: Layout, publication: Publication, result: RebuildResult, touched: Collection[str]
) -> set[str]:
    """The paths of what may be in the site, and is not made of a generated file any more.

    Args:
        layout: the site.
        publication: what was generated.
        result: what became of the published pages.
        touched: the paths of what somebody else has changed in the site.
    """
    doubtful = {*touched, *result.removed}
    doubtful.update(place for path in publication.sources.removed for place in published_as(path))
    if result.is_anew:  # The theme may have had other files.
        doubtful.update(path for path in files_in(layout.site) if not path.startswith("."))
    generated = publication.sources.digests
    return {path for path in doubtful if not any(source in generated for source in sources_of(path))}


def state_after(
    context: BuildContext, publication: Publication, touched: Collection[str] | None
) -> Snapshot | None:
    """The state of what was read, as it was before, and of what was written, as it is now.

    None where that cannot be told.

    Args:
        context: knows the state of all files before the build.
        publication: what was written into `site_src`.
        touched: what was written into the site; None for all of it.
    """
    before, sources = context.last.now, publication.sources
    if before is None or unknown_inputs(publication.settings):
        return None
    source, site = os.path.realpath(context.layout.site_src), os.path.realpath(context.layout.site)
    # What is published as it is, is in both folders; with each link to a file its state is another one.
    linked = publication.exports if touched is None else publication.exports & set(touched)
    paths = [f"{source}/{path}" for path in sources.new | sources.removed | linked]
    paths += [f"{site}/{path}" for path in touched or ()]
    read = publication.settings.files
    try:
        snapshot = refreshed(before, paths)
        for path in read.keys() - snapshot.folders.keys():  # A file by itself is told as a folder is.
            if os.path.dirname(path) not in snapshot.folders:  # noqa: PTH120 - as above
                snapshot = rescanned(snapshot, path)
        if any(file_digest(Path(path)) != digest for path, digest in read.items()):
            return None  # It has changed since it was read.
        return rescanned(snapshot, site) if touched is None else snapshot
    except (OSError, UnknownError):
        return None
