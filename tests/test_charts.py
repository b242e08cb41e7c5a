"""Drawings are well-formed, safe, inside their frame, and impartial."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import when
from helpers.strategies import any_text
from helpers.thoroughness import tried
from onrecord.charts import Mark, Row, Speech, speech_diagram, stance_chart
from onrecord.charts.speech import MAX_LINES
from onrecord.charts.stances import MAX_MARKS, MAX_ROWS
from onrecord.charts.svg import number
from onrecord.charts.timescale import TimeScale
from onrecord.languages import english
from onrecord.schema import Stance

FIRST = date(2031, 1, 1)
STANCES: tuple[Stance, ...] = ("for", "conditional", "unclear", "against")
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


def mark(day: int, stance: Stance = "for", number: int = 0, known: int = len("2031-01-01")) -> Mark:
    on = when((FIRST + timedelta(days=day)).isoformat()[:known])
    return Mark(on, stance, f"../briefs/b.html#p-{day}-{stance}-{number}", f"Somebody: {stance}, {on}")


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
        "figure div svg defs g circle path marker use text title a figcaption span".split()
    )
    attributes = {name for element in elements for name in element.attrib}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    assert len(set(ids)) == len(ids)
    assert all("_" in each for each in ids)
    named = {name for element in elements for name in element.get("aria-labelledby", "").split()}
    used = {element.attrib["href"].removeprefix("#") for element in elements if element.tag == "use"}
    used |= set(re.findall(r"url\(#(\w+)\)", figure))
    assert named | used <= set(ids)
    assert not re.search(r"\d\.\d\d", re.sub(r">[^<]*<", "><", figure)), "more than one decimal"
    return tree


def texts(tree: ET.Element) -> list[str]:
    return [element.text or "" for element in tree.iter("text")]


def hrefs(tree: ET.Element) -> list[str]:
    return [element.attrib["href"] for element in tree.iter("a")]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    rows = [Row(name, (Mark(FIRST, "for", "b.html#x", f"{name}: for"),)), Row("B", (mark(3),))]
    tree = checked(stance_chart(rows))
    assert len(hrefs(tree)) == 2
    checked(
        speech_diagram([Speech("a", "b", "towards"), Speech("b", "a", "relayer")], {"a": name, "b": name})
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_leaves_a_figure_as_it_is(name: str) -> None:
    figure = stance_chart([Row(name, (Mark(FIRST, "for", "b.html#x", name),)), Row("B", (mark(1),))])
    extensions = ["toc", "tables", "fenced_code", "attr_list", "def_list"]
    html = markdown.markdown(f"Before\n\n{figure}\n\nafter", extensions=extensions)
    assert html == f"<p>Before</p>\n{figure}\n\n<p>after</p>"


some_marks = st.builds(
    mark,
    st.integers(0, 3000),
    st.sampled_from(STANCES),
    known=st.sampled_from([len("2031"), len("2031-01"), 10]),
)


@tried(60)
@given(
    st.lists(
        st.builds(
            Row,
            any_text(),
            st.lists(some_marks, min_size=1).map(tuple),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_chart_holds_to_the_rules(rows: list[Row]) -> None:
    figure = stance_chart(rows)
    tree = checked(figure)
    assert figure == stance_chart(rows)
    given = {mark.href for row in rows for mark in row.marks}
    assert set(hrefs(tree)) <= given
    _, _, width, height = (float(n) for n in tree.find("div/svg").attrib["viewBox"].split())  # type: ignore[union-attr]
    for use in tree.findall("div/svg/a/use"):
        assert float(use.attrib["x"]) - 8 >= 0
        assert float(use.attrib["x"]) + 8 <= width
        assert float(use.attrib["y"]) - 8 >= 0
        assert float(use.attrib["y"]) + 8 <= height


def test_every_mark_leads_to_its_position_and_says_what_it_is() -> None:
    tree = checked(
        stance_chart([Row("A", (mark(0), mark(90, "against"))), Row("B", (mark(200, "unclear"),))])
    )
    assert hrefs(tree) == [
        "../briefs/b.html#p-0-for-0",
        "../briefs/b.html#p-90-against-0",
        "../briefs/b.html#p-200-unclear-0",
    ]
    titles = [element.findtext("title") for element in tree.iter("a")]
    assert titles[1] == "Somebody: against, 2031-04-01"


def test_stances_are_told_apart_without_colour() -> None:
    tree = checked(
        stance_chart([Row("A", tuple(mark(at * 100, stance) for at, stance in enumerate(STANCES)))])
    )
    drawn = [(group.attrib["id"], group.find("path")) for group in tree.iter("g") if "id" in group.attrib]
    shapes = {name: path.attrib["d"] for name, path in drawn if path is not None}
    assert set(shapes) == {f"mark_{stance}" for stance in STANCES}
    assert len(set(shapes.values())) == 4
    used = [element.attrib["href"] for element in tree.findall("div/svg/a/use")]
    assert used == [f"#mark_{stance}" for stance in STANCES]
    legend = "".join(tree.find("figcaption").itertext())  # type: ignore[union-attr]
    assert all(stance.capitalize() in legend for stance in STANCES)


def test_marks_of_one_row_do_not_cover_one_another() -> None:
    marks = tuple(mark(day) for day in (0, 1, 2, 400))
    tree = checked(stance_chart([Row("A", marks)]))
    places = [(float(u.attrib["x"]), float(u.attrib["y"])) for u in tree.findall("div/svg/a/use")]
    assert len(places) == 4
    for at, (x, y) in enumerate(places):
        assert all(abs(x - a) >= 18 or abs(y - b) >= 18 for a, b in places[:at])


def lines(link: ET.Element) -> list[tuple[float, float]]:
    """The ends of a mark's line; empty for a day."""
    drawn = [path.attrib["d"] for path in link.findall("path")]
    ends = [re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)M.*", written) for written in drawn]
    return [(float(found[1]), float(found[2])) for found in ends if found]


def test_a_month_and_a_year_are_drawn_as_the_time_that_they_are() -> None:
    year, month = mark(0, known=len("2031")), mark(31, "against", known=len("2031-01"))
    tree = checked(stance_chart([Row("A", (year,)), Row("B", (month,)), Row("C", (mark(45),))]))
    of_year, of_month, of_day = tree.iter("a")
    (start, end), (month_start, month_end) = lines(of_year)[0], lines(of_month)[0]
    assert lines(of_day) == []
    # 1 January to 31 December; 1 to 28 February; 15 February: as far apart as the days are.
    day = (end - start) / 364
    assert month_start - start == pytest.approx(31 * day, abs=0.1)
    assert month_end - start == pytest.approx(58 * day, abs=0.1)
    (x,) = (float(use.attrib["x"]) for use in of_day.iter("use"))
    assert x - start == pytest.approx(45 * day, abs=0.1)
    assert [link.findtext("title") for link in (of_year, of_month)] == [
        "Somebody: for, 2031",
        "Somebody: against, 2031-02",
    ]
    assert "the day is not known" in "".join(tree.find("figcaption").itertext())  # type: ignore[union-attr]


def test_of_days_alone_no_line_is_explained() -> None:
    assert "it is not known which" not in stance_chart([Row("A", (mark(0), mark(9)))])


@tried(60)
@given(st.lists(some_marks, min_size=1, max_size=12))
def test_no_line_runs_through_another_mark(marks: list[Mark]) -> None:
    tree = checked(stance_chart([Row("A", tuple(marks))]))
    taken: dict[str, list[tuple[float, float]]] = {}
    for link in tree.iter("a"):
        (use,) = link.iter("use")
        x = float(use.attrib["x"])
        (start, end), *_ = [*lines(link), (x, x)]
        assert start <= x <= end
        taken.setdefault(use.attrib["y"], []).append((min(start, x - 9), max(end, x + 9)))
    for places in taken.values():
        assert all(end <= start + 0.2 for (_, end), (start, _) in itertools.pairwise(sorted(places)))


def test_what_is_not_drawn_is_counted() -> None:
    rows = [Row(f"Actor {n}", (mark(n), mark(n, number=1))) for n in range(MAX_ROWS + 10)]
    tree = checked(stance_chart(rows))
    caption = "".join(tree.find("figcaption").itertext())  # type: ignore[union-attr]
    assert len(hrefs(tree)) == 2 * MAX_ROWS
    assert "Not shown (not enough space): 10 actors and 20 positions." in caption
    assert "Actor 9" not in texts(tree)
    assert "Actor 10" in texts(tree)
    many = [Row("A", tuple(mark(n * 30) for n in range(MAX_MARKS + 300))), Row("B", (mark(0),))]
    tree = checked(stance_chart(many))
    assert len(hrefs(tree)) <= MAX_MARKS
    assert "../briefs/b.html#p-0-for-0" in hrefs(tree), "each row keeps one"


def test_nothing_is_said_of_nothing_left_out() -> None:
    assert "Not shown" not in stance_chart([Row("A", (mark(0), mark(9)))])


def test_no_side_is_left_out_for_standing_below_the_other() -> None:
    rows = [Row(f"F{n:02}", (mark(n),)) for n in range(40)] + [
        Row(f"A{n:02}", (mark(n, "against"),)) for n in range(40)
    ]
    drawn = hrefs(parsed(stance_chart(rows)))
    assert len([href for href in drawn if "-for-" in href]) == MAX_ROWS / 2
    assert len([href for href in drawn if "-against-" in href]) == MAX_ROWS / 2


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 0), ["1 January 2031"]),
        ((0, 6), ["1 January 2031", "2 Jan", "3 Jan", "4 Jan", "5 Jan", "6 Jan", "7 Jan"]),
        ((0, 90), ["Jan 2031", "Feb 2031", "Mar 2031", "Apr 2031"]),
        ((14, 120), ["Feb 2031", "Mar 2031", "Apr 2031", "May 2031"]),
        ((0, 365 * 3), ["Jan 2031", "Jul 2031", "Jan 2032", "Jul 2032", "Jan 2033", "Jul 2033"]),
        ((0, 365 * 6), ["2031", "2032", "2033", "2034", "2035", "2036"]),
    ],
)
def test_days_named_below_the_rows(days: tuple[int, int], said: list[str]) -> None:
    first, last = (FIRST + timedelta(days=day) for day in days)
    assert [label for _, label in TimeScale(first, last, 0, 1).ticks(english())] == said


@given(st.dates(), st.dates())
def test_there_are_few_days_and_all_in_range(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = [day for day, _ in TimeScale(first, last, 0, 1).ticks(english())]
    assert len(days) <= 7
    assert days == sorted(set(days))
    assert all(first <= day <= last for day in days)
    assert len({label for _, label in TimeScale(first, last, 0, 1).ticks(english())}) == len(days)


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
