"""`verify`: compares a copy of a published site with its proof, and the proof with the articles."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.building import PROGRAM, Done, Site, built, content, copy_of, environment, in_process
from helpers.proof import proofs, read_otherwise, seed_words, site_with
from helpers.strategies import words
from helpers.thoroughness import THOROUGH, tried
from onrecord.articles.reading import MAX_ARTICLE_BYTES
from onrecord.proof.seeds import MAX_BYTES
from onrecord.text.folding import fold_text

MARKED = re.compile(r'(<mark class="passage" data-passage="[^"]*">)(.*?)(</mark>)', re.DOTALL)


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    """A copy of a built site: its seeds and its pages."""
    shutil.copytree(built("strait").html, tmp_path / "root" / "site")
    shutil.copytree(built("strait").root / "seeds", tmp_path / "root" / "seeds")
    return Site(tmp_path / "root")


def problems_of(done: Done) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = json.loads(done.out)
    return problems


# --- an honest copy


@pytest.mark.parametrize("name", ["strait", "example", "real"])
def test_an_honest_site_is_as_its_articles(name: str) -> None:
    site = built(name)
    done = site.run("verify", "--strict")
    number = len(list(proofs(site.html)))
    assert done.status == 0, done
    assert re.fullmatch(rf"{number} passages on \d+ pages: all match the articles\n", done.out)


def test_a_copy_elsewhere_and_seeds_elsewhere(strait: Site, tmp_path: Path) -> None:
    (strait.root / "site").rename(tmp_path / "copy")
    (strait.root / "seeds").rename(tmp_path / "articles")
    done = in_process("verify", str(tmp_path / "copy"), "--seeds", str(tmp_path / "articles"))
    assert done.status == 0, done


def test_it_needs_neither_mkdocs_nor_pydantic_nor_briefings(strait: Site) -> None:
    blocked = ("mkdocs", "pydantic", "pydantic_core", "jinja2", "markdown", "pyromark", "nh3", "babel")
    code = (
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] in {blocked}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Block())\n"
        "from onrecord.interface.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    for arguments, status in (["verify"], 0), (["verify", "--seeds", str(strait.root / "nowhere")], 2):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments, "--root", str(strait.root)],
            check=False,
            capture_output=True,
            encoding="utf-8",
            cwd=PROGRAM,
            env=environment(),
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr


def test_it_changes_nothing(strait: Site) -> None:
    before = content(strait.root)
    assert strait.run("verify").status == 0
    assert content(strait.root) == before


# --- damages: words inside passages, changed, taken out and added at random


class Damage:
    """A published site in memory, damaged in one place and restored.

    Args:
        site: the copy to damage.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages = {path: path.read_text("utf-8") for path in sorted(site.html.rglob("*.html"))}
        self.places = [(path, match) for path, text in self.pages.items() for match in MARKED.finditer(text)]

    @contextmanager
    def done(self, chance: random.Random) -> Iterator[str]:
        path, match = chance.choice(self.places)
        inner = re.split(r"(<[^>]*>)", match[2])
        texts = [at for at, part in enumerate(inner) if part and not part.startswith("<")]
        at = chance.choice(texts)
        pieces = re.findall(r"\s+|\S+", inner[at])
        nth = chance.choice([n for n, piece in enumerate(pieces) if not piece.isspace()])
        kind = chance.choice(["change", "remove", "add", "letter"])
        old = pieces[nth]
        pieces[nth] = {
            "change": "harbourless",
            "remove": "",
            "add": f"{old} not",
            "letter": old + chance.choice("aé字0"),
        }[kind]
        inner[at] = "".join(pieces)
        damaged = self.pages[path]
        path.write_text(
            damaged[: match.start(2)] + "".join(inner) + damaged[match.end(2) :], encoding="utf-8"
        )
        try:
            yield f"{kind} {old!r} in {match[0]} of {path.name}: {''.join(inner)}"
        finally:
            path.write_text(damaged, encoding="utf-8")


@pytest.mark.parametrize("name", ["strait", "example"])
def test_every_changed_word_is_found(name: str, tmp_path: Path) -> None:
    shutil.copytree(built(name).html, tmp_path / "site")
    shutil.copytree(built(name).root / "seeds", tmp_path / "seeds")
    damage = Damage(Site(tmp_path))
    times = 500 if settings.get_current_profile_name() == THOROUGH else 60
    chance = random.Random(times)
    for _ in range(times):
        with damage.done(chance) as what:
            done = in_process("verify", "--root", str(tmp_path), "--format", "json", "--jobs", "1")
            assert done.status == 1, what
            assert {problem["rule"] for problem in problems_of(done)} == {"published-words-differ"}, what
    assert in_process("verify", "--root", str(tmp_path)).status == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r"(?s)<mark class=\"passage\".*?</mark>", "", "does not show this passage"),
        (r"(?s)(<mark class=\"passage\".*?</mark>)", r"<p hidden>\1</p>", "hides it"),
        (r"data-passage=\"[^\"]*\"", 'data-passage="a#b/1"', "has no proof"),
        (r" data-passage=\"[^\"]*\"", "", "has no proof"),
        (r"</main>", '<mark class="passage">We wait.</mark></main>', "has no proof"),
    ],
)
def test_what_is_missing_hidden_renamed_or_added_is_found(
    strait: Site, old: str, new: str, said: str
) -> None:
    page = strait.html / "briefs/ostravia-answers-in-court.html"
    page.write_text(re.sub(old, new, page.read_text("utf-8"), count=1 if new else 0), encoding="utf-8")
    problems = problems_of(strait.run("verify", "--format", "json"))
    assert {problem["path"] for problem in problems} == {"site/briefs/ostravia-answers-in-court.html"}
    assert any(said in problem["message"] for problem in problems), problems


def test_a_problem_has_its_place(strait: Site) -> None:
    page = strait.html / "briefs/ostravia-answers-in-court.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("We will answer in court", "We will not answer in court"), encoding="utf-8")
    problem, *_ = problems_of(strait.run("verify", "--format", "json"))
    line = page.read_text("utf-8").splitlines()[problem["line"] - 1]
    assert line[problem["column"] - 1 :].startswith('<mark class="passage" data-passage="ostravia-answers')
    assert "differs: (nothing) / not" in strait.run("verify").out


# --- articles


@pytest.mark.parametrize("data", [None, b"another article", b"", b"\xff\xfe\0"], ids=repr)
def test_another_article_is_told(strait: Site, data: bytes | None) -> None:
    seed = strait.root / "seeds/ostravia-courier-2031-05-04.txt"
    seed.unlink()
    if data is not None:
        seed.write_bytes(data)
    done = strait.run("verify", "--format", "json")
    assert done.status == 1
    assert {problem["path"] for problem in problems_of(done)} == {"seeds/ostravia-courier-2031-05-04.txt"}


def test_an_article_may_be_as_large_as_when_it_is_built() -> None:
    assert MAX_BYTES == MAX_ARTICLE_BYTES


# --- what is no proof, and no site


def edited(strait: Site, edit: Callable[[dict[str, Any]], object]) -> Done:
    path = strait.html / "data/proof.json"
    proof = json.loads(path.read_text("utf-8"))
    edit(proof)
    path.write_text(json.dumps(proof), encoding="utf-8")
    return strait.run("verify", "--format", "json")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"generator": "x", "version": 99, "briefings": []}',
        b'{"generator": "x", "version": 1, "briefings": [7]}',
        b'{"generator": "x", "version": 1, "briefings": [], "parts": ["../../etc/passwd"]}',
        b'{"generator": "x", "version": 1, "briefings": [], "parts": ["proof-2031.json"]}',
    ],
    ids=lambda data: repr(data[:80]),
)
def test_what_is_no_proof_is_told(strait: Site, data: bytes) -> None:
    (strait.html / "data/proof.json").write_bytes(data)
    done = strait.run("verify", "--format", "json")
    assert done.status == 1
    assert "proof-unreadable" in {problem["rule"] for problem in problems_of(done)}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("page", "../secret.html"),
        ("page", "/etc/passwd"),
        ("page", "a/../../b.html"),
        ("page", "a\0b"),
        ("source", "../secret.txt"),
        ("source_sha256", "abc"),
        ("briefing", "A b"),
        ("passages", None),
        ("passages", [{"id": "x", "number": -1, "sha256": "0" * 64, "pieces": []}]),
        ("passages", [{"id": "x", "number": 1, "sha256": "0" * 64, "pieces": [[1]]}]),
        ("passages", [{"id": "x", "number": 1, "sha256": "0" * 64, "pieces": [[-1, 2]]}]),
        ("passages", [{"id": "x", "number": 1, "sha256": "0" * 64, "pieces": [[1, 1 << 70]]}]),
    ],
)
def test_values_of_the_wrong_kind_are_told(strait: Site, key: str, value: object) -> None:
    done = edited(strait, lambda proof: proof["briefings"][0].update({key: value}))
    assert done.status == 1
    assert [problem["rule"] for problem in problems_of(done)] == ["proof-unreadable"]


@pytest.mark.parametrize("pieces", [[], [[5, 5]], [[9, 5]], [[5, 9], [6, 7]], [[0, 1 << 30]], [[0, 3]]])
def test_places_that_are_none_are_told(strait: Site, pieces: list[list[int]]) -> None:
    done = edited(strait, lambda proof: proof["briefings"][0]["passages"][0].update(pieces=pieces))
    assert "source-not-as-proved" in {problem["rule"] for problem in problems_of(done)}


def test_two_proofs_of_one_passage_are_told(strait: Site) -> None:
    done = edited(strait, lambda proof: proof["briefings"].append(proof["briefings"][0]))
    assert any("two proofs" in problem["message"] for problem in problems_of(done))


def test_a_page_that_the_proof_names_is_missing(strait: Site) -> None:
    (strait.html / "briefs/ostravia-answers-in-court.html").unlink()
    problems = problems_of(strait.run("verify", "--format", "json"))
    assert [problem["rule"] for problem in problems] == ["proof-unreadable"]


def test_a_page_that_is_too_large_is_not_read(strait: Site) -> None:
    with (strait.html / "briefs/ostravia-answers-in-court.html").open("wb") as file:
        file.truncate(3 << 30)
    problems = problems_of(strait.run("verify", "--format", "json"))
    assert ["too large" in problem["message"] for problem in problems] == [True]


def test_odd_files_among_the_pages(strait: Site) -> None:
    (strait.html / "folder.html").mkdir()
    (strait.html / "gone.html").symlink_to("nowhere.html")
    (strait.html / "binary.html").write_bytes(bytes(range(256)) * 100)
    (strait.html / "deep.html").write_text("<div>" * 1_000_000 + "<mark data-passage=x>", encoding="utf-8")
    done = strait.run("verify", "--format", "json")
    assert done.status == 1
    assert "Traceback" not in done.err


def test_what_is_no_site_is_wrong_use(tmp_path: Path, strait: Site) -> None:
    (tmp_path / "empty").mkdir()
    for copy in ("empty", "missing"):
        done = strait.run("verify", str(tmp_path / copy))
        assert done.status == 2, done
        assert copy in done.err
    shutil.rmtree(strait.root / "seeds")
    assert strait.run("verify").status == 2


def test_a_site_without_its_proof_is_a_problem(strait: Site) -> None:
    (strait.html / "data/proof.json").unlink()
    done = strait.run("verify", "--format", "json")
    assert (done.status, [p["rule"] for p in problems_of(done)]) == (1, ["proof-unreadable"])


# --- over HTTP


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_over_http_every_page_of_the_map_is_read(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "root")
    site.write("mkdocs.yml", "site_name: x\nsite_url: https://harbour.example/site/\n")
    site.build()
    shutil.copytree(site.html, tmp_path / "www" / "site")
    page = tmp_path / "www" / "site" / "actors" / "jon-marl.html"
    with served(partial(Quiet, directory=str(tmp_path / "www"))) as address:
        for name in ("/site/", "/site", "/site/index.html", "/site/?a=b#c"):
            done = site.run("verify", address + name)
            assert done.status == 0, done
            pages = int(re.findall(r"on (\d+) pages", done.out)[0])
            assert pages == len(list(site.html.rglob("*.html"))) - 1  # 404.html is not in the sitemap.
        page.write_text(page.read_text("utf-8").replace("in court", "in no court"), encoding="utf-8")
        done = site.run("verify", f"{address}/site/", "--format", "json")
        assert done.status == 1
        assert {p["path"] for p in problems_of(done)} == {f"{address}/site/actors/jon-marl.html"}


def test_over_http_what_is_missing_is_told(strait: Site) -> None:
    with served(partial(Quiet, directory=str(strait.html))) as address:
        (strait.html / "briefs/ostravia-answers-in-court.html").unlink()
        done = strait.run("verify", address, "--format", "json")
        assert [p["rule"] for p in problems_of(done)] == ["proof-unreadable"]
        (strait.html / "data/proof.json").unlink()
        assert strait.run("verify", address).status == 1
        (strait.html / "index.html").unlink()
        assert strait.run("verify", address).status == 2


class Elsewhere(Quiet):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", "http://elsewhere.example/data/proof.json")
        self.end_headers()


class Failing(Quiet):
    def do_GET(self) -> None:
        self.send_error(500)


class Nonsense(Quiet):
    def do_GET(self) -> None:
        self.wfile.write(b"\x00\x01\x02 no protocol at all\r\n\r\n")


@pytest.mark.parametrize("handler", [Elsewhere, Failing, Nonsense])
def test_a_server_that_does_not_serve_fails(strait: Site, handler: type[Quiet]) -> None:
    with served(handler) as address:
        done = strait.run("verify", address)
    assert done.status == 3, done
    assert done.err.startswith("stopped: ")


def test_no_server_at_all_fails(strait: Site) -> None:
    with served(Quiet) as address:
        pass
    done = strait.run("verify", address)
    assert done.status == 3, done


# --- any words


@st.composite
def passages(draw: st.DrawFn) -> str:
    """Words of an article for a passage, in one or several pieces."""
    return " ".join(draw(st.lists(words(), min_size=3, max_size=12)))


@tried(25)
@given(
    passages(),
    st.sampled_from(["", "\u00ad", "\u200b", "\u200e", "\u202e"]),
    st.sampled_from([" ", "\n", "\u00a0"]),
)
def test_every_published_passage_is_the_articles_words_at_the_places_of_the_proof(
    text: str, unseen: str, space: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = site_with(Path(folder) / "root", text)
        seed = site.root / "seeds" / "herald.txt"
        there = f" {unseen}".join(text.replace(" ", space).rsplit(space, 1))
        seed.write_text(seed.read_text("utf-8").replace(text, there), encoding="utf-8", newline="")
        if site.run("check").status:
            return  # Another rule covers words that cannot be a passage.
        site.build()
        found = {name: seed_words(site.root / "seeds", *proof) for name, *proof in proofs(site.html)}
        shown: dict[str, str] = {}
        for name, paragraph in read_otherwise(site.html / "briefs" / "note.html"):
            shown[name] = f"{shown.get(name, '')} {paragraph}"
        assert shown.keys() == found.keys()
        for name, text_shown in shown.items():
            words = fold_text(found[name])
            # Whole each time: at a glance, at the position, and in the article.
            assert fold_text(text_shown).strip() in (words, f"{words} {words}", f"{words} {words} {words}")
        assert site.run("verify").status == 0


@pytest.mark.parametrize("place", ["seeds", "page", "proof"])
def test_no_link_leads_verify_out_of_its_folders(strait: Site, tmp_path: Path, place: str) -> None:
    files = {
        "page": strait.html / "briefs/ostravia-answers-in-court.html",
        "proof": strait.html / "data/proof.json",
    }
    file = files.get(place) or min((strait.root / "seeds").glob("*.txt"))
    (tmp_path / "outside").mkdir()
    file.rename(tmp_path / "outside" / "x")
    file.symlink_to(tmp_path / "outside" / "x")
    done = strait.run("verify")
    assert done.status == 1
    assert "this path leads out of its folder" in done.out
    assert "outside" not in done.out + done.err
    assert strait.run("verify", "--allow-outside", str(tmp_path / "outside")).status == 0


@pytest.mark.parametrize("named", ["../outside/x", "/etc/passwd", "a/../../../outside/x"])
@pytest.mark.parametrize("key", ["source", "page"])
def test_no_name_in_a_proof_leads_out_of_the_folder(
    strait: Site, tmp_path: Path, named: str, key: str
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x").write_text("a secret line\n", encoding="utf-8")
    path = strait.html / "data/proof.json"
    proof = json.loads(path.read_bytes())
    proof["briefings"][0][key] = named
    path.write_text(json.dumps(proof), encoding="utf-8")
    done = strait.run("verify")
    assert done.status == 1
    assert "Traceback" not in done.err
    assert not any(words in done.out for words in ("secret", "root:", "SHA-256"))  # Nor a digest of the file.
