"""What a build makes, as a plan: which files there are, and how each of them is made.

A plan is put together from the record's indexes alone, so it costs little, and says of each file what it is
made from beside what it reads of the record.  Only what must be rebuilt is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct

_Made_co = TypeVar("_Made_co", covariant=True)


class Output(Struct, Generic[_Made_co], frozen=True):
    """A file that is to be made.

    Attributes:
        path: in site_src.
        make: called with a record and `given`.
        given: what the file is made from that is no part of the record; it can be written as MessagePack.
        weight: how much work it is, next to a page; work is shared out by it.
    """

    path: str
    make: Callable[..., _Made_co]
    given: tuple[Any, ...] = ()
    weight: int = 1

    def made(self, record: Struct) -> _Made_co:
        """What the file holds."""
        return self.make(record, *self.given)


class Family(Struct, Generic[_Made_co], frozen=True):
    """Files that are planned together.

    Attributes:
        name: differs from that of any other family.
        plan: which files there are, called with a record.
        given: what the plan follows from that is no part of the record; it can be written as MessagePack.
    """

    name: str
    plan: Callable[[Any], Iterable[Output[_Made_co]]]
    given: Any = None
