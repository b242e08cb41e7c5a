"""Payloads in every field of a site, the site in a browser, and the controls that they would be noticed."""

from __future__ import annotations

import csv
import html
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from bench.payloads.building import in_processes, run
from bench.payloads.fields import Root, field_of, mark_of, number_of
from bench.payloads.kinds import Payload, payloads, share_of
from bench.payloads.sinks import TABLE, XML_SINKS, control
from bench.payloads.small_sites import SmallSite, small_sites
from bench.payloads.watching import Files, Seen, Watch, files_of, numbers_of

# Words of payloads that many results have.
_WORDS = (
    "script",
    "onerror",
    "javascript alert",
    "payload invalid",
    "ran",
    "<script>",
    "__proto__",
    "constructor",
)
# A spreadsheet runs a cell that begins so, after what it skips (OWASP, CSV Injection).
_FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")
_IN_A_SITE = 500  # payloads: a register has a greatest size
_ASSETS = (".css", ".js", ".svg")
_SIDE_BY_SIDE = 5  # payloads in a setting of a small site
_UNDONE = 40  # payloads on pages without escapes, about
_IN_ADDRESSES = 10  # every so many payloads are in the address of a search and of a comparison
_IN_A_TEXT = 50  # quotations: the page checks so many at once; a divisor of _IN_A_SITE
# On pages as addresses, or in an attribute: undoing escapes makes no elements of them.
_NOT_AS_TEXT = {
    *("source.file", "source.url", "source.archived", "mkdocs.yml: site_url", "site_src/: name of a file"),
    "site_src/: front matter, description",
}
# The page of a briefing, an actor or an issue with a payload, or any of a small site.
_PAGE = re.compile(r"/[abi](\d+)\.html$|^small-(\d+)/")
_MARK = re.compile(rb"zq(\d{7})")


class Outcome(Struct):
    """What the trial found.

    Attributes:
        payloads: the payloads, in their order.
        runs_unescaped: the numbers of those whose control ran.
        refused: how many values a field's checks refused, by field.
        noticed: how many of a field's values ran on pages whose escapes were undone, by field.
        shown: how many of a field's values are on a page or in a feed, by field.
        pages: how many pages and feeds were opened.
        searches: how many queries were typed or given by an address.
        found: how many payloads are in what the search looks through.
        compared: how many pairs of actors were compared, and texts pasted to have their quotations checked.
        unanswered: the pages of search, comparison and quotations that showed less than there is.
        seen: what pages did that they must not.
        formulas: how many cells of the tables begin a formula.
    """

    payloads: Sequence[Payload]
    runs_unescaped: set[int] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    searches: int = 0
    found: int = 0
    compared: int = 0
    unanswered: list[str] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    formulas: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing happened."""
        return not self.seen and not self.formulas

    @property
    def unnoticed(self) -> list[str]:
        """The controls that did not run: of kinds of payloads, of fields that are text, of the search."""
        kinds = {payload.kind for payload in self.payloads} - {"old"}
        missing = kinds - {self.payloads[at].kind for at in self.runs_unescaped}
        missing |= self.shown.keys() - _NOT_AS_TEXT - self.noticed.keys()
        return [*sorted(missing), *self.unanswered]

    def ran_in(self) -> Counter[str]:
        """How many payloads ran, by the field that they were in."""
        return Counter(map(field_of, numbers_of(self.seen)))

    def ran_of(self) -> Counter[str]:
        """How many payloads ran, by their kind; of kind `unknown` if no payload has the number."""
        numbers = ((number - 1_000_000) // 100 for number in numbers_of(self.seen))
        known = range(len(self.payloads))
        return Counter(self.payloads[at].kind if at in known else "unknown" for at in numbers)


class Visits(Struct):
    """What browsers open: addresses or queries, on a site.

    Attributes:
        files: the files of the site, by path.
        look: opens one of the places.
        places: of any type that `look` takes.
    """

    files: Files
    look: Callable[[Watch, Any], None]
    places: Sequence[Any]


class Trial:
    """A trial of a share of the payloads.

    Args:
        folder: an empty folder.
        share: the share of the payloads, 1 for all.
        jobs: how many browsers are used at once.
        pages: open about so many pages and feeds, of all kinds alike; all of them if there are fewer.
    """

    def __init__(self, folder: Path, share: float, jobs: int, pages: int) -> None:
        self._folder, self._jobs, self._pages = folder, jobs, pages
        self._outcome = Outcome(share_of(payloads(), share))

    def run(self) -> Outcome:
        """Build and open everything."""
        outcome, built = self._outcome, self._built()
        assets = {path.partition("/")[2]: data for path, data in built.items() if path.endswith(_ASSETS)}
        # The page for what is not found names its assets from the top.
        files = {**assets, **built, **self._built_small(assets)}
        there = [path for path in files if path.endswith((".html", ".xml", ".svg"))]
        marks = {int(mark) for path in there for mark in _MARK.findall(files[path])}
        # The pages of a kind are beside one another.
        opened = there[:: max(len(there) // self._pages, 1)]
        outcome.pages = len(opened)
        outcome.shown.update(map(field_of, marks))
        indexed = {mark for path in files if "/search/" in path for mark in _MARK.findall(files[path])}
        outcome.found = len({(int(mark) - 1_000_000) // 100 for mark in indexed})
        tables = [data.decode() for path, data in files.items() if path.endswith(".csv")]
        outcome.formulas = sum(map(_formulas_in, tables))
        comparisons, quotations = self._comparisons(files), self._quotations(files)
        watched = self._watched(
            [
                self._controls(files["0/index.html"].decode(), assets),
                self._undone(there, files),
                self._all(opened, files),
                *self._searches(files),
                *comparisons,
                quotations,
            ]
        )
        controls, undone, *others = (seen for seen, _ in watched)
        searched, addressed, compared, _, checked = (answered for _, answered in watched[3:])
        expected = {"search": searched + addressed >= self._outcome.found > 0}
        expected["compare"] = compared == len(comparisons[0].places)
        expected["quotes"] = checked == len(quotations.places)
        outcome.unanswered = [page for page, is_answered in expected.items() if not is_answered]
        numbers = numbers_of(controls)
        outcome.runs_unescaped |= {
            at for at in range(len(outcome.payloads)) if number_of(at, "title") in numbers
        }
        outcome.noticed.update(map(field_of, numbers_of(undone)))
        outcome.seen = [each for seen in others for each in seen]
        return outcome

    def _built(self) -> Files:
        """The files of sites with payloads in their briefings, registers, articles and history."""
        numbered = list(enumerate(self._outcome.payloads))
        parts = [dict(numbered[at : at + _IN_A_SITE]) for at in range(0, len(numbered), _IN_A_SITE)]

        def part(number: int) -> list[tuple[int, Counter[str], Files]]:
            mine = list(enumerate(parts))[number :: self._jobs]
            return [(at, *_build(self._folder / f"root-{at}", payloads)) for at, payloads in mine]

        files: dict[str, bytes] = {}
        for at, refused, built in [site for part in in_processes(self._jobs, part) for site in part]:
            self._outcome.refused.update(refused)
            files |= {f"{at}/{path}": data for path, data in built.items()}
        return files

    def _built_small(self, assets: Files) -> Files:
        """The files of sites with payloads in their settings, each with the assets of a site."""
        numbered = list(enumerate(self._outcome.payloads))
        groups = [numbered[at : at + _SIDE_BY_SIDE] for at in range(0, len(numbered), _SIDE_BY_SIDE)]

        def part(number: int) -> list[SmallSite]:
            return list(small_sites(self._folder / f"small-{number}", groups[number :: self._jobs]))

        files: dict[str, bytes] = {}
        pages = {path: data for path, data in assets.items() if not path.endswith(".svg")}
        for site in [site for part in in_processes(self._jobs, part) for site in part]:
            self._outcome.refused.update(site.refused)
            files |= {f"small-{site.number}/{path}": data for path, data in {**pages, **site.files}.items()}
        return files

    def _controls(self, page: str, assets: Files) -> Visits:
        """Each payload where it is written out unescaped, on a page like the site's own."""
        files = {f"control/{path}": data for path, data in assets.items()}
        paths = []
        for at, payload in enumerate(self._outcome.payloads):
            number = number_of(at, "title")
            text = payload.text(number)
            if payload.sink == TABLE:
                self._outcome.runs_unescaped.update([at] if _formulas_in(_table(text)) else [])
                continue
            paths.append(f"control/{number}.{'xml' if payload.sink in XML_SINKS else 'html'}")
            files[paths[-1]] = control(payload.sink, text, page).encode("utf-8", "surrogatepass")
        return Visits(files, Watch.touch, paths)

    def _undone(self, paths: Sequence[str], files: Files) -> Visits:
        """Some pages as if nothing on them were escaped: the control for the fields.

        The pages are those with whole elements, which need no other place than text.
        """
        numbers = {at for at, payload in enumerate(self._outcome.payloads) if payload.kind == "element"}
        numbers = set(sorted(numbers)[:: len(numbers) // _UNDONE or 1])
        undone = {
            path: html.unescape(files[path].decode()).encode("utf-8", "surrogatepass")
            for path in paths
            if path.endswith(".html")
            and (found := _PAGE.search(path))
            and int(found[1] or found[2]) in numbers
        }
        return Visits({**files, **undone}, Watch.touch, list(undone))

    def _all(self, opened: Sequence[str], files: Files) -> Visits:
        """All pages and feeds, with a payload as the fragment of each address."""
        texts = self._texts()
        addresses = [(path, texts[at % len(texts)]) for at, path in enumerate(opened)]
        return Visits(files, lambda watch, address: watch.touch(*address), addresses)

    def _searches(self, files: Files) -> tuple[Visits, Visits]:
        """Searches that find payloads, and searches for payloads."""
        texts = self._texts()
        # The first digits of a payload's marks: what is found are the fields that have it.
        words = [(at // _IN_A_SITE, mark_of(number_of(at, "title"))[:-2]) for at in range(len(texts))]
        words += [(0, each) for each in _WORDS]
        queries = texts[::_IN_ADDRESSES]
        self._outcome.searches = len(words) + len(queries)
        return (
            Visits(files, lambda watch, query: watch.search(*query), words),
            Visits(files, Watch.search_by_address, queries),
        )

    def _comparisons(self, files: Files) -> tuple[Visits, Visits]:
        """Each payload's actor beside the next one's, and comparisons with payloads in their address."""
        texts = self._texts()
        pairs = [(at // _IN_A_SITE, f"a{at}", f"a{_beside(at, len(texts))}") for at in range(len(texts))]
        named = [(0, "a0", text) for text in texts[::_IN_ADDRESSES]]
        self._outcome.compared += len(pairs) + len(named)
        return (
            Visits(files, lambda watch, pair: watch.compare(*pair), pairs),
            Visits(files, lambda watch, pair: watch.compare(*pair), named),
        )

    def _quotations(self, files: Files) -> Visits:
        """All payloads as quotations of passages that have them."""
        pasted = self._pasted()
        self._outcome.compared += len(pasted)
        return Visits(files, lambda watch, text: watch.check_quotes(*text), pasted)

    def _pasted(self) -> list[tuple[int, str]]:
        """Texts to paste, each with the number of the site that has its words."""
        lines = []
        for at, payload in enumerate(self._outcome.payloads):
            number = number_of(at, "positions.passage")
            lines.append(f"“{' '.join(payload.text(number).split())} {mark_of(number)}”\n")
        return [
            (at // _IN_A_SITE, "".join(lines[at : at + _IN_A_TEXT]))
            for at in range(0, len(lines), _IN_A_TEXT)
        ]

    def _texts(self) -> list[str]:
        return [payload.text(number_of(at, "title")) for at, payload in enumerate(self._outcome.payloads)]

    def _watched(self, visits: Sequence[Visits]) -> list[tuple[list[Seen], int]]:
        """By visits what pages did that they must not, in several browsers, and how many had results."""

        def part(number: int) -> list[tuple[list[Seen], int]]:
            found = []
            with Watch() as watch:
                for each in visits:
                    if number == 0:
                        print(f"{len(each.places)} to open", file=sys.stderr, flush=True)
                    watch.begin(each.files)
                    for place in each.places[number :: self._jobs]:
                        each.look(watch, place)
                    found.append((watch.seen, watch.with_results))
            return found

        parts = in_processes(self._jobs, part)
        return [
            ([each for found in parts for each in found[at][0]], sum(found[at][1] for found in parts))
            for at in range(len(visits))
        ]


def _build(folder: Path, payloads: Mapping[int, Payload]) -> tuple[Counter[str], Files]:
    """Build a root with payloads; how many values were refused, by field, and the files of the site."""
    root = Root(folder, payloads)
    root.write()
    while root.refuse(run("check", folder)[1]):
        root.write()
    root.commit()
    status, problems = run("build", folder)
    assert status == 0, [problem for problem in problems if problem["severity"] == "error"]
    return Counter(name for _, name in root.refused), files_of(folder / "site")


def _beside(at: int, all_: int) -> int:
    """The number of a payload of the same site."""
    first = at // _IN_A_SITE * _IN_A_SITE
    return first + (at - first + 1) % min(_IN_A_SITE, all_ - first)


def _formulas_in(table: str) -> int:
    """How many cells of a table a spreadsheet would take for a formula, in any of their lines and parts."""
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    return sum(any(map(_FORMULA.match, re.split("[;\t\r\n]", cell))) for cell in cells)


def _table(text: str) -> str:
    """A table with a text in a cell as it is."""
    out = io.StringIO()
    csv.writer(out).writerow(["x", text])
    return out.getvalue()
