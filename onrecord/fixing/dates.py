"""Write dates as YAML files need them, if they can mean only one."""

from __future__ import annotations

from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix
from onrecord.metadata.date_errors import dates_meant
from onrecord.problems import Problem


def date(problem: Problem, context: Context) -> Fix | None:
    """Write a date as YYYY-MM-DD, YYYY-MM or YYYY; `02/10/2024` may be two days and is left."""
    value = context.value_at(problem.location)
    if value is None or value.style not in ("", "'", '"'):
        return None
    meant = dates_meant(value.words)
    if len(meant) != 1:
        return None
    edit = Edit(value.start, value.end, f"{value.style}{meant[0]}{value.style}")
    if not context.reads_as((edit,), value, meant[0]):
        return None
    return Fix(problem, (Choice(f"{value.words} → {meant[0]}", (edit,)),))
