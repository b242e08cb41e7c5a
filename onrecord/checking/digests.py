"""A digest of the registers, which the ledger compares."""

from __future__ import annotations

import msgspec

from onrecord.engine.digests import digest_of
from onrecord.metadata.registers import Registers


def registers_digest(registers: Registers) -> bytes:
    """A digest of those parts of the registers that the examination of a briefing uses."""
    actors = [(id_, actor.name, actor.also, actor.of, actor.kind) for id_, actor in registers.actors.items()]
    issues = [(id_, issue.proposition is not None) for id_, issue in registers.issues.items()]
    sound = registers.actors_file.sound, registers.issues_file.sound
    return digest_of(msgspec.msgpack.encode((actors, issues, sound)))
