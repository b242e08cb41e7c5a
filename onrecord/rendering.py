"""Stage 6: a page becomes Markdown.

A template sees one variable, `page`: the dataclass of `onrecord.pages.lists` for its kind.  Whatever it
writes with `{{ … }}` is escaped (`onrecord.text.escaping`); a name that is not there is an error.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from traceback import extract_tb
from typing import Any

import jinja2
import yaml

from onrecord.pages.lists import TEMPLATES, Page
from onrecord.text import escaping
from onrecord.text.escaping import Markdown, escape

_MONTHS = "January February March April May June July August September October November December".split()
_EDGE_SPACE = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


class TemplateError(Exception):
    """A template cannot be used; the message names it and its line."""


class Renderer:
    """Turns pages into Markdown.

    Args:
        folders: where templates are; the first folder that has one wins.
        compiled: an existing folder that keeps templates compiled, as Python keeps its modules;
            Jinja throws away what is damaged or was made from another text.
    """

    def __init__(self, folders: tuple[Path, ...], compiled: Path | None = None) -> None:
        self._folders = folders
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            undefined=jinja2.StrictUndefined,
            finalize=escape,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled)) if compiled else None,
            optimized=False,  # For one run, folding constants costs more than it saves.
            auto_reload=False,
            autoescape=True,  # So that macros give Markdown; what is not has been to `finalize`.
        )
        self._environment.filters.update(
            inline=escaping.inline,
            url=escaping.url,
            code=escaping.code,
            link=_link,
            strong=_strong,
            day=_day,
            yaml=_yaml,
            counted=_counted,
        )

    def render(self, page: Page) -> str:
        """The Markdown of a page.

        Raises:
            TemplateError: the template is missing or wrong.
        """
        name = TEMPLATES[type(page)]
        try:
            text = self._environment.get_template(name).render(page=page)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{error.name}:{error.lineno}: {error.message}") from error
        except Exception as error:  # A template is a program: any of Python's errors can come of it.
            if isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
                raise
            raise TemplateError(f"{self._place(error) or name}: {error}") from error
        return _tidy(text)

    def _place(self, error: Exception) -> str:
        """The innermost line of a template that led to an error."""
        place = ""
        for frame in extract_tb(error.__traceback__):
            for folder in self._folders:
                if Path(frame.filename).is_relative_to(folder):
                    place = f"{Path(frame.filename).relative_to(folder).as_posix()}:{frame.lineno}"
        return place


def _link(target: Any, text: str | None = None) -> Markdown:
    """`Link` as Markdown, with its own text or another."""
    return Markdown(f"[{escape(text or target.text)}]({escaping.url(target.href)})")


def _strong(text: str) -> Markdown:
    """Text in strong emphasis; the marks touch its words, white space stays outside."""
    match = _EDGE_SPACE.match(text)
    before, words, after = match.groups() if match else ("", text, "")
    return Markdown(f"{escape(before)}**{escape(words)}**{escape(after)}" if words else escape(text))


def _day(day: date) -> str:
    """A date as it is read: 2 October 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _yaml(value: Any) -> Markdown:
    """A value of the front matter, on one line."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    quoted = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=2**31)
    return Markdown(quoted.strip())


def _counted(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun: `1 position`, `2 positions`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _tidy(text: str) -> str:
    """At most one blank line in a row, no space at the ends of lines, a newline at the end."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
