"""Random edits of a whole site: texts, files, templates, theme, settings, and outputs of builds."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from helpers.building import PROGRAM, Site
from helpers.edits import edit_key

Inputs = dict[str, bytes]


def briefs(site: Site) -> list[Path]:
    return sorted(p for p in (site.root / "briefs").glob("*.yml") if p.stem not in ("actors", "issues"))


def _replaced(path: Path, old: str, new: str, number: int = 1) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, number), encoding="utf-8")


def change_key(site: Site, dice: random.Random) -> str:
    return edit_key(site.root, dice)


def change_words(site: Site, dice: random.Random) -> None:
    """Edit a file as text; it may become invalid YAML."""
    word = dice.choice(["says: ", "summary: ", "ask: ", "title: "])
    _replaced(dice.choice(briefs(site)), word, f"{word}Again ")


def change_stance(site: Site, dice: random.Random) -> None:
    _replaced(dice.choice(briefs(site)), "stance: for", "stance: against", dice.randint(1, 2))


def comment(site: Site, dice: random.Random) -> None:
    """Change line numbers without changing the meaning."""
    path = dice.choice(sorted((site.root / "briefs").glob("*.yml")))
    path.write_text(f"# A comment.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def remove(site: Site, dice: random.Random) -> None:
    dice.choice(briefs(site)).unlink()


def add(site: Site, dice: random.Random) -> None:
    """Add a briefing like another one, with a similar article."""
    path, number = dice.choice(briefs(site)), dice.randint(1, 10**9)
    text = path.read_text(encoding="utf-8")
    for article in re.findall(r"(?m)^  file: (.+)$", text):
        copied, original = site.root / "seeds" / f"copy-{number}.txt", site.root / "seeds" / article
        if original.is_file():
            shutil.copy(original, copied)
        path.with_name(f"copy-{number}.yml").write_text(text.replace(article, copied.name), encoding="utf-8")


def rename(site: Site, dice: random.Random) -> None:
    path = dice.choice(briefs(site))
    path.rename(path.with_name(f"{path.stem}-{dice.randint(1, 3)}.yml"))


def rename_entry(site: Site, dice: random.Random) -> None:
    """Give an actor or an issue another id, in all files."""
    register = site.root / "briefs" / dice.choice(["actors.yml", "issues.yml"])
    ids = re.findall(r"(?m)^([a-z0-9-]+):", register.read_text(encoding="utf-8"))
    if ids:
        old = dice.choice(ids)
        for path in sorted((site.root / "briefs").glob("*.yml")):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", f"{old}-x", text), encoding="utf-8")


def add_entry(site: Site, dice: random.Random) -> None:
    name, keys = dice.choice([("actors", "name: New Name\n  kind: group"), ("issues", "title: New title")])
    with (site.root / "briefs" / f"{name}.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nnew-{dice.randint(1, 10**9)}:\n  {keys}\n")


def change_article(site: Site, dice: random.Random) -> None:
    path = dice.choice(sorted((site.root / "seeds").rglob("*.txt")))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")


def change_template(site: Site, dice: random.Random) -> None:
    name = dice.choice(["home.md.j2", "actor.md.j2", "briefing.md.j2"])
    theirs = site.root / "templates" / "markdown" / name
    theirs.parent.mkdir(parents=True, exist_ok=True)
    text = (PROGRAM / "templates" / "markdown" / name).read_text(encoding="utf-8")
    theirs.write_text(f"{text}\nMore.\n", encoding="utf-8") if dice.random() < 0.6 else theirs.unlink(
        missing_ok=True
    )


def change_theme(site: Site, dice: random.Random) -> None:
    theirs = site.root / "templates" / "theme"
    if not (theirs / "main.html").exists():
        shutil.copytree(PROGRAM / "templates" / "theme", theirs, dirs_exist_ok=True)
    _replaced(theirs / dice.choice(["main.html", "css/site.css"]), "skip", "skips")


def change_settings(site: Site, dice: random.Random) -> None:
    values = dice.choice(
        [
            "site_name: Another\n",
            "site_name: Made up\nsite_url: https://made-up.example/below/\n",
            "site_name: Made up\nextra:\n  notice: All of it is made up.\n",
            "site_name: Made up\nnav:\n  - First: index.md\n  - Notes: notes.md\n",
            "site_name: Made up\nmarkdown_extensions: [attr_list, footnotes]\n",
        ]
    )
    site.write("mkdocs.yml", values)
    if "notes.md" in values:
        site.write("site_src/notes.md", "# Notes\n\nText.\n")


def change_language(site: Site, dice: random.Random) -> None:
    extra = dice.choice(["language: ar", "language: ar, content_language: en", "language: en"])
    site.write("mkdocs.yml", f"site_name: Made up\nextra: {{{extra}}}\n")


def change_words_of_ours(site: Site, dice: random.Random) -> None:
    theirs = site.root / "templates" / "languages" / dice.choice(["ar.yml", "en.yml"])
    if theirs.exists() and dice.random() < 0.3:
        theirs.unlink()
        return
    key = dice.choice(["frame:\n  skip", "navigation:\n  actors", "kinds:\n  person", "bases:\n  quoted"])
    site.write(f"templates/languages/{theirs.name}", f"{key}: Other words {dice.randint(1, 9)}\n")


def write_page(site: Site, dice: random.Random) -> None:
    briefing = dice.choice(briefs(site)).stem
    page = f"briefs/{briefing}.md"
    links = f"[a briefing]({page}), [questions](questions.md), [a place]({page}#the_source)"
    site.write(f"site_src/page-{dice.randint(1, 2)}.md", f"# Page {dice.randint(1, 9)}\n\nSee {links}.\n")


def remove_page(site: Site, dice: random.Random) -> None:
    for path in site.pages.glob("page-*.md"):
        path.unlink()


def spoil_output(site: Site, dice: random.Random) -> None:
    folder = dice.choice([site.pages, site.html])
    path = dice.choice(
        sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".md", ".html", ".csv"))
    )
    spoil = dice.choice(["edit", "remove", "touch", "add"])
    if spoil == "edit":
        path.write_bytes(path.read_bytes().replace(b"t", b"T"))
    elif spoil == "remove" and path.name not in ("about.md", "index.html"):
        path.unlink()
    elif spoil == "touch":
        path.touch()
    elif folder == site.html:
        (path.parent / "strange.txt").write_text("Strange.", encoding="utf-8")


def touch_some(site: Site, dice: random.Random) -> None:
    for path in dice.sample(sorted((site.root / "briefs").iterdir()), 2):
        path.touch()


def take_cache(site: Site, dice: random.Random) -> None:
    lost = dice.choice(["cache.sqlite", "unchanged", "spare", "behind"])
    place = site.root / ".onrecord" / lost
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)


# The relative frequency of each edit.
EDITS: dict[Callable[[Site, random.Random], str | None], int] = {
    change_key: 24,
    change_words: 2,
    change_stance: 1,
    comment: 1,
    add: 1,
    remove: 1,
    rename: 1,
    rename_entry: 1,
    add_entry: 1,
    change_article: 1,
    change_template: 1,
    change_theme: 1,
    change_settings: 1,
    change_language: 1,
    change_words_of_ours: 1,
    write_page: 1,
    remove_page: 1,
    spoil_output: 2,
    touch_some: 1,
    take_cache: 1,
}


# Those that change what builds make, and not what people write.
OF_OUTPUTS = (spoil_output, take_cache)


def edit_site(site: Site, dice: random.Random, *, spoils: bool = True) -> str:
    """Make a random edit; returns a description.

    Args:
        site: the site.
        dice: the source of chance.
        spoils: whether to change what builds made, too.
    """
    chosen = {edit: number for edit, number in EDITS.items() if spoils or edit not in OF_OUTPUTS}
    (change,) = dice.choices(list(chosen), list(chosen.values()))
    more = change(site, dice)
    return f"{change.__name__} ({more})" if more else change.__name__


def inputs(site: Site) -> Inputs:
    """The hand-written files by path, without edited outputs of builds."""
    folders = [site.root / "briefs", site.root / "seeds", site.root / "templates", site.pages / "portraits"]
    written = [path for folder in folders for path in folder.rglob("*")]
    written += [site.root / "mkdocs.yml", site.pages / "notes.md", *site.pages.glob("page-*.md")]
    return {str(p.relative_to(site.root)): p.read_bytes() for p in written if p.is_file()}


def take_back(site: Site, before: Inputs) -> None:
    """Restore the hand-written files from before some edits."""
    now = inputs(site)
    for path in now.keys() - before.keys():
        (site.root / path).unlink()
    for path, data in before.items():
        if now.get(path) != data:
            site.write(path, "")
            (site.root / path).write_bytes(data)
    # An empty theme folder would still override the program's theme.
    templates = site.root / "templates"
    for folder in sorted([templates, *templates.rglob("*")], reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
