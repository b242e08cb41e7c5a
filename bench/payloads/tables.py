"""The tables of an outcome, as Markdown."""

from __future__ import annotations

from collections import Counter

from bench.payloads.fields import FIELDS, SETTINGS
from bench.payloads.kinds import payloads
from bench.payloads.trial import Outcome

_WHAT = {
    "runs": "scripts that ran",
    "dialog": "dialogs",
    "request": "requests to another host, or for a file that is not the site's",
    "leaves": "pages that led elsewhere by themselves",
    "opens": "windows that opened",
    "armed": "handlers and scripts' addresses on pages, run or not",
    "error": "errors of the site's own scripts",
}


def tables(outcome: Outcome) -> str:
    """What was tried and what happened, by kind and by field."""
    return "\n\n".join((_summary(outcome), _by_kind(outcome), _by_field(outcome)))


def _summary(outcome: Outcome) -> str:
    counts = Counter(each.what for each in outcome.seen)
    rows = [
        (f"payloads, of {len(payloads()):,} that there are", len(outcome.payloads)),
        ("of them run where they are written out unescaped", len(outcome.runs_unescaped)),
        ("fields", len(FIELDS + SETTINGS)),
        ("pages and feeds opened", outcome.pages),
        ("searches", outcome.searches),
        ("comparisons of two actors, and texts whose quotations were checked", outcome.compared),
        *((name, counts[what]) for what, name in _WHAT.items()),
        ("cells of tables that begin a formula", outcome.formulas),
    ]
    return "\n".join(
        ["| | number |", "| --- | --: |", *(f"| {name} | {number:,} |" for name, number in rows)]
    )


def _by_kind(outcome: Outcome) -> str:
    kinds = Counter(payload.kind for payload in outcome.payloads)
    run = Counter(outcome.payloads[at].kind for at in outcome.runs_unescaped)
    ran = outcome.ran_of()
    rows = [f"| {kind} | {kinds[kind]:,} | {run[kind]:,} | {ran[kind]} |" for kind in kinds]
    head = "| payloads for | number | run unescaped | ran on the site |\n| --- | --: | --: | --: |"
    return "\n".join([head, *rows])


def _by_field(outcome: Outcome) -> str:
    ran, number = outcome.ran_in(), len(outcome.payloads)
    rows = [
        f"| {name} | {number:,} | {outcome.refused[name]:,} | {outcome.shown[name]:,}"
        f" | {outcome.noticed[name]} | {ran[name]} |"
        for name in FIELDS + SETTINGS
    ]
    head = "| field | payloads | refused | on a page | run with escapes undone | ran |"
    return "\n".join([head, "| --- | --: | --: | --: | --: | --: |", *rows])
