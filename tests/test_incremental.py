"""Builds after any edits give the same as a build from nothing, byte for byte.

The sequences of edits are random: new ones for each commit, repeatable with `ONRECORD_SEED`.
`ONRECORD_SEQUENCES` is their number.
"""

from __future__ import annotations

import gc
import math
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.building import copy_of
from helpers.from_nothing import compared, quick_folder
from helpers.killing import build_killed_at
from helpers.seeds import SEED, SEQUENCES, how_to_repeat
from helpers.site_edits import briefs, edit_site, inputs, take_back
from onrecord.interface.terminal import FINE, PROBLEMS

AT_A_TIME = 10
EDITS = 4  # at most, in a sequence
BUILT_AFTER_ALL = 0.3  # how often a build follows only after several edits
TAKEN_BACK = 0.8  # how often an edit that caused a problem is undone
KILLED = 0.15  # how often a build is killed
MOST_CHANGES = 400  # The approximate number of changes to the disk in a build of this site.


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="onrecord-", dir=quick_folder()) as made:
        yield Path(made)


@pytest.mark.no_cover  # It would cover nothing more, and take 50 % longer.
@pytest.mark.parametrize("first", range(0, SEQUENCES, AT_A_TIME))
def test_a_build_after_edits_makes_what_one_from_nothing_makes(first: int, folder: Path) -> None:
    """Each sequence begins with the result of the previous one, and undoes its edits."""
    site = copy_of("strait", folder / "site")
    at_first, were_built = inputs(site), 0
    site.build()
    numbers = range(first, min(first + AT_A_TIME, SEQUENCES))
    for number in numbers:
        dice, done = random.Random(f"{SEED} {number}"), list[str]()
        take_back(site, at_first)
        try:
            for _ in range(dice.randint(1, EDITS)):
                if not briefs(site):
                    break
                before = inputs(site)
                done.append(edit_site(site, dice))
                if dice.random() < KILLED:
                    change = int(math.exp(dice.uniform(0, math.log(MOST_CHANGES))))
                    done.append(f"killed at change {change}")
                    build_killed_at(site.root, change)
                elif dice.random() > BUILT_AFTER_ALL:
                    status = site.run().status
                    assert status in (FINE, PROBLEMS)
                    if status == PROBLEMS and dice.random() < TAKEN_BACK:
                        done.append("taken back")
                        take_back(site, before)
            were_built += compared(site).status == FINE
        except BaseException as error:
            repeat = how_to_repeat(number, f"nothing_makes[{first}]")
            error.add_note(f"sequence {number}, after those from {first} on: {'; '.join(done)}\n{repeat}")
            raise
    gc.collect()  # A build does this only at the end of its process.
    assert were_built >= len(numbers) / 4, "most edits should leave a site that is built"
