"""What editor programs can insert at once: the beginnings of a briefing and of its entries.

A body is a value as YAML has it, with `$1`, `$2` … where the cursor goes next, and `${1:text}` with a text
to write over (Language Server Protocol 3.17, "Snippet Syntax").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from onrecord.schema.models import Brief, Position, Question


def _snippet(label: str, description: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": label, "description": description, "body": body}


def _position(first: int) -> dict[str, str]:
    return {key: f"${number}" for number, key in enumerate(("actor", "issue", "says", "passage"), first)}


SNIPPETS: Final[Mapping[type[BaseModel], list[dict[str, Any]]]] = {
    Brief: [
        _snippet(
            "a new briefing",
            "A draft with one actor and one position",
            {
                "draft": True,
                "date": "$1",
                "summary": "$2",
                "source": {"file": "$3", "publisher": "$4"},
                "actors": [{"id": "$5"}],
                "positions": [_position(6)],
            },
        )
    ],
    Position: [
        _snippet(
            "a position in two pieces",
            "` […] ` leaves words out",
            _position(1) | {"passage": "$4 […] $5"},
        ),
        _snippet(
            "a second-hand position",
            "The words are those of another actor",
            _position(1) | {"relayed_by": "$5"},
        ),
    ],
    Question: [
        _snippet(
            "an answered question",
            "With its answer",
            {"ask": "$1?", "status": "answered", "answer": "$2", "answered_by": "$3"},
        )
    ],
}
