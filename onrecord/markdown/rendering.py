"""Stage 6: render a page as Markdown.

A template has one variable, `page`, an instance of the class in `onrecord.pages.catalogue` for its kind. It
contains no texts of the site: it gets them by key, `say('home.title')`, or as plain text for the front matter
with `text`. Everything in `{{ … }}` is escaped (`onrecord.text.escaping`), and editors' words get a `lang`
attribute if they are in another language (`onrecord.markdown.phrases`). An undefined name is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any

import jinja2

from onrecord.engine.machine import failure_of_machine
from onrecord.languages import english
from onrecord.languages.wording import Literal, Wording, capital
from onrecord.layout import PROGRAM, Layout
from onrecord.markdown.compiling import HOW, OPTIONS, Compiled, Environment, Loader, load
from onrecord.markdown.phrases import MarkdownPhrases
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.pages.quoting import Passage, Segment
from onrecord.text import escaping
from onrecord.text.dates import When
from onrecord.text.escaping import Markdown, escape, strong

# Characters that YAML, unlike JSON, requires as escapes.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class TemplateError(Exception):
    """An error in a template; the message has its name and line."""


class Renderer:
    """Renders pages as Markdown.

    Args:
        folders: the folders of templates; the first one that has a template wins.
        compiled: the folder for compiled templates.
        wording: the site's language; default: English.
    """

    def __init__(
        self, folders: tuple[Path, ...], compiled: Path | None = None, wording: Wording | None = None
    ) -> None:
        self._folders = folders
        words = wording or english()
        phrases = MarkdownPhrases(words)
        self.environment = Environment(
            loader=Loader(phrases, folders),
            undefined=jinja2.StrictUndefined,
            finalize=phrases.said,
            bytecode_cache=Compiled(compiled, words.tag, HOW) if compiled else None,
            auto_reload=False,
            **OPTIONS,
        )
        self.environment.globals.update(language=words.tag, is_foreign=words.is_foreign)
        self.environment.filters.update(
            say=phrases.say,
            to=_to,
            text=words.text,
            inline=phrases.inline,
            prose=phrases.prose,
            paragraphs=phrases.paragraphs,
            paragraph=phrases.paragraph,
            attributes=phrases.attributes,
            span=phrases.span,
            said=phrases.said,
            listed=phrases.listed,
            label=lambda words: phrases.say("lists.label", label=words),
            literal=Literal,
            basis=phrases.basis,
            link=phrases.link,
            link_here=phrases.link_here,
            link_titled=phrases.link_titled,
            short=lambda when: escape(words.short(when)),
            capital=capital,
            url=escaping.url,
            code=escaping.code,
            html=escaping.html,
            strong=_strong,
            passage_lines=_passage_lines,
            indented=_indented,
            day=phrases.said,
            yaml=_yaml,
            plain=words.said,
        )

    def load_all(self) -> None:
        """Load all templates into memory; for when pages of every kind will be rendered."""
        load(self.environment, self.environment.list_templates(extensions=["j2"]))

    def render(self, page: Page) -> str:
        """The Markdown of a page.

        Raises:
            TemplateError: the template is missing or wrong.
        """
        name = TEMPLATES[type(page)]
        try:
            text = self.environment.get_template(name).render(page=page)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{error.name}:{error.lineno}: {error.message}") from error
        except Exception as error:  # A template is a program, so it can raise any of Python's errors.
            if is_of_machine(error):
                raise
            raise TemplateError(f"{self._place(error) or name}: {error}") from error
        return _tidy(text)

    def _place(self, error: Exception) -> str:
        """The template's innermost line that caused an error."""
        place = ""
        for frame in extract_tb(error.__traceback__):
            for folder in self._folders:
                if Path(frame.filename).is_relative_to(folder):
                    place = f"{Path(frame.filename).relative_to(folder).as_posix()}:{frame.lineno}"
        return place


def is_of_machine(error: Exception) -> bool:
    """Whether an error in a template is the machine's, as when no file can be opened, and not its own."""
    return failure_of_machine(error) is not None and not isinstance(error, jinja2.TemplateError)


def compile_own() -> None:
    """Compile the program's own templates; `make` does so when it installs."""
    layout = Layout(PROGRAM)
    Renderer(layout.templates, layout.compiled).load_all()


def _to(address: str, words: Markdown) -> Markdown:
    """A link with a text of the site."""
    return Markdown(f"[{words}]({escaping.url(address)})")


def _strong(text: str) -> Markdown:
    """A whole line in strong emphasis."""
    return Markdown(strong(text))


def _emphasised(line: Sequence[Segment]) -> Markdown:
    """A line of a passage, with strong emphasis for text inside the article's quotation marks."""
    written = ""
    for at, segment in enumerate(line):
        if segment.quoted:
            after = escape(line[at + 1].text) if at + 1 < len(line) else ""
            written += strong(segment.text, written, after)
        else:
            written += escape(segment.text)
    return Markdown(written)


def _passage_lines(passage: Passage, number: int | None = None) -> list[Markdown]:
    """A passage, an element `mark` in each paragraph, with what of its sentence is around it.

    Args:
        passage: which one.
        number: which of its position's it is among those shown together, from 1, where that can be told
            when the page is published.  Without it, and where it is not the passage's own number, the
            mark says which passage it is.
    """
    opened = "<mark>"
    if passage.kind == "passage" and (number is None or not passage.name.endswith(f"/{number}")):
        opened = f'<mark class="passage" data-passage="{escaping.url(passage.name)}">'
    lines = [f"{opened}{_emphasised(line)}</mark>" for line in passage.lines]
    lines[0] = escape(passage.before) + lines[0]
    lines[-1] += escape(passage.after)
    return list(map(Markdown, lines))


def _indented(text: Markdown) -> Markdown:
    """Markdown indented for a list item."""
    return Markdown("\n".join(f"    {line}" if line else "" for line in text.split("\n")))


def _yaml(value: Any) -> Markdown:
    """A value of the front matter on one line, as a JSON string, which is also valid YAML."""
    text = value.isoformat() if isinstance(value, When) else str(value)
    quoted = json.dumps(text, ensure_ascii=False)
    return Markdown(_NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted))


def _tidy(text: str) -> str:
    """The text with single blank lines, no spaces at the ends of lines, and a newline at its end."""
    lines = list(map(str.rstrip, text.split("\n")))
    return (
        "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).rstrip()
        + "\n"
    )
