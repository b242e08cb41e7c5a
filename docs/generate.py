"""Write the reference pages: docs/rules.md from the rules, and the tables of docs/yaml.md from the models.

`make docs` runs it; a test fails where the pages and the code differ.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from pydantic import BaseModel  # noqa: E402 - the line above lets the program be found without installing it

from onrecord.languages.frame import words_template  # noqa: E402
from onrecord.quotes import browser  # noqa: E402
from onrecord.rules import MODULES, rules_of  # noqa: E402
from onrecord.rules.corrections import CORRECTIONS  # noqa: E402
from onrecord.rules.problems import Rule  # noqa: E402
from onrecord.schema import fields as kinds  # noqa: E402
from onrecord.schema import models as schema  # noqa: E402
from onrecord.text.characters import make_visible  # noqa: E402

RULES_HEAD = """\
# Rules

All problems that the program reports in briefings, registers and articles. Each problem names its
rule in square brackets, and `python build.py explain RULE` shows the same text in the terminal.

An **error** stops the build, and the published site does not change. A **warning** stops it only with
`--strict`. `python build.py check --fix` corrects what has one right answer: the rules say what it does.

The examples show a tab as →, and an invisible character by its number, such as `<U+200B>`.
"""
# The question that the rules of each module answer.
QUESTIONS = {
    "files": "Can the file be read, and can the page be written?",
    "languages": "Are the interface texts complete in the site's language?",
    "syntax": "Is it YAML, in the plain form that this program reads?",
    "fields": "Does it have the right keys, each with the right kind of value?",
    "references": "Do the things that it refers to exist and fit together?",
    "sources": "Is the article there, and is this the only briefing of it?",
    "articles": "Was the source read correctly, and is anything in it doubtful?",
    "names": "Does each name identify one actor, and is it spelt as it looks?",
    "dates": "Are the dates possible and in order?",
    "passages": "Are the words in the article?",
    "speakers": "Does the article attribute the words to the same actor?",
    "meaning": "Do the words mean the same as in the article?",
    "grounds": "Are these words enough to show a position?",
    "wording": "Does the editor's own text agree with the passage, and quote only the article?",
    "proof": "Are the published words the checked words?",
    "translations": "Is the article's language right, and is it translated where needed?",
    "accepting": "Is each accepted warning at its place, with a reason?",
}

# The tables of docs/yaml.md, by the name of their place there.
MODELS: dict[str, type[BaseModel]] = {
    "briefing": schema.Brief,
    "source": schema.Source,
    "actors": schema.ListedActor,
    "positions": schema.Position,
    "open_questions": schema.Question,
    "corrections": schema.Correction,
    "accept": schema.Accepted,
    "actors.yml": schema.Actor,
    "issues.yml": schema.Issue,
}
VALUES: dict[Any, str] = {
    kinds.Line: "text",
    kinds.Block: "text",
    kinds.Words: "words of the article",
    kinds.Ask: "question",
    kinds.Date: "date: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`",
    kinds.Day: "day, `YYYY-MM-DD`",
    kinds.Url: "web address",
    kinds.Language: "code of a language",
    kinds.Id: "id",
    kinds.PositionReference: "`<slug>#<position id>`",
    kinds.Wikidata: "Wikidata item",
    kinds.WarningName: "name of a rule",
    kinds.Reason: "text",
    kinds.Passages: "words of the article, or a list of them",
    kinds.Ids: "id, or a list of them",
    schema.Source: "[keys](#source)",
    tuple[kinds.Line, ...]: "list of texts",
    tuple[kinds.Id, ...]: "list of ids",
    tuple[schema.ListedActor, ...]: "list of [actors](#actors)",
    tuple[schema.Position, ...]: "list of [positions](#positions)",
    tuple[schema.Question, ...]: "list of [questions](#open_questions)",
    tuple[schema.Accepted, ...]: "list of [accepted warnings](#accept)",
    tuple[schema.Correction, ...]: "list of [corrections](#corrections)",
}


def rules_page() -> str:
    """The text of docs/rules.md."""
    parts = [RULES_HEAD]
    for module in MODULES:
        rules = rules_of(module)
        parts.append(f"**{_name(module).capitalize()}.** {QUESTIONS[_name(module)]}\n")
        parts.append("".join(f"- [{rule.name}](#{rule.name}): {rule.summary}\n" for rule in rules))
    for module in MODULES:
        parts.append(f"## {_name(module).capitalize()}\n")
        parts += map(_rule, rules_of(module))
    return "\n".join(parts)


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _rule(rule: Rule) -> str:
    fixed = f"`check --fix` {CORRECTIONS[rule]}\n\n" if rule in CORRECTIONS else ""
    return (
        f"### {rule.name}\n\n**{rule.severity.capitalize()}.** {rule.summary}\n\n{rule.explanation}\n\n"
        f"{fixed}Wrong:\n\n{_block(rule.wrong)}\nRight:\n\n{_block(rule.right)}"
    )


def _block(example: str) -> str:
    lines = [make_visible(line.replace("\t", "→")) for line in example.splitlines()]
    language = "yaml" if re.search(r"^\s*(?:- )?\w+:(?: |$)", example, re.MULTILINE) else "text"
    return "\n".join([f"```{language}", *lines, "```", ""])


def yaml_page() -> str:
    """The text of docs/yaml.md: its tables as the models have them, all else as it stands there."""
    text = (DOCS / "yaml.md").read_text(encoding="utf-8")
    for name, model in MODELS.items():
        begin, end = f"<!-- {name}: made by docs/generate.py -->\n", "<!-- end -->"
        before, found, rest = text.partition(begin)
        assert found, f"docs/yaml.md has no place for the keys of {name}"
        text = f"{before}{begin}\n{_table(model)}\n{end}{rest.partition(end)[2]}"
    return text


def _table(model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    lines = ["| key | value | | what it is |", "| --- | --- | --- | --- |"]
    for name, field in model.model_fields.items():
        needed = f"default `{field.default}`" if field.default else "optional"
        needed = "**required**" if field.is_required() else needed
        lines.append(f"| `{field.alias or name}` | {_value(hints[name])} | {needed} | {field.description} |")
    return "".join(f"{line}\n" for line in lines)


def _value(hint: Any) -> str:
    if hint in VALUES:
        return VALUES[hint]
    if get_origin(hint) is Literal:
        return " ".join(f"`{word}`" for word in get_args(hint))
    (inner,) = (part for part in get_args(hint) if part is not NoneType)
    return _value(inner)


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "yaml.md": yaml_page,
    "../templates/theme/words.html": words_template,
    "../templates/theme/js/quotation_marks.js": browser.script,
}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
        print((DOCS / page).resolve().relative_to(DOCS.parent))
