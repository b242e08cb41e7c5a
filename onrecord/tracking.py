"""What is read of a record, so that a build knows what each file was made from.

Nobody declares what a file depends on: the record that it is made with takes down what is looked up in it.
A key is the name of a field of `Record`, a slash, and what is looked up there; without that it stands for the
field as a whole, as for whoever counts what is in it.  What was looked for and not found is taken down too.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from collections.abc import ItemsView as Items
from datetime import date
from typing import Any, Generic, TypeVar, overload

import msgspec
from pydantic import BaseModel

from onrecord.languages import Wording
from onrecord.model import Record

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
DIGEST_BYTES = 8
_OF_REGISTERS = ("actors/", "issues/", "members_of/")


class Reads:
    """The keys of what was read since they were last taken."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self.note = self._keys.add

    def add(self, keys: Iterable[str]) -> None:
        """Take down what was read before."""
        self._keys.update(keys)

    def taken(self) -> frozenset[str]:
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

    def __init__(self, record: Record, make: Callable[[_Key], _Value]) -> None:
        self._reads = record.briefs.reads if isinstance(record.briefs, _TrackedMapping) else Reads()
        self._make = make
        self._made: dict[_Key, tuple[_Value, frozenset[str]]] = {}

    def __call__(self, key: _Key) -> _Value:
        if key not in self._made:
            before = self._reads.taken()
            value = self._make(key)
            self._made[key] = value, self._reads.taken()
            self._reads.add(before)
        value, reads = self._made[key]
        self._reads.add(reads)
        return value


class _TrackedMapping(Mapping[Any, _Value]):
    def __init__(self, field: str, mapping: Mapping[Any, _Value], reads: Reads) -> None:
        self._whole = f"{field}/"
        self._mapping = mapping
        self.reads = reads
        self._note = reads.note

    def __getitem__(self, key: Any) -> _Value:
        self._note(f"{self._whole}{key}")
        return self._mapping[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._note(f"{self._whole}{key}")
        return self._mapping.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(f"{self._whole}{key}")
        return key in self._mapping

    def __iter__(self) -> Iterator[Any]:
        self._note(self._whole)
        return iter(self._mapping)

    def __len__(self) -> int:
        self._note(self._whole)
        return len(self._mapping)

    def keys(self) -> KeysView[Any]:
        self._note(self._whole)
        return self._mapping.keys()

    def values(self) -> ValuesView[_Value]:
        self._note(self._whole)
        return self._mapping.values()

    def items(self) -> Items[Any, _Value]:
        self._note(self._whole)
        return self._mapping.items()


class _TrackedSequence(Sequence[_Value]):
    def __init__(self, field: str, items: Sequence[_Value], reads: Reads) -> None:
        self._whole = f"{field}/"
        self._items = items
        self._note = reads.note

    @overload
    def __getitem__(self, index: int) -> _Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Value]: ...
    def __getitem__(self, index: int | slice) -> _Value | Sequence[_Value]:
        self._note(self._whole)
        return self._items[index]

    def __iter__(self) -> Iterator[_Value]:
        self._note(self._whole)
        return iter(self._items)

    def __len__(self) -> int:
        self._note(self._whole)
        return len(self._items)


def tracked(record: Record, reads: Reads) -> Record:
    """The same record; what is looked up in it is taken down."""
    fields: dict[str, Any] = {}
    for field in record.__struct_fields__:
        value = getattr(record, field)
        kind = _TrackedMapping if isinstance(value, Mapping) else _TrackedSequence
        fields[field] = kind(field, value, reads)
    return Record(**fields)


def digests_of(
    record: Record,
    briefs: Callable[[Collection[str]], Mapping[str, bytes]],
    before: Mapping[str, bytes] | None = None,
    touched: Collection[tuple[str, str]] | None = None,
) -> dict[str, bytes]:
    """A digest of the value of each key of a record.

    Args:
        record: the record; no briefing of it is opened.
        briefs: tells a digest of each of some briefings, by slug; of each the first `DIGEST_BYTES` count.
        before: what this function said of an earlier state of the record.
        touched: a field and a key in it wherever something else may stand than in that state; in what follows
            from the registers it may stand anywhere.  None for all.
    """
    digests: dict[str, bytes] = {}
    keys_in: defaultdict[str, set[str]] = defaultdict(set)
    if before is not None and touched is not None:
        digests = {key: digest for key, digest in before.items() if not key.startswith(_OF_REGISTERS)}
        for field, key in touched:
            keys_in[field].add(key)
    for field in record.__struct_fields__:
        values, whole = getattr(record, field), f"{field}/"
        all_of_it = whole not in digests or whole in _OF_REGISTERS
        if not all_of_it and field not in keys_in:
            continue
        if not isinstance(values, Mapping):
            digests[whole] = digest_of(values)
            continue
        there = values if all_of_it else [key for key in keys_in[field] if key in values]
        of_briefs = briefs(there) if field == "briefs" else {}
        for key in keys_in[field]:
            digests.pop(f"{field}/{key}", None)
        for key in there:
            is_brief = field == "briefs"
            digests[f"{field}/{key}"] = of_briefs[key][:DIGEST_BYTES] if is_brief else digest_of(values[key])
        names = [f"{field}/{key}" for key in values]
        digests[whole] = _digest("\0".join(names).encode() + b"".join(map(digests.__getitem__, names)))
    return digests


def digest_of(value: Any) -> bytes:
    """A digest of a value that MessagePack can hold, of `DIGEST_BYTES`."""
    if type(value) is date:  # There are many of them, and none is longer than a digest.
        return value.toordinal().to_bytes(DIGEST_BYTES, "big")
    return _digest(_encode(value))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()


def _from_model(value: Any) -> Any:
    if isinstance(value, Wording):
        return repr(value)
    assert isinstance(value, BaseModel)
    return value.model_dump(exclude_defaults=True)


_encode = msgspec.msgpack.Encoder(enc_hook=_from_model).encode
