"""Variants of a value that differ in one field, at any depth: for tests that no field is ignored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

Path = tuple[str, ...]


def variants(value: Any, path: Path = (), *, is_item: bool = False) -> Iterator[tuple[Path, Any]]:
    """Yield each variant with the name of its changed field, such as `Source.author`.

    A field that is None has no variants, because its type is not known: the example must give it a value.
    """
    if isinstance(value, Struct | BaseModel):
        names = value.__struct_fields__ if isinstance(value, Struct) else tuple(type(value).model_fields)
        for name in names:
            for changed, other in variants(getattr(value, name), (*path, f"{type(value).__name__}.{name}")):
                yield changed, _with(value, name, other)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            for changed, other in variants(item, path, is_item=True):
                yield changed, (*value[:at], other, *value[at + 1 :])
        if value and not is_item:  # A tuple inside a tuple is a pair.
            yield path, value[1:]
    elif value is not None:
        for other in _others(value):
            yield path, other


def _with(value: Struct | BaseModel, name: str, other: Any) -> Struct | BaseModel:
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: other})
    return replace(value, **{name: other})


def _others(value: Any) -> list[Any]:
    if isinstance(value, Enum):
        return [other for other in type(value) if other is not value]
    if isinstance(value, date):
        return [value + timedelta(days=1)]
    assert isinstance(value, str | int), f"tests/helpers/variants.py knows no other value than {value!r}"
    return [f"{value}x"] if isinstance(value, str) else [value + 1]


def fields_of(*types: type) -> set[str]:
    """The names of all fields of structs and models, including nested ones."""
    found: set[str] = set()
    waiting, seen = list[Any](types), set[Any]()
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if not isinstance(kind, type) or kind in seen:
            continue
        seen.add(kind)
        if issubclass(kind, BaseModel):
            names = set(kind.model_fields)
        elif issubclass(kind, Struct):
            names = set(kind.__struct_fields__)
        else:
            continue
        hints = get_type_hints(kind)
        waiting += [hints[name] for name in names]
        found |= {f"{kind.__name__}.{name}" for name in names}
    return found
