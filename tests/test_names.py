"""Finding the actors that a text names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from helpers import strategies as our
from onrecord.anchoring.names import NameIndex
from onrecord.schema.models import Actor
from onrecord.text.folding import fold

REGISTER = {
    "us": ["United States", "US", "Washington"],
    "us-officials": ["US officials"],
    "biden": ["Joe Biden", "Biden", "President Joe Biden"],
    "harris": ["Harris"],
    "guardian": ["The Guardian"],
    "jazeera": ["Al-Jazeera"],
    "g7": ["G7", "Group of Seven"],
    "obrien": ["Pat O'Brien", "O’Brien"],
    "iran": ["Iran", "Иран", "إيران", "伊朗"],
    "china": ["中国", "Китай", "الصين"],
    "china-officials": ["中国官员"],
    "lodz": ["Łódź"],
    "israel-state": ["Israel"],
    "israel-team": ["Israel"],
    "seventy-seven": ["77 Group"],
    "caliber": ["Caliber.Az"],
    "jr": ["Jo Roe Jr."],
    "quoted": ["“Hawks”"],
    "delhi": ["दिल्ली"],
    "nobody": ["…"],
}
NAMES = NameIndex(
    {actor: Actor(name=names[0], kind="state", also=tuple(names[1:])) for actor, names in REGISTER.items()}
)


def named(text: str) -> list[str]:
    return [actor for _, actor in sorted(NAMES.find(fold(text).text))]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        pytest.param("the US said", ["us"], id="name"),
        pytest.param("give it to us", [], id="small-letters"),
        pytest.param("US officials said", ["us-officials"], id="longest-wins"),
        pytest.param("US official said", ["us"], id="longest-name-cut"),
        pytest.param("US\n officials said", ["us-officials"], id="over-a-line-break"),
        pytest.param("President Joe Biden met Biden", ["biden", "biden"], id="twice"),
        pytest.param("Biden’s plan, Harris’ plan", ["biden", "harris"], id="possessives"),
        pytest.param("the US's plan and Iran's", ["us", "iran"], id="possessives-of-short-names"),
        pytest.param("Bidens and Bidenomics", [], id="longer-words"),
        pytest.param("the Biden-Harris and US-led plan", ["biden", "harris", "us"], id="hyphens"),
        pytest.param("anti-US, pro-Iran", ["us", "iran"], id="prefixes"),
        pytest.param("Al-Jazeera, Al–Jazeera; Al Jazeera", ["jazeera", "jazeera"], id="hyphenated-name"),
        pytest.param("The Guardian and the Guardian", ["guardian", "guardian"], id="article-before-a-name"),
        pytest.param("US2 USA aUS G77", [], id="inside-words"),
        pytest.param("G7 and G7’s", ["g7", "g7"], id="letter-and-digit"),
        pytest.param("Pat O’Brien and O'Brien", ["obrien", "obrien"], id="apostrophes"),
        pytest.param("“US” (US) —US—", ["us", "us", "us"], id="beside-marks"),
        pytest.param("Israel", ["israel-state", "israel-team"], id="two-of-one-name"),
        pytest.param("77 Group; 177 Group", ["seventy-seven"], id="number"),
        pytest.param("Caliber.Az reports", ["caliber"], id="full-stop-inside"),
        pytest.param("Jo Roe Jr. said", ["jr"], id="full-stop-at-the-end"),
        pytest.param("the hawks, the Hawks", ["quoted"], id="marks-around-a-name"),
        pytest.param("Łódź and Lodz", ["lodz"], id="accents"),
        pytest.param("Ло́дзь", [], id="accent-inside"),
        pytest.param("Иран и Китай, Иранский", ["iran", "china"], id="cyrillic"),
        pytest.param("قالت إيران والصين", ["iran", "china"], id="arabic"),
        pytest.param("الصين وإيران", ["china", "iran"], id="arabic-behind-a-particle"),
        pytest.param("他说中国和伊朗", ["china", "iran"], id="chinese"),
        pytest.param("中国官员说", ["china-officials"], id="longest-wins-in-chinese"),
        pytest.param("拜登Biden说US不", ["biden", "us"], id="latin-in-chinese"),
        pytest.param("दिल्ली में", ["delhi"], id="hindi"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_named(text: str, actors: list[str]) -> None:
    assert named(text) == actors


@pytest.mark.parametrize("name", ["Łódź", "ὕβρις", "한국"])
def test_accents_apart_make_no_difference(name: str) -> None:
    index = NameIndex({"a": Actor(name=unicodedata.normalize("NFD", name), kind="state")})
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, f"in {name}.")
        assert [actor for _, actor in index.find(fold(text).text)] == ["a"]


def test_an_empty_register_names_nobody() -> None:
    assert list(NameIndex({}).find("US 中国")) == []


@given(our.any_text())
def test_places_are_where_a_name_begins(text: str) -> None:
    folded = fold(text).text
    keys = {
        actor: [fold(name).text.strip("'").removeprefix("The ") for name in names]
        for actor, names in REGISTER.items()
    }
    for at, actor in NAMES.find(folded):
        assert any(folded.startswith(key, at) for key in keys[actor])
