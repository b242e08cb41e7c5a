"""Stage 7, the short way: generated pages are published by several processes, and only those that changed.

MkDocs reads its settings, the theme, the navigation and the pages that people write, and publishes those
itself.  Each generated page is then made as MkDocs makes one, from the same settings, by its own classes and
the same template; but nobody waits for the others.  Where anything could tell the difference, such as another
plug-in, `Indirect` is raised, and all pages go MkDocs' own way.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2.meta import find_undeclared_variables
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from onrecord.engine.files import write_new
from onrecord.engine.pool import in_parallel
from onrecord.layout import PROGRAM
from onrecord.markdown.compiling import Compiled, FastContext
from onrecord.publishing.files import KnownFiles, ListedPage
from onrecord.publishing.page import DirectPage
from onrecord.publishing.plugin import NoSettings, generated, listed, take_over, tell_conflicts, write_twin
from onrecord.publishing.publication import Edition
from onrecord.publishing.staging import link

# What a template sees of other pages than its own, or of the day of the build.
_ELSEWHERE = frozenset({"pages", "build_date_utc"})
_OWN_THEME = f"{PROGRAM / 'templates' / 'theme'}{os.sep}"
_MAY_LOOK = re.compile("|".join(_ELSEWHERE))
_UPDATED = re.compile(r"\bupdate_date\b")

_SHIFT = 2500  # So many files; then another worker takes over.
_WORTH_IT = 128  # So many files, and a worker has done more than it costs to start.
# Of a page: what MkDocs has to say of it, and where its links lead that it could not tell by itself.
_Answer = tuple[list[str], dict[str, dict[str, str]]]
log = logging.getLogger("mkdocs.commands.build")


class Indirect(Exception):
    """The pages have to go MkDocs' own way."""


class OtherNavigation(Exception):
    """The navigation is another one than that of the pages that stand; all have to be published."""


class DirectPages(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """Publishes the generated pages beside those that MkDocs publishes itself.

    Attributes:
        navigation: what pages show of the navigation, once it is known.

    Args:
        edition: what is generated.
        compiled: a folder to keep the theme's templates compiled in.
        warnings: what MkDocs has said so far; more is added.
        jobs: how many processes at most work at once.
    """

    def __init__(self, edition: Edition, compiled: Path, warnings: list[str], jobs: int) -> None:
        super().__init__()
        self._compiled = compiled
        self._edition = edition
        self._warnings = warnings
        self._jobs = jobs
        self._pages = frozenset(edition.pages)
        self._own: frozenset[str] = frozenset()
        self._nav: Navigation
        self.navigation = ""

    def on_config(self, config: MkDocsConfig, /) -> MkDocsConfig:
        validation = config.validation
        if (
            set(config.plugins) != {"onrecord"}
            or config.nav is None
            or config.extra_templates
            or config.exclude_docs
            or config.draft_docs
            or validation.nav.omitted_files >= logging.WARNING
        ):
            raise Indirect
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        tell_conflicts(files, self._edition)
        files = KnownFiles(files, self._edition, config)
        self._own = frozenset(path for path in _named(config.nav) if path in self._pages)
        for path in self._own:
            files.append(generated(self._edition, path, config))
        return files

    def on_nav(self, nav: Navigation, /, *, files: Files, **_: object) -> Navigation:
        take_over(self._own & set(self._edition.templated), self._edition, files)
        self._nav = nav
        return nav

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        if looks_elsewhere(env, _OWN_THEME):
            raise Indirect
        env.context_class = FastContext
        env.bytecode_cache = Compiled(self._compiled, "theme", f"{sorted(env.extensions)}")
        edition = self._edition
        self.navigation = repr(list(_shown(self._nav)))
        if edition.changed is not None and self.navigation != edition.navigation:
            raise OtherNavigation
        self._env, self._config, self._files = env, config, files
        paths = [path for path in edition.to_publish if path not in self._own]
        for folder in {posixpath.dirname(path) for path in paths}:
            (Path(config.site_dir) / folder).mkdir(parents=True, exist_ok=True)
        encode, decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(_Answer).decode

        def publish(path: str) -> bytes:
            try:
                return encode(self._published(path))
            except OSError:
                raise
            except Exception:  # noqa: BLE001 - a template is a program
                return b""

        answers = in_parallel(publish, paths, self._jobs, _WORTH_IT, _SHIFT)
        for path, answer in zip(paths, answers, strict=True):
            # What cannot be published is tried here, where it is seen which template it was.
            said, untold = decode(answer) if answer else self._published(path)
            self._warnings += said
            if untold:
                self._validate(path, untold)
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        if template_name == "sitemap.xml" and config.site_url:  # Without it nothing is listed.
            modified = self._edition.modified
            others: list[Any] = [
                ListedPage(path, config, modified.get(path)) for path in self._pages - self._own
            ]
            own = listed([file.page for file in context["pages"] if file.page], self._edition)
            context["pages"] = sorted([*own, *others], key=lambda file: file.url)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        for path in self._own & set(self._edition.templated):
            write_twin(self._edition, path, config)

    def _published(self, path: str) -> _Answer:
        """Publish a page or another file."""
        source, target = self._edition.source(path), Path(self._config.site_dir) / path
        if path not in self._pages:
            link(source, target)
            return [], {}
        before = len(self._warnings)
        page = DirectPage(self._edition, path, self._config)
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        context = get_context(self._nav, (), self._config, page)
        try:
            template = self._env.get_template(page.meta.get("template", "main.html"))
            output = template.render(context)
        except Exception as error:
            log.error("Error building page '%s': %s", path, error)  # noqa: TRY400 - as MkDocs says it
            raise
        write_new(Path(page.file.abs_dest_path), output.encode("utf-8", errors="xmlcharrefreplace"))
        if path in self._edition.templated:
            write_twin(self._edition, path, self._config)
        untold = page.untold()
        page.file.page = None  # Else only the garbage collector would find the page, after hundreds more.
        said = self._warnings[before:]
        del self._warnings[before:]
        return said, untold

    def _validate(self, path: str, untold: dict[str, dict[str, str]]) -> None:
        """Let MkDocs say which of a page's links lead to no place on another page."""
        page = Page(None, generated(self._edition, path, self._config), self._config)
        for target, links in untold.items():
            file = self._files.get_file_from_path(target)
            if file is not None:
                page.links_to_anchors = {file: links}
                level = self._config.validation.links.anchors
                page.validate_anchor_links(files=self._files, log_level=level)


def _named(nav: Any) -> Iterator[str]:
    """The paths that a navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _named(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _named(value)


def _shown(items: Iterable[Any]) -> Iterator[Any]:
    """What a page can show of a navigation."""
    for item in items:
        below = list(_shown(item.children)) if item.is_section else []
        yield item.title, None if item.is_section else item.url, below


def looks_elsewhere(env: jinja2.Environment, but_in: str = "") -> bool:
    """Whether a template that makes pages sees more than its own page.

    Args:
        env: has the templates.
        but_in: a folder whose templates are known not to.
    """
    assert env.loader is not None
    for name in env.list_templates(extensions=["html"]):
        source, filename, _ = env.loader.get_source(env, name)
        if but_in and filename and filename.startswith(but_in):
            continue
        if _UPDATED.search(source):
            return True
        if _MAY_LOOK.search(source):  # Whether it is a variable costs more to know.
            tree = env.parse(source, name, filename)
            if _ELSEWHERE & find_undeclared_variables(tree):
                return True
    return False
