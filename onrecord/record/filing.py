"""The order of actors in lists."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record import Record
from onrecord.schema.models import Actor
from onrecord.text.filing import filed_as, last_name_first


def sort_name(actor: Actor) -> str:
    """What an actor is filed under: the register's `sort`, a person's last name first, or the name."""
    return actor.sort or (last_name_first(actor.name) if actor.kind == "person" else actor.name)


def sort_keys(record: Record, actor_ids: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """The sort keys of some actors, by id; no two are the same."""
    actors = {actor_id: record.actors[actor_id] for actor_id in actor_ids}
    return {
        actor_id: (filed_as(sort_name(actor)), actor.name, actor_id) for actor_id, actor in actors.items()
    }
