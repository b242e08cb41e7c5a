"""Long lists in parts, so that no page grows without end.

Where a thing stands follows from what it is, its day or its name, and not from how many there are
before it.  So a new one changes the part that it belongs to and leaves the others alone.  Two things
go further: a part that comes to hold more than the limit is divided, and keeps its key, with parts of
its own below it; and numbered parts, where day and name divide no more, move things on (see each
function for the direction).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Generic, TypeVar

from msgspec import Struct

from onrecord.text.dates import Month, When, Year
from onrecord.text.filing import filed_as, is_filed
from onrecord.text.phrases import Words, phrase

LIMIT = 100

_T = TypeVar("_T")
_K = TypeVar("_K")
_DIGITS, _OTHERS = "0", "#"
# One heading for all of them: an index of names in Chinese would have hundreds.
_IDEOGRAPH = "漢"


class Part(Struct, Generic[_T], frozen=True):
    """A part of a list, with items or with parts of its own, never with both.

    Attributes:
        key: for an address, in ASCII and different from all others of the list: `2024`, `2024-03`,
            `2024-03_2`, `2024-00`, `a`, `a_2`, `u0430`.
        title: in words of the site's own, such as `2024`, `March 2024`, `March 2024, 2`, `2024, month not
            known`, `A`, `A, 2`, `А`.
    """

    key: str
    title: Words
    items: tuple[_T, ...]
    parts: tuple[Part[_T], ...] = ()

    @property
    def count(self) -> int:
        """How many items there are, those of the parts below included."""
        return len(self.items) + sum(part.count for part in self.parts)

    @property
    def leaves(self) -> Iterator[Part[_T]]:
        """The parts with items, in order: this one, or those below it."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves


class Placed(Struct, Generic[_T], frozen=True):
    """A part and those around it.

    Attributes:
        above: the part that it is a part of.
        before: the one before it: of a part with items the last that has items, so that one can
            leaf through all of them; of a part with parts its neighbour below the same part.
        after: the one after it, likewise.
    """

    part: Part[_T]
    above: Part[_T] | None
    before: Part[_T] | None
    after: Part[_T] | None


def placed(parts: Sequence[Part[_T]]) -> Iterator[Placed[_T]]:
    """All parts and theirs, each before its own, with what stands around it."""
    leaves = [leaf for part in parts for leaf in part.leaves]
    around = {leaf.key: pair for leaf, *pair in _with_neighbours(leaves)}

    def walk(siblings: Sequence[Part[_T]], above: Part[_T] | None) -> Iterator[Placed[_T]]:
        for part, *beside in _with_neighbours(siblings):
            before, after = beside if part.parts else around[part.key]
            yield Placed(part, above, before, after)
            yield from walk(part.parts, part)

    yield from walk(parts, None)


def by_date(items: Sequence[_T], when: Callable[[_T], When], limit: int = LIMIT) -> tuple[Part[_T], ...]:
    """`by_year`, where not all items fit on one page; no part at all where they do."""
    return by_year(items, when, limit) if len(items) > limit else ()


def by_year(items: Sequence[_T], when: Callable[[_T], When], limit: int = LIMIT) -> tuple[Part[_T], ...]:
    """A part for each year that has items, the newest first.

    A year over the limit has a part for each month, and after them one for what is dated by the year alone,
    which belongs to no month.  A part of these over the limit has numbered ones, which are filled from the
    end of the list: in a list with the newest first, part 1 holds the oldest, the highest number stands
    first, and a new item moves others to higher numbers only.  Items keep their order.

    Args:
        items: the newest first.
        when: by which an item is filed.
        limit: how many things fit on a page, at least 1.
    """
    return tuple(
        _divided(f"{year:04}", year, in_year, limit, partial(_months, when=when, limit=limit))
        for year, in_year in _newest_first(_grouped(items, lambda item: when(item).year))
    )


def _months(part: Part[_T], when: Callable[[_T], When], limit: int) -> Iterator[Part[_T]]:
    for month, in_month in _newest_first(_grouped(part.items, lambda item: _month(when(item)))):
        assert isinstance(part.title, int), "a year"
        key, title = f"{part.key}-{month:02}", _title(part.title, month)
        yield _divided(key, title, in_month, limit, partial(_numbered_from_end, limit=limit))


def _month(when: When) -> int:
    """0 where no month is known."""
    return 0 if isinstance(when, Year) else when.month


def _title(year: int, month: int) -> Words:
    return Month(year, month) if month else phrase("shared.year_alone", year=year)


def by_letter(items: Sequence[_T], name: Callable[[_T], str], limit: int = LIMIT) -> tuple[Part[_T], ...]:
    """A part for each first letter, digits before letters; none where all items fit on one page.

    Accents are dropped, other scripts have their own letters, Chinese characters one part for all.  A
    name without letter and digit is under `#`.  A letter over the limit has numbered parts, filled from
    the start of the list, so that a new item moves others to higher numbers only.  Items keep their order.

    Args:
        items: in the order of `filed_as`.
        name: by which an item is filed.
        limit: how many things fit on a page, at least 1.
    """
    if len(items) <= limit:
        return ()
    letters = _grouped(items, lambda item: _letter(name(item)))
    numbered = partial(_numbered, limit=limit)
    return tuple(
        _divided(_letter_key(letter), _letter_title(letter), letters[letter], limit, numbered)
        for letter in sorted(letters)
    )


def of_owner(
    key: str, title: Words, items: Sequence[_T], when: Callable[[_T], When], limit: int = LIMIT
) -> Part[_T]:
    """A part with everything that belongs to one owner, such as an issue; by date where that is too much.

    Args:
        key: of the part; those of its own parts begin with it.
        title: the owner's name.
        items: the newest first.
        when: by which an item is filed.
        limit: how many things fit on a page, at least 1.
    """
    if len(items) <= limit:
        return Part(key, title, tuple(items))
    years = by_year(items, when, limit)
    return Part(key, title, (), tuple(_owned(part, key, title) for part in years))


def _owned(part: Part[_T], key: str, title: Words) -> Part[_T]:
    return Part(
        f"{key}_{part.key}",
        phrase("shared.part_of", title=title, part=part.title),
        part.items,
        tuple(_owned(below, key, title) for below in part.parts),
    )


def by_owner(
    owners: Sequence[_K], name: Callable[[_K], str], part_of: Callable[[_K], Part[_T]], limit: int = LIMIT
) -> tuple[Part[_T], ...]:
    """A part for each owner; where there are too many of them, below parts for their first letters.

    Args:
        owners: in the order of `filed_as`.
        name: an owner's.
        part_of: makes an owner's part; no key of one begins with `letter_`.
        limit: how many things fit on a page, at least 1.
    """

    def lettered(letter: Part[_K]) -> Part[_T]:
        below = map(lettered, letter.parts) if letter.parts else map(part_of, letter.items)
        return Part(f"letter_{letter.key}", letter.title, (), tuple(below))

    letters = by_letter(owners, name, limit)
    return tuple(map(lettered, letters) if letters else map(part_of, owners))


def _letter(name: str) -> str:
    first = filed_as(name)[:1]
    if not first or not is_filed(first):
        return _OTHERS
    if unicodedata.category(first).startswith("N"):
        return _DIGITS
    return _IDEOGRAPH if "IDEOGRAPH" in unicodedata.name(first, "") else first


def _letter_key(letter: str) -> str:
    if letter == _OTHERS:
        return "other"
    return letter if letter.isascii() else f"u{ord(letter):04x}"


def _letter_title(letter: str) -> str:
    if letter == _DIGITS:
        return "0–9"
    upper = letter.upper()
    return upper if len(upper) == 1 else letter


def _divided(
    key: str,
    title: Words,
    items: tuple[_T, ...],
    limit: int,
    divide: Callable[[Part[_T]], Iterable[Part[_T]]],
) -> Part[_T]:
    part = Part(key, title, items)
    return part if len(items) <= limit else Part(key, title, (), tuple(divide(part)))


def _numbered(part: Part[_T], limit: int) -> Iterator[Part[_T]]:
    for number, start in enumerate(range(0, len(part.items), limit), start=1):
        items = part.items[start : start + limit]
        yield Part(f"{part.key}_{number}", phrase("shared.part", title=part.title, number=number), items)


def _numbered_from_end(part: Part[_T], limit: int) -> Iterator[Part[_T]]:
    turned = Part(part.key, part.title, part.items[::-1])
    for numbered in reversed(list(_numbered(turned, limit))):
        yield Part(numbered.key, numbered.title, numbered.items[::-1])


def _grouped(items: Iterable[_T], by: Callable[[_T], _K]) -> dict[_K, tuple[_T, ...]]:
    groups: dict[_K, list[_T]] = {}
    for item in items:
        groups.setdefault(by(item), []).append(item)
    return {key: tuple(group) for key, group in groups.items()}


def _newest_first(groups: dict[int, tuple[_T, ...]]) -> list[tuple[int, tuple[_T, ...]]]:
    return sorted(groups.items(), key=lambda group: -group[0])


def _with_neighbours(
    parts: Sequence[Part[_T]],
) -> Iterator[tuple[Part[_T], Part[_T] | None, Part[_T] | None]]:
    for at, part in enumerate(parts):
        yield part, parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None
