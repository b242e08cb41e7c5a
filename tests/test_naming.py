"""Names: which are valid, whose they are, and names in a single article."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import Site
from onrecord.anchoring.names import NameIndex
from onrecord.metadata.name_words import (
    id_says_something,
    is_common_word,
    is_role,
    is_unnamed,
    last_name,
    says_something,
)
from onrecord.schema.models import Actor
from onrecord.text.confusables import LATIN_LOOKS, doubtful_word, skeleton
from onrecord.text.folding import fold


@pytest.mark.parametrize(
    "name", ["the", "We", "“We", "he", "Monday", "in May", "not", "of", "I", "…", "many of them", "der"]
)
def test_common_words(name: str) -> None:
    assert is_common_word(name)


@pytest.mark.parametrize(
    "name",
    [
        "US",
        "WHO",
        "IT",
        "Velmar",
        "Will Marl",
        "the Hague",
        "G7",
        "Иран",
        "中国",
        "Al-Sabt",
        "Mr Tesk",
        "Der Bote",
    ],
)
def test_names_that_are_no_common_words(name: str) -> None:
    assert not is_common_word(name)


def test_a_surname_may_be_a_word() -> None:
    assert not is_common_word("May", "Tessa May")
    assert is_common_word("May", "Ivo Nemo")
    assert is_common_word("the", "Ivo the Tall")


@pytest.mark.parametrize(
    "name",
    ["minister", "the foreign minister", "Prime Minister", "officials", "senior official", "the mayor", "PM"],
)
def test_roles(name: str) -> None:
    assert is_role(name)


@pytest.mark.parametrize(
    "name",
    ["the mayor of Ansel", "President Biden", "Harbour Party", "US officials",
      "Council of Ministers of Velmar",
     "The Speaker Society", "shipowners"],
)  # fmt: skip
def test_names_that_are_no_roles(name: str) -> None:
    assert not is_role(name)


@pytest.mark.parametrize(
    "name", ["An official", "Unnamed aide of Velmar", "two officials", "A source", "sources"]
)
def test_unnamed(name: str) -> None:
    assert is_unnamed(name)


@pytest.mark.parametrize("name", ["Ana Kresh", "A. N. Marl", "The Marshal", "Ana Source", "Theo Witness"])
def test_named(name: str) -> None:
    assert not is_unnamed(name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mara “Close the port” Venn", "Close the port"),
        ("Mara Venn lied", "lied"),
        ("Mara Venn, who took bribes", "who"),
        ("Mara Venn, liar", "liar"),
        ("Mara Venn!", "!"),
    ],
)
def test_names_that_say_something(name: str, said: str) -> None:
    assert says_something(name, is_person=True) == said


@pytest.mark.parametrize(
    "name",
    ["Dwayne “The Rock” Marl", "Ana “Nan” Kresh", "Pat O’Brien", "Will Marl",
     "Ibn Hassan al-Has", "Jan van Is",
     "Mara Venn Jr.", "Ana de la Cruz", "Jean-Luc D’Or"],
)  # fmt: skip
def test_names_of_persons_that_say_nothing(name: str) -> None:
    assert not says_something(name, is_person=True)


@pytest.mark.parametrize(
    "name", ["International Criminal Court", "Forward, Velmar!", "What Is Next", "Ja oder Nein?"]
)
def test_names_of_organisations_that_say_nothing(name: str) -> None:
    assert not says_something(name, is_person=False)


def test_ids_that_say_something() -> None:
    assert id_says_something("venn-is-a-criminal", "Mara V.", is_person=True) == "is"
    assert id_says_something("mara-venn-liar", "Mara V.", is_person=True) == "liar"
    assert not id_says_something("criminal-court", "Criminal Court", is_person=False)
    assert not id_says_something("will-be-marl", "Will be Marl", is_person=True)
    assert not id_says_something("will-marl", "Will Marl", is_person=True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Тhе роrt will be closed.", "Тhе"),
        ("Mara Venɴ", "Venɴ"),
        ("Mara Ｖenn", "Ｖenn"),
        ("gаzette.example", "gаzette"),
        ("аррӏе.example", "аррӏе"),
        ("Tοrvia", "Tοrvia"),
        ("𝐓𝐨𝐫𝐯𝐢𝐚 closes", "𝐓𝐨𝐫𝐯𝐢𝐚"),
        ("Mara Тес", "Тес"),
    ],
)
def test_words_with_look_alikes(text: str, word: str) -> None:
    assert doubtful_word(text) == word


@pytest.mark.parametrize(
    "text",
    ["İlham Əliyev", "Ɛfua Ɔsei", "Иран и сосед", "The paper Правда says so", "Tシャツ", "5 μg/m³ of dust",
     "a β-blocker", "Łódź, Đorđe, Þór", "Ελλάδα", "Հայաստան", "Правда.example", "«Тас» и Velmar: сор растёт",
     "kΩ", "naïve — “so”", "中国 and G7"],
)  # fmt: skip
def test_words_as_they_are_written(text: str) -> None:
    assert doubtful_word(text) == ""


@given(st.text(st.sampled_from(sorted(LATIN_LOOKS.values())), min_size=2, max_size=8), st.data())
def test_what_looks_alike_has_one_skeleton(word: str, data: st.DataObject) -> None:
    looks = {latin: other for other, latin in LATIN_LOOKS.items()}
    at = data.draw(st.integers(0, len(word) - 1))
    spoofed = word[:at] + looks[word[at]] + word[at + 1 :]
    assert skeleton(spoofed) == word.casefold()
    assert not word.isascii() or doubtful_word(f"Velmar {spoofed}")


def test_the_table_pairs_other_letters_with_latin_ones() -> None:
    for other, latin in LATIN_LOOKS.items():
        assert not unicodedata.name(other).startswith("LATIN")
        assert unicodedata.name(latin).startswith("LATIN")


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Mara Venn", "Venn"),
        ("Mara Venn Jr.", "Venn"),
        ("Mara Venn III", "Venn"),
        ("Venn", ""),
        ("Tessa May", ""),
        ("Karl der Große", "Große"),
        ("Ivo the great", ""),
        ("An Official", ""),
        ("محمد قدمار", "قدمار"),
    ],
)
def test_last_names(name: str, last: str) -> None:
    assert last_name(name) == last


def named(text: str, register: dict[str, tuple[str, ...]], kind: str = "person") -> list[str]:
    actors = {id_: Actor(name=names[0], kind=kind, also=names[1:]) for id_, names in register.items()}  # type: ignore[arg-type]
    return [actor for _, actor in sorted(NameIndex(actors).find(fold(text).text))]


def test_last_name_and_capitals_go_without_saying() -> None:
    assert named("Holt said. HOLT: no. EDA HOLT", {"holt": ("Eda Holt",)}) == ["holt"] * 3
    assert named("Holt said. EDA HOLT", {"holt": ("Eda Holt",)}, kind="group") == ["holt"]


def test_what_goes_without_saying_is_only_for_one() -> None:
    assert named("Holt said, HOLT too", {"eda": ("Eda Holt",), "ivo": ("Ivo Holt",)}) == []
    assert named("Holt said", {"eda": ("Eda Holt",), "ivo": ("Ivo Marl", "Holt")}) == ["ivo"]
    assert named("in May and in MAY", {"may": ("Tessa May",)}) == []


def test_with_names_leaves_the_index_as_it_is() -> None:
    index = NameIndex({"holt": Actor(name="Eda Holt", kind="person")})
    here = index.with_names({"holt": ["the president", "国王"]})
    text = fold("The president met Holt and 国王").text
    assert [at for at, _ in sorted(here.find(text))] == [4, 18, 27]
    assert [at for at, _ in index.find(text)] == [18]


ARTICLE = """\
Torvia weighs closing the port

“We will never close the port,” the first lady of Torvia told reporters.

Nothing else was said.
"""
BRIEF = """\
date: 2031-05-02
summary: On the port.
source:
  file: a.txt
  publisher: Harbour Gazette
actors:
  - id: venn
    as: [first lady of Torvia, Nonesuchname]
positions:
  - actor: venn
    issue: port
    says: The port stays open.
    passage: We will never close the port
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "root")
    site.write("seeds/a.txt", ARTICLE)
    site.write("briefs/port.yml", BRIEF)
    site.write("briefs/actors.yml", "venn:\n  name: Mara Venn\n  kind: person\n")
    site.write("briefs/issues.yml", "port:\n  title: The port\n")
    return site


def test_as_serves_the_checks_and_is_published_nowhere(site: Site) -> None:
    assert site.run("build", "--strict").status == 0
    files = [path for folder in (site.html, site.pages) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert b"Nonesuchname" not in path.read_bytes(), path
    site.edit("briefs/port.yml", "    as: [first lady of Torvia, Nonesuchname]\n", "")
    problems = json.loads(site.run("check", "--format", "json").out)
    assert [problem["rule"] for problem in problems] == ["speaker-not-near"]


def test_wikidata_numbers_are_ascii(site: Site) -> None:
    site.write("briefs/actors.yml", "venn:\n  name: Mara Venn\n  kind: person\n  wikidata: Q٤٢\n")
    problems = json.loads(site.run("check", "--format", "json").out)
    assert [problem["rule"] for problem in problems] == ["bad-wikidata"]
