"""Texts of the site and of editors as Markdown, with the language of each.

A `str` in a template is an editor's text: it is escaped. If editors write in another language than the
site's, it gets `lang` and `dir`, so that browsers pronounce, break and order it correctly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.languages.files import pieces_of
from onrecord.languages.wording import Literal, Wording, reads_ltr
from onrecord.record import Basis
from onrecord.text import escaping
from onrecord.text.dates import When
from onrecord.text.escaping import Markdown, escape
from onrecord.text.inline import inline
from onrecord.text.phrases import Duration, Phrase
from onrecord.text.scripts import direction

# Placeholders for names in braces during escaping: private-use characters.
_FIRST = 0xE000


class MarkdownPhrases:
    """Writes texts of the site in Markdown.

    Args:
        wording: the site's language.
    """

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._pieces: dict[str, tuple[str, ...]] = {}
        self._plain: dict[str, Markdown] = {}
        self._of_one: dict[tuple[str, str, int | date], Markdown] = {}
        self._bases: dict[Basis, Markdown] = {}
        self._tag = wording.tag
        self._days: dict[date, Markdown] = {}
        self._of_content = f' lang="{wording.content}" dir="{wording.content_direction}"'
        self._on_content = f"\n{{: lang={wording.content} dir={wording.content_direction} }}"
        self.written: Callable[[str], Markdown] = escape
        if wording.is_foreign:
            self.written = lru_cache(4096)(self._foreign)
        elif wording.direction == "rtl":
            self.written = lru_cache(4096)(self._isolated)

    def say(self, key: str, /, **values: Any) -> Markdown:
        """A text by its key; `number` selects the plural form."""
        if not values:
            known = self._plain.get(key)
            if known is None:
                known = self._plain[key] = escape(self.wording.template(key))
            return known
        if len(values) > 1:
            return self._filled(key, values)
        ((name, value),) = values.items()
        if type(value) is not int and type(value) is not date:
            return self._filled(key, values)
        known = self._of_one.get((key, name, value))
        if known is None:
            known = self._of_one[key, name, value] = self._filled(key, values)
        return known

    def _filled(self, key: str, values: Mapping[str, Any]) -> Markdown:
        template = self.wording.template(key, values.get("number"))
        pieces = self._pieces.get(template)
        if pieces is None:
            pieces = self._pieces[template] = _escaped_pieces(template)
        parts = list(pieces)
        for at in range(1, len(parts), 2):
            value = values[parts[at]]
            parts[at] = value if type(value) is Markdown else self.said(value)
        return Markdown("".join(parts))

    def said(self, words: Any) -> Markdown:
        """Any value as Markdown for a template."""
        kind = type(words)
        if kind is Markdown:
            return words  # type: ignore[no-any-return]
        if kind is str:
            return self.written(words)
        if kind is date:
            return self._days.get(words) or self._day(words)
        if isinstance(words, str):
            if hasattr(words, "__html__"):  # The result of a macro.
                return Markdown(words)
            return escape(words) if isinstance(words, Literal) else self.written(words)
        if isinstance(words, Phrase):
            return self.say(words.key, **dict(words.values))
        if isinstance(words, bool) or not isinstance(words, int | When | Duration):
            return escape(words)
        return escape(self.wording.said(words))

    def _day(self, day: date) -> Markdown:
        self._days[day] = said = escape(self.wording.day(day))
        return said

    def basis(self, basis: Basis) -> Markdown:
        """The word for a basis."""
        known = self._bases.get(basis)
        if known is None:
            known = self._bases[basis] = self.say(f"bases.{basis.value.replace(' ', '_')}")
        return known

    def attributes(self, language: str) -> Markdown:
        """An attribute list with a language and its direction; empty for the site's language."""
        if language == self._tag:
            return Markdown("")
        return Markdown(f"lang={escaping.url(language)} dir={direction(language)}")

    def paragraph(self, words: Any) -> Markdown:
        """An editor's words as a separate paragraph."""
        text = escape(words)
        return Markdown(text + self._on_content) if self.wording.is_foreign else text

    def prose(self, words: str) -> Markdown:
        """An editor's inline Markdown as separate paragraphs."""
        return Markdown("\n\n".join(self.paragraphs(words)))

    def paragraphs(self, words: str) -> list[Markdown]:
        """The paragraphs of an editor's inline Markdown."""
        return [self.paragraph(Markdown(text)) for text in inline(words).split("\n\n")]

    def inline(self, words: str) -> Markdown:
        """An editor's inline Markdown within a line."""
        parts = map(Markdown, inline(words).split("\n\n"))
        return Markdown("\n\n".join(self.span(part, self.wording.content) for part in parts))

    def span(self, words: Any, language: str) -> Markdown:
        """Words in a language, within a line."""
        text = escape(words)
        if language == self._tag:
            return text
        return Markdown(f'<span lang="{escaping.url(language)}" dir="{direction(language)}">{text}</span>')

    def link(self, target: Any, text: Any = None) -> Markdown:
        """A link of a page, with its own text or a text of the site."""
        if text is not None:
            words = self.said(text)
        elif getattr(target, "language", ""):
            words = self.span(target.text, target.language)
        else:
            words = self.said(target.text)
        return Markdown(f"[{words}]({escaping.url(target.href)})")

    def link_here(self, target: Any, fragment: str) -> Markdown:
        """A link to a place on the page itself, with the text of another link."""
        return Markdown(f"[{self.said(target.text)}](#{escaping.url(fragment)})")

    def link_titled(self, target: Any, title: Markdown) -> Markdown:
        """A link with a title, which browsers show beside it and software reads after it."""
        quoted = title.replace('"', "&quot;")
        return Markdown(f'[{self.said(target.text)}]({escaping.url(target.href)} "{quoted}")')

    def listed(self, words: Iterable[Any]) -> Markdown:
        """Some words as a list, with the language's commas."""
        return Markdown(self.say("lists.comma").join(map(self.said, words)))

    def _foreign(self, text: str) -> Markdown:
        words = escape(text)
        if not any(map(str.isalpha, text)):  # A separator.
            return words
        return Markdown(f"<span{self._of_content}>{words}</span>")

    def _isolated(self, text: str) -> Markdown:
        words = escape(text)
        return Markdown(f"<bdi>{words}</bdi>") if reads_ltr(text) else words


def _escaped_pieces(template: str) -> tuple[str, ...]:
    """A text escaped, then split at its names in braces: a sign's meaning may depend on its place."""
    pieces = pieces_of(template)
    names = pieces[1::2]
    marks = [chr(_FIRST + at) for at in range(len(names))]
    together = "".join(piece if at % 2 == 0 else marks[at // 2] for at, piece in enumerate(pieces))
    rest, cut = str(escape(together)), []
    for mark, name in zip(marks, names, strict=True):
        before, _, rest = rest.partition(mark)
        cut += [before, name]
    return (*cut, rest)
