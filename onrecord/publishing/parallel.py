"""Stage 7, the fast way: publish only the stale generated pages, in several processes.

MkDocs reads its settings, the theme, the navigation and the hand-written pages, and publishes those pages
itself.  Each generated page is made as MkDocs makes a page, from the same settings, with MkDocs' classes and
the same template, but independently of the others.  If anything could see the difference, such as another
plug-in, MkDocs publishes all pages itself: `onrecord.mkdocs_yml.fast_way` decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import TemplateContext

from onrecord.engine.digests import SHORT_BYTES, content_digest, short_digest, value_digest
from onrecord.engine.files import Content
from onrecord.engine.last_build import BuildContext
from onrecord.engine.output import Output, OutputGroup
from onrecord.engine.output_table import SITE, OutputTable
from onrecord.engine.run import RebuildResult, Target, rebuild
from onrecord.layout import Layout
from onrecord.markdown.compiling import Compiled, FastEnvironment, load
from onrecord.markdown.plain import has_twin
from onrecord.publishing.files import KnownFiles, ListedPage
from onrecord.publishing.page import MkDocsState, PageInputs, PagePublisher
from onrecord.publishing.plugin import NoSettings, generated, listed, take_over, tell_conflicts, write_twin
from onrecord.publishing.publication import Publication, shared_inputs

ON_EVERY_PAGE = ("main.html", "actions.html", "legend.html")  # templates of the theme


class NamedPages(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """A plug-in that gives MkDocs those generated pages that the navigation names; it finds the others if a
    link leads to them.

    Args:
        publication: the generated files.
    """

    def __init__(self, publication: Publication) -> None:
        super().__init__()
        self._publication = publication
        self._own: frozenset[str] = frozenset()
        self._nav: Navigation

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        tell_conflicts(files, self._publication)
        files = KnownFiles(files, self._publication, config)
        self._own = frozenset(path for path in _named(config.nav) if path in self._publication.pages)
        for path in self._own:
            files.append(generated(self._publication, path, config))
        return files

    def on_nav(self, nav: Navigation, /, *, files: Files, **_: object) -> Navigation:
        take_over(self._own & self._publication.templated, self._publication, files)
        self._nav = nav
        return nav


def use_compiled(env: jinja2.Environment, layout: Layout) -> None:
    """Let MkDocs' templates run as the program's do, compiled once."""
    env.__class__ = FastEnvironment
    env.bytecode_cache = Compiled(layout.compiled, "theme", f"{sorted(env.extensions)}")


class PreparedError(Exception):
    """MkDocs is ready to publish; this takes the way out that it leaves."""


class Preparation(NamedPages):  # type: ignore[no-untyped-call]  # as above
    """A plug-in that stops MkDocs once it is ready to publish, and keeps its objects.

    Attributes:
        state: MkDocs' objects, with the files that it found, once it is ready.

    Args:
        layout: the site.
        publication: the generated files.
    """

    state: MkDocsState

    def __init__(self, layout: Layout, publication: Publication) -> None:
        super().__init__(publication)
        self._layout = layout

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        use_compiled(env, self._layout)
        self.state = MkDocsState(self._nav, env, config, Files(list(files)))
        raise PreparedError


class ParallelPages(NamedPages):  # type: ignore[no-untyped-call]  # as above
    """A plug-in that publishes the generated pages, beside those that MkDocs publishes itself.

    Attributes:
        result: the result for the generated pages; set once MkDocs has made the navigation.

    Args:
        context: the build.
        publication: the generated files.
        is_fresh: whether to publish the whole site, and not only its stale pages.
        warnings: MkDocs' warnings so far; more are added.
    """

    result: RebuildResult

    def __init__(
        self, context: BuildContext, publication: Publication, warnings: list[str], *, is_fresh: bool
    ) -> None:
        super().__init__(publication)
        self._context = context
        self._warnings = warnings
        self._is_fresh = is_fresh

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        layout, publication = self._context.layout, self._publication
        use_compiled(env, layout)
        table = OutputTable(self._context.ledger, SITE)
        if self._is_fresh:
            table.forget()  # So that all pages are made.
        before = table.load(shared_inputs(layout, publication, repr(list(_shown(self._nav)))))
        if not before:
            load(env, ON_EVERY_PAGE)
        record = PageInputs(
            publication.sources.digests | self._written(),
            dict.fromkeys(sorted(publication.pages), True),
            publication.places,
        )
        table.find_changed(_digests(record, table, before, publication.touched_briefs))
        mkdocs = MkDocsState(self._nav, env, config, files)
        publisher = PagePublisher(layout, publication, mkdocs, self._warnings)

        def plan(record: PageInputs) -> Iterator[Output[Content]]:
            for path in record.pages:
                if path in self._own:  # MkDocs publishes it.
                    continue
                yield Output(f"{path.removesuffix('.md')}.html", publisher.page, (path,))
                if path in publication.templated and has_twin(path):
                    yield Output(path, publisher.twin, (path,))

        touched = self._context.last.touched_in(layout.site) or frozenset()
        target = Target("publishing", None if self._is_fresh else layout.site, Path(config.site_dir), touched)
        groups = [OutputGroup("pages", plan)]
        self.result = rebuild(groups, record, table, target, self._context.jobs, self._context.progress)
        self._warnings += self.result.notes
        table.complete(_linked(record, table))
        table.save()
        return env

    def _written(self) -> dict[str, bytes]:
        """The digests of the hand-written pages, by path."""
        site_src = self._context.layout.site_src
        pages = [path for path in self._publication.sources.hand_written if path.endswith(".md")]
        return {path: digest for path in pages if (digest := content_digest(site_src / path))}

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        if template_name == "sitemap.xml" and config.site_url:  # Else MkDocs lists no page.
            modified = self._publication.modified
            others: list[Any] = [
                ListedPage(path, config, modified.get(path)) for path in self._publication.pages - self._own
            ]
            own = listed([file.page for file in context["pages"] if file.page], self._publication)
            context["pages"] = sorted([*own, *others], key=lambda file: file.url)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        for path in self._own & self._publication.templated:
            write_twin(self._publication, path, config)


def _digests(
    record: PageInputs, table: OutputTable, before: Mapping[str, bytes], touched: Collection[str] | None
) -> dict[str, bytes]:
    """The digests of the values of all keys that published pages may read, by key.

    Args:
        record: the inputs of the pages.
        table: has the keys that were read before.
        before: the digests in the last successful build.
        touched: the slugs of briefings whose places may have changed since; None for all.
    """
    files, pages, places = record.files, record.pages, record.places
    digests = {
        f"files/{path}": files[path][:SHORT_BYTES] for path in files if path.endswith((".md", ".json"))
    }
    digests |= _linked(record, table)
    digests |= dict.fromkeys((f"pages/{path}" for path in pages), value_digest(True))
    digests["pages/"] = short_digest("\0".join(pages).encode())
    for slug in places:
        key = f"places/{slug}"
        is_as_before = touched is not None and slug not in touched and key in before
        digests[key] = before[key] if is_as_before else value_digest(sorted(places[slug]))
    return digests


def _named(nav: Any) -> Iterator[str]:
    """The paths in a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _named(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _named(value)


def _shown(items: Iterable[Any]) -> Iterator[Any]:
    """The titles and addresses of a navigation, which pages can show."""
    for item in items:
        below = list(_shown(item.children)) if item.is_section else []
        yield item.title, None if item.is_section else item.url, below


def _linked(record: PageInputs, table: OutputTable) -> dict[str, bytes]:
    """The digests of the files that pages link to, so far as links to them are known, by key."""
    files = record.files
    paths = {key: key.removeprefix("files/") for key in table.keys if key.startswith("files/")}
    return {key: files[path][:SHORT_BYTES] for key, path in paths.items() if path in files}
