"""What briefings and registers say of one another; and that one mistake is said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from metadata_cases import LINES, Case, case, table, without

from onrecord import pipeline
from onrecord.layout import Layout
from onrecord.problems import Problem

ARTICLE = """\
Velmar names a season for talks
“We will not talk before the spring,” Ana Kresh, the foreign minister of Velmar, told reporters.
"""
ACTORS = """\
ana-kresh:
  name: Ana Kresh
  kind: person
  of: velmar
velmar:
  name: Velmar
  kind: state
"""
ISSUES = """\
fishing-rights:
  title: Fishing rights
  proposition: The fishing grounds should be shared.
"""
SITE = {
    "seeds/gulf-herald-0502.txt": ARTICLE,
    "briefs/actors.yml": ACTORS,
    "briefs/issues.yml": ISSUES,
    "briefs/ostravia-talks.yml": without(),
}

Found = list[tuple[str, str, int, int]]


def check(root: Path, **files: str | None) -> list[Problem]:
    """The problems of the sound site where some files are others; None for one that is not there."""
    names = {"article": "seeds/gulf-herald-0502.txt", "actors": "briefs/actors.yml"}
    names |= {"issues": "briefs/issues.yml", "brief": "briefs/ostravia-talks.yml"}
    content: dict[str, str | None] = {**SITE, **{names.get(name, name): text for name, text in files.items()}}
    for name, text in content.items():
        if text is not None:
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
    return pipeline.check(Layout(root), lambda doing, done, total: None).problems


def found(problems: list[Problem]) -> Found:
    return [
        (
            problem.rule.name,
            problem.location.path.removeprefix("briefs/"),
            problem.location.line,
            problem.location.column,
        )
        for problem in problems
    ]


BRIEF = "ostravia-talks.yml"


def test_sound_site_has_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        (ACTORS.replace("kind: state", "kind: country"), [("bad-choice", "actors.yml", 7, 9)]),
        (ACTORS.replace("  kind: state\n", ""), [("missing-key", "actors.yml", 6, 3)]),
        (ACTORS.replace("kind: state", "kind:"), [("empty-value", "actors.yml", 7, 3)]),
        (ACTORS.replace("kind: state", "knd: state"), [("unknown-key", "actors.yml", 7, 3)]),
        (
            ACTORS.replace("kind: state", "kind: state\n  wikidata: 42"),
            [("bad-wikidata", "actors.yml", 8, 13)],
        ),
        (
            ACTORS.replace("kind: state", "kind: state\n  wikidata: Q0"),
            [("bad-wikidata", "actors.yml", 8, 13)],
        ),
        (
            ACTORS.replace("kind: state", "kind: state\n  wikidata: q42"),
            [("bad-wikidata", "actors.yml", 8, 13)],
        ),
        (ACTORS.replace("kind: state", "kind: state\n  wikidata: Q42"), []),
        (ACTORS.replace("kind: state", "kind: state\n  also: VLM"), [("wrong-type", "actors.yml", 8, 9)]),
        (ACTORS.replace("kind: state", "kind: state\n  also: [NO, 12:30, no]"), []),
        (ACTORS.replace("of: velmar", "of: velmr"), [("unknown-actor", "actors.yml", 4, 7)]),
        (ACTORS.replace("of: velmar", "of: ana-kresh"), [("actor-of-itself", "actors.yml", 4, 7)]),
        (f"{ACTORS}  of: ana-kresh\n", [("actor-of-itself", "actors.yml", 4, 7)]),
        (f"{ACTORS}velmar:\n  name: Velmar\n  kind: state\n", [("duplicate-key", "actors.yml", 8, 1)]),
        (f"{ACTORS}Ana Lind:\n  name: Ana Lind\n  kind: person\n", [("bad-id", "actors.yml", 8, 1)]),
        (f"{ACTORS}index:\n  name: All\n  kind: group\n", [("bad-id", "actors.yml", 8, 1)]),
        (f"{ACTORS}jon-marl:\n", [("empty-value", "actors.yml", 8, 1)]),
        (f"{ACTORS}jon-marl: Jon Marl\n", [("wrong-type", "actors.yml", 8, 11)]),
        (f"{ACTORS}jon-marl: [Jon Marl]\n", [("wrong-type", "actors.yml", 8, 11)]),
        (f"{ACTORS}no:\n  name: Norway\n  kind: state\n", [("unused-entry", "actors.yml", 8, 1)]),
        # What cannot be read may hold anybody: nothing is said of whom briefings name.
        ("velmar: [\n", [("yaml-syntax", "actors.yml", 1, 9)]),
        ("- velmar\n", [("not-yaml", "actors.yml", 1, 1)]),
        ("", [("empty-file", "actors.yml", 1, 1)]),
        ("velmar:\n\tname: Velmar\n", [("tab", "actors.yml", 2, 1)]),
        # An entry that is mistyped is one all the same.
        (
            ACTORS.replace("ana-kresh:", "Ana Kresh:").replace("  of: velmar\n", ""),
            [("bad-id", "actors.yml", 1, 1)],
        ),
    ],
)
def test_register_of_actors(actors: str, expected: Found, tmp_path: Path) -> None:
    assert found(check(tmp_path, actors=actors)) == expected


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        (ISSUES.replace("title", "titel"), [("unknown-key", "issues.yml", 2, 3)]),
        (ISSUES.replace("  title: Fishing rights\n", ""), [("missing-key", "issues.yml", 2, 3)]),
        (ISSUES.replace("Fishing rights", ""), [("empty-value", "issues.yml", 2, 3)]),
        (ISSUES.replace("Fishing rights", "[Fishing]"), [("wrong-type", "issues.yml", 2, 10)]),
        (f"{ISSUES}index:\n  title: All\n", [("bad-id", "issues.yml", 4, 1)]),
        (f"{ISSUES}tolls:\n  title: Tolls\n", [("unused-entry", "issues.yml", 4, 1)]),
        ("fishing-rights: 'x\n", [("unclosed-quote", "issues.yml", 1, 17)]),
    ],
)
def test_register_of_issues(issues: str, expected: Found, tmp_path: Path) -> None:
    assert found(check(tmp_path, issues=issues)) == expected


def test_registers_that_are_not_there_are_empty(tmp_path: Path) -> None:
    problems = check(tmp_path, actors=None, issues=None)
    assert found(problems) == [
        ("unknown-actor", BRIEF, 10, 9),
        ("unknown-actor", BRIEF, 12, 9),
        ("unknown-issue", BRIEF, 15, 12),
    ]
    assert [problem.notes for problem in problems] == [("also in line 14",), (), ()]


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
    # Nor is it said twice.
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


SIGNS = without().replace("gulf-herald-0502", "gulf-herald-0612")


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("a.txt", "missing-source-file"),
        ("Gulf-herald-0502.txt", "missing-source-file"),
        ("gulf-herald-0502", "missing-source-file"),
        ("seeds/gulf-herald-0502.txt", "missing-source-file"),
        (".", "missing-source-file"),
        ("a" * 5_000, "missing-source-file"),
        ('"a\\nb"', "missing-source-file"),
        ("..", "source-outside-seeds"),
        ("../briefs/actors.yml", "source-outside-seeds"),
        ("/etc/hostname", "source-outside-seeds"),
        ("link.txt", "source-outside-seeds"),
        ("loop.txt", "missing-source-file"),
        ("./gulf-herald-0502.txt", None),
        ("../seeds/gulf-herald-0502.txt", None),
        ("within.txt", None),
    ],
)
def test_source_file(file: str, rule: str | None, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "link.txt").symlink_to("../briefs/actors.yml")
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "within.txt").symlink_to("gulf-herald-0502.txt")
    problems = check(tmp_path, brief=case("", file=f"  file: {file}").text)
    assert [problem.rule.name for problem in problems] == ([rule] if rule else [])


LINKS = [
    ("[a](velmar-signs.md)", ""),
    ("[a](velmar-signs.md#kresh)", ""),
    ("[a](#kresh)", ""),
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
    ("[a](javascript:void)", "javascript:void"),
    ("[a](ftp://x.example)", "ftp://x.example"),
    ("<ftp://x.example/a>", "ftp://x.example/a"),
    ("[a](velmar-signs.md) [b](nowhere.md)", "nowhere.md"),
]


@pytest.mark.parametrize(("text", "broken"), LINKS)
def test_link(text: str, broken: str, tmp_path: Path) -> None:
    brief = case("", summary=f"summary: |\n  First.\n\n  See {text}.").text
    files = {"seeds/gulf-herald-0612.txt": ARTICLE, "briefs/velmar-signs.yml": SIGNS}
    problems = found(check(tmp_path, brief=brief, **files))
    assert problems == ([("broken-link", BRIEF, 6, 7 + text.index(broken))] if broken else [])


def test_link_to_a_page_of_a_file_with_problems_is_right(tmp_path: Path) -> None:
    brief = case("", summary="summary: See [a](velmar-signs.md) and [b](../actors/velmar.md).").text
    actors = ACTORS.replace("kind: state", "kind: country")
    problems = check(tmp_path, brief=brief, actors=actors, **{"briefs/velmar-signs.yml": "title: [\n"})
    assert [problem.rule.name for problem in problems] == ["bad-choice", "yaml-syntax"]
