"""`check --fix`: correct briefings and registers, or show the corrections as a diff."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from onrecord.fixing.diffs import diff_of
from onrecord.fixing.edits import Fix
from onrecord.fixing.site import Sheet, Wanted, correct_site
from onrecord.fixing.writing import write
from onrecord.interface.terminal import Progress, ask, can_ask, stderr_line, stdout_line
from onrecord.layout import Layout
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted

_MAX_OFFERS = 20


def fix_site(layout: Layout, wanted: Wanted, style: str, progress: Progress) -> None:
    """Correct files, and say what was done and what somebody has to decide.

    Raises:
        OSError: a file cannot be read or written.
    """
    asks = style == "text" and can_ask()

    def answer(fix: Fix) -> int | None:
        progress.clear()
        return _ask(fix)

    sheets = correct_site(layout, wanted, answer if asks else _nobody, progress)
    progress.clear()
    written = [sheet for sheet in sheets if sheet.is_changed and not _refusal(sheet, layout)]
    lines = [line for sheet in written for line in _done(sheet)]
    if lines:
        stdout_line(style, *map(make_visible, lines))
    count = sum(len(sheet.done) for sheet in written)
    files = counted(len(written), "file")
    stdout_line(style, f"{counted(count, 'correction')} in {files}" if written else "nothing to correct")
    if not asks:
        for line in _offers(sheets):
            stdout_line(style, make_visible(line))
    stdout_line(style, "")


def show_diff(layout: Layout, wanted: Wanted, progress: Progress) -> None:
    """Show the corrections as a diff on standard output, and what is left on standard error."""
    sheets = correct_site(layout, wanted, _nobody, progress)
    progress.clear()
    lines = list(diff_of(sheets))
    if sys.stdout.isatty():
        lines = [make_visible(line) for line in lines]
    if lines:
        stdout_line("text", *lines)
    changed = [sheet for sheet in sheets if sheet.is_changed]
    count = sum(len(sheet.done) for sheet in changed)
    stderr_line(f"{counted(count, 'correction')} in {counted(len(changed), 'file')}; nothing was written")
    for line in _offers(sheets):
        stderr_line(make_visible(line))


def _refusal(sheet: Sheet, layout: Layout) -> bool:
    """Write a file; returns whether that was refused, which is said."""
    why = write(sheet, layout)
    if why:
        stderr_line(make_visible(f"{sheet.name} was not corrected: {why}"))
    return bool(why)


def _done(sheet: Sheet) -> Iterator[str]:
    for line, what in sorted(sheet.done):
        yield f"{sheet.name}{f':{line}' if line else ''}: {what}"


def _offers(sheets: Sequence[Sheet]) -> Iterator[str]:
    """What only somebody can decide, with the edits that would be made."""
    offers = [fix for sheet in sheets for fix in sheet.left]
    for fix in offers[:_MAX_OFFERS]:
        place = fix.problem.location
        yield f"{place.path}:{place.line}: {fix.question}  [{fix.problem.rule.name}]"
        if len(fix.choices) > 1 or fix.choices[0].label not in fix.question:
            yield from (f"   {choice.label}" for choice in fix.choices)
    if len(offers) > _MAX_OFFERS:
        yield f"… and {len(offers) - _MAX_OFFERS} more"
    if offers:
        yield f"{counted(len(offers), 'question')} left: run the command on a terminal to answer"


def _nobody(_: Fix) -> int | None:
    return None


def _ask(fix: Fix) -> int | None:
    """Ask about a fix; the answer is the number of a choice."""
    place = fix.problem.location
    lines = [f"{place.path}:{place.line}: {fix.question}", f"   {place.text.strip()}"]
    if len(fix.choices) == 1:
        if fix.choices[0].label not in fix.question:
            lines.append(f"   {fix.choices[0].label}")
        return 0 if ask(list(map(make_visible, lines)), ("yes", "no")) == "yes" else None
    numbers = [str(number) for number in range(1, len(fix.choices) + 1)]
    lines += (f"   {number}  {choice.label}" for number, choice in zip(numbers, fix.choices, strict=True))
    answer = ask(list(map(make_visible, lines)), (*numbers, "none"))
    return numbers.index(answer) if answer in numbers else None
