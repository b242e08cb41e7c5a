"""Drawings are well-formed, safe, inside their frame, and impartial."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree as ET

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import any_text
from helpers.thoroughness import tried
from onrecord.pages.charts import Speech, speech_diagram
from onrecord.pages.charts.speech import MAX_LINES
from onrecord.pages.charts.svg import number

HOSTILE = [
    "<script>alert(1)</script>\"' onload=x",
    "]]></title></svg></figure>\n\n# Heading",
    "&amp; &#60; &lt;b&gt;",
    "{{ 7*7 }} {: .x } **bold** [a](b)",
    "\x00\x0b\x1b\ufffe\ud800",
    "\u202eevil",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "\u0301" * 50,
    "",
]


def parsed(figure: str) -> ET.Element:
    """As XML: stricter than any browser."""
    return ET.fromstring(figure)


def checked(figure: str) -> ET.Element:
    """Parse a figure and check the rules for all figures."""
    tree = parsed(figure)
    assert tree.tag == "figure"
    # A blank line would end the block of raw HTML.
    assert all(line.strip() for line in figure.split("\n"))
    assert len(figure.splitlines()) == figure.count("\n") + 1
    elements = list(tree.iter())
    assert {element.tag for element in elements} <= set(
        "figure div svg defs g circle path marker text title figcaption span".split()
    )
    attributes = {name for element in elements for name in element.attrib}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    assert len(set(ids)) == len(ids)
    assert all("_" in each for each in ids)
    named = {name for element in elements for name in element.get("aria-labelledby", "").split()}
    used = set(re.findall(r"url\(#(\w+)\)", figure))
    assert named | used <= set(ids)
    assert not re.search(r"\d\.\d\d", re.sub(r">[^<]*<", "><", figure)), "more than one decimal"
    return tree


def texts(tree: ET.Element) -> list[str]:
    return [element.text or "" for element in tree.iter("text")]


def drawn(name: str) -> str:
    return speech_diagram(
        [Speech("a", "b", "towards"), Speech("b", "a", "relayer")], {"a": name, "b": f"{name}s"}
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    checked(drawn(name))


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_leaves_a_figure_as_it_is(name: str) -> None:
    extensions = ["toc", "tables", "fenced_code", "attr_list", "def_list"]
    html = markdown.markdown(f"Before\n\n{drawn(name)}\n\nafter", extensions=extensions)
    assert html == f"<p>Before</p>\n{drawn(name)}\n\n<p>after</p>"


@pytest.mark.parametrize(
    ("name", "lines", "cut"),
    [
        ("Ana Kresh", ["Ana Kresh"], False),
        (
            "The International Council of the Sarrow Strait",
            ["The International", "Council of the…"],
            True,
        ),
        ("Pilots' Guild of Brisca and Merrin", ["Pilots' Guild of Brisca", "and Merrin"], False),
    ],
)
def test_a_long_name_is_broken_or_cut(name: str, lines: list[str], cut: bool) -> None:
    tree = checked(speech_diagram([Speech("a", "b", "towards")], {"a": name, "b": "B"}))
    written = texts(tree)[2:-1]
    assert written == lines
    titles = [element.text for element in tree.iter("title")]
    assert titles == ([name] if cut else [])


@given(any_text())
def test_a_label_shows_the_name_or_the_start_of_it(name: str) -> None:
    tree = parsed(speech_diagram([Speech("a", "b", "towards")], {"a": name, "b": "B"}))
    written = texts(tree)[2:-1]
    assert 1 <= len(written) <= 2
    shown = "".join("".join(written).split())
    whole = "".join(
        re.sub(
            "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", name
        ).split()
    )
    if next(tree.iter("title"), None) is None:
        assert shown == whole
    else:
        assert shown.endswith("…")
        assert whole.startswith(shown[:-1])


def test_names_written_from_the_right_keep_to_their_side() -> None:
    names = {"a": "ليان مدروس", "b": "Torvane", "c": "(שלום) x"}
    tree = checked(speech_diagram([Speech("a", "c", "towards"), Speech("b", "c", "towards")], names))
    sides = {
        (group.find("text").text): (group.attrib["text-anchor"], group.get("direction"))  # type: ignore[union-attr]
        for group in tree.findall("div/svg/g")
    }
    # On the left all lines end at the arrows, on the right all begin there.
    assert sides == {
        "ليان مدروس": ("start", "rtl"),
        "Torvane": ("end", None),
        "(שלום) x": ("end", "rtl"),
    }


def test_kinds_of_speech_differ_in_their_lines_and_in_the_legend() -> None:
    speeches = [Speech("a", "b", "towards"), Speech("a", "b", "relayed"), Speech("a", "c", "relayer")]
    tree = checked(speech_diagram(speeches, {"a": "A", "b": "B", "c": "C"}))
    lines = list(tree.findall("div/svg/path"))
    assert [line.get("stroke-dasharray") for line in lines] == [None, "7 5", "1 5"]
    assert [line.attrib["marker-end"] for line in lines] == [*["url(#speech_arrow)"] * 2, "url(#speech_ring)"]
    legend = [("".join(span.itertext())).strip() for span in tree.findall("figcaption/span")]
    assert legend[:3] == ["to", "to, as relayed by another", "relayed by"]
    only = checked(speech_diagram(speeches[:1], {"a": "A", "b": "B"}))
    assert len(only.findall("figcaption/span")) == 2


def test_the_same_name_is_not_the_same_actor_and_a_line_is_drawn_once() -> None:
    speeches = [Speech("a", "b", "towards"), Speech("c", "b", "towards"), Speech("a", "b", "towards")]
    tree = checked(speech_diagram(speeches, {"a": "Same", "b": "B", "c": "Same"}))
    assert texts(tree).count("Same") == 2
    assert len(tree.findall("div/svg/path")) == 2


def test_a_diagram_says_how_much_it_leaves_out() -> None:
    actors = [f"a-{n}" for n in range(MAX_LINES + 5)]
    tree = checked(
        speech_diagram([Speech(a, "x", "towards") for a in actors], {a: a for a in [*actors, "x"]})
    )
    assert len(tree.findall("div/svg/path")) == MAX_LINES
    assert "Not shown (not enough space): 5 more." in "".join(tree.itertext())


@tried(40)
@given(
    st.lists(
        st.builds(
            Speech,
            st.sampled_from("abcdefgh"),
            st.sampled_from("abcdefgh"),
            st.sampled_from(["towards", "relayed", "relayer"]),
        ),
        min_size=1,
        max_size=30,
    ),
    st.dictionaries(st.sampled_from("abcdefgh"), any_text()),
)
def test_any_diagram_holds_to_the_rules_and_its_labels_have_room(
    speeches: list[Speech], names: dict[str, str]
) -> None:
    figure = speech_diagram(speeches, {actor: names.get(actor, actor) for actor in "abcdefgh"})
    tree = checked(figure)
    height = float(tree.find("div/svg").attrib["viewBox"].split()[3])  # type: ignore[union-attr]
    sides: dict[str, list[float]] = {}
    for group in tree.findall("div/svg/g"):
        for line in group.findall("text"):
            sides.setdefault(line.attrib["x"], []).append(float(line.attrib["y"]))
    assert len(sides) <= 2
    for heights in sides.values():
        assert all(14 <= y <= height for y in heights)
        in_order = sorted(heights)
        assert all(b - a >= 14 for a, b in itertools.pairwise(in_order))


@pytest.mark.parametrize(
    ("value", "shown"), [(1.0, "1"), (1.25, "1.2"), (-0.01, "0"), (0.96, "1"), (10.5, "10.5")]
)
def test_numbers_have_one_decimal_at_most(value: float, shown: str) -> None:
    assert number(value) == shown
