"""The keys that an editor may write in a briefing and in the registers.

These models check the YAML, are the types of the parsed values, and are the source for the documentation of
the keys and for the JSON Schemas that editor programs read. An anchored briefing has structs with the same
keys instead (`onrecord.record.written`).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from onrecord.schema.fields import (
    Ask,
    Block,
    Date,
    Day,
    Id,
    Ids,
    Language,
    Line,
    Passages,
    PositionReference,
    Reason,
    Url,
    WarningName,
    Wikidata,
    Words,
    is_date,
)

Stance = Literal["for", "against", "conditional", "unclear"]
Status = Literal["open", "answered", "overtaken"]
SourceKind = Literal["article", "transcript", "statement"]
Kind = Literal["person", "state", "organisation", "group", "unnamed"]


class _Entry(BaseModel):
    """A mapping with known keys; immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@cache
def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys of a model as they are written in YAML."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


@cache
def inner_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The model of a key's value, or of the items of its list; None if it holds plain values."""
    annotation: Any = keys_of(model)[key].annotation
    inner = (annotation, *get_args(annotation))
    return next((a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)), None)


class Accepted(_Entry):
    """A warning that an editor has accepted, with the reason."""

    rule: WarningName = Field(description="The warning's rule, as shown in square brackets.")
    because: Reason = Field(
        description="Why the warning is wrong here, in a few words; not published.",
        examples=["The article calls her the head of the delegation."],
    )


_FORMERLY = "Earlier ids: their addresses lead here. `rename` writes it."
_ACCEPT = "Warnings here that you checked and found wrong."


class Source(_Entry):
    """The article that a briefing is based on."""

    file: Line = Field(description="The article's file, in `seeds/`.", examples=["gulf-herald-0502.txt"])
    publisher: Line = Field(description="Who published it.", examples=["Gulf Herald"])
    headline: Line | None = Field(
        None,
        description="The headline for pages. Default: the article's first line. If you give another one, the "
        "first line counts as a paragraph.",
    )
    kind: SourceKind = Field(
        "article",
        description="`transcript`: paragraphs begin with the speaker's name and a colon, and continue with "
        "that speaker's words. `statement`: the whole article is the words of `speaker`.",
    )
    speaker: Id | None = Field(
        None, description="Required for kind `statement`: its speaker, one of the briefing's `actors`."
    )
    author: Line | None = Field(
        None, description="Its author. Default: the byline in the article.", examples=["Ilse Tarn"]
    )
    published: Date | None = Field(
        None,
        description="When it was published: a day, a month or a year. Leave it out if it is not known; never "
        "guess.",
        examples=["2031-05-02", "2031-05", "2031"],
    )
    url: Url | None = Field(
        None,
        description="Its address: http or https. Each position links to its words on that page.",
        examples=["https://gulf-herald.example/2031/talks", "http://gulf-herald.example/t/17"],
    )
    archived: Url | None = Field(None, description="The address of an archived copy.")
    retrieved: Day | None = Field(None, description="The day you retrieved it.")
    language: Language = Field(
        "en",
        description="Its language, a BCP 47 tag. Sets `lang` and `dir` of quoted text.",
        examples=["en", "fr", "zh-Hant"],
    )
    relays: Line | None = Field(
        None,
        description="The publisher's own sources, if it does not report first-hand.",
        examples=["foreign media, unnamed"],
    )
    show: Literal["excerpts", "full"] = Field(
        "excerpts", description="How much of the article the page reproduces."
    )


class ListedActor(_Entry):
    """An actor of a briefing."""

    id: Id = Field(description="The actor's id in `briefs/actors.yml`.")
    role: Line | None = Field(
        None, description="Who they are in this story, at that time.", examples=["foreign minister of Velmar"]
    )
    called: tuple[Line, ...] = Field(
        (),
        alias="as",
        description="What only this article calls them, such as `the president`; for the checks of this "
        "briefing, not published.",
        examples=[["the minister"]],
    )


class Position(_Entry):
    """A stated position and the words that show it."""

    actor: Id = Field(description="Whose position it is: one of the briefing's `actors`.")
    issue: Id = Field(description="What it is about: an id in `briefs/issues.yml`.")
    says: Line = Field(
        description="The position in one sentence, in your own words.",
        examples=["Velmar will not resume talks before the spring."],
    )
    passage: Passages = Field(
        description="The article's own words that show it: a text, or a list of texts. "
        "` […] ` inside leaves words out; the pieces must follow one another in the article.",
        examples=["We will not talk before the spring"],
    )
    gist: Words | None = Field(
        None,
        description="A few of the passage's own words, in one piece, for lists. Default: the whole passage.",
    )
    prefix: Words | None = Field(
        None, description="The words just before the passage, if it occurs more than once."
    )
    suffix: Words | None = Field(
        None, description="The words just after the passage, if it occurs more than once."
    )
    date: Date | None = Field(
        None,
        description="When it was said: a day, a month or a year.",
        examples=["2031-05-02", "2031-05", "2031"],
    )
    setting: Line | None = Field(
        None, description="To whom and where it was said.", examples=["to reporters in Port Lune"]
    )
    relayed_by: Id | None = Field(
        None,
        description="Another actor, who says that they said it, if the words of the passage are that "
        "actor's. The position is then second-hand, and not quoted.",
    )
    toward: Ids = Field((), description="The actor, or a list of actors, that it is addressed to.")
    stance: Stance | None = Field(None, description="The stance on the issue's proposition.")
    translation: Line | None = Field(
        None, description="The passage in the site's language, if the article is in another."
    )
    id: Id | None = Field(
        None, description="Its address on the page. Default: the actor and the passage's first words."
    )
    accept: tuple[Accepted, ...] = Field((), description=_ACCEPT)


class Question(_Entry):
    """A question that the article leaves open."""

    ask: Ask = Field(
        description="The question; ends in a question mark.", examples=["Will Velmar sign before June?"]
    )
    issue: Id | None = Field(None, description="What it is about: an id in `briefs/issues.yml`.")
    passage: Passages = Field((), description="The words of the article that raise it.")
    watch: Line | None = Field(
        None, description="What would answer it.", examples=["the session of the council in June"]
    )
    status: Status = Field("open", description="Whether it is still open.")
    answer: Line | None = Field(None, description="The answer; required when answered.")
    answered_by: PositionReference | None = Field(
        None,
        description="The position that answers it, in this or a later briefing: `<slug>#<position id>`.",
        examples=["velmar-signs#ana-kresh-we-signed", "fee-stands#jon-marl-until-june"],
    )
    id: Id | None = Field(None, description="Its address on the page. Default: made from `ask`.")
    accept: tuple[Accepted, ...] = Field((), description=_ACCEPT)


class Correction(_Entry):
    """A correction of the briefing."""

    date: Day = Field(description="The day it was made.")
    note: Line = Field(
        description="What was wrong and what it says now; inline Markdown.",
        examples=["The fee was given as 200; it is 300."],
    )


class Brief(_Entry):
    """A briefing: what an editor says about one article."""

    @model_validator(mode="before")
    @classmethod
    def _date_of_source(cls, data: object) -> object:
        """Use the article's date for a briefing without a date."""
        source = data.get("source") if isinstance(data, dict) else None
        published = source.get("published") if isinstance(source, dict) else None
        if isinstance(data, dict) and "date" not in data and isinstance(published, str):
            # A wrong date of the article is reported once, at its own place.
            return {**data, "date": published if is_date(published) else "0001-01-01"}
        return data

    title: Line | None = Field(None, description="Default: the article's headline.")
    date: Date = Field(
        description="When the events were: a day, a month or a year. Optional if `source` has `published`.",
        examples=["2031-05-02", "2031-05", "2031"],
    )
    draft: Literal["true", "false"] = Field(
        "false",
        description="`true`: the briefing is checked and not published, and its errors do not stop a build.",
    )
    updated: Day | None = Field(None, description="The day of the last change.")
    summary: Block = Field(description="A few sentences of your own; inline Markdown.")
    tags: tuple[Line, ...] = Field(
        (), description="Keywords; each has a page.", examples=[["fisheries", "trade"]]
    )
    formerly: tuple[Id, ...] = Field(
        (),
        description="Earlier slugs: their addresses lead here. `rename` writes it.",
        examples=[["velmar-talks"]],
    )
    source: Source = Field(description="The article.")
    actors: tuple[ListedActor, ...] = Field(min_length=1, description="Who takes part in the story.")
    positions: tuple[Position, ...] = Field((), description="Who says what.")
    open_questions: tuple[Question, ...] = Field((), description="What the article leaves open.")
    corrections: tuple[Correction, ...] = Field((), description="What was corrected, and when.")
    accept: tuple[Accepted, ...] = Field(
        (), description=f"{_ACCEPT} Accept those of a position or a question there."
    )

    @property
    def is_draft(self) -> bool:
        """Whether the briefing is not to be published yet."""
        return self.draft == "true"


class Actor(_Entry):
    """An entry of `briefs/actors.yml`."""

    name: Line = Field(description="The name that the site uses.", examples=["Ana Kresh"])
    kind: Kind = Field(description="`unnamed` for sources that the article does not name.")
    also: tuple[Line, ...] = Field(
        (),
        description="Other names; how the checks know the actor in any article. Names only: what only one "
        "article calls somebody is `as` in its briefing. A person's last name and a name in capitals need "
        "not "
        "be written.",
        examples=[["President Kresh"]],
    )
    sort: Line | None = Field(
        None,
        description="What lists file a person under, if that is not the last word of `name`.",
        examples=["Xi Jinping", "García Márquez, Gabriel"],
    )
    of: Id | None = Field(None, description="The actor that this one is part of or speaks for.")
    formerly: tuple[Id, ...] = Field((), description=_FORMERLY, examples=[["a-kresh"]])
    wikidata: Wikidata | None = Field(
        None, description="The Wikidata item, such as Q6279.", examples=["Q6279", "Q1985727"]
    )
    note: Line | None = Field(
        None, description="Inline Markdown. For kind `unnamed`: what the source does and does not say."
    )
    accept: tuple[Accepted, ...] = Field((), description=_ACCEPT)


class Issue(_Entry):
    """An entry of `briefs/issues.yml`."""

    title: Line = Field(description="The issue in a few words.", examples=["Talks on the fishing grounds"])
    proposition: Line | None = Field(
        None,
        description="The sentence that a stance is for or against.",
        examples=["The talks should begin before the spring."],
    )
    about: Line | None = Field(None, description="What it is about; inline Markdown.")
    formerly: tuple[Id, ...] = Field((), description=_FORMERLY, examples=[["fishing"]])
    accept: tuple[Accepted, ...] = Field((), description=_ACCEPT)
