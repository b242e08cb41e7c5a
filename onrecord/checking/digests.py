"""A digest of the registers, as the cache compares them."""

from __future__ import annotations

import msgspec

from onrecord.engine.digests import digest_of
from onrecord.metadata.registers import Registers


def registers_digest(registers: Registers) -> bytes:
    """A digest of what the examination of a briefing sees of the registers."""
    actors = [(id_, actor.name, actor.also, actor.of, actor.kind) for id_, actor in registers.actors.items()]
    issues = [(id_, issue.proposition is not None) for id_, issue in registers.issues.items()]
    sound = registers.actors_file.sound, registers.issues_file.sound
    return digest_of(msgspec.msgpack.encode((actors, issues, sound)))
