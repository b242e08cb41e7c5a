"""Stages 5 and 6: make the stale files of `site_src/`, and stage them."""

from __future__ import annotations

from msgspec import Struct

from onrecord.checking.gather import Gathered
from onrecord.checking.store import Store
from onrecord.engine.last_build import BuildContext
from onrecord.engine.output_table import SITE_SRC, OutputTable
from onrecord.engine.run import Target, rebuild
from onrecord.publishing.outputs import Inputs, outputs, shared_inputs
from onrecord.publishing.staging import Staged, generated_among
from onrecord.record.digests import digests_of


class Sources(Struct, frozen=True):
    """The files of `site_src/`, as this build will leave them, by their paths there.

    Attributes:
        digests: the digests of the content of all generated files.
        hand_written: the files that people wrote.
        ours: the existing files that any earlier build has generated.
        new: the generated files that differ from the existing ones; they are staged.
        changed: the generated files that differ from those of the last build.
        removed: the files that are no longer generated.
    """

    digests: dict[str, bytes]
    hand_written: frozenset[str]
    ours: frozenset[str]
    new: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]


def make_sources(context: BuildContext, found: Gathered, store: Store, staged: Staged) -> Sources:
    """Make the stale files, and stage them.

    Args:
        context: the build.
        found: the inputs of the files.
        store: has the briefings.
        staged: the folder for new files.

    Raises:
        TemplateError: a template cannot be used.
        OSError: the machine failed.
    """
    layout, table = context.layout, OutputTable(context.ledger, SITE_SRC)
    before = table.load(shared_inputs(layout, found.settings))
    digests = digests_of(found.record, store.digests, before, found.touched)
    table.find_changed(digests)
    known = table.paths()
    there, modified = context.last.state_of(layout.site_src, known)
    verified = known.keys() - modified
    ours = frozenset(verified).union(generated_among(layout, sorted(there - verified)))
    hand_written = there - ours
    defaults = layout.default_pages(found.settings.words.tag)
    inputs = Inputs(layout, found.record, digests, found.settings, found.history, defaults, hand_written)
    target = Target("writing", layout.site_src, staged.source, modified)
    planned = outputs(inputs, is_first=not before)
    result = rebuild(planned, found.record, table, target, context.jobs, context.progress)
    table.save()
    for path in result.removed:
        known.pop(path, None)
    known |= result.made
    removed = (ours | result.removed) - known.keys() - hand_written
    return Sources(known, hand_written, ours, result.new, result.changed, removed)
