"""The JSON Schemas of the YAML: they accept what the loader accepts, and know what an editor may write.

What the loader accepts is asked of the loader; how an editor program reads a file, of ruamel.yaml, which
reads YAML 1.2; whether a schema accepts that, of jsonschema. `test_language_server.py` asks the real server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter
from ruamel.yaml.error import YAMLError

from helpers.building import EXAMPLE, PROGRAM, SITES, Site
from helpers.plain_yaml import as_editors_read
from onrecord.editing.definitions import NAMED
from onrecord.editing.json_schema import Entry, briefing_schema
from onrecord.editing.plain_scalars import read_as
from onrecord.editing.schemas import schemas_of
from onrecord.metadata.briefs import read_brief
from onrecord.metadata.references import check_references
from onrecord.metadata.registers import REGISTERS, Registers, read_registers
from onrecord.schema import fields
from onrecord.schema import models as schema

RULES = Path(__file__).resolve().parent / "rules"
DRAFTED = Path(__file__).resolve().parent / "drafted"
SOUND = (PROGRAM, EXAMPLE, *sorted(SITES.iterdir()))
BROKEN = tuple(sorted(path for path in RULES.iterdir() if (path / "briefs").is_dir()))
# What is wrong with the form of a file is seen in an editor program, too; by rule.
SEEN = {
    "answered-without-answer",
    "bad-choice",
    "bad-date",
    "bad-id",
    "bad-indentation",
    "bad-language",
    "bad-url",
    "bad-wikidata",
    "colon-in-value",
    "duplicate-key",
    "empty-value",
    "error-accepted",
    "impossible-date",
    "invisible-character",
    "missing-key",
    "nested-too-deep",
    "not-yaml",
    "question-without-mark",
    "speaker-without-statement",
    "statement-without-speaker",
    "tab",
    "text-after-quote",
    "unclosed-quote",
    "unknown-actor",
    "unknown-issue",
    "unknown-key",
    "unknown-position",
    "unknown-rule",
    "wrong-type",
    "yaml-feature",
    "yaml-syntax",
}
# These errors of the YAML are left to `check`.
UNSEEN = {
    "actor-not-listed": "one place of the file decides what another may have",
    "actor-of-itself": "the same",
    "bad-slug": "it is the file's name",
    "duplicate-id": "one place of the file decides what another may have",
    "reason-too-short": "what a word is, in any script, no pattern can tell",
    "smart-quotes": "it is a text all the same",
    "unquoted-hash": "it is a text all the same",
}

BRIEF = """\
date: 2031-05-02
summary: Talks.
source:
  file: a.txt
  publisher: Gulf Herald
actors:
  - id: ana-kresh
positions:
  - actor: ana-kresh
    issue: fishing-rights
    says: No talks.
    passage: We will not talk
open_questions:
  - ask: When?
    status: answered
    answer: In June.
"""
ACTORS = {"ana-kresh": "Ana Kresh", "2031": "The class of 2031", "jon-marl": "Jon Marl"}
ISSUES = {"fishing-rights": "Fishing rights"}


def entries(names: Mapping[str, str]) -> list[Entry]:
    return [Entry(id_, name) for id_, name in names.items()]


@cache
def made() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(briefing_schema(entries(ACTORS), entries(ISSUES)))


def faults(validator: jsonschema.Draft7Validator, text: str) -> list[str]:
    """Where a text is not as a schema wants it."""
    try:
        instance = as_editors_read(text)
    except YAMLError as error:
        return [type(error).__name__]
    return sorted({"/".join(map(str, error.absolute_path)) for error in validator.iter_errors(instance)})


@cache
def registers_of(root: Path) -> Registers:
    return read_registers(root / "briefs")[0]


@cache
def validator_of(root: Path, name: str) -> jsonschema.Draft7Validator:
    schemas = schemas_of(registers_of(root))
    return jsonschema.Draft7Validator(
        schemas[f"{Path(name).stem}.json" if name in REGISTERS else "briefing.json"]
    )


def errors_of(path: Path) -> set[str]:
    """The rules of the errors that the loader finds in a file, without those that need the article."""
    if path.name in REGISTERS:
        problems = [p for p in read_registers(path.parent)[1] if p.location.path.endswith(path.name)]
    else:
        file, problems = read_brief(path)
        if file is not None:
            problems = [*problems, *check_references(file, registers_of(path.parent.parent))]
    return {problem.rule.name for problem in problems if problem.is_error}


def files(*roots: Path) -> list[Path]:
    found = (path for root in roots for path in sorted((root / "briefs").glob("*.yml")))
    return [path for path in found if path.is_file()]


def label(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


@pytest.mark.parametrize("name", ["briefing.json", "actors.json", "issues.json"])
@pytest.mark.parametrize("root", SOUND, ids=lambda root: root.name)
def test_a_schema_is_a_schema(root: Path, name: str) -> None:
    made = schemas_of(registers_of(root))[name]
    jsonschema.Draft7Validator.check_schema(made)
    json.loads(json.dumps(made, allow_nan=False))


@pytest.mark.parametrize("path", files(*SOUND), ids=label)
def test_every_file_of_a_sound_site_is_accepted(path: Path) -> None:
    assert errors_of(path) == set()
    assert faults(validator_of(path.parent.parent, path.name), path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", files(*BROKEN), ids=label)
def test_what_the_loader_accepts_is_accepted_and_what_has_another_form_is_not(path: Path) -> None:
    errors = errors_of(path)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        assert errors
        return
    found = faults(validator_of(path.parent.parent, path.name), text)
    assert bool(found) == bool(errors & SEEN), (errors, found)
    assert errors <= SEEN | UNSEEN.keys() | {"binary-file", "bad-encoding", "file-too-large"}


def test_every_error_of_the_list_is_seen_in_a_broken_site() -> None:
    found = {rule for path in files(*BROKEN) for rule in errors_of(path)}
    assert found >= SEEN
    assert UNSEEN.keys() <= found


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("    answer: In June.\n", "", "open_questions/0"),
        ("date: 2031-05-02\n", "", ""),
        ("date: 2031-05-02", "date: 2031-5-2", "date"),
        ("summary: Talks.", "summary: ''", "summary"),
        ("summary: Talks.", "sumary: Talks.", ""),
        ("    says: No talks.\n", "", "positions/0"),
        ("says: No talks.", "says: [No talks]", "positions/0/says"),
        ("passage: We will not talk", "passage: []", "positions/0/passage"),
        ("passage: We will not talk", "passage: {a: b}", "positions/0/passage"),
        ("actor: ana-kresh", "actor: ana-kresch", "positions/0/actor"),
        ("actor: ana-kresh", "actor:", "positions/0/actor"),
        ("issue: fishing-rights", "issue: 2031", "positions/0/issue"),
        ("  - id: ana-kresh", "  []", "actors"),
        ("  publisher: Gulf Herald", "  publisher: Gulf Herald\n  speaker: ana-kresh", "source"),
        ("  publisher: Gulf Herald", "  publisher: Gulf Herald\n  kind: statement", "source"),
        ("date: 2031-05-02", "date: 2031-05-02\ndraft: maybe", "draft"),
    ],
)  # fmt: skip
def test_a_wrong_form_is_found_at_its_place(old: str, new: str, place: str) -> None:
    assert faults(made(), BRIEF) == []
    assert old in BRIEF
    found = faults(made(), BRIEF.replace(old, new, 1))
    assert place in found
    assert len(found) <= 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date: 2031-05-02", "date: 2031"),
        ("date: 2031-05-02", "date: 2031-05"),
        ("date: 2031-05-02", "date: '2031'"),
        ("date: 2031-05-02\n", ""),
        ("summary: Talks.", "summary: 1.10"),
        ("summary: Talks.", "summary: NO"),
        ("summary: Talks.", "summary: true"),
        ("summary: Talks.", "summary: |\n  One.\n\n  Two."),
        ("passage: We will not talk", "passage: [We will, not talk]"),
        ("passage: We will not talk", "passage: 12"),
        ("passage: We will not talk", "passage: We\n    toward: jon-marl"),
        ("passage: We will not talk", "passage: We\n    toward: [jon-marl, 2031]"),
        ("actor: ana-kresh", "actor: 2031"),
        ("actor: ana-kresh", "actor: '2031'"),
        ("actor: ana-kresh", "actor: ' ana-kresh'"),
        ("  publisher: Gulf Herald", "  publisher: Gulf Herald\n  kind: statement\n  speaker: 2031"),
        ("date: 2031-05-02", "date: 2031-05-02\ndraft: false"),
        ("date: 2031-05-02", "date: 2031-05-02\ndraft: 'false'"),
    ],
)
def test_what_is_written_in_another_way_is_accepted(old: str, new: str) -> None:
    text = BRIEF.replace("  file: a.txt", "  file: a.txt\n  published: 2031-05-01")
    assert old in text
    assert faults(made(), text.replace(old, new, 1)) == []


@pytest.mark.parametrize("draft", ["true", "'true'"])
def test_a_draft_may_lack_what_is_still_to_be_written(draft: str) -> None:
    text = BRIEF.replace("issue: fishing-rights", "issue:").replace("says: No talks.", "says:")
    text = text.replace("date: 2031-05-02", "date:").replace("    passage: We will not talk\n", "")
    assert faults(made(), text) == ["date", "positions/0", "positions/0/issue"]
    assert faults(made(), f"draft: {draft}\n{text}") == []
    assert faults(made(), f"draft: {draft}\n{text}other: no\n") == [""]


@pytest.mark.parametrize("name", sorted(path.stem for path in DRAFTED.glob("*.txt")))
def test_what_new_drafts_is_accepted(name: str, tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("briefs/actors.yml", "ana-kresh: {name: Ana Kresh, kind: person}\n")
    site.write("briefs/issues.yml", "fee: {title: The fee}\n")
    (site.root / "seeds").mkdir()
    assert site.run("new", "--register", str(DRAFTED / f"{name}.txt")).status == 0
    assert site.run("schema").status == 0
    (draft,) = (path for path in files(site.root) if path.name not in REGISTERS)
    text = draft.read_text("utf-8")
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert found
    named = json.loads((draft.parent / found[1]).read_text("utf-8"))
    assert faults(jsonschema.Draft7Validator(named), text) == []
    register = json.loads((site.root / ".schemas/actors.json").read_text("utf-8"))
    actors = (site.root / "briefs/actors.yml").read_text("utf-8")
    assert faults(jsonschema.Draft7Validator(register), actors) == []


TEXTS = st.one_of(
    st.text("0123456789.-+eExob", min_size=1, max_size=6),
    st.sampled_from(
        "true True TRUE yes NO off null Null ~ .inf -.Inf .nan 0x1F 0o17 017 1e3 12:30 1_000 y =".split()
    ),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8),
)
KEYS = [
    ("date: ", "2031-05-02"),
    ("summary: ", "Talks."),
    ("publisher: ", "Gulf Herald"),
    ("says: ", "No talks."),
    ("passage: ", "We will not talk"),
    ("ask: ", "When?"),
    ("status: ", "answered"),
    ("answer: ", "In June."),
    ("actor: ", "ana-kresh"),
    ("issue: ", "fishing-rights"),
]
MORE = {
    "title": "", "updated": "", "tags": "- ", "draft": "", "source/headline": "", "source/kind": "",
    "source/published": "", "source/url": "", "source/language": "", "positions/id": "", "positions/date": "",
    "positions/stance": "", "positions/gist": "", "open_questions/answered_by": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the registers of `made`."""
    site = Site(tmp_path_factory.mktemp("scalars"))
    site.write("briefs/actors.yml", "".join(f"{i}: {{name: {n}, kind: person}}\n" for i, n in ACTORS.items()))
    site.write("briefs/issues.yml", "".join(f"{i}: {{title: {n}}}\n" for i, n in ISSUES.items()))
    return site.root


@given(TEXTS, st.sampled_from([*KEYS, *MORE]))
@example("null", KEYS[3])
@example("2031", KEYS[8])
@example("0x7ef", KEYS[0])
@example("1e3", "positions/id")
@example("true", "draft")
def test_a_plain_value_that_the_loader_accepts_is_accepted(
    folder: Path, text: str, key: tuple[str, str] | str
) -> None:
    if isinstance(key, tuple):
        brief = BRIEF.replace("".join(key), f"{key[0]}{text}", 1)
    else:
        group, _, name = key.rpartition("/")
        line = f"{name}: {text}" if not MORE[key] else f"{name}:\n- {text}"
        at = {"": "date:", "source": "  file:", "positions": "    issue:", "open_questions": "    status:"}[
            group
        ]
        indent = re.match(" *", at)
        assert indent
        brief = BRIEF.replace(at, f"{indent[0]}{line}\n{at}", 1)
    path = folder / "briefs/a-briefing.yml"
    path.write_text(brief, encoding="utf-8")
    assume(errors_of(path) == set())
    assert faults(made(), brief) == []


@given(st.from_regex(fields.SLUG, fullmatch=True))
@example("9e999")
@example("0o17")
@example("0x1f")
@example("1e0")
@example("true")
@example("00")
def test_an_id_is_accepted_however_a_reader_of_yaml_takes_it(id_: str) -> None:
    assume(not id_.startswith("0b"))  # ruamel.yaml reads it as a number, YAML 1.2 does not.
    read = as_editors_read(f"- {id_}\n")[0]
    assert read_as(id_) == read
    schema = briefing_schema([Entry(id_, "Somebody"), Entry("other", "Other")], [])
    json.dumps(schema, allow_nan=False)
    listed = BRIEF.replace("ana-kresh", id_)
    assert faults(jsonschema.Draft7Validator(schema), listed) == []


def test_ids_are_offered_with_their_names() -> None:
    made = briefing_schema(entries(ACTORS), entries(ISSUES))
    actors, issues = made["definitions"]["actor-id"]["anyOf"], made["definitions"]["issue-id"]["anyOf"]
    named = [(each["const"], each["title"]) for each in (*actors, *issues) if "const" in each]
    assert named == [
        ("ana-kresh", "Ana Kresh"),
        ("2031", "The class of 2031"),
        (2031, "The class of 2031"),
        ("jon-marl", "Jon Marl"),
        ("fishing-rights", "Fishing rights"),
    ]


def test_without_registers_any_id_is_accepted() -> None:
    schema = jsonschema.Draft7Validator(briefing_schema([], []))
    assert faults(schema, BRIEF) == []
    assert faults(schema, BRIEF.replace("actor: ana-kresh", "actor: Ana Kresh")) == ["positions/0/actor"]


MODELS = [
    model
    for model in vars(schema).values()
    if isinstance(model, type) and issubclass(model, BaseModel) and model.model_fields
]


KEYS_OF_MODELS = [
    (model, name, get_type_hints(model, include_extras=True)[name])
    for model in MODELS
    for name in model.model_fields
]


def test_every_id_names_an_entry_of_a_register_or_is_its_own() -> None:
    ids = {
        (model, name)
        for model, name, hint in KEYS_OF_MODELS
        if fields.Id in (hint, *get_args(hint)) or hint == fields.Ids
    }
    former = {(model, "formerly") for model in (schema.Brief, schema.Actor, schema.Issue)}
    assert ids == NAMED.keys() | former | {(schema.Position, "id"), (schema.Question, "id")}


@pytest.mark.parametrize(("model", "name", "hint"), KEYS_OF_MODELS)
def test_the_schema_says_what_the_models_say(model: type[BaseModel], name: str, hint: Any) -> None:
    """Descriptions and examples; each example can be written where it is shown."""
    field = model.model_fields[name]
    assert field.description
    made = str(schemas_of(registers_of(EXAMPLE)))
    assert repr(field.description)[1:-1] in made
    for value in field.examples or ():
        TypeAdapter(hint).validate_python(value)
        assert (", ".join(value) if isinstance(value, list) else value) in made
