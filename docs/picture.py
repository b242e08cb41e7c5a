"""Makes the picture in the README, `docs/briefing.png`: `.venv/bin/python docs/picture.py`.

The real briefing, built anew, in a headless browser; run it when the page's look has changed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

PROGRAM = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROGRAM), str(PROGRAM / "tests")]

from helpers import browser_setup  # noqa: E402 - both are found only on the path above
from onrecord.interface.cli import main  # noqa: E402

BRIEFING = "us-working-to-constrain-israels-reaction"
WIDTH, HEIGHT = 1280, 900


def make_picture(target: Path) -> None:
    """Build the site in a folder of its own, and photograph the briefing with its first quotation chosen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        for name in ("seeds", "briefs"):
            shutil.copytree(PROGRAM / name, root / name)
        if main(["--root", folder]) != 0:
            sys.exit("the site has problems")
        executable = browser_setup.find() or sys.exit(
            "no browser: tests/helpers/browser_setup.py installs one"
        )
        browser = playwright.chromium.launch(executable_path=str(executable), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((root / "site" / "briefs" / f"{BRIEFING}.html").as_uri())
        page.locator("#stated_positions").evaluate("node => node.scrollIntoView()")
        page.locator(".quoted a[href^='#source_']").first.click()
        page.mouse.move(0, 0)
        page.wait_for_timeout(500)
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    make_picture(Path(__file__).parent / "briefing.png")
