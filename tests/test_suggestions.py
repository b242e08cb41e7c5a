"""'Did you mean …?': suggestions for mistyped names, wherever an editor writes a name."""

from __future__ import annotations

import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import PROGRAM, environment
from helpers.metadata_cases import SITE, case, check
from onrecord.interface.cli import main
from onrecord.interface.terminal import WRONG_USE
from onrecord.layout import Layout
from onrecord.metadata.crosslinks import check_links
from onrecord.metadata.outlines import Mention, Outline
from onrecord.metadata.registers import read_registers
from onrecord.rules.problems import Location
from onrecord.text.suggestions import MAX_LENGTH_COMPARED, KnownNames, did_you_mean, suggest

ACTOR_IDS = ["ana-kresh", "velmar", "ostravia", "velmar-foreign-ministry", "index-institute"]

# The written name, the known names, and the expected suggestion ('' for none).
TABLE = [
    ("anna-kresh", ACTOR_IDS, "ana-kresh"),  # a letter too many
    ("na-kresh", ACTOR_IDS, "ana-kresh"),  # one missing
    ("ana-krezh", ACTOR_IDS, "ana-kresh"),  # one replaced
    ("ana-kersh", ACTOR_IDS, "ana-kresh"),  # two letters swapped
    ("Ana-Kresh", ACTOR_IDS, "ana-kresh"),
    ("kresh", ACTOR_IDS, "ana-kresh"),  # a part of it, word by word
    ("foreign-ministry", ACTOR_IDS, "velmar-foreign-ministry"),
    ("ministry-foreign-velmar-of", ACTOR_IDS, ""),
    ("velmar", ["velmar", "velmar-army"], "velmar-army"),  # never the written name itself
    ("velmar", ["velmar"], ""),
    ("K\u00fcste", ["Ku\u0308ste"], ""),  # nor one that looks the same
    ("harbour", ACTOR_IDS, ""),
    ("sarrow", ["sarrow-strait", "sarrow-ports"], ""),  # a part of two
    ("uk", ["us", "eu"], ""),  # one letter of two is too much
    ("", ACTOR_IDS, ""),
    ("--", ACTOR_IDS, ""),
    ("cat", ["bat", "cab"], "bat"),  # equally near: the first in alphabetical order
    ("a" * (MAX_LENGTH_COMPARED + 1), ["a" * MAX_LENGTH_COMPARED], ""),
]


@pytest.mark.parametrize(
    ("written", "near", "difference"),
    [
        ("\u0430.txt", "a.txt", "U+0430 CYRILLIC SMALL LETTER A"),
        ("a\u00a0b.txt", "a b.txt", "U+00A0 NO-BREAK SPACE"),
        ("a\u200bb.txt", "ab.txt", "U+200B ZERO WIDTH SPACE"),
        ("ab.txt\u200e", "ab.txt", "U+200E LEFT-TO-RIGHT MARK"),
        ("ab.txt", "\u0430b.txt", "U+0061 LATIN SMALL LETTER A in place of U+0430 CYRILLIC SMALL LETTER A"),
        ("ab.txt", "ab.txt\u200e", "nothing in place of U+200E LEFT-TO-RIGHT MARK"),
        ("ab.txt", "ac.txt", ""),
        ("Ab.txt", "ab.txt", ""),
        ("K\u00fcste.txt", "Kuste.txt", ""),
    ],
)
def test_a_suggestion_that_looks_the_same_says_what_differs(written: str, near: str, difference: str) -> None:
    end = f" What is written has {difference}" if difference else ""
    assert did_you_mean(near, written) == f"did you mean {near}?{end}"
    assert did_you_mean("", written) == ""


@pytest.mark.parametrize(("written", "known", "meant"), TABLE)
def test_which_name_is_meant(written: str, known: list[str], meant: str) -> None:
    for names in (known, known[::-1]):
        assert KnownNames(names).nearest(written) == meant
        assert suggest(written, names) == (f"did you mean {meant}?" if meant else "")


# Three alphabets without common letters: a name in one is not similar to names in the others.
ALPHABETS = ("abcdefgh", "ijklmnop", "qrstuvwx")


def names_in(alphabet: str) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=4, max_size=30)


def _typos(name: str) -> list[str]:
    """All names that are one typing error away from a name."""
    at = range(len(name))
    return [
        *(name[:n] + name[n + 1 :] for n in at),
        *(name[:n] + "z" + name[n + 1 :] for n in at),
        *(name[:n] + "z" + name[n:] for n in (*at, len(name))),
        *(name[:n] + name[n + 1] + name[n] + name[n + 2 :] for n in at[:-1]),
    ]


@given(st.data(), *map(names_in, ALPHABETS))
def test_a_slip_in_any_name_suggests_that_name(
    data: st.DataObject, first: str, second: str, third: str
) -> None:
    names = data.draw(st.permutations([first, second, third]))
    meant = data.draw(st.sampled_from(names))
    written = data.draw(st.sampled_from([typo for typo in _typos(meant) if typo != meant]))
    assert KnownNames(names).nearest(written) == meant


@given(st.lists(names_in(ALPHABETS[0]), max_size=5), names_in(ALPHABETS[1]))
def test_nothing_is_suggested_where_no_letter_is_right(names: list[str], written: str) -> None:
    assert KnownNames(names).nearest(written) == ""


@given(st.lists(st.text(max_size=8), max_size=6, unique=True), st.text(max_size=8))
def test_what_is_suggested_is_known_and_was_not_written(names: list[str], written: str) -> None:
    known = KnownNames(names)
    near = known.nearest(written)
    assert near != written or near == ""
    assert near in {"", *names}
    assert KnownNames(sorted(names)).nearest(written) == known.nearest(written) == near


# --- where editors write names ------------------------------------------------------------------------

# The replacement for a line of the valid briefing, and the help of the only problem.
WRITTEN = {
    "id of an actor": (
        {"velmar": "  - id: velmer"},
        "did you mean velmar?",
    ),
    "issue": ({"watch": "    issue: fishing-right"}, "did you mean fishing-rights?"),
    "issue, a part": ({"watch": "    issue: fishing"}, "did you mean fishing-rights?"),
    "article": ({"file": "  file: gulf-herald-0520.txt"}, "did you mean gulf-herald-0502.txt?"),
    "article, its suffix": ({"file": "  file: gulf-herald-0502"}, "did you mean gulf-herald-0502.txt?"),
    "key": ({"watch": "    wach: A date."}, "did you mean watch?"),
    "key that is there": ({"ask": "  - ask: When?\n    asks: When?"}, "the keys here are "),
    "choice": ({"watch": "    status: opne"}, "did you mean open?"),
    "briefing": (
        {"watch": "    status: answered\n    answer: Yes.\n    answered_by: ostravia-talk#kresh"},
        "did you mean ostravia-talks?",
    ),
    "position": (
        {"watch": "    status: answered\n    answer: Yes.\n    answered_by: ostravia-talks#kresh"},
        "did you mean ana-kresh-we-will-not-talk-before-the?",
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_suggestion_for_what_an_editor_wrote(kind: str, tmp_path: Path) -> None:
    lines, help_text = WRITTEN[kind]
    (problem,) = check(tmp_path, brief=case("", **lines).text)
    assert problem.help is not None
    assert problem.help.startswith(help_text)


def test_a_folder_of_the_articles_name_is_not_suggested(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "gulf-herald-0503.txt").mkdir(parents=True)
    (problem,) = check(tmp_path, brief=case("", file="  file: gulf-herald-0503.txt").text)
    assert problem.help == "did you mean gulf-herald-0502.txt?"


LINKS = {
    # from briefs/ostravia-talks.md
    "../actors/ana-kresch.md": "../actors/ana-kresh.md",
    "../actors/ana-kresh.html": "../actors/ana-kresh.md",
    "../actors/ana-kresh": "../actors/ana-kresh.md",
    "../actor/velmar.md": "../actors/velmar.md",
    "../actor/velmer.html#top": "../actors/velmar.md",
    "/actors/velmar.md": "../actors/velmar.md",
    "../../actors/velmar.md": "../actors/velmar.md",
    "../actors/idnex.md": "../actors/index.md",
    "../issues/fishing.md": "../issues/fishing-rights.md",
    "../question.md": "../questions.md",
    "ostravia-talk.md": "ostravia-talks.md",
    # of another kind, or similar to none
    "velmar.md": "",
    "../issues/ana-kresh.md": "",
    "../actors/nobody.md": "",
    "../photos/sarrow/velmar.md": "",
    "www.gulf-herald.example": "",
}


@pytest.mark.parametrize("link", LINKS)
def test_suggestion_for_a_link(link: str, tmp_path: Path) -> None:
    (problem,) = check(tmp_path, brief=case("", summary=f"summary: See [a]({link}).").text)
    assert problem.rule.name == "broken-link"
    assert problem.help is not None
    if LINKS[link]:
        assert problem.help == f"did you mean {LINKS[link]}?"
    else:
        assert problem.help.startswith("write the path of the page's Markdown file")


def outline_with(*links: Mention) -> Outline:
    nothing: frozenset[str] = frozenset()
    return Outline("a-b", None, None, nothing, nothing, (), nothing, nothing, links, None)


@given(st.text(string.ascii_lowercase + "-./", min_size=1, max_size=20))
def test_no_link_is_suggested_that_is_broken_or_was_written(link: str) -> None:
    pages = {"index.md", "questions.md", "briefs/a-b.md", "actors/ana-kresh.md", "issues/tolls.md"}
    registers, _, _ = read_registers(PROGRAM / "no-such-folder")
    place = Location("briefs/a-b.yml", 1, 1)
    outline = outline_with(Mention(link, place))
    for problem in check_links(Layout(PROGRAM / "no-such-folder"), pages, [outline], registers):
        assert problem.help is not None
        if problem.help.startswith("did you mean "):
            suggested = problem.help.removeprefix("did you mean ").removesuffix("?")
            assert suggested != link
            right = outline_with(Mention(suggested, place))
            assert [*check_links(Layout(PROGRAM), pages, [right], registers)] == []


EXPLAIN = {
    "speaker-not-nearby": "did you mean speaker-not-near?",
    "pasage-not-found": "did you mean passage-not-found?",
    "gist-changes": "did you mean gist-changes-meaning?",
    "harbour-tolls": "",
}


@pytest.mark.parametrize("rule", EXPLAIN)
def test_suggestion_for_explain(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", rule]) == WRONG_USE
    first = capsys.readouterr().err.splitlines()[0]
    assert first == "; ".join(filter(None, (f"there is no rule {rule}", EXPLAIN[rule])))


# --- what it costs ------------------------------------------------------------------------------------


def test_each_wrong_name_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    look_for: Callable[[KnownNames, str], str] = KnownNames._look_for

    def noted(self: KnownNames, written: str) -> str:
        looked.append(written)
        return look_for(self, written)

    monkeypatch.setattr(KnownNames, "_look_for", noted)
    registers, _, _ = read_registers(PROGRAM / "no-such-folder")
    place = Location("briefs/a.yml", 1, 1)
    outlines = [outline_with(Mention("../actors/velmer.md", place)) for _ in range(50)]
    pages = {"actors/velmar.md", "actors/index.md"}
    problems = [*check_links(Layout(PROGRAM / "no-such-folder"), pages, outlines, registers)]
    assert {problem.help for problem in problems} == {"did you mean ../actors/velmar.md?"}
    assert len(problems) == 50
    assert looked == ["velmer"]


def test_a_check_that_finds_nothing_does_not_load_it(tmp_path: Path) -> None:
    for path, text in SITE.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    code = (
        "import sys; from onrecord.interface.cli import main;"
        f" main(['--root', {str(tmp_path)!r}, 'check', '--jobs', '1']); sys.exit('rapidfuzz' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, check=False, cwd=PROGRAM, capture_output=True, text=True, env=environment()
    )
    assert (done.returncode, done.stdout) == (0, "1 briefing: no problems\n"), done
