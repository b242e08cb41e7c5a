"""Damage to what is kept in `.onrecord/`: to the bytes of the ledger, its pages, and the files beside it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from bench.faults.trial import Outcome, Trial, chosen

_PAGE = 16384


def damages(site: Trial, seed: int, number: int) -> dict[str, Outcome]:
    """Damage the ledger before an edit is built; the kinds take turns."""
    dice, outcomes = chosen(seed, "damages"), {name: Outcome() for name in KINDS}
    ledger = site.root / ".onrecord" / "cache.sqlite"
    old = ledger.read_bytes()
    for turn in range(number):
        edition = turn % 2
        name = list(KINDS)[turn % len(KINDS)]
        if not ledger.is_file():
            site.build()
        KINDS[name](ledger, dice, old)
        site.choose(edition)
        faulty = site.build()
        outcomes[name].wrong += faulty[0] == 0 and site.files() != site.editions[edition]
        site.judge(outcomes[name], edition, faulty)
    return outcomes


def _bytes(
    change: Callable[[bytearray, random.Random], None],
) -> Callable[[Path, random.Random, bytes], None]:
    def damage(ledger: Path, dice: random.Random, _: bytes) -> None:
        data = bytearray(ledger.read_bytes())
        change(data, dice)
        ledger.write_bytes(data)

    return damage


def _bit(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _some_bytes(data: bytearray, dice: random.Random) -> None:
    for _ in range(20):
        data[dice.randrange(len(data))] = dice.randrange(256)


def _zeros(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    length = min(dice.choice((16, 512, 4096, _PAGE)), len(data) - start)
    data[start : start + length] = bytes(length)


def _cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def _pages(data: bytearray, dice: random.Random) -> None:
    one, other = (dice.randrange(len(data) // _PAGE) * _PAGE for _ in range(2))
    first, second = data[one : one + _PAGE], data[other : other + _PAGE]
    data[one : one + _PAGE], data[other : other + _PAGE] = second, first


def _shorter_pages(data: bytearray, dice: random.Random) -> None:
    """Take the last entries of a leaf of a table or an index, as if they had never been written."""
    leaves = [at for at in range(_PAGE, len(data), _PAGE) if data[at] in (10, 13) and data[at + 4] > 1]
    at = dice.choice(leaves)
    data[at + 4] -= dice.randrange(1, data[at + 4])


def _old_pages(ledger: Path, dice: random.Random, old: bytes) -> None:
    data = bytearray(ledger.read_bytes())
    for at in range(0, min(len(data), len(old)), _PAGE):
        if dice.random() < 0.5:
            data[at : at + _PAGE] = old[at : at + _PAGE]
    ledger.write_bytes(data)


def _foreign(ledger: Path, dice: random.Random, old: bytes) -> None:
    place = ledger.with_name(dice.choice(("cache.sqlite", "cache.sqlite-journal", "seal", "spare")))
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    if dice.random() < 0.5:
        (place / "foreign").mkdir(parents=True)
    else:
        place.write_bytes(dice.choice((b"", b"foreign", old, dice.randbytes(5000))))


KINDS: dict[str, Callable[[Path, random.Random, bytes], None]] = {
    "a bit": _bytes(_bit),
    "20 bytes": _bytes(_some_bytes),
    "zeros": _bytes(_zeros),
    "the end cut off": _bytes(_cut),
    "two pages swapped": _bytes(_pages),
    "the last entries of a page of a table or index": _bytes(_shorter_pages),
    "half of the pages as an earlier build left them": _old_pages,
    "a folder or a foreign file in the place of one": _foreign,
}
