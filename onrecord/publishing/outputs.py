"""The complete list of the generated files of `site_src/`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.engine.digests import digest_of, files_digest
from onrecord.engine.files import Content, Export
from onrecord.engine.output import Output, OutputGroup
from onrecord.exports import collection as exports
from onrecord.exports.cards import card_groups
from onrecord.exports.feed_style import feed_style_file
from onrecord.exports.robots import robots_file
from onrecord.layout import Layout
from onrecord.markdown.rendering import Renderer, TemplateError
from onrecord.metadata.history import History
from onrecord.mkdocs_yml.settings import Settings
from onrecord.pages import catalogue
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.publishing.embeds import embed_groups, embed_style_file
from onrecord.record import Record
from onrecord.search import collection as search
from onrecord.text.generated_mark import MARK, as_default_page, is_marked


class Inputs(Struct, frozen=True):
    """The inputs of the outputs.

    Attributes:
        layout: the site.
        record: who said what.
        digests: the digests of the values of the record's keys, by key.
        settings: the site's settings.
        history: the days when briefings last changed.
        default_pages: the program's own files for pages that the site may lack, by path.
        hand_written: the paths of files in `site_src/` that people wrote.
    """

    layout: Layout
    record: Record
    digests: Mapping[str, bytes]
    settings: Settings
    history: History
    default_pages: Mapping[str, Path]
    hand_written: Collection[str]


def outputs(inputs: Inputs, *, is_first: bool = False) -> list[OutputGroup[Any]]:
    """All generated files of `site_src/`, in groups.

    The files that take longest come first, so that no process is left alone with one at the end.

    Args:
        inputs: the inputs of the outputs.
        is_first: whether none of them exists yet.
    """
    record, settings = inputs.record, inputs.settings
    renderer = Renderer(inputs.layout.templates, inputs.layout.compiled, settings.words)
    if is_first:
        renderer.load_all()
    return [
        *search.groups(record, settings, inputs.digests),
        *exports.groups(record, settings, inputs.history),
        *(_rendered(group, renderer) for group in catalogue.groups(record, settings, inputs.history)),
        *card_groups(settings),
        *embed_groups(record, settings),
        *_defaults(inputs),
    ]


def file_of(path: str, inputs: Inputs) -> Output[Any] | None:
    """The page of a briefing, an actor or an issue, or a briefing's data, without planning all other files.

    Args:
        path: the file's, in `site_src/`.
        inputs: the inputs of the outputs; `digests` and what lies in the site's folders are not looked at.

    Returns:
        The output; None if it is of another kind, or there is no such file.
    """
    record, settings = inputs.record, inputs.settings
    name = _group_of(path)
    planned: list[OutputGroup[Any]]
    if name == exports.OF_BRIEFINGS:
        planned = [group for group in exports.groups(record, settings) if group.name == name]
    else:
        renderer = Renderer(inputs.layout.templates, inputs.layout.compiled, settings.words)
        pages = catalogue.groups(record, settings, inputs.history)
        planned = [_rendered(group, renderer) for group in pages if group.name == name]
    found = (output for group in planned for output in group.plan(record))
    return next((output for output in found if output.path == path), None)


def _group_of(path: str) -> str:
    """The name of the group of a briefing's page or data, or of an actor's or an issue's page."""
    folder, _, name = path.partition("/")
    stem, _, ending = name.partition(".")
    if folder == "briefs":
        return catalogue.OF_BRIEFINGS if ending == "md" else exports.OF_BRIEFINGS
    return {"actors": f"actor {stem}", "issues": f"issue {stem}"}.get(folder, "")


def shared_inputs(layout: Layout, settings: Settings) -> bytes:
    """A digest of the inputs that all outputs share: the templates and the settings."""
    templates = [path for folder in layout.templates for path in folder.glob("*.j2")]
    return digest_of(repr(settings).encode(), files_digest(templates))


def _rendered(group: OutputGroup[Page], renderer: Renderer) -> OutputGroup[Content]:
    """A group of pages whose outputs are their Markdown."""

    def plan(record: Record) -> Iterator[Output[Content]]:
        for output in group.plan(record):
            make = partial(_markdown, renderer, output.make)
            yield Output(output.path, make, output.args, output.key, output.cost)

    return OutputGroup(group.name, plan, group.key)


def _markdown(renderer: Renderer, make: Any, record: Record, *args: Any) -> Content:
    """A page's Markdown.

    Raises:
        TemplateError: its template cannot be used.
    """
    page = make(record, *args)
    text = renderer.render(page)
    if not is_marked(text):  # It could not be told from a hand-written page.
        template = TEMPLATES[type(page)]
        raise TemplateError(f"{template}: its front matter has no line `{MARK} …`")
    return Content(text.encode())


def _defaults(inputs: Inputs) -> Iterator[OutputGroup[Export]]:
    """Files that the site may have hand-written versions of, which replace them."""
    own = [robots_file(inputs.settings), feed_style_file()]
    if inputs.settings.has_embeds:
        own.append(embed_style_file())
    texts = {export.path: export.text for export in own}
    texts |= {path: as_default_page(own) for path, own in inputs.default_pages.items()}
    for path, text in texts.items():
        if path not in inputs.hand_written:
            yield OutputGroup(f"default {path}", partial(_default, path=path, text=text), text)


def _default(_: Record, path: str, text: str) -> list[Output[Export]]:
    return [Output(path, lambda _, text: Export(path, text), (text,))]
