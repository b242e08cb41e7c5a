"""Where things are: the folders of a site, and the program's own for what the site lacks."""

from __future__ import annotations

from importlib.util import cache_from_source
from pathlib import Path

from msgspec import Struct

_PACKAGE = Path(__file__).resolve().parent
# What sites lack is beside the package in a checkout, and inside it where it was installed.
PROGRAM = _PACKAGE / "_program" if (_PACKAGE / "_program").is_dir() else _PACKAGE.parent


# What a build makes in the work folder: a folder whose name begins like this, and for a moment the site.
STAGED, OLD_SITE = "staged-", "old-site"


class Layout(Struct, frozen=True):
    """The folders of one site.

    Attributes:
        root: the site's folder, absolute.
    """

    root: Path

    @property
    def seeds(self) -> Path:
        """Source articles, as they were published."""
        return self.root / "seeds"

    @property
    def briefs(self) -> Path:
        """The YAML of the briefings, and the registers."""
        return self.root / "briefs"

    @property
    def site_src(self) -> Path:
        """MkDocs' docs_dir: generated pages, and hand-written ones."""
        return self.root / "site_src"

    @property
    def site(self) -> Path:
        """The published site."""
        return self.root / "site"

    @property
    def work(self) -> Path:
        """What a build needs while it runs; safe to delete."""
        return self.root / ".onrecord"

    def left_behind(self) -> list[Path]:
        """What a build that was killed has left in the work folder."""
        return [*self.work.glob(f"{OLD_SITE}*"), *self.work.glob(f"{STAGED}*")]

    @property
    def compiled(self) -> Path:
        """Where the Markdown templates are kept compiled, as Python keeps its modules: the program's
        beside them, so that all sites have them; a site's own where its other leavings are.
        """
        own, programs = self.root / "templates" / "markdown", PROGRAM / "templates" / "markdown"
        if own != programs and own.exists():
            return self.work / "templates"
        return Path(cache_from_source(str(programs / "template.py"))).parent

    @property
    def templates(self) -> tuple[Path, ...]:
        """Folders of Markdown templates; the first that has a template wins."""
        own = PROGRAM / "templates" / "markdown"
        return tuple(dict.fromkeys((self.root / "templates" / "markdown", own)))

    def language_files(self, tag: str) -> tuple[Path, Path]:
        """The files of a language of the interface: the site's own, and the program's, over which it lies."""
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

        In a language where the program has them in it, else in English.
        """
        if self.root == PROGRAM:
            return {}
        translated = PROGRAM / "templates" / "languages" / f"about.{language}.md"
        return {"about.md": translated if translated.is_file() else PROGRAM / "site_src" / "about.md"}

    def _own_or_programs(self, path: str) -> Path:
        own = self.root / path
        return own if own.exists() else PROGRAM / path
