"""Where a preview is made: in a folder of its own, with copies of the pages that people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from onrecord.checking.file_kinds import forbidden_files
from onrecord.engine.mirror import Mirror
from onrecord.layout import Layout
from onrecord.publishing.staging import empty_work_folder, generated_among

_SINGLE = "single"  # The folder of pages that are made one by one.


class Preview:
    """The preview of a site, in the site's work folder.

    Attributes:
        layout: the preview's.

    Args:
        site: the site's.
    """

    def __init__(self, site: Layout) -> None:
        self._site = site
        self.layout = replace(site, is_preview=True)
        hand_written, copies = partial(_hand_written, site), partial(_hand_written, self.layout)
        self._pages = Mirror(site.site_src, self.layout.site_src, hand_written, copies)

    def open(self) -> None:
        """Make the preview's folder.

        Raises:
            OSError: it cannot be made.
        """
        self.layout.work.mkdir(parents=True, exist_ok=True)
        if self._site.is_untrusted:  # A branch may bring a cache along; compiled templates are code.
            empty_work_folder(self.layout)
        ignored = self._site.work / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")

    def copy_pages(self) -> None:
        """Copy the hand-written pages that were touched, unless a link among the site's files leads outside.

        Raises:
            OSError: a file cannot be read or written.
        """
        if not forbidden_files(self._site):  # Else the build tells of it, and reads nothing.
            self._pages.update()

    @property
    def hand_written(self) -> frozenset[str]:
        """The paths of the hand-written files."""
        return self._pages.copied

    @property
    def single(self) -> Path:
        """The folder of pages that are made one by one."""
        return self.layout.work / _SINGLE


def _hand_written(layout: Layout, paths: Iterable[str]) -> Iterator[str]:
    """The hand-written ones among some files of `site_src/`."""
    listed = list(paths)
    generated = set(generated_among(layout, listed))
    yield from (path for path in listed if path not in generated)
