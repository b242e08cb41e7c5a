"""Whom the article's mentions of speakers are: actors of the register, or new entries for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from onrecord.drafting.entries import Entry, described, free_id, kind_of_name
from onrecord.drafting.languages import DraftWords, words_of_language
from onrecord.drafting.names import (
    CAPITALS,
    Form,
    NameForms,
    full_names,
    names_before,
    places_of_names,
)
from onrecord.drafting.registered import Registered, Who
from onrecord.drafting.roles import ListedDraft, Roles
from onrecord.drafting.yaml_text import can_be_written, one_line
from onrecord.record import Article
from onrecord.schema.models import Actor
from onrecord.speakers.identity import MAX_ACRONYM, plain
from onrecord.speakers.speech import Kind, Mention
from onrecord.text.spans import Span

# A text that names more persons is a list; those whom it quotes are entries all the same.
MAX_PERSONS = 200
_NAME_AFTER = re.compile(rf",\s+(?P<name>{CAPITALS})(?=[,.])")
_AND = re.compile(r"\s+(?:and|und|&)\s+")
_DEFINITE = frozenset("the der die das".split())
_OWNERS = frozenset("his her its their my our your sein seine ihr ihre".split())


class People:
    """The actors of one article.

    Attributes:
        entries: the new ones, by id, in the order in which they were needed.

    Args:
        article: the article.
        language: its language.
        actors: the register.
    """

    def __init__(self, article: Article, language: str, actors: Mapping[str, Actor]) -> None:
        self._article = article
        self._words: DraftWords = words_of_language(language)
        self._forms = NameForms(article, language)
        self._registered = Registered(article, actors, self._forms)
        self._roles = Roles(self._forms)
        self._by_name: dict[str, str] = {}
        self._speaking: set[str] = set()
        self._known_forms: dict[str, list[Form]] = {}
        self._known_names: dict[str, list[str]] = {}
        self._known_places: dict[str, dict[str, list[int]]] = {}
        self.entries: dict[str, Entry] = {}
        for actor in self.named():
            last = _last_word(actors[actor].name)
            names = self._registered.names(actor)
            own = (form for form in self._all_forms(last) if plain(form.name.split()[0]) in names.words)
            self._roles.note(actor, own)

    def named(self) -> list[str]:
        """The actors of the register that the article names, in its order."""
        return self._registered.named()

    def listed(self, actor: str) -> ListedDraft:
        """What the article says of an actor whom a draft lists."""
        return self._roles.listed(actor)

    def who(self, mention: Mention, *, new: bool = True) -> Who:
        """The actor of a mention that is not a pronoun.

        Args:
            mention: the words for a speaker.
            new: whether an entry may be made for an actor that the register lacks.
        """
        known = self._registered.who(mention)
        if known.actor or known.candidates:
            return known
        if not new:
            return Who()
        if mention.kind is Kind.LIST:
            return self._of_list(mention)
        if mention.kind is Kind.DESCRIPTION:
            return self._of_description(mention)
        return self._of_name(self._forms.read(Span(mention.span.start, mention.head.end)), mention)

    def _of_name(self, form: Form, mention: Mention) -> Who:
        forms = self._all_forms(_last_word(form.name))
        names = self._full_names(form.name)
        if not can_be_written(form.name):
            return Who()
        if len(names) == 1:
            return Who(self._entry(names[0], forms, mention).id)
        written = names_before(names, self._all_places(form.name), mention.span.start)
        speaking = [name for name in written if name in self._speaking]
        last = speaking[0] if len(speaking) == 1 else written[-1] if written else ""
        if len(written) == 1:
            return Who(self._entry(last, forms, mention).id)
        if not last:
            return Who(candidates=tuple(self._entry(name, forms, mention).id for name in names))
        others = ", ".join(name for name in names if name != last)
        return Who(self._entry(last, forms, mention).id, note=f"“{form.name}”: perhaps {others}")

    def note_speaker(self, mention: Mention) -> None:
        """Remember a full name that something is attributed to: a last name alone is likelier to mean it."""
        if mention.kind is Kind.NAME:
            self._speaking.add(self._forms.read(Span(mention.span.start, mention.head.end)).name)

    def find_persons(self) -> None:
        """Make entries for the persons whom the article names and nobody quotes.

        Only those whose name has a first name, and a title, a role beside it, or the last name by itself.
        """
        places = [at for at, _ in self._registered.places]
        seen: set[str] = set()
        for span in self._article.blocks[len(self._article.blocks) - len(self._article.paragraphs) :]:
            for full in self._forms.full_names(span):
                if any(full.start <= at < full.end for at in places) or len(self.entries) >= MAX_PERSONS:
                    continue
                head = Span(full.end - len(_last_word(self._article.words(full))), full.end)
                form = self._forms.read(full)
                forms = self._all_forms(self._article.words(head))
                if " " not in form.name or form.name in seen:
                    continue
                seen.add(form.name)
                if self._is_person(form, forms):
                    self._of_name(form, Mention(full, head, Kind.NAME))

    def is_surely_person(self, mention: Mention) -> bool:
        """Whether a name is a person's: of the register, or by a title, a role or the last name alone."""
        known = self._registered.who(mention)
        if known.actor:
            return self._registered.actors[known.actor].kind == "person"
        form = self._forms.read(Span(mention.span.start, mention.head.end))
        forms = self._all_forms(_last_word(form.name))
        names = self._full_names(form.name)
        return all(" " in name and self._is_person(replace(form, name=name), forms) for name in names)

    def _is_person(self, form: Form, forms: list[Form]) -> bool:
        own = [one for one in forms if one.name == form.name]
        by_itself = any(one.name == _last_word(form.name) for one in forms)
        described = any(one.title or self._forms.is_role(self._forms.role_after(one)) for one in own)
        kind, _ = kind_of_name(form.name.split(), self._words, titled=True)
        return kind == "person" and (described or by_itself)

    def _all_forms(self, head: str) -> list[Form]:
        if head not in self._known_forms:
            self._known_forms[head] = list(self._forms.of(head))
        return self._known_forms[head]

    def _full_names(self, name: str) -> list[str]:
        if name not in self._known_names:
            self._known_names[name] = full_names(name, self._all_forms(_last_word(name)))
        return self._known_names[name]

    def _all_places(self, name: str) -> dict[str, list[int]]:
        head = _last_word(name)
        if head not in self._known_places:
            self._known_places[head] = places_of_names(self._all_forms(head))
        return self._known_places[head]

    def _entry(self, name: str, forms: list[Form], mention: Mention) -> Entry:
        line = self._article.line_at(mention.span.start)
        known = self._known(name)
        if known is not None:
            known.add(name, line)
            return known
        key = name
        own = [form for form in forms if form.name == name or name.endswith(f" {form.name}")]
        titled = any(form.title or self._forms.is_role(self._forms.role_after(form)) for form in own)
        kind, why = kind_of_name(name.split(), self._words, titled=titled)
        if self._article.kind == "transcript" and len(name) > MAX_ACRONYM and name.isupper():
            name, kind, why = name.title(), "person", "guessed from a label"
        entry = self._added(Entry(self._free_id(name), name, kind, why=why), key)
        for form in own:
            entry.add(form.name, self._article.line_at(form.end - 1))
        entry.add(name, line)
        if kind != "person":
            entry.forms = [form for form in entry.forms if " " in form]
        self._roles.note(entry.id, own)
        return entry

    def _known(self, name: str) -> Entry | None:
        found = self._by_name.get(name.casefold())
        return self.entries[found] if found is not None else None

    def _added(self, entry: Entry, name: str) -> Entry:
        self.entries[entry.id] = entry
        self._by_name[name.casefold()] = entry.id
        return entry

    def _free_id(self, name: str) -> str:
        return free_id(name, {*self._registered.actors, *self.entries})

    def _of_list(self, mention: Mention) -> Who:
        parts = _AND.split(one_line(self._article.words(mention.span)))
        if len(parts) != 2:
            return Who()
        names = []
        for part in parts:
            head = _last_word(part)
            full = full_names(part, self._all_forms(head))
            names.append(full[0] if len(full) == 1 else part)
        name = " and ".join(names)
        if not can_be_written(name):
            return Who()
        entry = self._known(name) or self._added(Entry(self._free_id(name), name, "group"), name)
        entry.add(name, self._article.line_at(mention.span.start))
        return Who(entry.id)

    def _of_description(self, mention: Mention) -> Who:
        name_after = _NAME_AFTER.match(self._article.text, mention.span.end)
        if name_after is not None:  # said its driver, Lena Voss
            span = Span(*name_after.span("name"))
            last = Span(span.end - len(_last_word(self._article.words(span))), span.end)
            return self.who(Mention(span, last, Kind.NAME))
        words = one_line(self._article.words(mention.span))
        first = words.split()[0].lower()
        head = plain(self._article.words(mention.head))
        note = ""
        if first in _DEFINITE:
            bearers = self._roles.called_by(head, self.entries)
            if len(bearers) == 1:
                if bearers[0] not in self.entries or self.entries[bearers[0]].kind != "unnamed":
                    self._roles.note_description(bearers[0], words)
                return Who(bearers[0], note=f"“{words}”: nobody else in the article is called {head}")
            if bearers:
                return Who(candidates=tuple(bearers))
            note = f"“{words}”: perhaps somebody who is named elsewhere"
        name = described(words, self._words)
        if head in self._forms.things or first in _OWNERS or not can_be_written(name):
            return Who()
        if not any(map(str.isalpha, name)):
            return Who()
        entry = self._known(name)
        if entry is None:
            is_body = head in self._words.organisations
            kind, why = ("organisation", "guessed from its name") if is_body else ("unnamed", "")
            entry = Entry(self._free_id(name), name, kind, words="" if is_body else words, why=why)
            self._added(entry, name)
        entry.add(name, self._article.line_at(mention.span.start))
        return Who(entry.id, note=note)

    def persons_in(self, span: Span) -> Iterator[str]:
        """The persons that a stretch of the article names, in its order."""
        yield from self._registered.persons_in(span)
        text = self._article.words(span)
        for entry in self.entries.values():
            last = _last_word(entry.name)
            if entry.kind == "person" and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", text):
                yield entry.id


def _last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]
