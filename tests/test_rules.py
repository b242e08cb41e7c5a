"""Every rule, broken on purpose: a made-up site for each in `tests/rules/`, with its expected problems.

A site's `expected.txt` is the message for the editor. `make golden` rewrites it: read the diff.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpers.building import Done, in_process
from onrecord.rules import RULES
from onrecord.rules.problems import Severity

SITES = Path(__file__).resolve().parent / "rules"
BRIEF = "briefs/ostravia-talks.yml"
SECOND = "briefs/velmar-signs.yml"
ACTORS = "briefs/actors.yml"
ISSUES = "briefs/issues.yml"
ARTICLE = "seeds/gulf-herald-0502.txt"
ARABIC = "templates/languages/ar.yml"
GERMAN = "templates/languages/de.yml"

# Rules that only a build checks.
BUILT = {
    "foreign-file",
    "no-history",
    "publish-warning",
    "published-words-differ",
}
# Rules that only `verify` checks, on a copy of a built site.
VERIFIED = {"proof-unreadable", "source-not-as-proved"}

# Flags without which a rule does not apply.
FLAGS = {"untrusted-code": ["--untrusted"]}

# The place of each problem: a file, and words in it with ‸ before the character.
# Without words it is the whole file, shown as its beginning.
PLACES: dict[str, list[tuple[str, str]]] = {
    # files
    "file-too-large": [("briefs/gulf-herald-archive.yml", ""), ("seeds/gulf-herald-all-of-2031.txt", "")],
    "binary-file": [("briefs/portrait.yml", ""), ("seeds/gulf-herald-0502.docx", "")],
    "bad-encoding": [(SECOND, ""), (ARTICLE, "‸“We will not talk")],
    "empty-file": [(ARTICLE, "")],
    "stray-file": [
        ("briefs/2031/velmar-signs.yml", ""),
        ("briefs/velmar-signs.yaml", ""),
        ("briefs/velmar-signs.yml.txt", ""),
    ],
    "foreign-file": [("site_src/actors/ana-kresh.md", "")],
    "link-outside": [("seeds/gulf-herald-0612.txt", ""), ("site_src/method.md", "")],
    "wrong-file-kind": [("briefs/velmar-signs.yml", ""), ("mkdocs.yml", ""), ("site_src/about.md", "")],
    "doubtful-setting": [("mkdocs.yml", "  ‸serach")],
    "no-history": [("mkdocs.yml", "")],
    "untrusted-code": [
        ("mkdocs.yml", "‸!ENV"),
        ("mkdocs.yml", "‸hooks/figures.py"),
        ("mkdocs.yml", "‸prebuild_index"),
        ("mkdocs.yml", "‸macros"),
        ("mkdocs.yml", "‸name: readthedocs"),
        ("mkdocs.yml", "‸!!python/name"),
        ("mkdocs.yml", "‸codehilite"),
        ("mkdocs.yml", "‸list.html"),
        ("templates/markdown", ""),
    ],
    "publish-warning": [("site_src/portraits.md", "(‸actor/index.md)")],
    # proof
    "published-words-differ": [("site_src/portraits.md", "‸<mark")],
    "source-not-as-proved": [(ARTICLE, "")],
    "proof-unreadable": [("site/data/proof.json", "")],
    # languages
    "language-file": [
        (ARABIC, "‸skipp"),
        (ARABIC, 'other: ‸"{count}'),
        (ARABIC, 'title: ‸"من قال'),
        (ARABIC, 'kicker: ‸"إحاطة'),
        (ARABIC, "one: ‸مؤيد"),
    ],
    "missing-words": [(GERMAN, ""), (GERMAN, 'other: ‸"{number}')],
    # syntax
    "tab": [(BRIEF, "Ana Kresh‸\tof"), (BRIEF, "‸\tfile")],
    "bad-indentation": [(BRIEF, "    ‸publisher:")],
    "unclosed-quote": [(BRIEF, 'title: ‸"Velmar')],
    "text-after-quote": [(BRIEF, "won‸'t be")],
    "colon-in-value": [(BRIEF, "Ana Kresh‸: no")],
    "smart-quotes": [(BRIEF, "title: ‸“No"), (BRIEF, "[‸“fisheries”")],
    "unquoted-hash": [(BRIEF, "‸#7"), (BRIEF, "‸#2")],
    "invisible-character": [
        (BRIEF, "sea‸\u200bson"),
        (BRIEF, "‸\u00a0\u00a0publisher"),
        (BRIEF, "‸\\u202e"),
        (BRIEF, "‸\\new dates"),
    ],
    "yaml-feature": [(BRIEF, "title: ‸*Talks*")],
    "nested-too-deep": [(BRIEF, f"tags: {'[' * 15}‸[")],
    "not-yaml": [(BRIEF, "‸- Velmar names")],
    "yaml-syntax": [(BRIEF, "‸[fisheries")],
    "duplicate-key": [(BRIEF, "‸tags: [trade]"), (BRIEF, "‸id: velmar")],
    # fields
    "unknown-key": [(BRIEF, "‸sumary"), (BRIEF, "‸tag:"), (BRIEF, "‸name: Ana")],
    "missing-key": [(BRIEF, "‸title:"), (BRIEF, "‸actor: ana-kresh")],
    "wrong-type": [(BRIEF, "‸[Draft]"), (BRIEF, "‸fisheries, trade"), (BRIEF, "actors: ‸ana-kresh")],
    "empty-value": [(BRIEF, "‸title:"), (BRIEF, "‸''"), (BRIEF, "‸passage:")],
    "bad-date": [
        (BRIEF, "‸2 May 2031"),
        (BRIEF, "‸02.05.2031"),
        (BRIEF, "‸2031-5-3"),
        (BRIEF, "‸2031–05–01"),
    ],
    "impossible-date": [(BRIEF, "‸2031-02-30"), (BRIEF, "‸2031-13-05")],
    "bad-url": [(BRIEF, "‸gulf-herald.example"), (BRIEF, "‸https://archive.example")],
    "bad-language": [(BRIEF, "‸French")],
    "bad-choice": [(ACTORS, "‸country"), (BRIEF, "‸Full"), (BRIEF, "‸in favour"), (BRIEF, "‸answerd")],
    "bad-slug": [("briefs/Ostravia Talks.yml", ""), ("briefs/index.yml", "")],
    "bad-id": [
        (ACTORS, "‸index:"),
        (ACTORS, "‸Port_Lune:"),
        (BRIEF, "‸Ana Kresh\n"),
        (BRIEF, "‸velmar, ostravia"),
    ],
    "bad-wikidata": [(ACTORS, "‸https://www.wikidata.org")],
    "question-without-mark": [(BRIEF, "‸Whether Velmar")],
    "answered-without-answer": [(BRIEF, "‸answered")],
    "answer-without-status": [(BRIEF, "‸answer:")],
    # references
    "former-id-taken": [
        (ACTORS, "[kresh, ‸velmar"),
        (ACTORS, "formerly: [‸kresh]"),
        (ISSUES, "formerly: [‸fishing-rights"),
        (BRIEF, "[talks, ‸ostravia-talks"),
    ],
    "unknown-actor": [(ACTORS, "‸velmr"), (BRIEF, "‸anna-kresh"), (BRIEF, "‸ostravia\n")],
    "unknown-issue": [(BRIEF, "‸fishing\n"), (BRIEF, "‸harbour-tolls")],
    "unknown-position": [
        (BRIEF, "‸velmar-sings#"),
        (BRIEF, "answered_by: ‸kresh-signs"),
        (BRIEF, "‸velmar-signs#kresh-sings"),
    ],
    "answer-before-question": [(BRIEF, "‸velmar-signs#kresh-signs")],
    "actor-not-listed": [(BRIEF, "‸ana-kresh")],
    "actor-without-trace": [(BRIEF, "‸tomas-brel")],
    "actor-of-itself": [(ACTORS, "of: ‸velmar")],
    "duplicate-id": [
        (BRIEF, "‸ana-kresh\n    role: Head"),
        (BRIEF, "a beginning”\n    id: ‸kresh-waits"),
        (BRIEF, "sides name.\n  - ‸ask: When"),
    ],
    "unused-entry": [(ACTORS, "‸tomas-brel:"), (ISSUES, "‸harbour-tolls:")],
    "stance-without-proposition": [(BRIEF, "‸against")],
    "broken-link": [
        (ACTORS, "(‸velmar)"),
        (BRIEF, "(‸../actors/anna-kresh.md)"),
        (BRIEF, "(‸velmar-signs.html)"),
        (BRIEF, "(‸www.gulf-herald.example)"),
    ],
    # sources
    "missing-source-file": [(BRIEF, "‸Gulf-Herald-0502")],
    "source-outside-seeds": [(BRIEF, "‸../drafts"), (SECOND, "‸gulf-herald-0612.txt")],
    "article-claimed-twice": [(SECOND, "‸gulf-herald-0502.txt")],
    "article-stored-twice": [(SECOND, "‸another-paper-0502.txt")],
    # articles
    "unpaired-quotation-mark": [
        (ARTICLE, "Ostravia ‸“a beginning."),
        (ARTICLE, 'said: ‸"The offer'),
        (ARTICLE, "‸“The Sound is wide"),
        (ARTICLE, "That is so‸»"),
    ],
    "too-many-quotation-marks": [(ARTICLE, "")],
    "hidden-character-in-article": [(ARTICLE, "be‸\u00adfore"), (ARTICLE, "Jon‸\u2060 Marl")],
    "control-character-in-article": [(ARTICLE, "told‸\u0081 "), (ARTICLE, "Jon‸\u001b Marl")],
    "garbled-text": [(ARTICLE, "V‸Ã©lmar"), (ARTICLE, "‸â€œa beginning"), (ARTICLE, "J‸\ufffdne")],
    "markup-in-article": [(ARTICLE, "‸<p class="), (ARTICLE, "‸&ldquo;")],
    "gap-in-article": [(ARTICLE, "‸Below")],
    "repeated-paragraph": [(ARTICLE, "No talks yet\n‸Jon Marl")],
    "transcript-without-speakers": [(ARTICLE, "")],
    "statement-without-speaker": [(BRIEF, "kind: ‸statement")],
    "speaker-without-statement": [(BRIEF, "‸speaker:")],
    # passages
    "passage-not-found": [(BRIEF, "‸We will not negotiate"), (BRIEF, "‸the offer ends")],
    "passage-ambiguous": [(BRIEF, "‸the offer\n"), (BRIEF, "gist: ‸the offer of")],
    "passage-out-of-order": [(BRIEF, "‸She called")],
    "gist-not-in-passage": [
        (BRIEF, "gist: ‸no talks before"),
        (BRIEF, "gist: ‸We will not talk […]"),
        (BRIEF, "gist: ‸told reporters"),
        (BRIEF, "gist: ‸egin"),
    ],
    # speakers
    "speaker-not-near": [(BRIEF, "‸We will not talk")],
    "other-speaker": [
        (BRIEF, "‸We will not talk"),
        (BRIEF, "‸the offer was open"),
        (BRIEF, "‸Kresh has no plan"),
    ],
    "joins-two-speakers": [(BRIEF, "‸We want a letter")],
    "may-join-speakers": [(BRIEF, "‸called it a good day")],
    "quoted-by-another": [
        (BRIEF, "‸We will wait"),
        (BRIEF, "‸The old treaty"),
        (BRIEF, "‸If they fish"),
    ],
    # meaning
    "cut-negation": [(BRIEF, "‸close the port"), (BRIEF, "‸the grounds had"), (BRIEF, "‸She said that her")],
    "omits-only-negation": [(BRIEF, "‸We will […]")],
    "omits-negation": [(BRIEF, "‸The port has […]")],
    "omits-condition": [(BRIEF, "‸We will sign […]")],
    "cut-condition": [(BRIEF, "‸we will sign"), (BRIEF, "‸We will share"), (BRIEF, "‸the toll was")],
    "cut-question": [(BRIEF, "‸Velmar pay")],
    "question-as-stance": [(BRIEF, "‸Is the catch")],
    "cut-joke": [(BRIEF, "‸she would swim"), (BRIEF, "‸We should draw")],
    "cut-quantity": [(BRIEF, "‸40 boats"), (BRIEF, "‸the pilots cost")],
    "passage-across-paragraphs": [(BRIEF, "‸told reporters")],
    "omission-across-paragraphs": [(BRIEF, "‸We will not talk")],
    "headline-as-words": [(BRIEF, "‸Ana Kresh of Velmar waits")],
    "standfirst-as-words": [(BRIEF, "‸Ana Kresh waits")],
    "byline-as-words": [(BRIEF, "‸By Ilse Tarn")],
    "correction-as-words": [(BRIEF, "‸Ana Kresh backed")],
    "passage-too-short": [(BRIEF, "‸a beginning")],
    "silence-with-stance": [(BRIEF, "‸Ana Kresh declined")],
    "passage-of-two-stances": [(BRIEF, "‸The grounds belong to both of us\n    stance: against")],
    "quotation-not-in-source": [(BRIEF, "‸never again"), (BRIEF, "‸there will be no")],
    "unsourced-quotation": [
        (ACTORS, "‸fish first"),
        (ISSUES, "‸the herring war"),
        (BRIEF, "‸a treaty in stone"),
        (BRIEF, "‸season of reason"),
    ],
    "says-lacks-negation": [(BRIEF, "‸Velmar closes")],
    "says-adds-negation": [(BRIEF, "‸Velmar will not accept")],
    "says-unrelated": [(BRIEF, "‸Ana Kresh wants lower")],
    "says-other-number": [(BRIEF, "‸The toll brings in 14")],
    "says-first-person": [(BRIEF, "‸We will wait")],
    "says-markup": [(BRIEF, "‸Velmar will **only**")],
    "says-too-long": [(BRIEF, "‸Velmar will wait")],
    "says-without-words": [(BRIEF, '‸"~"')],
    "gist-changes-meaning": [
        (BRIEF, "gist: ‸close the port"),
        (BRIEF, "gist: ‸we will sign"),
        (BRIEF, "gist: ‸the toll legal"),
        (BRIEF, "gist: ‸40 boats"),
    ],
    "author-not-byline": [(BRIEF, "author: ‸Ana")],
    # names
    "name-shared": [
        (ACTORS, "‸Marl]\n\nostravia"),
        (ACTORS, "‸the OSTRAVIA"),
        (BRIEF, "‸Kresh]"),
    ],
    "name-of-many": [(ACTORS, "‸the foreign"), (ACTORS, "‸Friday"), (BRIEF, "‸they")],
    "name-says-something": [(ACTORS, "name: ‸Ana “no"), (ACTORS, "‸jon-marl-lied")],
    "mixed-scripts": [(ACTORS, "‸Kre\u0455h"), (BRIEF, "‸h\u0435rald"), (BRIEF, "‸t\u0430lks")],
    "unnamed-as-person": [(ACTORS, "‸A source")],
    "relayer-not-near": [(BRIEF, "relayed_by: ‸jon-marl")],
    "relayed-by-speaker": [(BRIEF, "relayed_by: ‸ana-kresh")],
    # dates
    "dates-out-of-order": [
        (BRIEF, "date: ‸2031-05-02"),
        (BRIEF, "updated: ‸2030"),
        (BRIEF, "retrieved: ‸2031-05-01"),
        (BRIEF, "‸2031-05-04"),
    ],
    "said-after-publication": [(BRIEF, "‸2031-06-02")],
    "improbable-year": [(BRIEF, "‸3021-05-02"), (BRIEF, "‸0231-05-02")],
    # translations
    "wrong-language": [(BRIEF, "‸ar\n")],
    "translation-missing": [(BRIEF, "‸Nous ne")],
    "translation-not-needed": [(BRIEF, "‸There will be no talks this")],
    "translation-too-long": [(BRIEF, "‸We will not talk, for")],
    # accepting
    "unknown-rule": [(ACTORS, "‸unused-entri"), (BRIEF, "‸speaker-not-here"), (BRIEF, "‸speakers")],
    "error-accepted": [(BRIEF, "‸passage-not-found"), (BRIEF, "‸unknown-actor")],
    "reason-too-short": [(BRIEF, "‸ok"), (BRIEF, "‸...")],
    "accept-unneeded": [
        (ACTORS, "‸unused-entry"),
        (BRIEF, "‸speaker-not-near\n        because: The article calls her"),
        (BRIEF, "- rule: ‸actor-without-trace\n        because"),
        (BRIEF, "# at the position\n  - rule: ‸speaker-not-near"),
        (BRIEF, "# twice\n  - rule: ‸actor-without-trace"),
    ],
}


def too_large(root: Path) -> None:
    with (root / "seeds/gulf-herald-all-of-2031.txt").open("wb") as file:
        file.truncate(50_000_000)
    (root / "briefs/gulf-herald-archive.yml").write_text("# nothing but this\n" * 60_000, encoding="utf-8")


def binary(root: Path) -> None:
    (root / "seeds/gulf-herald-0502.docx").write_bytes(
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml"
    )
    (root / "briefs/portrait.yml").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01")


def in_other_encodings(root: Path) -> None:
    article = root / ARTICLE
    article.write_bytes(article.read_text(encoding="utf-8").encode("cp1252"))
    (root / SECOND).write_bytes("title: Velmar signs\n".encode("utf-16"))


def linked_from_outside(root: Path) -> None:
    (root / "seeds/gulf-herald-0612.txt").symlink_to("../drafts/gulf-herald-0612.txt")


def out_of_the_folder(root: Path) -> None:
    (root / "seeds/gulf-herald-0612.txt").symlink_to("/proc/self/environ")
    (root / "site_src").mkdir()
    (root / "site_src/method.md").symlink_to("../../handbook/method.md")


def with_pipes(root: Path) -> None:
    (root / "site_src").mkdir()
    os.mkfifo(root / "site_src/about.md")
    os.mkfifo(root / "mkdocs.yml")
    (root / SECOND).mkdir()


def full_of_marks(root: Path) -> None:
    with (root / ARTICLE).open("a", encoding="utf-8") as file:
        file.write('"Yes", "no". ' * 50_000)


def edited_after_publishing(root: Path) -> None:
    assert in_process("build", "--root", str(root)).status == 0
    article = root / ARTICLE
    article.write_text(article.read_text("utf-8").replace("on Friday", "on Monday"), encoding="utf-8")


def cut_short(root: Path) -> None:
    assert in_process("build", "--root", str(root)).status == 0
    proof = root / "site/data/proof.json"
    proof.write_bytes(proof.read_bytes()[:200])


# Files that git would change, or that are too large to commit.
RECIPES: dict[str, Callable[[Path], None]] = {
    "file-too-large": too_large,
    "binary-file": binary,
    "bad-encoding": in_other_encodings,
    "link-outside": out_of_the_folder,
    "wrong-file-kind": with_pipes,
    "source-outside-seeds": linked_from_outside,
    "too-many-quotation-marks": full_of_marks,
    "source-not-as-proved": edited_after_publishing,
    "proof-unreadable": cut_short,
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Done]:
    """Runs the command that finds a rule's problem, with more flags, on a copy of its site."""

    @cache
    def copy(rule: str) -> Path:
        root = tmp_path_factory.mktemp(rule) / "root"
        shutil.copytree(SITES / rule, root)
        if rule in RECIPES:
            RECIPES[rule](root)
        return root

    @cache
    def on_site(rule: str, *flags: str) -> Done:
        command = "build" if rule in BUILT else "verify" if rule in VERIFIED else "check"
        return in_process(command, "--root", str(copy(rule)), "--no-progress", *FLAGS.get(rule, []), *flags)

    return on_site


def test_every_rule_has_a_site_and_every_site_a_rule() -> None:
    assert {path.name for path in SITES.iterdir() if path.is_dir()} == set(RULES)
    assert set(PLACES) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_golden_output(rule: str, run: Callable[..., Done], golden_update: bool) -> None:
    expected = SITES / rule / "expected.txt"
    # The output of a successful build has the path of its folder.
    shown = run(rule, *(["--strict"] if rule in BUILT else [])).out
    if golden_update:
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_found_at_every_place_and_no_other_rule_is_broken(
    rule: str, run: Callable[..., Done]
) -> None:
    problems: list[dict[str, Any]] = json.loads(run(rule, "--format", "json").out)
    found = [(problem["path"], problem["line"], problem["column"]) for problem in problems]
    assert found == [(path, *_line_and_column(SITES / rule / path, words)) for path, words in PLACES[rule]]
    assert {problem["rule"] for problem in problems} == {rule}


@pytest.mark.parametrize("rule", RULES)
def test_severity_decides_the_exit_status(rule: str, run: Callable[..., Done]) -> None:
    assert run(rule).status == (1 if RULES[rule].severity is Severity.ERROR else 0)
    assert run(rule, "--strict").status == 1


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(rule: str) -> None:
    explained = in_process("explain", rule)
    assert explained.status == 0
    assert explained.out.startswith(f"{rule} ({RULES[rule].severity})\n\n{RULES[rule].summary}\n")


def _line_and_column(path: Path, words: str) -> tuple[int, int]:
    if not words:
        return 1, 1
    text = path.read_text(encoding="utf-8")
    before, after = words.split("‸")
    at = text.index(before + after) + len(before)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
