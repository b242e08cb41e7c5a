"""The registers as a check needs them: their problems, and what examines briefings by them."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from onrecord.checking.digests import registers_digest
from onrecord.checking.examine import Examiner
from onrecord.checking.result import ENCODER
from onrecord.checking.store import Store
from onrecord.layout import Layout
from onrecord.metadata.naming import check_letters, check_names
from onrecord.metadata.registers import KeptRegisters, Registers, are_unchanged, read_registers
from onrecord.rules.problems import Problem

_KEY = "registers"
_DECODE = msgspec.msgpack.Decoder(KeptRegisters).decode


class Registered(Struct, frozen=True):
    """The registers of a site.

    Attributes:
        registers: what they say.
        problems: the problems with them.
        examiner: examines briefings by them; what it has made of all names serves each check.
        digest: of what the examination of a briefing uses of them.
        kept: the valid registers; None if there is a problem.
    """

    registers: Registers
    problems: tuple[Problem, ...]
    examiner: Examiner
    digest: bytes
    kept: KeptRegisters | None


def registered(layout: Layout, store: Store | None, before: Registered | None) -> Registered:
    """The registers as they are now.

    Args:
        layout: the site.
        store: has them as the last build read them, and gets them; None if nothing is stored.
        before: what an earlier check of this process found; it is the answer if the files are unchanged.
    """
    if before is not None and before.kept is not None and are_unchanged(layout.briefs, before.kept):
        return before
    stored = store.ledger.get(_KEY) if store else b""
    registers, problems, sound = read_registers(layout.briefs, _DECODE(stored) if stored else None)
    encoded = ENCODER.encode(sound) if sound else b""
    if store and encoded != stored:
        store.ledger.put(_KEY, encoded)
    problems += check_names(registers)
    for register in (registers.actors_file, registers.issues_file):
        if register.document is not None:
            problems += check_letters(register.document)
    examiner = Examiner(layout, registers, whole=store is not None)
    return Registered(registers, tuple(problems), examiner, registers_digest(registers), sound)
