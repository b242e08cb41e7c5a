"""Long lists in parts: each item in one part, no part too full, and few moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import whens
from onrecord.languages import english
from onrecord.pages.splitting import LIMIT, Part, by_date, by_letter, by_year, placed
from onrecord.text.dates import Month, When, Year, time_between
from onrecord.text.filing import filed_as
from onrecord.text.phrases import Duration

Dated = tuple[When, int]
Named = tuple[str, int]
_Item = TypeVar("_Item", Dated, Named)

KEY = re.compile(r"[a-z0-9-]+(_[0-9]+)?")

# Few days, so that months and days exceed the limit; two years, so that others do not.
days = whens(st.dates(date(2023, 11, 20), date(2024, 2, 10)) | st.dates(date(1, 1, 1), date(9998, 12, 31)))
names = st.text(max_size=3) | st.sampled_from(
    ["Éa", "eb", "Anna", "anna", "3M", "“A”", "ʿAbd", "江", "한", "—"]
)
limits = st.integers(1, 12)


def dated(found: Sequence[When]) -> list[Dated]:
    """Distinct items, the newest first."""
    numbered = [(day, number) for number, day in enumerate(found)]
    return sorted(numbered, key=lambda item: (str(item[0]), item[1]), reverse=True)


def named(found: Sequence[str]) -> list[Named]:
    return sorted(((name, number) for number, name in enumerate(found)), key=lambda n: (filed_as(n[0]), n))


def day_of(item: Dated) -> When:
    return item[0]


def name_of(item: Named) -> str:
    return item[0]


def leaves(parts: Sequence[Part[_Item]]) -> dict[str, tuple[_Item, ...]]:
    return {leaf.key: leaf.items for part in parts for leaf in part.leaves}


def sound(parts: Sequence[Part[_Item]], items: Sequence[_Item], limit: int) -> None:
    """Check the properties of all lists in parts."""
    ends = [leaf for part in parts for leaf in part.leaves]
    assert sorted(item[1] for leaf in ends for item in leaf.items) == sorted(item[1] for item in items)
    assert all(0 < len(leaf.items) <= limit for leaf in ends)
    for leaf in ends:
        assert list(leaf.items) == [item for item in items if item in leaf.items]
    places = list(placed(parts))
    keys = [place.part.key for place in places]
    assert len(set(keys)) == len(keys)
    assert all(KEY.fullmatch(key) for key in keys)
    for place in places:
        assert bool(place.part.items) is not bool(place.part.parts)
        assert place.part.count == sum(len(leaf.items) for leaf in place.part.leaves)
        assert place.above is None or place.part in place.above.parts
    assert [place.part for place in places if place.above is None] == list(parts)
    # Following `after` from the first part with items reaches all of them.
    by_key = {place.part.key: place for place in places}
    assert not ends or by_key[ends[0].key].before is by_key[ends[-1].key].after is None
    for one, other in pairwise(ends):
        assert by_key[one.key].after == other
        assert by_key[other.key].before == one


@given(st.lists(days, max_size=40), limits)
def test_dates_in_parts(found: list[When], limit: int) -> None:
    items = dated(found)
    parts = by_date(items, day_of, limit)
    assert bool(parts) is (len(items) > limit)
    if parts:
        sound(parts, items, limit)
        assert [item for part in parts for leaf in part.leaves for item in leaf.items] == items
    in_years = by_year(items, day_of, limit)
    sound(in_years, items, limit)
    # An item in a month or a year certainly belongs to it.
    for key, filed in leaves(in_years).items():
        start = key.partition("_")[0].removesuffix("-00")
        assert all(str(day).startswith(start) for day, _ in filed)
        assert not key.startswith(f"{start}-00") or {str(day) for day, _ in filed} == {start}


@given(st.lists(names, max_size=40), limits)
def test_names_in_parts(found: list[str], limit: int) -> None:
    items = named(found)
    parts = by_letter(items, name_of, limit)
    assert bool(parts) is (len(items) > limit)
    if parts:
        sound(parts, items, limit)


def changed(old: Sequence[Part[_Item]], new: Sequence[Part[_Item]]) -> set[str]:
    """The keys of parts with changed items."""
    before, after = leaves(old), leaves(new)
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def moves_little(old: Sequence[Part[_Item]], new: Sequence[Part[_Item]], item: _Item) -> None:
    """Check that only the overfull part changes, or the item's part and those with higher numbers."""
    (key,) = (key for key, items in leaves(new).items() if item in items)
    stem, _, number = key.partition("_")
    divided = leaves(old).keys() & {place.part.key for place in placed(new) if place.part.parts}
    for other in changed(old, new):
        other_stem, _, other_number = other.partition("_")
        if divided:
            assert all(other.startswith(full) and key.startswith(full) for full in divided)
        else:
            assert (other_stem, int(other_number or 0) >= int(number or 0)) == (stem, True)


@given(st.lists(days, max_size=40), days, limits)
def test_a_new_day_moves_little(found: list[When], day: When, limit: int) -> None:
    old, new = (by_year(dated(all_days), day_of, limit) for all_days in (found, [*found, day]))
    moves_little(old, new, (day, len(found)))


@given(st.lists(days, min_size=1, max_size=40), limits)
def test_what_is_newest_moves_nothing(found: list[When], limit: int) -> None:
    newest, *others = dated(found)
    old, new = by_year(others, day_of, limit), by_year([newest, *others], day_of, limit)
    moves_little(old, new, newest)
    if leaves(old).keys() <= leaves(new).keys():
        assert len(changed(old, new)) == 1


@given(st.lists(names, max_size=40), names, limits)
def test_a_new_name_moves_little(found: list[str], name: str, limit: int) -> None:
    old, new = (by_letter(named(all_names), name_of, limit) for all_names in (found, [*found, name]))
    if old:
        moves_little(old, new, (name, len(found)))


@pytest.mark.parametrize(
    ("name", "key", "title"),
    [
        ("Anna", "a", "A"),
        ("Élise", "e", "E"),
        ("ångström", "a", "A"),
        ("ﬁsher", "f", "F"),
        ("ß", "s", "S"),
        ("İzmir", "i", "I"),
        ("‘The Group’", "t", "T"),
        ("ʿAbd", "a", "A"),
        ("3M", "0", "0–9"),
        ("٣", "0", "0–9"),
        ("Øre", "u00f8", "Ø"),
        ("Анна", "u0430", "А"),
        ("ягода", "u044f", "Я"),
        ("αβγ", "u03b1", "Α"),
        ("سلام", "u0633", "س"),
        ("ガス", "u30ab", "カ"),
        ("江", "u6f22", "漢"),
        ("王", "u6f22", "漢"),
        ("—", "other", "#"),
        ("", "other", "#"),
    ],
)
def test_a_name_is_under_its_first_letter(name: str, key: str, title: str) -> None:
    parts = by_letter([name, "zz"], str, 1)
    assert (key, title, (name,)) in [(part.key, english().said(part.title), part.items) for part in parts]


def test_titles_and_keys_of_a_long_list() -> None:
    items = [date(2024, 3, 1) + timedelta(days=n % 31) for n in range(230)]
    items += [date(2024, 1, 5), date(2019, 7, 1), date(19, 7, 1)]
    parts = by_date(sorted(items, reverse=True), lambda day: day)
    assert [
        (place.part.key, english().said(place.part.title), place.part.count) for place in placed(parts)
    ] == [
        ("2024", "2024", 231),
        ("2024-03", "March 2024", 230),
        ("2024-03_3", "March 2024, 3", 30),
        ("2024-03_2", "March 2024, 2", 100),
        ("2024-03_1", "March 2024, 1", 100),
        ("2024-01", "January 2024", 1),
        ("2019", "2019", 1),
        ("0019", "19", 1),
    ]
    # An item with only a year belongs to no month; one with only a month, to no day.
    whole: list[When] = [*items, *[Year(2024)] * 101, Month(2024, 3), Year(2019)]
    parts_of_all = by_date(sorted(whole, key=str, reverse=True), lambda day: day)
    assert [
        (place.part.key, english().said(place.part.title), place.part.count) for place in placed(parts_of_all)
    ] == [
        ("2024", "2024", 333),
        ("2024-03", "March 2024", 231),
        ("2024-03_3", "March 2024, 3", 31),
        ("2024-03_2", "March 2024, 2", 100),
        ("2024-03_1", "March 2024, 1", 100),
        ("2024-01", "January 2024", 1),
        ("2024-00", "2024, month not known", 101),
        ("2024-00_2", "2024, month not known, 2", 1),
        ("2024-00_1", "2024, month not known, 1", 100),
        ("2019", "2019", 2),
        ("0019", "19", 1),
    ]
    assert len(by_letter([f"a{number:03}" for number in range(LIMIT + 1)], str)[0].parts) == 2


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-03", "2031-03-03", ""),
        ("2031-03-03", "2031-03-02", ""),
        ("2031-03-03", "2031-03-04", "1 day"),
        ("2031-03-03", "2031-05-01", "59 days"),
        ("2031-03-03", "2031-05-02", "1 month"),
        ("2031-03-03", "2031-05-03", "2 months"),
        ("2031-01-31", "2031-04-30", "3 months"),
        ("2031-01-30", "2031-04-29", "2 months"),
        ("2031-03-03", "2033-03-02", "23 months"),
        ("2031-03-03", "2033-03-03", "2 years"),
        ("2031-03-03", "2033-04-03", "2 years and 1 month"),
        ("2031-03-03", "2041-02-28", "9 years and 11 months"),
        ("2028-02-29", "2031-02-28", "3 years"),
    ],
)
def test_time_between_two_days(start: str, end: str, words: str) -> None:
    stretch = Duration(*time_between(date.fromisoformat(start), date.fromisoformat(end)))
    assert english().said(stretch) == words


@given(st.dates(), st.dates())
def test_any_two_days(one: date, other: date) -> None:
    words = english().said(Duration(*time_between(min(one, other), max(one, other))))
    assert bool(words) is (one != other)
    assert not re.match(r"0 |1 \w+s\b", words)
    assert str(one.year) in english().day(one)
