"""The folders of a site, with the program's own for those that the site lacks."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path

from msgspec import Struct

PACKAGE = Path(__file__).resolve().parent
# The program's own folders are beside the package in a checkout, and inside it when installed.
PROGRAM = PACKAGE / "_program" if (PACKAGE / "_program").is_dir() else PACKAGE.parent


# Name prefixes in the work folder: of the folder that a build writes, and of the old site while it is
# replaced.
STAGED, OLD_SITE = "staged-", "old-site"
LOCK = "lock"


def path_within(path: str | Path, folders: Iterable[str]) -> str | None:
    """A path, with links resolved, relative to the first of some folders that it is in; None if in none.

    Args:
        path: the path.
        folders: real paths.
    """
    actual = _with_slash(os.path.realpath(path))
    for folder in folders:
        start = _with_slash(folder)
        if actual.startswith(start):
            return actual[len(start) : -1]
    return None


def _with_slash(path: str) -> str:
    """A path with slashes, as everywhere in the program, and one at its end."""
    return f"{path.replace(os.sep, '/').rstrip('/')}/"


class Layout(Struct, frozen=True):
    """The folders of one site.

    Attributes:
        root: the site's folder, absolute.
        outside: the real paths of folders outside it that the site may read too.  Only who runs the program
            names them, never a file of the site.
        is_untrusted: whether code of the site must not run, nor the environment be read for it.  Only who
            runs the program says so.
        is_preview: whether this is the site's preview: with its drafts, and written to a folder of its own.
    """

    root: Path
    outside: tuple[str, ...] = ()
    is_untrusted: bool = False
    is_preview: bool = False

    def may_read(self, path: str | Path) -> bool:
        """Whether a file or folder is in the site's folder or in one of `outside`, with links resolved."""
        return self.within(path) is not None

    def within(self, path: str | Path) -> str | None:
        """The path, with links resolved, relative to the site's folder or to the folder of `outside` that it
        is in; None if it is in neither.
        """
        return path_within(path, (os.path.realpath(self.root), *self.outside))

    @property
    def seeds(self) -> Path:
        """The source articles, as published."""
        return self.root / "seeds"

    @property
    def briefs(self) -> Path:
        """The YAML of the briefings and of the registers."""
        return self.root / "briefs"

    @property
    def site_src(self) -> Path:
        """MkDocs' `docs_dir`: generated and hand-written pages; of a preview copies of the latter."""
        return self._made_in / "site_src"

    @property
    def site(self) -> Path:
        """The published site."""
        return self._made_in / "site"

    @property
    def work(self) -> Path:
        """The working files of builds, with the cache; safe to delete."""
        own = self.root / ".onrecord"
        return own / "preview" if self.is_preview else own

    @property
    def _made_in(self) -> Path:
        """The folder of what a build makes."""
        return self.work if self.is_preview else self.root

    @property
    def schemas(self) -> Path:
        """The JSON Schemas of the YAML, for editor programs; only where somebody wants them."""
        return self.root / ".schemas"

    def left_behind(self) -> list[Path]:
        """The leftovers of a killed build in the work folder."""
        return [*self.work.glob(f"{OLD_SITE}*"), *self.work.glob(f"{STAGED}*")]

    @property
    def compiled(self) -> Path:
        """The folder of the compiled Markdown templates.

        The program's are beside its templates, so that all sites share them; a site's own are in its work
        folder.
        """
        own, programs = self.root / "templates" / "markdown", PROGRAM / "templates" / "markdown"
        if own != programs and own.exists() and not self.is_untrusted:
            return self.work / "templates"
        return Path(cache_from_source(str(programs / "template.py"))).parent

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of Markdown templates; the first one that has a template wins."""
        own = PROGRAM / "templates" / "markdown"
        return tuple(dict.fromkeys((self.root / "templates" / "markdown", own)))

    def language_files(self, tag: str) -> tuple[Path, Path]:
        """The files of a language: the site's, and the program's, which it overrides."""
        name = f"templates/languages/{tag}.yml"
        return self.root / name, PROGRAM / name

    @property
    def theme(self) -> Path:
        """The MkDocs theme."""
        return self._own_or_programs("templates/theme")

    @property
    def settings(self) -> Path:
        """`mkdocs.yml`."""
        return self._own_or_programs("mkdocs.yml")

    def default_pages(self, language: str = "en") -> dict[str, Path]:
        """Hand-written pages of the program's own that the site lacks, by their path in site_src.

        In the language, if the program has a translation, else in English.
        """
        if self.root == PROGRAM:
            return {}
        translated = PROGRAM / "templates" / "languages" / f"about.{language}.md"
        return {"about.md": translated if translated.is_file() else PROGRAM / "site_src" / "about.md"}

    def _own_or_programs(self, path: str) -> Path:
        own = self.root / path
        return own if own.exists() else PROGRAM / path
