"""The position map of a long folded text, stored only where it shifts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import overload


class Shifts(Sequence[int]):
    """The position map of a long text with few shortened runs: where it shifts, and to which position.

    A full map of 20 MB of text would take a second and 80 MB.
    """

    def __init__(self, length: int, folded: list[int], raw: list[int]) -> None:
        self._length = length
        self._folded = folded
        self._raw = raw

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._length))]
        if not -self._length <= at < self._length:
            raise IndexError(at)
        at %= self._length
        shift = bisect_right(self._folded, at) - 1
        return self._raw[shift] + at - self._folded[shift]
