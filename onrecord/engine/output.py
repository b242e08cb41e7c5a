"""Outputs: the files of a stage, and how each of them is made.

Planning outputs is cheap, since it needs only the record's indexes.  Only stale outputs are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct

_Made_co = TypeVar("_Made_co", covariant=True)


class Output(Struct, Generic[_Made_co], frozen=True):
    """A file to make.

    Attributes:
        path: in the folder of its stage.
        make: makes the content from a record and `args`.
        args: the further arguments of `make`.
        key: the inputs that are not in the record; `args` if None.  It must be a value that MessagePack can
            encode.
        cost: the work that it takes, where a page takes 1; the work of the processes is balanced by it.
        together_with: a name shared by outputs that have inputs in common; one process makes them one after
            the other.
    """

    path: str
    make: Callable[..., _Made_co]
    args: tuple[Any, ...] = ()
    key: Any = None
    cost: int = 1
    together_with: str = ""

    def made(self, record: Struct) -> _Made_co:
        """Make the content of the file."""
        return self.make(record, *self.args)

    @property
    def made_from(self) -> Any:
        """The inputs that are not in the record."""
        return self.args if self.key is None else self.key


class OutputGroup(Struct, Generic[_Made_co], frozen=True):
    """Outputs that are planned together.

    Attributes:
        name: unique among the groups of its stage.
        plan: lists the outputs for a record.
        key: the inputs of `plan` that are not in the record.  It must be a value that MessagePack can encode.
    """

    name: str
    plan: Callable[[Any], Iterable[Output[_Made_co]]]
    key: Any = None
