"""`check --coverage`: what briefings cite of their articles, on the terminal or as a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from onrecord.checking.examine import Examiner
from onrecord.desk.coverage import CoverageReport, coverage_report
from onrecord.desk.coverage_html import as_html
from onrecord.desk.coverage_text import as_text
from onrecord.interface.terminal import shown, stdout_line
from onrecord.layout import Layout
from onrecord.metadata.registers import read_registers

_WIDTHS = 60, 100  # the narrowest and the widest lines, in characters


def show_coverage(layout: Layout, slugs: Iterable[str], page: str | None) -> None:
    """Print the coverage of briefings, or write it to a page.

    Args:
        layout: the site; nothing in it may be forbidden to read.
        slugs: of the briefings; one whose file or article cannot be read is left out.
        page: the path of the page; None to print.

    Raises:
        OSError: the page cannot be written.
    """
    reports = _reports(layout, slugs)
    if page is not None:
        Path(page).write_text(as_html(reports), encoding="utf-8")
        stdout_line("text", f"coverage written to {shown(Path(page).absolute())}")
        return
    narrow, wide = _WIDTHS
    width = min(max(shutil.get_terminal_size().columns, narrow), wide)
    stdout_line("text", *(f"\n{as_text(report, width).rstrip()}" for report in reports))


def _reports(layout: Layout, slugs: Iterable[str]) -> list[CoverageReport]:
    registers, _, _ = read_registers(layout.briefs)
    examiner = Examiner(layout, registers, whole=False)
    examined = (examiner.examine(layout.briefs / f"{slug}.yml") for slug in slugs)
    return [coverage_report(one.anchoring, registers.actors) for one in examined if one.anchoring]
