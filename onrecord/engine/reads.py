"""Log which parts of a record are read, so that the dependencies of each file are known.

No file declares its dependencies: the record that it is made from logs every look-up.  A record is any
struct of mappings and sequences.  A logged key is `field/key` for a look-up in a mapping, found or not, and
`field/` for reading the field as a whole, as by iterating over it or by counting its items.
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
    """The keys that were read since the log was last drained."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self.record = self._keys.add

    def add(self, keys: Iterable[str]) -> None:
        """Log keys that were read earlier."""
        self._keys.update(keys)

    def drain(self) -> frozenset[str]:
        """Return the keys, and empty the log."""
        keys = frozenset(self._keys)
        self._keys.clear()
        return keys


class Remembered(Generic[_Key, _Value]):
    """A cached function of one argument that reads a record; each call logs the reads of the first.

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


class Latest(Generic[_Key, _Value]):
    """Remembers the parts of the latest subject, of which several files are made, one after the other."""

    def __init__(self) -> None:
        self._of: tuple[Struct, object] | None = None
        self._made: Callable[[_Key], _Value]

    def of(
        self, record: Struct, subject: object, maker: Callable[[], Callable[[_Key], _Value]]
    ) -> Callable[[_Key], _Value]:
        """A function that makes the parts of a subject, and remembers them.

        Args:
            record: the files are made from it.
            subject: the same object for all its files.
            maker: returns the function that makes a part.
        """
        if self._of is None or self._of[0] is not record or self._of[1] is not subject:
            self._of = record, subject
            self._made = Remembered(record, maker())
        return self._made


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
    """The same record, whose look-ups are logged."""
    fields: dict[str, Any] = {}
    for field in record.__struct_fields__:
        value = getattr(record, field)
        kind = _TrackedMapping if isinstance(value, Mapping) else _TrackedSequence
        fields[field] = kind(field, value, reads)
    return type(record)(**fields)


def _reads_of(record: Struct) -> ReadLog:
    """The log of a tracked record; for other records, a log that nobody reads."""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, _TrackedMapping):
            return value.reads
    return ReadLog()
