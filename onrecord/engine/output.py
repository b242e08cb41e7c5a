"""The plan of a build: which files there are, and how each of them is made.

A plan is put together from the record's indexes alone, so it costs little.  Only what is stale is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct

_Made_co = TypeVar("_Made_co", covariant=True)


class Output(Struct, Generic[_Made_co], frozen=True):
    """A file that is to be made.

    Attributes:
        path: in the folder of its stage.
        make: called with a record and `args`.
        args: what `make` is called with.
        key: what the file is made from that is not in the record; its `args`, unless given.  MessagePack can
            hold it.
        cost: how much work it is, next to a page; work is shared out by it.
        together_with: a name that outputs share which one process should make, one after the other, since
            they are made from the same.
    """

    path: str
    make: Callable[..., _Made_co]
    args: tuple[Any, ...] = ()
    key: Any = None
    cost: int = 1
    together_with: str = ""

    def made(self, record: Struct) -> _Made_co:
        """The content of the file."""
        return self.make(record, *self.args)

    @property
    def made_from(self) -> Any:
        """The key that counts."""
        return self.args if self.key is None else self.key


class OutputGroup(Struct, Generic[_Made_co], frozen=True):
    """Files that are planned together.

    Attributes:
        name: differs from that of any other group of its stage.
        plan: the files, called with a record.
        key: what the plan follows from that is not in the record; MessagePack can hold it.
    """

    name: str
    plan: Callable[[Any], Iterable[Output[_Made_co]]]
    key: Any = None
