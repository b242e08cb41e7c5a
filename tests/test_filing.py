"""The order of names: of people by last name, whatever their accents, case and particles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.made_records import actor, made_of, record_of
from onrecord.pages.actors import ActorsPage, actors_outputs
from onrecord.record.filing import sort_keys, sort_name
from onrecord.schema.models import Actor
from onrecord.text.filing import filed_as, last_name_first

# A last name is found only where the name says it; the others need `sort` in the register.
LAST_NAMES = {
    "Mira Holt": "Holt Mira",
    "Holt": "Holt",
    "": "",
    "  Mira   Holt ": "Holt Mira",
    "Ursula von der Leyen": "Leyen Ursula von der",
    "Mohammed bin Salman": "Salman Mohammed bin",
    "Bashar al-Assad": "Assad Bashar al-",
    "Valéry Giscard d'Estaing": "Estaing Valéry Giscard d'",
    "Valéry Giscard d’Estaing": "Estaing Valéry Giscard d’",
    "Séamus O'Neill": "O'Neill Séamus",
    "Mary Smith-Jones": "Smith-Jones Mary",
    "e-": "e-",
    "Ada e-": "e- Ada",
    "Robert Kennedy Jr.": "Kennedy Robert Jr.",
    "Robert Kennedy, Jr.": "Kennedy Robert Jr.",
    "Davis Guggenheim III": "Guggenheim Davis III",
    "Jr.": "Jr.",
    "ليان مدروس": "مدروس ليان",
    "习近平": "习近平",
}


@pytest.mark.parametrize(("name", "filed"), LAST_NAMES.items())
def test_the_last_name_of_a_person(name: str, filed: str) -> None:
    assert last_name_first(name) == (filed or name)


@given(st.text("Ab é-'’،م习 .,", max_size=20))
def test_no_letter_of_a_name_is_lost(name: str) -> None:
    found = last_name_first(name)
    assert sorted(filter(str.isalpha, found)) == sorted(filter(str.isalpha, name))


@pytest.mark.parametrize(
    "in_order",
    [
        ["Adam", "eva", "Ève", "“Eve”", "Zoe"],
        ["Ábalos", "Abbott", "ABBOTT-LEE", "Äbel"],
        ["de Gaulle", "ʿDib", "Eve", "Évora"],
    ],
)
def test_names_are_filed_without_accents_case_and_signs(in_order: list[str]) -> None:
    keys = [filed_as(name) for name in in_order]
    assert keys == sorted(keys)


def person(name: str, sort: str | None = None) -> Actor:
    return Actor(name=name, kind="person", sort=sort)


def test_people_are_filed_by_last_name_and_others_by_their_name() -> None:
    assert sort_name(person("Mira Holt")) == "Holt Mira"
    assert sort_name(person("Xi Jinping", "Xi Jinping")) == "Xi Jinping"
    for kind in ("state", "organisation", "group", "unnamed"):
        assert sort_name(Actor(name="United Ports", kind=kind)) == "United Ports"
        assert sort_name(Actor(name="The Ports", kind=kind, sort="Ports")) == "Ports"


def test_two_of_the_same_name_have_an_order() -> None:
    record = record_of([], {"b": actor("Ana Kresh"), "a": actor("Ana Kresh"), "c": actor("Ána Kresh")})
    keys = sort_keys(record, ["a", "b", "c"])
    assert sorted(keys, key=keys.__getitem__) == ["a", "b", "c"]
    assert len(set(keys.values())) == 3


def test_the_index_of_actors_lists_people_by_last_name() -> None:
    record = record_of(
        [],
        {
            "a": person("Zoe Abel"),
            "b": person("Ana Zorn"),
            "c": person("Li Wei", "Li Wei"),
            "d": actor("Zeeland", "state"),
            "e": actor("Abel Island", "state"),
        },
    )
    (page,) = made_of(actors_outputs, record)
    assert isinstance(page, ActorsPage)
    listed = {group.kind: [entry.link.text for entry in group.actors] for group in page.kinds}
    assert listed == {
        "state": ["Abel Island", "Zeeland"],
        "person": ["Zoe Abel", "Li Wei", "Mira", "Ana Zorn"],
    }
