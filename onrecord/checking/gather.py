"""Stages 1 to 4 of a build: gather the inputs of the pages; outside the ledger nothing is written."""

from __future__ import annotations

import gc

from msgspec import Struct

from onrecord.checking.check import check
from onrecord.checking.store import Store
from onrecord.engine import system
from onrecord.engine.last_build import BuildContext
from onrecord.metadata.history import History, read_history
from onrecord.mkdocs_yml.code import announced, code_of
from onrecord.mkdocs_yml.settings import Settings
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.record import Record
from onrecord.rules.problems import Problem, in_order


class Gathered(Struct, frozen=True):
    """The inputs of the pages.

    Attributes:
        record: who said what.
        touched: the fields and keys of the record whose values may have changed since the last successful
            build; None for all of them.
        site: the content of mkdocs.yml.
        settings: those settings that the program itself uses.
        history: the days when briefings last changed.
        drafts: the number of briefings that are not published.
    """

    record: Record
    touched: frozenset[tuple[str, str]] | None
    site: SiteSettings
    settings: Settings
    history: History
    drafts: int = 0


def gather(context: BuildContext, store: Store, *, strict: bool) -> tuple[Gathered | None, list[Problem]]:
    """Check everything, and assemble the record.

    Args:
        context: the build.
        store: has the earlier results of the briefings.
        strict: whether warnings stop the build too.

    Returns:
        The inputs, or None if a problem stops the build; and the problems found.

    Raises:
        OSError: the machine failed.
    """
    gc.disable()  # The objects of a check live until the end: garbage collection would find nothing.
    try:
        checked = check(context.layout, context.progress, store, context.jobs, context.last)
        gc.freeze()
    finally:
        gc.enable()
    system.trim_heap()  # What the check let go of: a fifth of what stays.
    context.ledger.commit()  # These results are valid even if the build fails later.
    if checked.record is None or checked.site is None or checked.settings is None:
        return None, checked.problems
    site, settings = checked.site, checked.settings
    history, warnings = read_history(context.layout, settings)
    problems = in_order([*checked.problems, *warnings])
    if any(problem.is_error or strict for problem in problems):
        return None, problems
    if running := announced(code_of(site)):
        context.say(running)
    drafts = len(checked.drafts)
    return Gathered(checked.record, checked.touched, site, settings, history, drafts), problems
