"""Run a check of a site."""

from __future__ import annotations

from helpers.building import Site
from onrecord.checking.check import check
from onrecord.checking.store import TABLES, Store
from onrecord.engine.ledger import in_memory
from onrecord.layout import Layout
from onrecord.record import Record
from onrecord.rules.problems import Problem


def quietly(doing: str, done: int, total: int) -> None:
    """A progress function that shows nothing."""


def new_store() -> Store:
    """A store that knows nothing and is not kept."""
    return Store(in_memory(TABLES))


def record_of(site: Site) -> Record:
    checked = check(Layout(site.root), quietly, new_store())
    assert checked.record is not None, checked.problems
    return checked.record


def problems_of(site: Site) -> list[Problem]:
    return check(Layout(site.root), quietly).problems
