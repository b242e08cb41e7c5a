"""The values of each stage agree with those that they are made from."""

from __future__ import annotations

import pytest
from msgspec import NODEFAULT
from msgspec.structs import fields

from onrecord import record as model
from onrecord.schema import models as schema

# Fields of a briefing that are elsewhere, or are only for the checks.
APART = {"positions", "open_questions", "accept", "called", "draft"}


@pytest.mark.parametrize("kind", ["Brief", "Source", "ListedActor", "Position", "Question", "Correction"])
def test_what_was_written_has_the_keys_of_the_yaml(kind: str) -> None:
    keys = {
        name: NODEFAULT if field.is_required() else field.default
        for name, field in getattr(schema, kind).model_fields.items()
        if name not in APART
    }
    assert {field.name: field.default for field in fields(getattr(model, kind))} == keys
