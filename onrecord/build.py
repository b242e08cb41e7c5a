"""The build: runs all stages in their order, and does nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import msgspec
from msgspec import Struct

from onrecord.checking.gather import gather
from onrecord.checking.store import TABLES as OF_BRIEFINGS
from onrecord.checking.store import Store
from onrecord.checking.stored_problem import BuildSummary, to_stored
from onrecord.engine import last_build
from onrecord.engine.last_build import BuildContext, LastBuild, OutsideInputs
from onrecord.engine.ledger import DamagedError, UnusableError, in_memory, opened, throw_away
from onrecord.engine.machine import failure_of_machine
from onrecord.engine.output_table import TABLES as OF_OUTPUTS
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.markdown.rendering import TemplateError
from onrecord.publishing.placing import put_in_place, state_after
from onrecord.publishing.publication import MANY, publication_of
from onrecord.publishing.publish import publish
from onrecord.publishing.sources import make_sources
from onrecord.publishing.staging import staging
from onrecord.rules.problems import Problem, in_order

TABLES = OF_BRIEFINGS + OF_OUTPUTS  # of the ledger


class Built(Struct, frozen=True):
    """The result of a build.

    Attributes:
        problems: the problems that checking and publishing found.
        summary: the summary of the build; None if it failed and wrote nothing.
        slow_because: why MkDocs published all pages itself, one after the other; None if it did not.
    """

    problems: list[Problem]
    summary: BuildSummary | None = None
    slow_because: str | None = None


def build(context: BuildContext, *, strict: bool = False) -> Built:
    """Check, make the stale files, publish the site, and only then put everything in place.

    Args:
        context: the build.
        strict: whether warnings stop the build too.

    Raises:
        OSError: the machine failed; the site is unchanged.
        TemplateError: a template cannot be used.
    """
    store = Store(context.ledger, context.jobs)
    found, problems = gather(context, store, strict=strict)
    if found is None:
        return Built(problems)
    with staging(context.layout) as staged:
        sources = make_sources(context, found, store, staged)
        publication = publication_of(context.layout, found, sources, staged)
        positions = sum(map(len, found.record.positions_of.values()))
        drafts = found.drafts
        if len(sources.changed) >= MANY:
            del found  # It takes much memory, and is no longer needed.
        published = publish(context, publication, staged)
        if published.problems:
            return Built(in_order([*problems, *published.problems]))
        touched = put_in_place(context, publication, staged, published)
    pages = len(publication.pages)
    summary = BuildSummary(
        tuple(map(to_stored, problems)), len(publication.modified), positions, pages, drafts
    )
    store.settle()
    snapshot, settings = state_after(context, publication, touched), publication.settings
    last_build.save(context, snapshot, summary, OutsideInputs(list(settings.files), list(settings.variables)))
    return Built(problems, summary, publication.slow_because)


def build_with_ledger(
    layout: Layout,
    last: LastBuild,
    progress: Progress,
    say: Callable[[str], None],
    *,
    jobs: int,
    strict: bool,
) -> Built:
    """Build with the site's ledger, or without it if it cannot be used.

    Args:
        layout: the site.
        last: the last build, and what was touched since.
        progress: called with the state of the work.
        say: called with a message if the ledger cannot be used, and with a line on code of the site.
        jobs: use at most this many processes.
        strict: whether warnings stop the build too.

    Raises:
        OSError: the machine failed; the site is unchanged.
        TemplateError: a template cannot be used.
    """

    def attempt(last: LastBuild) -> Built:
        with opened(layout.work, TABLES, say) as ledger:
            try:
                return build(BuildContext(layout, ledger, last, progress, jobs, say), strict=strict)
            except (sqlite3.Error, msgspec.DecodeError, TemplateError):
                raise
            except Exception as error:
                if ledger.is_new or failure_of_machine(error) is not None:
                    raise
                # Whatever it is: without what is kept it either does not happen, or is ours to be shown.
                raise DamagedError(f"{type(error).__name__}: {error}") from error

    try:
        try:
            return attempt(last)
        except DamagedError as error:
            say(f"rebuilding the cache: {error}")
            throw_away(layout.work)
            return attempt(last_build.load(layout, jobs))  # The first attempt may have written files.
    except (DamagedError, UnusableError) as error:
        last = last_build.load(layout, jobs)
        context = BuildContext(layout, in_memory(TABLES), last, progress, jobs, say)
        built = build(context, strict=strict)
        say(f"built without the cache, which cannot be used: {error}")  # A build that fails says why itself.
        return built
