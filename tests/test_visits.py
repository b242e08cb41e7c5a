"""The helpers for pages find faults: several checks in one visit, and axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from helpers.browser import Axe, checks

# Each colour occurs twice, because the patched axe parses it once. On white, #777 has a contrast of 4.48 and
# #767676 of 4.54; 4.5 is required. On black, both have more than 4.6.
GREY = """<!doctype html><html lang="en"><title>Greys</title>
<style>
  :root { color-scheme: light dark; background: light-dark(#fff, #000) }
  .near { color: #777 } .enough { color: #767676 } .light { color: light-dark(#000, #555) }
</style>
<main><h1 class="enough">Greys</h1>
  <p class="near">One</p> <p class="enough">Two</p> <p class="light">Three</p>
  <p class="near">Four</p> <p class="enough">Five</p> <p class="light">Six</p>
</main></html>"""


def visit(width: int, scheme: str, height: int = 0) -> None:
    with checks() as check:
        with check("width", 320):
            assert width <= 320
        with check("height"):
            assert 100 // height > 0
        with check("axe", "dark"):
            assert scheme == "dark"


def test_all_that_fails_in_a_visit_is_raised_with_its_name() -> None:
    visit(320, "dark", height=1)
    with pytest.raises(ExceptionGroup) as raised:
        visit(321, "light", height=1)
    told = [error.__notes__ for error in raised.value.exceptions]
    assert told == [["check: width, 320"], ["check: axe, dark"]]


def test_what_failed_is_raised_where_the_visit_breaks_off_too() -> None:
    with pytest.raises(ExceptionGroup) as raised:
        visit(321, "dark")
    assert len(raised.value.exceptions) == 1
    assert isinstance(raised.value.__context__, ZeroDivisionError)


def test_axe_finds_each_text_that_is_too_faint_in_the_scheme_that_is_shown(page: Page, axe: Axe) -> None:
    page.set_content(GREY)
    page.emulate_media(color_scheme="light")
    assert [text_of(fault) for fault in axe(page)] == ["One", "Four"]
    page.emulate_media(color_scheme="dark")
    assert [text_of(fault) for fault in axe(page)] == ["Three", "Six"]
    page.emulate_media(color_scheme="light")
    assert [text_of(fault) for fault in axe(page)] == ["One", "Four"]


def text_of(fault: str) -> str:
    assert fault.startswith("color-contrast")
    return fault.rpartition("</p>")[0].rpartition(">")[2]
