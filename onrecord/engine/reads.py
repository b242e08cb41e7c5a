"""What is read of a record, so that a build knows what each file was made from.

Nobody declares what a file depends on: the record that it is made with takes down what is looked up in it.
A record is any struct of mappings and sequences.  A key is the name of a field, a slash, and what is looked
up there; without that it stands for the field as a whole, as for whoever counts what is in it.  What was
looked for and not found is taken down too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from collections.abc import ItemsView as Items
from typing import Any, Generic, TypeVar, overload

from msgspec import Struct

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Record = TypeVar("_Record", bound=Struct)


class ReadLog:
    """The keys of what was read since they were last taken."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self.record = self._keys.add

    def add(self, keys: Iterable[str]) -> None:
        """Take down what was read before."""
        self._keys.update(keys)

    def drain(self) -> frozenset[str]:
        """The keys; from now on none is known."""
        keys = frozenset(self._keys)
        self._keys.clear()
        return keys


class Remembered(Generic[_Key, _Value]):
    """A function of what is in a record that makes nothing twice; what it has read counts as read each time.

    Args:
        record: tracked or not.
        make: the function.
    """

    def __init__(self, record: Struct, make: Callable[[_Key], _Value]) -> None:
        self._reads = _reads_of(record)
        self._make = make
        self._made: dict[_Key, tuple[_Value, frozenset[str]]] = {}

    def __call__(self, key: _Key) -> _Value:
        if key not in self._made:
            before = self._reads.drain()
            value = self._make(key)
            self._made[key] = value, self._reads.drain()
            self._reads.add(before)
        value, reads = self._made[key]
        self._reads.add(reads)
        return value


class _TrackedMapping(Mapping[Any, _Value]):
    def __init__(self, field: str, mapping: Mapping[Any, _Value], reads: ReadLog) -> None:
        self._whole = f"{field}/"
        self._mapping = mapping
        self.reads = reads
        self._log = reads.record

    def __getitem__(self, key: Any) -> _Value:
        self._log(f"{self._whole}{key}")
        return self._mapping[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._log(f"{self._whole}{key}")
        return self._mapping.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._log(f"{self._whole}{key}")
        return key in self._mapping

    def __iter__(self) -> Iterator[Any]:
        self._log(self._whole)
        return iter(self._mapping)

    def __len__(self) -> int:
        self._log(self._whole)
        return len(self._mapping)

    def keys(self) -> KeysView[Any]:
        self._log(self._whole)
        return self._mapping.keys()

    def values(self) -> ValuesView[_Value]:
        self._log(self._whole)
        return self._mapping.values()

    def items(self) -> Items[Any, _Value]:
        self._log(self._whole)
        return self._mapping.items()


class _TrackedSequence(Sequence[_Value]):
    def __init__(self, field: str, items: Sequence[_Value], reads: ReadLog) -> None:
        self._whole = f"{field}/"
        self._items = items
        self._log = reads.record

    @overload
    def __getitem__(self, index: int) -> _Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Value]: ...
    def __getitem__(self, index: int | slice) -> _Value | Sequence[_Value]:
        self._log(self._whole)
        return self._items[index]

    def __iter__(self) -> Iterator[_Value]:
        self._log(self._whole)
        return iter(self._items)

    def __len__(self) -> int:
        self._log(self._whole)
        return len(self._items)


def tracked(record: _Record, reads: ReadLog) -> _Record:
    """The same record; what is looked up in it is taken down."""
    fields: dict[str, Any] = {}
    for field in record.__struct_fields__:
        value = getattr(record, field)
        kind = _TrackedMapping if isinstance(value, Mapping) else _TrackedSequence
        fields[field] = kind(field, value, reads)
    return type(record)(**fields)


def _reads_of(record: Struct) -> ReadLog:
    """Where it is taken down what is looked up in a record; where it is not, keys that nobody takes."""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, _TrackedMapping):
            return value.reads
    return ReadLog()
