"""What an article says its actors are: titles, roles, and descriptions in place of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from onrecord.drafting.entries import Entry
from onrecord.drafting.names import Form, NameForms
from onrecord.drafting.yaml_text import can_be_written
from onrecord.speakers.identity import plain

_ARTICLE = re.compile(r"^(?:the|a|an|der|die|das|ein|eine) ", re.IGNORECASE)


class ListedDraft(Struct, frozen=True):
    """An actor that the draft lists.

    Attributes:
        role: what the article calls them; empty if it does not say.
        clause: what it says they do, right after the name; empty if it does not.
        called: descriptions that take the place of the name.
    """

    id: str
    role: str
    clause: str
    called: tuple[str, ...]


class Roles:
    """What an article says of its actors.

    Args:
        forms: of its names.
    """

    def __init__(self, forms: NameForms) -> None:
        self._forms = forms
        self._called: dict[str, list[str]] = {}
        self._clauses: dict[str, str] = {}
        self._described: dict[str, list[str]] = {}

    def note(self, actor: str, forms: Iterable[Form]) -> None:
        """Remember what the article calls an actor before or after the name."""
        for form in forms:
            after = self._forms.role_after(form)
            if after and not self._forms.is_role(after) and self._forms.is_clause(after):
                self._clauses.setdefault(actor, after)
            for words in (form.title, after if self._forms.is_role(after) else ""):
                if words and can_be_written(words) and not self._forms.is_honorific(words):
                    self._called.setdefault(actor, []).append(words)

    def note_description(self, actor: str, words: str) -> None:
        """Remember a description that takes the place of an actor's name."""
        self._described.setdefault(actor, []).append(words)

    def called_by(self, head: str, entries: Mapping[str, Entry]) -> list[str]:
        """The actors that the article calls by a word: in a title, after the name, or as what they are."""
        called = {actor: " ".join(words) for actor, words in self._called.items()}
        called |= {entry.id: entry.name for entry in entries.values() if entry.words}
        return [actor for actor, words in called.items() if head in map(plain, words.split())]

    def listed(self, actor: str) -> ListedDraft:
        """What the article says of an actor whom a draft lists: the longest words for a role."""
        words = _ARTICLE.sub("", max(self._called.get(actor, [""]), key=len))
        called = tuple(dict.fromkeys(self._described.get(actor, ())))
        return ListedDraft(actor, words[:1].upper() + words[1:], self._clauses.get(actor, ""), called)
