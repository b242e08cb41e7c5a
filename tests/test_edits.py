"""The random edits of briefings and registers reach every key of the schema."""

from __future__ import annotations

import copy
import random
from collections import Counter
from typing import Annotated

import pytest
from pydantic import AfterValidator, BaseModel

from helpers.building import SITES
from helpers.edits import KEYS, REGISTERS, changed_keys, edit, read
from helpers.values import Around, UnknownKindError, name_of, value
from onrecord.schema.models import Brief, keys_of

DRAWS = 8000
FROM_ONE_STATE = 100  # edits before the collection is read again
# Keys that no edit changes, with the reason.
NEVER_CHANGED: dict[str, str] = {}


def test_every_key_of_the_schema_is_edited() -> None:
    dice, seen = random.Random(1), Counter[str]()
    for _ in range(DRAWS // FROM_ONE_STATE):
        collection = read(SITES / "strait")
        for _ in range(FROM_ONE_STATE):
            before = copy.deepcopy(collection.files)
            edited = edit(collection, dice)
            assert edited
            file, what = edited
            model = REGISTERS.get(file, Brief)
            here, there = before.pop(file), collection.files[file]
            assert before == {name: data for name, data in collection.files.items() if name != file}
            if file in REGISTERS:
                changed = {name for id_ in here for name in changed_keys(model, here[id_], there[id_])}
            else:
                changed = set(changed_keys(model, here, there))
            if what.split()[0] in changed:  # The drawn value may have been the present one.
                seen[what] += 1
    for model, key in KEYS:
        name, wanted = name_of(model, key), {"changed"}
        if not keys_of(model)[key].is_required():
            wanted |= {"added", "removed"}
        found = {way for way in ("changed", "added", "removed") if seen[f"{name} {way}"]}
        assert wanted <= found or name in NEVER_CHANGED, (
            f"in {DRAWS} edits {name} was never {' or '.join(sorted(wanted - found))}: see to it that"
            " tests/sites/strait has a mapping with it and one without, and that tests/helpers/values.py"
            " makes values of its type"
        )


def test_a_key_of_an_unknown_kind_is_an_error_that_says_what_to_do() -> None:
    class Later(BaseModel):
        weight: Annotated[int, AfterValidator(abs)]

    around = Around([], [], {}, [], {}, "", {}, "weight")
    with pytest.raises(UnknownKindError, match=r"Later\.weight .* add it to VALUES"):
        value(Later, "weight", around, random.Random(1))
