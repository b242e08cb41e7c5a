"""Errors in templates of the theme, with the lines that caused them."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

import jinja2

from onrecord.layout import Layout
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

_USUAL = "templates/theme"


class UnpublishableError(Exception):
    """A page cannot be published.

    Args:
        message: MkDocs' message.
        place: the path and the line in a template of the theme; None if unknown.
        reason: the error in that template.
    """

    def __init__(self, message: str, place: tuple[str, int] | None = None, reason: str = "") -> None:
        super().__init__(message, place, reason)  # All arguments, so that the error can be pickled.
        self.message, self.place, self.reason = message, place, reason

    @property
    def problem(self) -> Problem | None:
        """The problem with the template; None if its place is unknown."""
        if self.place is None:
            return None
        path, line = self.place
        message = f"error in a template of the theme: {self.reason}"
        help_text = "correct the template; the site was not changed"
        return Problem(rules.PUBLISH, Location(path, line), message, help_text)


def unpublishable(
    layout: Layout, error: BaseException, message: str, theme: Path | None = None
) -> UnpublishableError:
    """The error for a page that cannot be published, at the innermost line of the theme in its traceback.

    It has no place if a page's front matter names a template that does not exist: MkDocs' message names the
    page.

    Args:
        layout: the site.
        error: the original error, with its traceback.
        message: MkDocs' message.
        theme: the theme's folder; default: the usual one.
    """
    folder = theme or layout.theme
    shown = folder.relative_to(layout.root).as_posix() if folder.is_relative_to(layout.root) else _USUAL
    path, line = "", 1
    for frame in extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(folder):
            path, line = Path(frame.filename).relative_to(folder).as_posix(), frame.lineno or 1
    is_missing = isinstance(error, jinja2.TemplateNotFound) and not path
    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line = error.name or path, error.lineno
    if not path and not (is_missing and error.args[0] == "main.html"):
        return UnpublishableError(message)
    reason = error.message if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    return UnpublishableError(message, (f"{shown}/{path}".rstrip("/"), line), str(reason))
