"""Keystrokes and clicks at the desk: `python -m bench.desk`.

It briefs this repository's real article from nothing, at the desk of a running `serve`, in Chromium, with key
presses and the mouse: the article's list, its actors, every position and every open question of the briefing
that editors wrote by hand. It counts what it presses, compares the positions with theirs, and checks the
result. Beside it are the characters that somebody types who writes the same files by hand, from nothing or
into a draft of `new`. It fails if the desk takes more than a third of the keystrokes.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright
from ruamel.yaml import YAML

from bench.documents import refreshed
from bench.peers.tools import our_command
from bench.serve import free_port

ROOT = Path(__file__).parents[1]
SLUG = "us-working-to-constrain-israels-reaction"
BAR = 1 / 3
REGISTERS = ("actors", "issues")
_COMMENT = re.compile(r"^\s*#.*\n|\s+# .*$", re.MULTILINE)
# Where some words of the article are on the screen: the middle of their first and of their last letter.
_PLACES = """([words, area]) => {
    const box = document.querySelector(area);
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), nodes = [];
    let text = "";
    while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest(".chip")) continue;
        nodes.push([walker.currentNode, text.length]);
        text += walker.currentNode.data;
    }
    const start = text.indexOf(words), end = start + words.length - 1;
    if (start < 0) return null;
    const at = place => nodes.findLast(([, from]) => from <= place);
    at(start)[0].parentElement.scrollIntoView({block: "center"});
    return [start, end].map(place => {
        const [node, from] = at(place), range = document.createRange();
        range.setStart(node, place - from);
        range.setEnd(node, place - from + 1);
        const one = range.getBoundingClientRect();
        return [place === start ? one.left + 1 : one.right - 1, (one.top + one.bottom) / 2];
    });
}"""


@dataclass
class Hands:
    """A person at the desk.

    Attributes:
        keys: how many keys were pressed.
        completed: how many characters the ends of words that the desk offers have saved.
        clicks: how many times the mouse was pressed, with `drags` of them to select words.
    """

    page: Page
    keys: int = 0
    completed: int = 0
    clicks: int = 0
    drags: int = 0

    def press(self, key: str) -> None:
        if key.isascii():
            self.page.keyboard.press("Space" if key == " " else key)
        else:
            self.page.keyboard.insert_text(key)
        self.keys += 1

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def write(self, text: str) -> None:
        """Type into the field that has the focus; take the end of a word where the right one is offered."""
        at = 0
        while at < len(text):
            rest = self._offered()
            if rest and text.startswith(rest, at) and not text[at + len(rest) :][:1].isalnum():
                self.press("ArrowRight")
                self.completed += len(rest) - 1
                at += len(rest)
            else:
                self.press(text[at])
                at += 1

    def choose(self, name: str) -> None:
        """Choose in the field that has the focus, with as many letters of a name as that takes."""
        for letter in name:
            self.press(letter)
            first = self.page.locator("ul:not([hidden]) > [aria-selected=true]")
            own = first.evaluate("one => one.firstChild.data") if first.count() else ""
            if own in (name, f"New issue: “{name}”") and (own == name or len(name) == self._typed()):
                break
        self.press("Tab")

    def select(self, words: str, area: str = ".article") -> None:
        """Select words with the mouse."""
        places = self.page.evaluate(_PLACES, [words, area])
        assert places, f"not there: {words}"
        (left, top), (right, bottom) = places
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move(right, bottom, steps=4)
        self.page.mouse.up()
        self.clicks += 1
        self.drags += 1

    def _offered(self) -> str:
        found: str = self.page.evaluate(
            "() => document.activeElement.closest('.field, form')?.querySelector("
            "'.field:focus-within .next b, textarea:focus + .next b')?.textContent ?? ''"
        )
        return found

    def _typed(self) -> int:
        length: int = self.page.evaluate("() => document.activeElement.value.length")
        return length


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def same(passage: str) -> str:
    """A passage without the marks at its ends, which the desk leaves out."""
    return re.sub(r"[“”‘’]", '"', " ".join(passage.split())).strip(' ".,')


def pieces(passage: str) -> list[str]:
    return passage.split(" […] ")


class Work:
    """Brief the article as the editors have.

    Args:
        hands: do it.
        root: of the repository, whose briefing is the one to write.
    """

    def __init__(self, hands: Hands, root: Path = ROOT) -> None:
        self.hands, self.page = hands, hands.page
        self.brief = read(root / f"briefs/{SLUG}.yml")
        self.actors, self.issues = (read(root / f"briefs/{name}.yml") for name in REGISTERS)
        self.article = (root / "seeds" / self.brief["source"]["file"]).read_text("utf-8")
        self.known: set[str] = set()

    def whole(self) -> None:
        page, hands = self.page, self.hands
        hands.click(page.get_by_role("button", name=re.compile("^Start the briefing")))
        page.locator(".article").wait_for()
        self.value("Write date", str(self.brief["date"]))
        for listed in self.brief["actors"]:
            self.actor(self.actors[listed["id"]], listed)
        for position in self.brief["positions"]:
            self.position(position)
        for question in self.brief["open_questions"]:
            self.question(question)
        self.value("Write summary", " ".join(self.brief["summary"].split()))
        hands.click(page.get_by_role("button", name=re.compile("^Publish")))
        page.get_by_role("button", name=re.compile("^Publish")).wait_for(state="detached")

    def value(self, button: str, text: str) -> None:
        self.hands.click(self.page.get_by_role("button", name=button))
        self.hands.write(text)
        if "\n" in text or button == "Write summary":
            self.hands.press("Control+Enter")
        else:
            self.hands.press("Enter")
        expect(self.page.locator(".pane form")).to_have_count(0)
        expect(self.page.get_by_role("button", name=button.replace("Write", "Edit"))).to_be_visible()

    def actor(self, actor: Mapping[str, Any], listed: Mapping[str, Any]) -> None:
        """Enter an actor: one that the desk suggests, or from words of the article."""
        hands, page, name = self.hands, self.page, actor["name"]
        suggested = page.get_by_role("button", name=f"Add {name} to the register")
        if suggested.count():
            hands.click(suggested)
        else:
            forms = [name, *actor.get("also", [])]
            form = next(one for one in forms if re.search(rf"\b{re.escape(one)}\b", self.article))
            hands.select(form)
            hands.click(page.get_by_role("button", name="Actor…"))
        dialog = self.dialog()
        first = dialog.locator("[name=name]")
        if first.input_value() != name:
            hands.click(first)
            hands.press("Control+a")
            hands.write(name)
        if dialog.locator("[name=kind]").input_value() != actor["kind"]:
            dialog.locator("[name=kind]").select_option(actor["kind"])
            hands.clicks += 2
        role = dialog.locator("[name=role]")
        if role.input_value() != listed["role"]:
            hands.click(role)
            if role.input_value():
                hands.press("Control+a")
            hands.write(listed["role"])
        also = dialog.locator("[name=also]")
        there = also.input_value().split(", ")
        if more := [one for one in actor.get("also", []) if one not in there and one != name]:
            hands.click(also)
            if there != [""]:
                hands.press("End")
                more.insert(0, "")
            hands.write(", ".join(more))
        self.save()

    def position(self, position: Mapping[str, Any]) -> None:
        hands, dialog = self.hands, self.cite(position["passage"], "Position…")
        name = self.actors[position["actor"]]["name"]
        if dialog.locator("[data-for=actor]").input_value() == name:
            hands.press("Tab")
        else:
            hands.choose(name)
        self.issue(position["issue"])
        stances = ["", "for", "against", "conditional", "unclear"]
        if self.issues[position["issue"]].get("proposition"):
            for _ in range(stances.index(position.get("stance", ""))):
                hands.press("ArrowDown")
            hands.press("Tab")
        hands.write(position["says"])
        if not {"setting", "relayed_by", "toward", "gist"}.isdisjoint(position):
            self.more(dialog, position)
            hands.click(dialog.locator("[name=says]"))
        self.save()

    def more(self, dialog: Locator, position: Mapping[str, Any]) -> None:
        hands = self.hands
        hands.click(dialog.locator("summary"))
        if setting := position.get("setting"):
            before = dialog.get_by_role("button", name=setting, exact=True)
            if before.count():
                hands.click(before)
            else:
                hands.click(dialog.locator("[name=setting]"))
                hands.write(setting)
        for key in ("relayed_by", "toward"):
            if key in position:
                hands.click(dialog.locator(f"[data-for={key}]"))
                hands.choose(self.actors[position[key]]["name"])
        if gist := position.get("gist"):
            hands.select(gist, "dialog .words")
            hands.click(dialog.get_by_role("button", name="Take the words selected above"))

    def question(self, question: Mapping[str, Any]) -> None:
        hands = self.hands
        self.cite(question["passage"], "Question…")
        hands.write(question["ask"])
        hands.press("Tab")
        if "issue" in question:
            self.issue(question["issue"])
        else:
            hands.press("Tab")
        hands.write(question["watch"])
        self.save()

    def issue(self, id_: str) -> None:
        """Choose an issue, or write a new one, in the field that has the focus."""
        hands, issue = self.hands, self.issues[id_]
        hands.choose(issue["title"])
        if id_ not in self.known:
            self.known.add(id_)
            hands.write(issue.get("proposition", ""))
            hands.press("Tab")

    def cite(self, passage: str, button: str) -> Locator:
        """Select the words of a passage, and open a form for them."""
        *before, last = pieces(passage)
        for piece in before:
            self.hands.select(piece)
            self.hands.click(self.page.get_by_role("button", name="Add words"))
        self.hands.select(last)
        self.hands.click(self.page.get_by_role("button", name=button))
        return self.dialog()

    def dialog(self) -> Locator:
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        return dialog

    def save(self) -> None:
        self.hands.press("Enter")
        expect(self.page.get_by_role("dialog")).to_have_count(0, timeout=30_000)


def positions(root: Path, slug: str) -> list[tuple[str, ...]]:
    """The positions of a briefing in words, however their ids are written."""
    brief = read(root / f"briefs/{slug}.yml")
    actors, issues = (read(root / f"briefs/{name}.yml") for name in REGISTERS)

    def name(id_: str | None) -> str:
        return actors[id_]["name"] if id_ else ""

    return sorted(
        (
            name(one["actor"]),
            issues[one["issue"]]["title"],
            one["says"],
            same(one["passage"]),
            one.get("stance", ""),
            one.get("setting", ""),
            name(one.get("relayed_by")),
            name(one.get("toward")),
        )
        for one in brief["positions"]
    )


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """A running `serve`; its address."""
    port = free_port()
    command = our_command(root, "serve", "--port", str(port))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    try:
        for line in process.stdout:
            if line.startswith("serving "):
                break
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def collection(root: Path) -> Path:
    """A new collection with the article and nothing else."""
    for folder in ("seeds", "briefs"):
        (root / folder).mkdir(parents=True)
    for article in (ROOT / "seeds").glob("*.txt"):
        shutil.copy(article, root / "seeds")
    return root


def by_hand(text: str) -> int:
    """The characters that somebody types who writes a file by hand: without comments."""
    return len(_COMMENT.sub("", text))


def into_draft(draft: str, text: str) -> int:
    """The characters that somebody types who turns a draft into a file."""
    before, after = _COMMENT.sub("", draft).splitlines(), _COMMENT.sub("", text).splitlines()
    typed = 0
    for kind, left, to, begin, end in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind in ("insert", "replace"):
            old, new = "\n".join(before[left:to]), "\n".join(after[begin:end])
            inside = difflib.SequenceMatcher(None, old, new, False)
            typed += len(new) - sum(block.size for block in inside.get_matching_blocks())
    return typed


def measure(browser_path: str | None, work: Path) -> tuple[Hands, Path, float]:
    root, began = collection(work / "desk"), time.monotonic()
    with serving(root) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, chromium_sandbox=False)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}_desk/")
        hands = Hands(page)
        Work(hands).whole()
        browser.close()
    return hands, root, time.monotonic() - began


def report(hands: Hands, root: Path, draft: str) -> tuple[Sequence[str], bool]:
    """The table, and whether the bar is kept."""
    texts = {path.stem: path.read_text("utf-8") for path in (root / "briefs").glob("*.yml")}
    (slug,) = texts.keys() - set(REGISTERS)
    whole = sum(map(by_hand, texts.values()))
    drafted = into_draft(draft, texts[slug]) + sum(by_hand(texts[name]) for name in REGISTERS)
    clicks = f"{hands.clicks}, {hands.drags} of them to select words"

    def row(what: str, keys: int, clicks: str = "") -> str:
        return f"| {what} | {keys:,} | {keys / whole:.1%} | {clicks} |"

    lines = [
        "| the same briefing and registers | keystrokes | of the files | clicks |",
        "| --- | ---: | ---: | ---: |",
        row("at the desk", hands.keys, clicks),
        row("at the desk, without the ends of words that it offers", hands.keys + hands.completed, clicks),
        row("by hand, every character of the files but comments", whole),
        row("by hand, into the draft that `new` makes", drafted),
    ]
    return lines, hands.keys <= whole * BAR


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--browser", metavar="FILE", help="a Chromium; default: the one of Playwright")
    parser.add_argument("--update", type=Path, metavar="FILE", help="write the table into this page")
    parser.add_argument("--keep", action="store_true", help="leave the collection, and print where it is")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="onrecord-desk-"))
    try:
        hands, root, seconds = measure(options.browser, work)
        checked = subprocess.run(
            our_command(root, "check", "--strict"), check=False, capture_output=True, text=True
        )
        other = collection(work / "drafted")
        (article,) = (other / "seeds").iterdir()
        subprocess.run(our_command(other, "new", str(article)), check=True, stdout=subprocess.DEVNULL)
        (draft,) = (other / "briefs").glob("*.yml")
        lines, is_kept = report(hands, root, draft.read_text("utf-8"))
        print(*lines, sep="\n")
        if options.update:
            page = options.update.read_text("utf-8")
            options.update.write_text(refreshed(page, {"desk": "\n".join(lines)}), "utf-8")
        print(f"\n{seconds:.0f} seconds; check: {checked.stdout.strip() or checked.stderr.strip()}")
        (slug,) = {path.stem for path in (root / "briefs").glob("*.yml")} - set(REGISTERS)
        is_same = positions(root, slug) == positions(ROOT, SLUG)
        print("the same positions" if is_same else "not the same positions")
        if not is_same:
            for one in set(positions(root, slug)) ^ set(positions(ROOT, SLUG)):
                print(one)
        return int(checked.returncode != 0 or not is_same or not is_kept)
    finally:
        if options.keep:
            print(work)
        else:
            shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
