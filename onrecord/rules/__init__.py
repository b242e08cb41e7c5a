"""The rules: what can be wrong with the content, and how to correct it.

A rule is a constant in one of these modules, in the order in which a file is checked:

* `files`: can the file be read at all, and may a page be written;
* `languages`: are there words for pages in the language that a site has chosen;
* `syntax`: is it YAML, of the plain kind that this program reads;
* `fields`: has it the right keys, each with a value of the right kind;
* `references`: do the things that it names exist, and fit together;
* `sources`: is the article that it names there, and no other briefing's;
* `articles`: is the source read rightly, and what is doubtful in it;
* `names`: does a name name one actor, and is it what it looks like;
* `dates`: can the dates be, one after the other;
* `passages`: do the words stand in the article;
* `speakers`: does the one whom they are given to say them there;
* `meaning`: do they still mean what they mean there;
* `grounds`: can a position rest on them;
* `wording`: does the editor's own text say the same, and quote nothing else;
* `proof`: are the published words those that were checked;
* `translations`: is the article in the language that it is said to be in, and rightly translated;
* `accepting`: is what an editor accepts a warning, at its place, with a reason.

A stage imports the modules with its rules. `RULES` has all of them, for ``explain``, suggestions, the
documentation and the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Final

from onrecord.rules import (
    accepting,
    articles,
    dates,
    fields,
    files,
    grounds,
    languages,
    meaning,
    names,
    passages,
    proof,
    references,
    sources,
    speakers,
    syntax,
    translations,
    wording,
)
from onrecord.rules.problems import Rule

# In the order above.
MODULES: Final[tuple[ModuleType, ...]] = (
    files,
    languages,
    syntax,
    fields,
    references,
    sources,
    articles,
    names,
    dates,
    passages,
    speakers,
    meaning,
    grounds,
    wording,
    proof,
    translations,
    accepting,
)


def rules_of(module: ModuleType) -> list[Rule]:
    """The rules of a module, in its order."""
    return [rule for rule in vars(module).values() if isinstance(rule, Rule)]


def _collect() -> Mapping[str, Rule]:
    rules = [rule for module in MODULES for rule in rules_of(module)]
    by_name = {rule.name: rule for rule in rules}
    assert len(by_name) == len(rules), "two rules of the same name"
    return MappingProxyType(dict(sorted(by_name.items())))


RULES: Final = _collect()
