"""Fixtures for all tests: the browser, the accessibility check, the option to refresh golden files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import resources
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import BrowserContext, Page, expect

from helpers import browser_setup
from helpers.browser import PATIENCE, Axe, Contexts
from helpers.exports import COLLECTIONS, collected
from helpers.seeds import SEED, SEQUENCES
from helpers.thoroughness import GATE
from onrecord.record import Record

BROWSER_FIXTURES = {"page", "context", "browser", "new_context", "axe"}

settings.load_profile(GATE)  # `--hypothesis-profile` names another one, after this


expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update",
        action="store_true",
        help="write what the program makes over the golden files; read the diff before committing it",
    )


def pytest_report_header() -> str:
    return f"random sequences of edits: ONRECORD_SEED={SEED} ONRECORD_SEQUENCES={SEQUENCES}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(params=COLLECTIONS, ids=lambda root: root.name)
def collection(request: pytest.FixtureRequest) -> Record:
    """Each of the repository's own collections."""
    return collected(request.param)


@pytest.fixture(scope="session")
def golden_update(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--golden-update"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that `make test` names or that is found, without access to other hosts."""
    browser = os.environ.get(browser_setup.VARIABLE) or browser_setup.find()
    if browser is None:
        pytest.fail(
            "no browser; `python tests/helpers/browser_setup.py` finds or installs one", pytrace=False
        )
    return browser_type_launch_args | {
        "executable_path": str(browser),
        # Chromium's sandbox does not run as root and in most containers; the pages are the project's own.
        "chromium_sandbox": False,
        "args": [
            *browser_setup.ARGUMENTS,
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture
def new_context(new_context: Contexts) -> Contexts:
    """pytest-playwright's fixture, with time-outs for a busy machine."""

    def opened(**more: Any) -> BrowserContext:
        context = new_context(**more)
        context.set_default_timeout(PATIENCE)
        return context

    return opened


# axe parses the colours of each element from text, which takes most of its time; a page has few colours.
READ_COLOURS_ONCE = """() => {
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (text) {
        const seen = known.get(text);
        if (seen) [this.r, this.g, this.b, this.alpha] = seen;
        else known.set(text, [read.call(this, text).r, this.g, this.b, this.alpha]);
        return this;
    };
}"""


@pytest.fixture(scope="session")
def axe() -> Axe:
    script = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    run = "options => axe.run(document, options).then(results => results.violations)"

    def check(page: Page, *, without: Sequence[str] = (), only: Sequence[str] = ()) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
            page.evaluate(READ_COLOURS_ONCE)
        rules = {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in without}
        options: dict[str, Any] = {"resultTypes": ["violations"], "rules": rules}
        if only:
            options = {"resultTypes": ["violations"], "runOnly": list(only)}
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html']}"
            for violation in page.evaluate(run, options)
            for node in violation["nodes"]
        ]

    return check
