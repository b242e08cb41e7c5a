"""What stands in `site_src` before a build: what the program made there, and what people wrote."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from onrecord.engine.digests import digest_of
from onrecord.last_build import Before
from onrecord.layout import Layout
from onrecord.publishing.staging import files_in, generated_among
from onrecord.site.outputs import Standing


def standing_in(layout: Layout, known: Mapping[str, bytes], before: Before) -> Standing:
    """Look at what stands there.

    Args:
        layout: the site.
        known: a digest of the content of each output that the last build left, by path.
        before: the last build; what was not touched since is not read.
    """
    touched, folder = before.touched_in(layout.site_src), os.path.realpath(layout.site_src)
    if before.now is None:
        there = frozenset(files_in(layout.site_src))
    else:
        there = frozenset(before.now.paths(folder))
    doubtful = known.keys() & (there if touched is None else touched & there)
    spoilt = known.keys() - there
    spoilt |= {path for path in doubtful if _digest(layout.site_src / path) != known[path]}
    trusted = {path: digest for path, digest in known.items() if path not in spoilt}
    ours = frozenset(trusted).union(generated_among(layout, sorted(there - trusted.keys())))
    return Standing(trusted, frozenset(spoilt), ours, there - ours)


def _digest(path: Path) -> bytes | None:
    if path.is_symlink() or not path.is_file():
        return None
    return digest_of(path.read_bytes())
