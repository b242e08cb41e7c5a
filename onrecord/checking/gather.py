"""Stages 1 to 4 of a build: everything that pages are made from is gathered, and nothing is written."""

from __future__ import annotations

import gc

from msgspec import Struct

from onrecord.checking.check import check
from onrecord.checking.store import Store
from onrecord.engine.last_build import BuildContext
from onrecord.metadata.history import NO_HISTORY, History, read_history
from onrecord.mkdocs_yml.site import SiteSettings, read_site_settings
from onrecord.model import Record
from onrecord.problems import Problem, in_order
from onrecord.settings import UNSAID, Settings, settings_of


class Gathered(Struct, frozen=True):
    """What pages are made from.

    Attributes:
        problems: all that were found.
        record: who said what; None where a problem stops the build.
        touched: where in the record something else may be than in the last build that went well, by field
            and key; None for everywhere.
        site: what mkdocs.yml says.
        settings: what of it the program uses itself.
        history: when briefings changed.
    """

    problems: list[Problem]
    record: Record | None = None
    touched: frozenset[tuple[str, str]] | None = None
    site: SiteSettings | None = None
    settings: Settings = UNSAID
    history: History = NO_HISTORY


def gather(context: BuildContext, store: Store, *, strict: bool) -> Gathered:
    """Check everything, and put the record together.

    Args:
        context: the build.
        store: knows what came of each briefing before.
        strict: whether warnings stop the build too.

    Raises:
        OSError: the machine failed.
    """
    gc.disable()  # What a check makes lasts, and need not be looked through for garbage, now or later.
    try:
        checked = check(context.layout, context.progress, store, context.jobs, context.last)
        gc.freeze()
    finally:
        gc.enable()
    context.ledger.commit()  # What was found out is true, whatever comes of the rest.
    if checked.record is None:
        return Gathered(checked.problems)
    site = read_site_settings(context.layout)
    settings, found = settings_of(site)
    history, warnings = NO_HISTORY, list[Problem]()
    if not any(problem.is_error for problem in found):
        history, warnings = read_history(context.layout, settings)
    problems = in_order([*checked.problems, *found, *warnings])
    if any(problem.is_error or strict for problem in problems):
        return Gathered(problems)
    return Gathered(problems, checked.record, checked.touched, site, settings, history)
