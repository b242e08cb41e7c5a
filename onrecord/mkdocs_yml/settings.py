"""The settings of a site that the program itself uses: its name, addresses, languages and options.

MkDocs reads `mkdocs.yml` again when it publishes.  Feeds and data are made earlier, by stages that know
nothing of MkDocs; `onrecord.mkdocs_yml` reads the file for them, with the same result.
"""

from __future__ import annotations

from importlib.util import find_spec

from msgspec import Struct, field

from onrecord.languages import Asked, Wording, chosen, english
from onrecord.layout import Layout
from onrecord.mkdocs_yml.code import code_of, refused
from onrecord.mkdocs_yml.paths import faults_of_paths
from onrecord.mkdocs_yml.site import SiteSettings, read_site_settings
from onrecord.mkdocs_yml.types import faults_of_types
from onrecord.rules import files as rules
from onrecord.rules import languages
from onrecord.rules.problems import Problem
from onrecord.schema.fields import fault_of_address, is_language


class Settings(Struct, frozen=True):
    """The settings of a site that the program itself uses.

    Attributes:
        site_name: the name of the site.
        site_description: its description; None if it has none.
        site_url: the address of the published site, which ends with a slash; None if it is not set.  Without
            it all addresses in exports are relative.
        repo_url: the address of the site's repository; None if it is not set.
        history: whether pages say when their YAML last changed.
        cards: whether briefings have social cards.
        search: whether the site has a search page, and its index.
        embeds: whether positions may have frames for other sites.
        publish_sources: whether the stored copy of each article is published beside its briefing.
        notice: the sentence at the top of every page; None if there is none.
        words: the wording of the site's own texts, in the language of the site.
    """

    site_name: str
    site_description: str | None = None
    site_url: str | None = None
    repo_url: str | None = None
    history: bool = False
    cards: bool = False
    search: bool = True
    embeds: bool = True
    publish_sources: bool = False
    notice: str | None = None
    words: Wording = field(default_factory=english)

    @property
    def has_embeds(self) -> bool:
        """Whether positions have frames for other sites, which need a whole address."""
        return self.embeds and self.site_url is not None


UNSAID = Settings("onrecord")  # the settings of a site that sets nothing


def read_settings(layout: Layout) -> tuple[Settings, list[Problem]]:
    """Read a site's `mkdocs.yml`; return the settings that the program uses, and the problems with them.

    Raises:
        OSError: a file cannot be read.
    """
    return settings_of(read_site_settings(layout))


def settings_of(site: SiteSettings) -> tuple[Settings, list[Problem]]:
    """The settings of a site's `mkdocs.yml` that the program uses, and the problems with the file.

    A missing name or description falls back to the program's default.  Addresses have no default, since each
    site is published at its own.

    Raises:
        OSError: a language's file cannot be read.
    """
    problems = [*site.problems, *faults_of_types(site.written), *faults_of_paths(site.layout, site.written)]
    if site.layout.is_untrusted:
        problems += refused(code_of(site))
    addresses = {}
    for key in ("site_url", "repo_url"):
        addresses[key], found = _address(key, site)
        problems += found
    site_url = addresses["site_url"]
    asked = []
    for key in ("language", "content_language"):
        tag, found = _language(key, site)
        asked.append(tag)
        problems += found
    words, found = chosen(site.layout, *asked)
    problems += found
    search, embeds = (site.get("extra", key) for key in ("search", "embeds"))
    settings = Settings(
        site_name=site.words("site_name") or site.lent.words("site_name") or UNSAID.site_name,
        site_description=site.words("site_description") or site.lent.words("site_description") or None,
        site_url=site_url and site_url.rstrip("/") + "/",
        repo_url=addresses["repo_url"],
        history=site.is_on("extra", "history"),
        cards=site.is_on("extra", "cards"),
        words=words,
        search=search is None or search.data is not False,
        embeds=embeds is None or embeds.data is not False,
        publish_sources=site.is_on("extra", "publish_sources"),
        notice=site.words("extra", "notice") or None,
    )
    cards = site.get("extra", "cards")
    if settings.cards and cards and find_spec("PIL") is None:
        message = "social cards are drawn with Pillow, which is not installed"
        help_text = "pip install pillow, or remove the line"
        problems.append(Problem(rules.PUBLISH, cards.place, message, help_text))
    return settings, problems


def _language(key: str, site: SiteSettings) -> tuple[Asked | None, list[Problem]]:
    """The language that a key names by its tag; None if it names none, or with a problem."""
    value, tag = site.get("extra", key), site.words("extra", key)
    if value is None or not tag:
        return None, []
    if not is_language(tag):
        message = f"extra.{key}: `{value.shown}` is not a BCP 47 tag"
        return None, [
            Problem(languages.LANGUAGE_FILE, value.place, message, "write a tag, such as ar or pt-BR")
        ]
    return Asked(tag, value.place), []


def _address(key: str, site: SiteSettings) -> tuple[str | None, list[Problem]]:
    """An http address to which paths can be added; None if it is not set, or with a problem."""
    value, address = site.get(key), site.words(key)
    if value is None or not address:
        return None, []
    fault = fault_of_address(address)
    if not fault and not set("?#") & set(address):
        return address, []
    message = f"{key}: {fault or 'an address with ? or # cannot have pages below it'}"
    help_text = f"write {key} as https://… or remove the line"
    return None, [Problem(rules.PUBLISH, value.place, message, help_text)]
