"""The stated language of articles with sentences in two languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import Site

ENGLISH = """\
Harbour board weighs new pilot fee
The harbour board of Velmar is to decide next week on a fee for pilots.
{}
Jon Marl, the head of the board, said that the fee stands until June.
"""
SENTENCES = {
    "ko": ('Ana Kresh 대변인은 "우리는 두 번 내지 않겠다"고 말했다.', "우리는 두 번 내지 않겠다"),
    "ar": ("وأشارت Ana Kresh لـ«خطأ كبير في الحساب» أمس.", "خطأ كبير في الحساب"),
    "he": ('Ana Kresh אמרה ש"לא נשלם פעמיים" השנה.', "לא נשלם פעמיים"),
    "zh": ("Ana Kresh表示：＂我们不会付两次。＂", "我们不会付两次"),
    "fr": ("« Nous ne paierons pas deux fois », a dit Ana Kresh.", "Nous ne paierons pas deux fois"),
}
BRIEF = """\
date: 2031-05-02
summary: The owners of ships refuse the fee that the board of the harbour is to decide on next week.
source:
  file: a.txt
  publisher: Gulf Herald
  language: {}
actors:
  - id: ana-kresh
  - id: jon-marl
positions:
  - actor: ana-kresh
    issue: fee
    says: Owners will not pay twice.
    passage: '{}'
    translation: {}
  - actor: jon-marl
    issue: fee
    says: The fee stays until June.
    passage: the fee stands until June
"""


def rules(
    folder: Path, language: str, sentence: str, passage: str, translation: str
) -> list[tuple[str, int]]:
    site = Site(folder)
    site.write("seeds/a.txt", ENGLISH.format(sentence))
    site.write("briefs/fee.yml", BRIEF.format(language, passage, translation))
    kind = "kind: person"
    site.write(
        "briefs/actors.yml", f"ana-kresh: {{name: Ana Kresh, {kind}}}\njon-marl: {{name: Jon Marl, {kind}}}\n"
    )
    site.write("briefs/issues.yml", "fee: {title: The pilot fee}\n")
    problems = json.loads(site.run("check", "--format", "json").out)
    return [(problem["rule"], problem["line"]) for problem in problems]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_language_that_a_passage_is_in_is_not_wrong(tmp_path: Path, language: str) -> None:
    sentence, passage = SENTENCES[language]
    assert rules(tmp_path, language, sentence, passage, "We will not pay twice") == []


@pytest.mark.parametrize("language", SENTENCES)
def test_a_language_that_no_passage_is_in_is_wrong(tmp_path: Path, language: str) -> None:
    sentence, _ = SENTENCES[language]
    found = rules(tmp_path, language, sentence, "The harbour board of Velmar is to decide", "null")
    assert ("wrong-language", 6) in found


@pytest.mark.parametrize("language", ["ko", "ar", "he"])
def test_of_two_languages_only_the_other_needs_a_translation(tmp_path: Path, language: str) -> None:
    sentence, passage = SENTENCES[language]
    site = Site(tmp_path)
    rules(tmp_path, language, sentence, passage, "We will not pay twice")
    site.edit("briefs/fee.yml", "    translation: We will not pay twice\n", "")
    problems = json.loads(site.run("check", "--format", "json").out)
    assert [(problem["rule"], problem["line"]) for problem in problems] == [("translation-missing", 14)]
