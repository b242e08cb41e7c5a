"""The JSON Schemas in the YAML language server, which editor programs use: completion, help, marks.

`make editors` installs the server with npm and runs these tests; they are skipped where the variable
ONRECORD_LANGUAGE_SERVER does not name the server's script.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the library ships no types
import pytest
import yaml
from ruamel.yaml.error import YAMLError

from helpers.building import PROGRAM, SITES, Site
from helpers.language_server import SCHEMAS, LanguageServer, language_server
from helpers.plain_yaml import as_editors_read
from onrecord.editing.schemas import schemas_of
from onrecord.metadata.registers import REGISTERS, read_registers

SERVER = os.environ.get("ONRECORD_LANGUAGE_SERVER")
pytestmark = [
    pytest.mark.skipif(
        not SERVER, reason="no YAML language server: `make editors` installs it and runs this"
    ),
    pytest.mark.xdist_group("language server"),  # each worker would start one
]
RULES = Path(__file__).resolve().parent / "rules"
STATEMENT = "write `kind: statement`, or remove it"
HEAD = "# yaml-language-server: $schema=../.schemas/briefing.json\n"
BRIEF = f"""\
{HEAD}date: 2031-05-02
summary: Talks.
source:
  file: a.txt
  publisher: Gulf Herald
actors:
  - id: ana-kresh
"""
POSITION = """\
positions:
  - actor: ana-kresh
    issue: fishing-rights
    says: No talks.
    passage: We will not talk
"""
ACTORS = """\
ana-kresh:
  name: Ana Kresh
  kind: person
  also: [Minister Kresh]
class-of-2031:
  name: The class of 2031
  kind: group
2031:
  name: Twenty thirty-one
  kind: group
"""


class Desk:
    """A folder that is open in an editor program; each text in it is a new file.

    Args:
        site: the folder.
        server: the program's language server.
    """

    def __init__(self, site: Site, server: LanguageServer) -> None:
        self._site = site
        self._server = server
        self._opened = 0

    def open(self, text: str, name: str = "") -> Path:
        self._opened += 1
        path = self._site.root / "briefs" / f"{name or self._opened}.yml"
        self._server.open(path, text)
        return path

    def marks(self, path: Path) -> list[tuple[int, str]]:
        """The lines of a file that are marked as wrong, counted from 1, and why."""
        found = self._server.marks(path)
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]

    def offers(self, text: str) -> dict[str, str]:
        """What can be inserted at the mark ‸ of a text, by what the program lists."""
        items = self._server.completions(*self._at(text))
        return {item["label"]: item["insertText"] for item in items}

    def help(self, text: str) -> str:
        """The help for the mark ‸ of a text."""
        return self._server.hover(*self._at(text))

    def _at(self, text: str) -> tuple[Path, int, int]:
        before, _, after = text.partition("‸")
        return self.open(before + after), before.count("\n"), len(before) - before.rfind("\n") - 1

    def add_actor(self, entry: str) -> None:
        """Add an actor and write the schemas again; an editor program watches their folder."""
        register = self._site.root / "briefs/actors.yml"
        register.write_text(register.read_text("utf-8") + entry, "utf-8")
        assert self._site.run("schema").status == 0
        schema = self._site.root / ".schemas/briefing.json"
        self._server.tell("workspace/didChangeWatchedFiles", changes=[{"uri": schema.as_uri(), "type": 2}])

    def write_schema(self, name: str, schema: Any) -> str:
        """Write another schema, and return the line that names it."""
        self._site.write(f".schemas/{name}", json.dumps(schema))
        return f"# yaml-language-server: $schema=../.schemas/{name}\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    site = Site(tmp_path_factory.mktemp("site"))
    (site.root / "seeds").mkdir()
    site.write("briefs/actors.yml", ACTORS)
    site.write("briefs/issues.yml", "fishing-rights: {title: Fishing rights}\n")
    assert site.run("schema").status == 0
    with language_server(["node", str(SERVER), "--stdio"], site.root) as server:
        yield Desk(site, server)


def test_keys_are_offered_with_what_is_required_below_them(desk: Desk) -> None:
    offered = desk.offers(f"{BRIEF}‸")
    assert {"title", "draft", "positions", "open_questions"} <= offered.keys()
    assert not {"date", "summary", "source", "actors", "passage"} & offered.keys()
    assert offered["positions"] == ("positions:\n  - actor: $1\n    issue: $2\n    says: $3\n    passage: $4")
    inside = desk.offers(f"{BRIEF}{POSITION}    st‸\n")
    assert {"stance", "toward", "gist"} <= inside.keys()
    assert not {"actor", "says", "tags"} & inside.keys()


def test_a_new_briefing_is_offered_and_is_one(desk: Desk) -> None:
    body = desk.offers(f"{HEAD}‸")["a new briefing"]
    text = HEAD + re.sub(r"\$\d", "", body) + "\n"
    assert desk.marks(desk.open(text)) == []
    assert yaml.safe_load(text)["positions"] == [dict.fromkeys(("actor", "issue", "says", "passage"))]


@pytest.mark.parametrize("draft", ["", "draft: true\n"])
def test_actors_are_offered_by_id_and_by_name(desk: Desk, draft: str) -> None:
    for key in ("actor", "relayed_by", "toward"):
        offered = desk.offers(f"{BRIEF}{draft}positions:\n  - {key}: ‸\n")
        assert offered["ana-kresh"] == offered["Ana Kresh"] == "ana-kresh"
        assert offered["The class of 2031"] == "class-of-2031"
        assert offered["2031"] == "2031"
        assert "Fishing rights" not in offered
    assert desk.offers(f"{BRIEF}{draft}positions:\n  - issue: ‸\n")["Fishing rights"] == "fishing-rights"


def test_an_actor_is_offered_as_soon_as_the_schemas_have_them(desk: Desk) -> None:
    place = f"{BRIEF}positions:\n  - actor: ‸\n"
    assert "Zed Orr" not in desk.offers(place)
    desk.add_actor("zed-orr: {name: Zed Orr, kind: person}\n")
    assert desk.offers(place)["Zed Orr"] == "zed-orr"
    assert (
        desk.marks(
            desk.open(place.replace("‸", "zed-orr\n    issue: fishing-rights\n    says: a\n    passage: b"))
        )
        == []
    )


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("draft", {"true", "false"}),
        ("title", set()),
        ("tags", set()),
        ("source:\n  kind", {"article", "transcript", "statement"}),
        ("positions:\n  - says", set()),
        ("positions:\n  - stance", {"for", "against", "conditional", "unclear"}),
    ],
)
def test_values_are_offered_where_there_is_a_choice(desk: Desk, key: str, expected: set[str]) -> None:
    assert desk.offers(f"{HEAD}{key}: ‸\n").keys() == expected


def test_warnings_are_offered_for_accepting(desk: Desk) -> None:
    offered = desk.offers(f"{BRIEF}accept:\n  - rule: ‸\n")
    assert "cut-negation" in offered
    assert "passage-not-found" not in offered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POSITION.replace("says", "sa‸ys"), "The position in one sentence, in your own words."),
        (POSITION.replace("passage", "passa‸ge"), "The article's own words that show it"),
        (POSITION.replace("positions", "posi‸tions"), "Who says what."),
        (POSITION.replace("ana-kresh", "ana-‸kresh"), "#### Ana Kresh\n\nperson, also Minister Kresh"),
        (f"{POSITION}    stance: f‸or\n", "* `conditional`"),
    ],
)
def test_help_is_shown_for_keys_and_ids(desk: Desk, text: str, expected: str) -> None:
    for draft in ("", "draft: true\n"):
        shown = desk.help(f"{BRIEF}{draft}{text}")
        assert expected in shown
        assert "||" not in shown


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("says", "sayz", 12, "Property sayz is not allowed."),
        ("    says: No talks.\n", "", 10, 'Missing property "says".'),
        ("actor: ana-kresh", "actor: ana-kresch", 10, "there is no actor with this id in briefs/actors.yml"),
        ("issue: fishing-rights", "issue:", 11, "there is no issue with this id in briefs/issues.yml"),
        ("says: No talks.", "says: [No]", 12, 'Incorrect type. Expected "string".'),
        ("says: No talks.", "says: ''", 12, "there is no text here"),
        ("2031-05-02", "2 May 2031", 2, "write a day (2024-10-02), a month (2024-10) or a year (2024)"),
        ("  pub", "  speaker: ana-kresh\n  pub", 6, f"`speaker` is for statements: {STATEMENT}"),
    ],
)  # fmt: skip
def test_a_slip_is_marked_at_its_line(desk: Desk, old: str, new: str, line: int, message: str) -> None:
    text = BRIEF + POSITION
    assert desk.marks(desk.open(text)) == []
    assert old in text
    assert (line, message) in desk.marks(desk.open(text.replace(old, new, 1)))


def test_the_registers_have_schemas_too(desk: Desk) -> None:
    head = "# yaml-language-server: $schema=../.schemas/actors.json\n"
    assert desk.marks(desk.open(head + ACTORS)) == []
    assert desk.offers(f"{head}mira:\n  kind: ‸\n").keys() >= {"person", "unnamed"}
    assert desk.marks(desk.open(f"{head}Mira:\n  name: Mira\n  kind: person\n")) == [
        (2, "an id has small letters a-z, digits and hyphens, and is not a reserved name")
    ]


@pytest.mark.parametrize(("name", "line"), [("velmar-signs", 1), ("actors", 2), ("issues", 2)])
def test_settings_give_schemas_to_files_without_a_line_of_their_own(desk: Desk, name: str, line: int) -> None:
    text = BRIEF.removeprefix(HEAD).replace("date", "dat") if line == 1 else "mira:\n  nam: Mira\n"
    marks = desk.marks(desk.open(text, name))
    assert (line, f"Property {'dat' if line == 1 else 'nam'} is not allowed.") in marks
    documented = (PROGRAM / "docs" / "editors.md").read_text("utf-8")
    settings = re.search(r"```json\n(.*?)```", documented, re.DOTALL)
    assert settings
    assert json.loads(settings[1])["yaml.schemas"] == SCHEMAS


def test_the_server_finds_what_jsonschema_finds(desk: Desk) -> None:
    """In every file of the test sites: both read YAML 1.2, the one in JavaScript and the other in Python."""
    expected = {}
    for root in (path for folder in (SITES, RULES) for path in sorted(folder.iterdir())):
        paths = [path for path in sorted(root.glob("briefs/*.yml")) if path.is_file()]
        schemas = schemas_of(read_registers(root / "briefs")[0]) if paths else {}
        heads = {name: desk.write_schema(f"{root.name}-{name}", schema) for name, schema in schemas.items()}
        for path in paths:
            name = f"{path.stem}.json" if path.name in REGISTERS else "briefing.json"
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
            try:
                is_valid = jsonschema.Draft7Validator(schemas[name]).is_valid(as_editors_read(text))
            except YAMLError:
                is_valid = False
            expected[desk.open(heads[name] + text)] = path, is_valid
    assert len(expected) > 300
    assert [
        path for opened, (path, is_valid) in expected.items() if is_valid == bool(desk.marks(opened))
    ] == []
