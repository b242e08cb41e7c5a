"""Problems as SARIF, the format that code scanning and many editors read. Pure.

SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html; what code scanning reads
of it: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from onrecord import __version__
from onrecord.interface.reporting import NONE_ACCEPTED, Reasons, as_explanation
from onrecord.rules.problems import Location, Problem, Rule
from onrecord.text.characters import make_visible

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_TOP: Final = "%SRCROOT%"


def as_sarif(problems: Sequence[Problem], reasons: Reasons = NONE_ACCEPTED, within: str = "") -> str:
    """One run with a result for each problem; accepted warnings are suppressed in the source.

    Args:
        problems: in order.
        reasons: why warnings among them were accepted.
        within: the path of the site's folder in the repository, with a slash at its end.
    """
    rules = sorted({problem.rule.name: problem.rule for problem in problems}.values(), key=lambda r: r.name)
    driver = {
        "name": "onrecord",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    number = {rule.name: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the repository."}}},
        "results": [
            _result(problem, number[problem.rule.name], fingerprint, within) | _suppression(problem, reasons)
            for problem, fingerprint in zip(problems, _fingerprints(problems), strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    examples = f"Wrong:\n\n```\n{rule.wrong}\n```\n\nRight:\n\n```\n{rule.right}\n```"
    return {
        "id": rule.name,
        "shortDescription": {"text": _message(rule.summary)},
        "fullDescription": {"text": _message(rule.explanation)},
        "help": {
            "text": _message(as_explanation(rule)),
            "markdown": _message(f"{rule.explanation}\n\n{examples}"),
        },
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(problem: Problem, rule: int, fingerprint: str, within: str) -> dict[str, Any]:
    said = ". ".join((problem.message, *problem.notes, problem.help))
    return {
        "ruleId": problem.rule.name,
        "ruleIndex": rule,
        "level": problem.rule.severity.value,
        "message": {"text": _message(make_visible(said))},
        "locations": [{"physicalLocation": _place(problem.location, within)}],
        "partialFingerprints": {"onrecordProblem/v1": fingerprint},
    }


def _message(text: str) -> str:
    """A text in which no brace begins a placeholder (3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _place(location: Location, within: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": location.line, "startColumn": location.column}
    if location.text:
        region["snippet"] = {"text": location.text}
    return {"artifactLocation": _artifact(location.path, within), "region": region}


def _artifact(path: str, within: str) -> dict[str, str]:
    """A path as an address: relative to the repository's top, or absolute as a copy of a site may be."""
    if path.startswith(("http://", "https://")):
        return {"uri": quote(path, safe="/:?#[]@!$&'()*+,;=%")}
    if path.startswith("/"):
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted((PurePosixPath(within) / path).as_posix()), "uriBaseId": _TOP}


def _quoted(path: str) -> str:
    return quote(os.fsencode(path))


def _fingerprints(problems: Sequence[Problem]) -> Iterator[str]:
    """What tells each problem from the others, and stays when lines are added above it.

    The message is no part of it, as it may name other lines.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        key = problem.rule.name, problem.location.path, problem.location.text.strip()
        seen[key] += 1
        written = json.dumps([*key, seen[key]])
        yield hashlib.sha256(written.encode()).hexdigest()[:32]


def _suppression(problem: Problem, reasons: Reasons) -> dict[str, Any]:
    """Where some results are suppressed, all say whether they are (3.27.23)."""
    if not reasons:
        return {}
    if problem not in reasons:
        return {"suppressions": []}
    accepted = {"kind": "inSource", "status": "accepted", "justification": reasons[problem]}
    return {"suppressions": [accepted]}
