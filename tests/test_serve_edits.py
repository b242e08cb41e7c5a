"""After any edits under a running `serve`, what it shows is what a build from nothing makes, byte for byte.

`ONRECORD_SEQUENCES` is the number of sequences of the other such tests; here a tenth of it is tried.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.building import Site, content, copy_of
from helpers.from_nothing import quick_folder
from helpers.seeds import SEED, SEQUENCES, how_to_repeat
from helpers.serving import Serving, serving
from helpers.site_edits import briefs, edit_site, inputs, take_back
from onrecord.build import build_with_ledger
from onrecord.engine import last_build
from onrecord.layout import Layout

AT_A_TIME = 5
NUMBER = max(AT_A_TIME, SEQUENCES // 10)
EDITS = 5  # at most, in a sequence
PAUSE = 0.3  # The longest time between two edits, in seconds: long enough to see one of them alone, at times.
NOT_WAITED_FOR = 0.5  # how often an edit follows at once
TAKEN_BACK = 0.8  # how often an edit that caused a problem is undone


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="onrecord-", dir=quick_folder()) as made:
        yield Path(made)


def preview_from_nothing(site: Site, folder: Path) -> dict[str, bytes | str] | None:
    """The files that a build from nothing makes, with the drafts; None if a problem stops it."""
    shutil.copytree(site.root, folder, ignore=shutil.ignore_patterns(".onrecord", "site"), symlinks=True)
    layout = replace(Layout(folder), is_preview=True)
    layout.work.mkdir(parents=True)
    if (folder / "site_src").is_dir():
        shutil.copytree(folder / "site_src", layout.site_src)
    last = last_build.load(layout)
    built = build_with_ledger(layout, last, lambda *_: None, lambda _: None, jobs=1, strict=False)
    made = content(layout.site) if built.summary else None
    shutil.rmtree(folder)
    return made


def differences(served: Serving, expected: dict[str, bytes | str]) -> list[str]:
    return [path for path, data in expected.items() if served.page(path) != data]


def is_shown(served: Serving, expected: dict[str, bytes | str]) -> bool:
    return served.is_settled() and not differences(served, expected)


@pytest.mark.no_cover
@pytest.mark.parametrize("first", range(0, NUMBER, AT_A_TIME))
def test_after_any_edits_it_shows_what_a_build_makes(first: int, folder: Path) -> None:
    site, compared = copy_of("strait", folder / "site"), 0
    at_first = inputs(site)
    with serving(site.root) as served:
        for number in range(first, first + AT_A_TIME):
            dice, done = random.Random(f"{SEED} serve {number}"), list[str]()
            take_back(site, at_first)
            for _ in range(dice.randint(1, EDITS)):
                if not briefs(site):
                    break
                before = inputs(site)
                done.append(edit_site(site, dice, spoils=False))
                time.sleep(dice.uniform(0, PAUSE) if dice.random() > NOT_WAITED_FOR else 0)
                if site.run("check").status and dice.random() < TAKEN_BACK:
                    done.append("taken back")
                    take_back(site, before)
            expected = preview_from_nothing(site, folder / "compared")
            repeat = f"sequence {number}: {'; '.join(done)}\n{how_to_repeat(number, f'makes[{first}]')}"
            if expected is None:
                served.until(lambda: served.state()["is_stopped"])
                continue
            shows = partial(is_shown, served, expected)
            try:
                served.until(shows)
            except AssertionError as error:
                error.add_note(f"{repeat}\n{differences(served, expected)}")
                raise
            kept = site.root / ".onrecord/preview/site"
            assert content(kept).keys() == expected.keys(), repeat
            compared += 1
    assert compared >= 1
    assert not (site.root / "site").exists()
    written = {path.name for path in (site.root / ".onrecord").iterdir()}
    assert written == {".gitignore", "preview"}
