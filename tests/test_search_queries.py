"""What people type finds what they mean: fifty queries over two collections, with the right answers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from helpers.browser import HOST, Contexts, serve
from helpers.building import built

FILE = Path(__file__).parent / "data" / "queries.yml"
QUERIES: dict[str, dict[str, list[str]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
ALIAS = {"w:": "briefs/us-working-to-constrain-israels-reaction.html"}
FIRST, AMONG_THREE = 46, 49  # of 50
FOUND = """query => {
    const field = document.querySelector("#search_words");
    field.value = query;
    field.form.requestSubmit();
}"""
RESULTS = """() => [...document.querySelectorAll("#search_results [data-part=link]")].slice(0, 3)
    .map(link => link.href.slice(new URL(".", location).href.length))"""


def answers(page: Page, query: str) -> list[str]:
    page.evaluate(FOUND, query)
    page.wait_for_function("() => document.querySelector('#search_results').ariaBusy === 'false'")
    return [str(address) for address in page.evaluate(RESULTS)]


def places(new_context: Contexts) -> dict[str, int]:
    """The place of the first right answer to each query, from 1; 4 if it is not among the first three."""
    found = {}
    for site, queries in QUERIES.items():
        context = new_context()
        serve(context, built(site))
        page = context.new_page()
        page.goto(f"{HOST}/search.html")
        for query, right in queries.items():
            wanted = {ALIAS.get(address[:2], address[:2]) + address[2:] for address in right}
            given = answers(page, query)
            found[query] = next((at for at, address in enumerate(given, 1) if address in wanted), 4)
    return found


def test_there_are_fifty() -> None:
    assert sum(map(len, QUERIES.values())) == 50


@pytest.mark.parametrize("site", QUERIES)
def test_every_answer_is_on_the_site(site: str) -> None:
    for answer in {answer for right in QUERIES[site].values() for answer in right}:
        path, _, fragment = (ALIAS.get(answer[:2], answer[:2]) + answer[2:]).partition("#")
        html = (built(site).html / path).read_text(encoding="utf-8")
        assert not fragment or f'id="{fragment}"' in html, answer


def test_the_right_answer_is_first_or_nearly(new_context: Contexts) -> None:
    found = places(new_context)
    missed = {query: place for query, place in found.items() if place > 1}
    assert len(found) - len(missed) >= FIRST, missed
    assert sum(place <= 3 for place in found.values()) >= AMONG_THREE, missed
