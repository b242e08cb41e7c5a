"""mkdocs.yml is read as MkDocs reads it, with places and limits, and nothing of it runs."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from helpers.building import PROGRAM
from onrecord.layout import Layout
from onrecord.mkdocs_yml.fast_way import fast_way
from onrecord.mkdocs_yml.resolving import MAX_VALUES, Resolver
from onrecord.mkdocs_yml.settings import settings_of
from onrecord.mkdocs_yml.site import SiteSettings, read_site_settings
from onrecord.rules.problems import Location
from onrecord.text.yaml_tree import Mapping, UnreadableError, read_tree


def site(folder: Path, settings: str, **files: str) -> SiteSettings:
    """A site with settings, and with files of theirs: `base` is base.yml."""
    folder.mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return read_site_settings(Layout(folder))


def by_mkdocs(folder: Path) -> dict[str, Any]:
    with (folder / "mkdocs.yml").open("rb") as file:
        return yaml_load(file, get_yaml_loader(yaml.SafeLoader))


ALIKE = {
    "kinds of values": "a: [1, 1.5, yes, Off, ~, 2031-02-03, 0x1f, 1_000, 12:30, .inf, '1', \"no\", NO, '']",
    "text in blocks": "a: >\n  one\n  two\nb: |\n  one\n  two\nc: one\n  two\n",
    "explicit tags": "a: !!str 1\nb: !!int '7'\nc: !!float 1\nd: !!bool 'yes'\ne: !!seq [1]\nf: !!map {a: 1}",
    "the tag of no tag": "a: ! 1\nb: ! '1'\nc: ! [1]\n",
    "keys of every kind": "1: a\nyes: b\n2031-01-01: c\n~: d\n=: e\n",
    "bytes": "a: !!binary aGVsbG8=",
    "a key twice": "a: 1\nb: 2\na: {c: 3}\n",
    "aliases": "a: &x {k: [&y 1, 2]}\nb: *x\nc: [*y, *x]\n",
    "merged mappings": "a: &x {k: 1, l: 2}\nb: {l: 3, <<: *x}\nc:\n  <<: [{k: 4}, {k: 5, m: 6}]\n  n: 7\n",
    "merged twice": "a:\n  <<: {k: 1}\n  <<: {k: 2, l: 2}\n  l: 3\n",
    "merged, with a type": "x: &x {k: 1}\na: {<<: !!int [!!str {k: 4}, *x]}\nb: {<<: !!seq {k: 2}}",
    "merged into the whole": "<<: {site_name: x}\nsite_name: y\n",
    "a quoted sign of merging": "a: {'<<': 1}",
    "a variable": "a: !ENV SET\nb: !ENV UNSET\nc: !ENV NUMBER\nd: !ENV EMPTY\n",
    "variables": "a: !ENV [UNSET, SET]\nb: !ENV [UNSET, UNSET2, x]\nc: !ENV [UNSET, SET, 0]\nd: !ENV [SET]",
    "a default": "a: !ENV [UNSET, 1]\nb: !ENV [UNSET, [a, b]]\nc: !ENV [UNSET, {k: v}]\nd: !ENV [UNSET, ~]",
    "a variable by an alias": "a: &n SET\nb: !ENV [*n, x]\nc: &v !ENV SET\nd: *v",
    "a variable with an anchor": "a: !ENV [&n SET, x]\nb: *n\nc: !ENV &m SET\nd: *m",
    "nothing": "# nothing\n",
    "inherited": "INHERIT: base.yml\na: {k: 1}\nb: [1]\nc: ~\n",
    "inherited by what is inherited": "INHERIT: middle.yml\nd: {y: 2}\n",
    "inherited by a variable": "INHERIT: !ENV [UNSET, base.yml]\n",
    "inherited from a folder": "INHERIT: ./x/../base.yml\n",
    "inherited and empty": "INHERIT: empty.yml\na: 1\n",
}
FILES = {
    "base": "a: {k: 0, l: {m: 1}}\nb: [2, 3]\nc: 4\nd: {x: 1}\nf: !ENV SET\n",
    "middle": "INHERIT: base.yml\nd: 5\n",
    "empty": "# nothing\n",
}


@pytest.fixture(autouse=True)
def _variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SET", "a word"), ("NUMBER", "31"), ("EMPTY", "")):
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("name", ALIKE)
def test_values_are_those_of_mkdocs(name: str, tmp_path: Path) -> None:
    settings = site(tmp_path, ALIKE[name], **FILES)
    assert settings.problems == []
    read, expected = settings.written.plain(), by_mkdocs(tmp_path)
    assert read == expected
    assert repr(read) == repr(expected) or set(read) == set(expected)  # True is not 1.


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.dates()
        | st.text(max_size=8),
        lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=5), below, max_size=4),
        max_leaves=20,
    ),
    st.booleans(),
    st.sampled_from(["'", '"', "|", None]),
)
def test_whatever_yaml_says_is_read_so(value: Any, flow: bool, style: str | None) -> None:
    text = yaml.safe_dump({"a": value, "b": [value]}, default_flow_style=flow, default_style=style)
    tree = read_tree(text, 100)
    assert isinstance(tree, Mapping)
    value_read = Resolver(lambda line, column: Location("x", line, column)).value(tree)
    assert repr(value_read.plain()) == repr(yaml.safe_load(text))


@given(st.text(st.sampled_from("ab: []{}&*!|>'\"%@`\n\t-?#,~<=0")))
def test_no_text_ends_in_a_traceback_or_means_something_else(text: str) -> None:
    with suppress(UnreadableError, yaml.YAMLError, ValueError):
        tree = read_tree(text, 100)
        value = Resolver(lambda line, column: Location("x", line, column)).value(tree) if tree else None
        assert repr(value.plain() if value else None) == repr(yaml.safe_load(text))


def test_every_value_has_its_place_and_that_of_its_key(tmp_path: Path) -> None:
    settings = site(
        tmp_path, "INHERIT: base.yml\na:\n  k: 'here'\n  n: !ENV [UNSET, there]\n", base="x: 1\na: {m: [y]}\n"
    )
    assert settings.get("a", "k") is not None
    places = {}
    for keys in (("a",), ("a", "k"), ("a", "n"), ("a", "m"), ("x",)):
        value = settings.written.get(*keys)
        assert value is not None
        places[keys] = [(at.path, at.line, at.column) for at in (value.key, value.place)]
    assert places == {
        ("a",): [("mkdocs.yml", 2, 1), ("mkdocs.yml", 3, 3)],
        ("a", "k"): [("mkdocs.yml", 3, 3), ("mkdocs.yml", 3, 6)],
        ("a", "n"): [("mkdocs.yml", 4, 3), ("mkdocs.yml", 4, 6)],
        ("a", "m"): [("base.yml", 2, 5), ("base.yml", 2, 8)],
        ("x",): [("base.yml", 1, 1), ("base.yml", 1, 4)],
    }
    assert settings.written.get("a", "k", "j") is None


def test_the_program_lends_what_is_not_written_and_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.mkdir()
    (program / "mkdocs.yml").write_text("site_url: https://a.example\nextra: {a: 1}\nnav: [x.md]\n")
    monkeypatch.setattr("onrecord.mkdocs_yml.site.PROGRAM", program)
    settings = site(tmp_path / "site", "extra: {b: 2}\n")
    assert settings.keys() == {"extra": {"b": 2}, "nav": ["x.md"]}
    assert settings.get("site_url") is None
    assert settings.get("extra", "a") is None
    assert (settings.words("extra", "b"), settings.is_on("extra", "b")) == ("2", False)


TAGS = [
    "!!python/name:os.system",
    "!!python/object/apply:os.system ['touch ran']",
    "!!python/object/new:os.system [touch ran]",
    "!!python/tuple [1]",
    "!!python/module:antigravity",
    "!relative $docs_dir",
    "!own {a: b}",
    "!!set {a, b}",
]


@pytest.mark.parametrize("tag", TAGS)
def test_tags_that_name_code_are_told_and_not_followed(
    tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = site(tmp_path, f"INHERIT: base.yml\na: [{{b: {tag} }}]\n", base=f"c:\n  {tag}\n")
    assert settings.problems == []
    assert settings.written.plain() == {"a": [{"b": None}], "c": None}
    assert [one.name for one in settings.tags] == [tag.split(maxsplit=1)[0]] * 2
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("settings", "place", "said"),
    [
        ("a: !!int x", "mkdocs.yml:1:4", "cannot be read as !!int"),
        ("a: 2031-02-30", "mkdocs.yml:1:4", "cannot be read as !!timestamp"),
        ("a: !!int ''", "mkdocs.yml:1:4", "cannot be read as !!int"),
        ("a: !!binary é", "mkdocs.yml:1:4", "cannot be read as !!binary"),
        ("a: !!int [1]", "mkdocs.yml:1:4", "cannot be read as !!int"),
        ("a: !!str {b: c}", "mkdocs.yml:1:4", "cannot be read as !!str"),
        ("a: !!seq {b: c}", "mkdocs.yml:1:4", "cannot be read as !!seq"),
        ("a: !!map [b]", "mkdocs.yml:1:4", "cannot be read as !!map"),
        ("a: !!map b", "mkdocs.yml:1:4", "cannot be read as !!map"),
        ("a: !!merge b", "mkdocs.yml:1:4", "cannot be read as !!merge"),
        ("a: <<", "mkdocs.yml:1:4", "cannot be read as !!merge"),
        ("a: =", "mkdocs.yml:1:4", "cannot be read as !!value"),
        ("a: !ENV {b: c}", "mkdocs.yml:1:4", "!ENV takes the name"),
        ("a: !ENV [[b], c]", "mkdocs.yml:1:10", "!ENV takes names"),
        ("a: *b", "mkdocs.yml:1:4", "nothing above has the anchor &b"),
        ("a: &b [*b]", "mkdocs.yml:1:8", "nothing above has the anchor &b"),
        ("a: &x 1\nb: &x 2", "mkdocs.yml:2:4", "the anchor &x is above already"),
        ("a: &x [&x 1]", "mkdocs.yml:1:8", "the anchor &x is above already"),
        ("a: {<<: 1}", "mkdocs.yml:1:9", "`<<` takes a mapping"),
        ("? [a]\n: b", "mkdocs.yml:1:3", "a key must be a text"),
        (
            "a: 1\n!!python/name:os.system b: c",
            "mkdocs.yml:2:1",
            "a key cannot have the tag !!python/name:os.system",
        ),
        ("!t\na: b", "mkdocs.yml:1:1", "the settings as a whole cannot have the tag !t"),
        ("x: {!t a: b}", "mkdocs.yml:1:5", "a key cannot have the tag !t"),
        ("extra:\n\ufeff  a: b", "mkdocs.yml:2:1", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\ufeff\ufeffa: b", "mkdocs.yml:1:1", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a: b\rc: d\n\ufeff", "mkdocs.yml:3:1", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a: b\r\ufeffc: d", "mkdocs.yml:2:1", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("INHERIT: gone.yml", "mkdocs.yml:1:10", "there is no file gone.yml"),
        ("INHERIT: '\\0'", "mkdocs.yml:1:10", "there is no file"),
        ('INHERIT: "\\0"', "mkdocs.yml:1:10", "there is no file"),
        ("INHERIT:", "mkdocs.yml:1:9", "INHERIT takes the name of a file"),
        ("INHERIT: [a]", "mkdocs.yml:1:10", "INHERIT takes the name of a file"),
        ("a: b\nINHERIT: mkdocs.yml", "mkdocs.yml:2:10", "mkdocs.yml inherits itself"),
        ("INHERIT: one.yml", "two.yml:1:10", "one.yml inherits itself"),
        ("INHERIT: .", ".:1:1", "this is a folder, not a file"),
        ("INHERIT: pipe", "pipe:1:1", "this is a named pipe, not a file"),
        ("INHERIT: /dev/zero", "mkdocs.yml:1:10", "INHERIT names a path outside"),
        ("INHERIT: list.yml", "list.yml:2:1", "these are no settings"),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_its_place(
    settings: str, place: str, said: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    files = {"one": "INHERIT: two.yml", "two": "INHERIT: one.yml", "list": "\n- a\n"}
    [problem] = site(tmp_path, settings, **files).problems
    at = problem.location
    assert f"{at.path}:{at.line}:{at.column}".endswith(place)
    assert said in problem.message
    assert problem.help


def test_a_pipe_or_a_folder_in_the_place_of_the_settings_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mkdocs.yml")
    assert [p.message for p in read_site_settings(Layout(tmp_path)).problems] == [
        "this is a named pipe, not a file"
    ]
    (tmp_path / "mkdocs.yml").unlink()
    (tmp_path / "mkdocs.yml").mkdir()
    assert [p.message for p in read_site_settings(Layout(tmp_path)).problems] == [
        "this is a folder, not a file"
    ]


def test_a_file_outside_is_named_and_none_of_its_lines_is_shown(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("token: abc\n\tdef: [\n")
    [problem] = site(tmp_path / "site", "INHERIT: ../secret.yml\n").problems
    assert problem.rule.name == "link-outside"
    assert (problem.location.path, problem.location.line, problem.location.column) == ("mkdocs.yml", 1, 10)
    layout = Layout(tmp_path / "site", (str(tmp_path),))
    [problem] = read_site_settings(layout).problems
    assert problem.location == Location("../secret.yml", 2, 1)


def test_no_message_tells_whether_there_is_a_file_outside(tmp_path: Path) -> None:
    (tmp_path / "there.yml").write_text("a: b\n")
    there, missing = (
        site(tmp_path / "site", f"INHERIT: ../{name}.yml\n").problems[0].message for name in ("there", "none")
    )
    assert missing.replace("none", "there") == there


def test_aliases_of_aliases_have_a_limit_and_take_no_time(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    begun = time.process_time()
    [problem] = site(tmp_path, "\n".join(lines)).problems
    assert f"more than {MAX_VALUES:,} values" in problem.message
    assert (problem.location.line, time.process_time() - begun < 5) == (6, True)
    chain = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 5_000))
    [problem] = site(tmp_path, f"a0: &a0 [x]\n{chain}").problems
    assert "nested more than 100 levels deep" in problem.message


def test_many_values_that_are_written_out_are_read(tmp_path: Path) -> None:
    nav = "".join(f"- Page {n}: p{n}.md\n" for n in range(10_000))
    settings = site(tmp_path, f"nav:\n{nav}")
    assert settings.problems == []
    assert len(settings.keys()["nav"]) == 10_000


def test_what_was_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "INHERIT: base.yml\na: !ENV [UNSET, SET, x]\n"
    first = site(tmp_path, text, base="b: !ENV NUMBER\n")
    assert list(first.files) == [
        str(tmp_path / "mkdocs.yml"),
        str(tmp_path / "base.yml"),
        str(PROGRAM / "mkdocs.yml"),
    ]
    assert first.variables == {"UNSET": None, "SET": "a word", "NUMBER": "31"}
    assert read_site_settings(Layout(tmp_path)).digest == first.digest
    digests = {first.digest, site(tmp_path, text + "#", base="b: !ENV NUMBER\n").digest}
    digests.add(site(tmp_path, text, base="b: !ENV NUMBER\n#").digest)
    for value in ("", "x"):
        monkeypatch.setenv("UNSET", value)
        digests.add(site(tmp_path, text, base="b: !ENV NUMBER\n").digest)
    assert len(digests) == 5
    assert "word" not in repr(first.digest)


def test_a_name_that_is_no_text_in_a_variable_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SET", os.fsdecode(b"\xff"))
    assert len(site(tmp_path, "a: !ENV SET").digest) == 32


KEYS = (
    "site_name site_description site_url repo_url nav theme plugins hooks markdown_extensions extra"
    " validation exclude_docs draft_docs extra_templates INHERIT"
).split()
KINDS = [
    "",
    "~",
    "7",
    "1.5",
    "yes",
    "2031-01-01",
    "word",
    "''",
    "[]",
    "[a, [b], {c: d}, {}]",
    "{}",
    "{a: {b: c}}",
]


@pytest.mark.parametrize("key", [*KEYS, "theme.name", "theme.custom_dir", "validation.nav", "extra.language"])
def test_no_kind_of_value_ends_in_a_traceback(key: str, tmp_path: Path) -> None:
    above, _, below = key.partition(".")
    for kind in KINDS:
        value = f"{{{below}: {kind} }}" if below else kind
        settings = site(tmp_path, f"{above}: {value}\n")
        settings_of(settings)
        fast_way(settings)
        settings.keys()


def test_a_date_is_a_date(tmp_path: Path) -> None:
    assert site(tmp_path, "a: 2031-02-03").keys()["a"] == date(2031, 2, 3)


def test_mappings_that_each_merge_the_one_before_are_refused_early(tmp_path: Path) -> None:
    links = "".join(f"a{n}: &a{n} {{<<: *a{n - 1}, c{n}: d}}\n" for n in range(1, 3_000))
    [problem] = site(tmp_path, f"a0: &a0 {{b: c}}\n{links}").problems
    assert f"more than {MAX_VALUES:,} values" in problem.message
    assert 900 < problem.location.line < 1_100  # The square of a thousand, halved.
