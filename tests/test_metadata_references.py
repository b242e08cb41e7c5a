"""References of briefings: each mistake is reported once, whatever is beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import NOTE, small_site
from helpers.metadata_cases import ACTORS, ARTICLE, LINES, Case, case, check, found, table, without

BRIEF = "ostravia-talks.yml"


def test_sound_site_has_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path) == []


PASSAGE = LINES["passage"]

NEVER = "    passage: ‸Never"
NEXT = f"{LINES['watch']}\n"

REFERENCES = [
    case("unknown-actor", velmar="  - id: ‸velmer"),
    case("unknown-actor", passage=f"{PASSAGE}\n    relayed_by: ‸nobody"),
    case("unknown-actor", passage=f"{PASSAGE}\n    toward: ‸nobody"),
    case("unknown-actor", passage=f"{PASSAGE}\n    toward: [velmar, ‸nobody]"),
    case("unknown-actor", passage=f"{PASSAGE}\n    toward:\n      - velmar\n      - ‸nobody"),
    case("unknown-actor", passage=f"{PASSAGE}\n    relayed_by: ‸nobody\n    toward: nobody"),
    case("actor-not-listed", actor="  - actor: ‸ana-kresh", kresh="", role=""),
    case("unknown-issue", watch="    issue: ‸fishing"),
    case("duplicate-id", velmar="  - id: velmar\n  - id: ‸velmar"),
    case("duplicate-id duplicate-id", velmar="  - id: velmar\n  - id: ‸velmar\n  - id: ‸velmar"),
    case("answered-without-answer", watch="    status: ‸answered"),
    case("answer-without-status", watch="    ‸answer: Yes."),
    case("answer-without-status", watch="    status: overtaken\n    ‸answer: Yes."),
    # A mistake beside it hides none of these.
    case("missing-key unknown-issue", watch=f"{NEXT}  - ‸watch: A date\n    issue: ‸fishing"),
    case("unknown-issue bad-date", watch="    issue: ‸fishing\ncorrections:\n  - date: ‸2 May\n    note: x"),
    case("unknown-actor missing-key", velmar="  - id: ‸velmer", actor="  - ‸actor: ana-kresh", says=""),
    case("unknown-actor", actor="  - actor: ‸nobody"),
    case("bad-date passage-not-found", date="date: ‸2 May", passage="    passage: ‸We never talk"),
    case("missing-key passage-not-found", actor="  - ‸actor: ana-kresh", says="", passage=NEVER),
    case("bad-id passage-not-found", actor="  - actor: ‸Ana", passage=NEVER),
    case("missing-key passage-not-found", date="", title="‸title: Talks", passage=NEVER),
    case("missing-key passage-not-found", file="  ‸file: gulf-herald-0502.txt", publisher="", passage=NEVER),
    case("unknown-key passage-not-found", role="    ‸rol: x", passage=NEVER),
    case("wrong-type passage-not-found", kresh="  - ‸ana-kresh", role="", passage=NEVER),
    case("wrong-type missing-source-file", tags="tags: ‸x", file="  file: ‸a.txt"),
    # Nor is it reported twice.
    case("bad-id", velmar="  - id: velmar\n  - id: ‸Velmar"),
    case("unknown-key", velmar="  - id: velmar\n    ‸rol: x"),
    case("wrong-type", velmar="  - id: velmar\n  - ‸velmar"),
    case("bad-id", kresh="  - id: ‸Ana Kresh"),
    case("bad-choice", watch="    status: ‸answerd\n    answer: Yes."),
    case("empty-value", watch="    status: answered\n    ‸answer:"),
    case("empty-value", file="  ‸file:"),
    case("wrong-type", file="  file: ‸[a.txt]"),
    case("missing-key", file="  ‸publisher: Gulf Herald", publisher=""),
    case("wrong-type", actors="actors: ‸nobody", kresh="", role="", velmar=""),
]  # fmt: skip


@table(references=REFERENCES)
def test_reference(case: Case, tmp_path: Path) -> None:
    problems = [(rule, line, column) for rule, path, line, column in found(check(tmp_path, brief=case.text))]
    assert problems == case.expected


def test_name_that_is_wrong_in_several_places_is_said_once(tmp_path: Path) -> None:
    text = case("", passage=f"{PASSAGE}\n    relayed_by: nobody\n    toward: [velmar, nobody]").text
    (problem,) = check(tmp_path, brief=text)
    assert problem.notes == ("also in line 19",)


# A position with an id, in the briefing itself and in another one.
WAITS = f"{PASSAGE}\n    id: kresh-waits"
SIGNS = without().replace("gulf-herald-0502", "gulf-herald-0612").replace(PASSAGE, WAITS)


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("a.txt", "missing-source-file"),
        ("Gulf-herald-0502.txt", "missing-source-file"),
        ("gulf-herald-0502", "missing-source-file"),
        ("seeds/gulf-herald-0502.txt", "missing-source-file"),
        (".", "missing-source-file"),
        ("nothing/../gulf-herald-0502.txt", "missing-source-file"),
        ("a" * 5_000, "missing-source-file"),
        ('"a\\nb"', "invisible-character"),
        ("..", "source-outside-seeds"),
        ("../briefs/actors.yml", "source-outside-seeds"),
        ("/etc/hostname", "source-outside-seeds"),
        ("link.txt", "source-outside-seeds"),
        ("loop.txt", "link-outside"),
        ("./gulf-herald-0502.txt", None),
        ("../seeds/gulf-herald-0502.txt", None),
        ("within.txt", None),
    ],
)
def test_source_file(file: str, rule: str | None, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "link.txt").symlink_to("../briefs/actors.yml")
    if file == "loop.txt":
        (seeds / file).symlink_to(file)
    (seeds / "within.txt").symlink_to("gulf-herald-0502.txt")
    problems = check(tmp_path, brief=case("", file=f"  file: {file}").text)
    assert [problem.rule.name for problem in problems] == ([rule] if rule else [])


@pytest.mark.parametrize("name", ["a\\b.txt", "a\x01b.txt", "/".join(["a" * 200] * 5) + "/a.txt"])
def test_a_name_that_no_proof_can_have_is_a_problem_at_the_place(name: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site.root / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
    (site.root / "seeds" / "note.txt").rename(site.root / "seeds" / name)
    (site.root / "seeds" / "link.txt").symlink_to(name)
    for written in (name, "link.txt"):
        site.write("briefs/note.yml", NOTE.replace("note.txt", json.dumps(written)))
        done = site.run("--format", "json")
        assert done.status == 1, (done.out, done.err)
        assert {problem["line"] for problem in json.loads(done.out)} == {4}


COMPOSED, DECOMPOSED = "K\u00fcste.txt", "Ku\u0308ste.txt"


@pytest.mark.parametrize("on_disk", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("written", [COMPOSED, DECOMPOSED, f"./{COMPOSED}"])
@pytest.mark.parametrize("folder", ["", "\u00dcber/", "U\u0308ber/"])
def test_a_file_is_found_however_its_letters_are_stored(
    on_disk: str, written: str, folder: str, tmp_path: Path
) -> None:
    (tmp_path / "seeds" / folder).mkdir(parents=True)
    (tmp_path / "seeds" / folder / on_disk).write_text(ARTICLE, encoding="utf-8")
    for there in ("", "\u00dcber/", "U\u0308ber/") if folder else ("",):
        path = f"{there}{written}" if not folder or there else f"{folder}{written}"
        problems = check(tmp_path, brief=case("", file=f"  file: {path}").text)
        assert [problem.rule.name for problem in problems] == [], path


@pytest.mark.parametrize("on_disk", [COMPOSED, DECOMPOSED])
def test_such_a_file_is_published_and_verified(on_disk: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site.root / "seeds" / "note.txt").rename(site.root / "seeds" / on_disk)
    site.edit("briefs/note.yml", "note.txt", COMPOSED)
    assert "no problems" in site.build().out
    assert site.run("verify").status == 0
    assert "unchanged" in site.build().out
    (site.root / "seeds" / on_disk).write_text("A made-up note\nMira said: “Yes.”\n", encoding="utf-8")
    assert "written" in site.build().out
    assert "“Yes.”" in (site.html / "briefs" / "note.html").read_text(encoding="utf-8")


def test_of_two_files_whose_names_look_the_same_each_is_found(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / COMPOSED).write_text(ARTICLE, encoding="utf-8")
    (seeds / DECOMPOSED).write_text("Another article.\n", encoding="utf-8")
    assert check(tmp_path, brief=case("", file=f"  file: {COMPOSED}").text) == []
    assert check(tmp_path, brief=case("", file=f"  file: {DECOMPOSED}").text)


@pytest.mark.parametrize(
    ("file", "message", "help_text"),
    [
        ("a", "seeds/a is a folder", "did you mean a/b.txt?"),
        ("a/", "seeds/a/ is a folder", "did you mean a/b.txt?"),
        ("b", "seeds/b is a folder", "did you mean b.txt?"),
        ("c", "seeds/c is a folder", "put the article into seeds/, or correct its name here"),
        (".", "seeds/. is a folder", "did you mean ./b.txt?"),
        (
            "a\\b.txt",
            "there is no file seeds/a\\b.txt: write / between folders, not \\",
            "did you mean a/b.txt?",
        ),
        (
            ".\\a\\b.txt",
            "there is no file seeds/.\\a\\b.txt: write / between folders, not \\",
            "did you mean a/b.txt?",
        ),
        (
            "..\\briefs\\actors.yml",
            "there is no file seeds/..\\briefs\\actors.yml: write / between folders, not \\",
            "put the article into seeds/, or correct its name here",
        ),
        ("a/c.txt", "there is no file seeds/a/c.txt", "did you mean a/b.txt?"),
    ],
)
def test_a_folder_in_place_of_an_article_is_told(
    file: str, message: str, help_text: str, tmp_path: Path
) -> None:
    for path in ("a/b.txt", "b.txt", "b/x.txt", "c/.hidden"):
        (tmp_path / "seeds" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / path).write_text(ARTICLE, encoding="utf-8")
    [problem] = check(tmp_path, brief=case("", file=f"  file: {file}").text)
    assert problem.rule.name == "missing-source-file"
    assert (problem.message, problem.help) == (message, help_text)


LINKS = [
    ("[a](velmar-signs.md)", ""),
    ("[a](velmar-signs.md#kresh-waits) [b](#kresh-waits) [c](#when-will-the-talks-begin)", ""),
    ("[a](velmar-signs.md#kresh)", "velmar-signs.md#kresh"),
    ("[a](#kresh)", "#kresh"),
    ("[a](#kresh%2Dwaits) [b](#%6bresh)", "#%6bresh"),
    ("[a](../actors/velmar.md#kresh-waits)", "../actors/velmar.md#kresh-waits"),
    ("[a](../questions.md#when-will-the-talks-begin)", "../questions.md#when-will-the-talks-begin"),
    ("[a](#the_source) [b](../index.md#newest_briefings) [c](../about.md#top) [d](#)", ""),
    ("[a](../actors/velmar.md)", ""),
    ("[a](../issues/fishing-rights.md)", ""),
    ("[a](../index.md) [b](index.md) [c](../questions.md) [d](../about.md)", ""),
    ("[a](https://x.example/a) [b](http://x.example) [c](mailto:ana@x.example)", ""),
    ("`[a](nowhere.md)`", ""),
    ("[a](nowhere.md)", "nowhere.md"),
    ("[a](velmar-sign.md)", "velmar-sign.md"),
    ("[a](velmar-signs.html)", "velmar-signs.html"),
    ("[a](velmar-signs)", "velmar-signs"),
    ("[a](/briefs/velmar-signs.md)", "/briefs/velmar-signs.md"),
    ("[a](../../etc/passwd)", "../../etc/passwd"),
    ("[a](../actors/nobody.md)", "../actors/nobody.md"),
    ("[a](www.x.example)", "www.x.example"),
    ("[a](//x.example/a)", "//x.example/a"),
    ("[a](https:/x.example)", "https:/x.example"),
    ("[a](javascript:void)", ""),
    ("[a](ftp://x.example)", ""),
    ("<ftp://x.example/a>", ""),
    ("[a](velmar-signs.md) [b](nowhere.md)", "nowhere.md"),
]


@pytest.mark.parametrize(("text", "broken"), LINKS)
def test_link(text: str, broken: str, tmp_path: Path) -> None:
    brief = case("", summary=f"summary: |\n  First.\n\n  See {text}.", passage=WAITS).text
    files = {"seeds/gulf-herald-0612.txt": f"{ARTICLE}It is signed.\n", "briefs/velmar-signs.yml": SIGNS}
    problems = found(check(tmp_path, brief=brief, **files))
    assert problems == ([("broken-link", BRIEF, 6, 7 + text.index(broken))] if broken else [])


def test_link_to_a_page_of_a_file_with_problems_is_right(tmp_path: Path) -> None:
    brief = case("", summary="summary: See [a](velmar-signs.md) and [b](../actors/velmar.md).").text
    actors = ACTORS.replace("kind: state", "kind: country")
    problems = check(tmp_path, brief=brief, actors=actors, **{"briefs/velmar-signs.yml": "title: [\n"})
    assert [problem.rule.name for problem in problems] == ["bad-choice", "yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "message", "help_text"),
    [
        (
            "[a](#kresh-wait)",
            "broken link: ostravia-talks has no position or question kresh-wait",
            "did you mean kresh-waits?",
        ),
        (
            "[a](velmar-signs.md#a-speech)",
            "broken link: velmar-signs has no position or question a-speech",
            "copy it from the permalink of a position or a question, or leave #a-speech out",
        ),
        (
            "[a](../actors/velmar.md#kresh-waits)",
            "broken link: the page ../actors/velmar.md has no place kresh-waits",
            "leave #kresh-waits out; positions and questions are on the pages of briefings",
        ),
    ],
)
def test_what_to_write_for_a_place_that_no_page_has(
    text: str, message: str, help_text: str, tmp_path: Path
) -> None:
    brief = case("", summary=f"summary: See {text}.", passage=WAITS).text
    files = {"seeds/gulf-herald-0612.txt": f"{ARTICLE}It is signed.\n", "briefs/velmar-signs.yml": SIGNS}
    [problem] = check(tmp_path, brief=brief, **files)
    assert (problem.message, problem.help) == (message, help_text)


def test_places_on_the_page_of_an_actor_or_an_issue(tmp_path: Path) -> None:
    actors = ACTORS.replace("kind: state", "kind: state\n  note: See [here](#y) and [there](velmar.md#y).")
    problems = check(tmp_path, actors=actors)
    assert [problem.rule.name for problem in problems] == ["broken-link", "broken-link"]


def test_places_in_a_briefing_with_problems_are_not_known(tmp_path: Path) -> None:
    brief = case("", summary="summary: See [a](velmar-signs.md#x).").text
    signs = SIGNS.replace("id: kresh-waits", "id: Kresh Waits")
    problems = check(tmp_path, brief=brief, **{"briefs/velmar-signs.yml": signs})
    assert {problem.location.path for problem in problems} == {"briefs/velmar-signs.yml"}
