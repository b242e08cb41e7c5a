"""`explain`: a rule in full."""

from __future__ import annotations

from onrecord.interface import reporting
from onrecord.interface.terminal import FINE, WRONG_USE, stderr_line, stdout_line
from onrecord.rules import RULES
from onrecord.text.characters import make_visible
from onrecord.text.suggestions import suggest


def run(name: str) -> int:
    """Explain the rule with a name."""
    rule = RULES.get(name)
    if rule is None:
        near = suggest(name, RULES)
        stderr_line(make_visible(f"there is no rule {name}{f'; {near}' if near else ''}"))
        stderr_line(f"rules: {', '.join(RULES)}")
        return WRONG_USE
    stdout_line("text", reporting.as_explanation(rule))
    return FINE
