"""Keep a site's JSON Schemas up to date, where it has them."""

from __future__ import annotations

from onrecord.interface.terminal import shown, stderr_line
from onrecord.layout import Layout
from onrecord.text.characters import make_visible


def refresh_schemas(layout: Layout) -> None:
    """Write the schemas that are out of date; a failure is said, and stops nothing else.

    Args:
        layout: the site; none of its files may be forbidden (`checking.file_kinds`).
    """
    if not layout.schemas.is_dir():
        return
    from onrecord.editing.schemas import write_schemas

    try:
        write_schemas(layout)
    except OSError as error:
        place = shown(layout.schemas)
        stderr_line(make_visible(f"{place}/ is out of date: {error.strerror or error}"))
