"""The faults that fuzzing found, with the tests that show them: all are fixed."""

from __future__ import annotations

from msgspec import Struct


class Fixed(Struct, frozen=True):
    """A fault that is no more.

    Attributes:
        fault: what went wrong, for which input.
        test: the file and the name of the test that failed.
    """

    fault: str
    test: str


_READ = "tests/test_mkdocs_yml.py::test_what_cannot_be_read_is_a_problem_at_its_place"
_FAST = "tests/test_fast_way.py::test_a_site_goes_the_way_that_its_settings_say"
_TREE = "tests/test_yaml_tree.py::test_what_cannot_be_read_is_said_with_its_place"
FIXED: dict[str, tuple[Fixed, ...]] = {
    "article": (
        Fixed(
            "a file with nothing but a byline ended in a traceback",
            "tests/test_articles.py::test_headline_and_standfirst",
        ),
    ),
    "settings": (
        Fixed("a tag of all of `mkdocs.yml` was not noticed", _READ),
        Fixed("a tag of a key was not noticed", _READ),
        Fixed("an anchor given twice was not noticed", _READ),
        Fixed("a tag that names code was not noticed in a value that another replaces", _FAST),
        Fixed("a tag of YAML's own on a value of another kind, as in `!!int [1]`, was not noticed", _READ),
        Fixed(
            "a tag of YAML's own on what `<<` merges was refused",
            "tests/test_mkdocs_yml.py::test_values_are_those_of_mkdocs",
        ),
        Fixed("a byte order mark before a line was read in another way than MkDocs reads it", _READ),
        Fixed("the line of a byte order mark was counted without lone carriage returns", _READ),
        Fixed("a second document was not noticed", _TREE),
        Fixed(
            "lines were counted as YAML counts them: U+0085, U+2028 and U+2029 break lines there",
            "tests/test_yaml_tree.py::test_lines_are_those_that_editors_count",
        ),
    ),
    "saved": (
        Fixed(
            "`new` looked at every place of a passage or a name each time that it came again",
            "tests/test_drafting.py::test_a_text_that_repeats_itself_takes_no_long_time",
        ),
        Fixed(
            "`new` looked for the words before a name from each of the 120 characters before it",
            "tests/test_drafting.py::test_a_text_that_repeats_itself_takes_no_long_time",
        ),
        Fixed(
            "`new` took time with the square of a text's lines",
            "tests/test_drafting.py::test_a_text_that_repeats_itself_takes_no_long_time",
        ),
    ),
    "published": (
        Fixed(
            "lines that end in a carriage return were not counted",
            "tests/test_proof_marks.py::test_lines_of_a_page_are_those_that_editors_count",
        ),
    ),
}
