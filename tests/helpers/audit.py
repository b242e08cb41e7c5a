"""Known vulnerabilities of the runtime libraries, told by pip-audit where its data can be had.

`python tests/helpers/audit.py COMMAND …` starts pip-audit by a command and reads its JSON. It exits with 1
for a known vulnerability alone: where the data, or pip-audit itself, cannot be had, it says so in one line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 90  # to install it and to ask for each library


def verdict(libraries: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """The exit status and the lines for what pip-audit says of each library."""
    skipped = [library["name"] for library in libraries if "skip_reason" in library]
    found = [
        f"{library['name']} {library['version']}: {fault['id']}, fixed in"
        f" {', '.join(fault['fix_versions']) or 'no version yet'}"
        for library in libraries
        for fault in library.get("vulns", ())
    ]
    looked_up = len(libraries) - len(skipped)
    if not looked_up:
        return 0, [f"pip-audit: not audited, there is no data here about any of {len(libraries)} libraries"]
    lines = [
        *found,
        f"pip-audit: {looked_up} of {len(libraries)} libraries, {len(found)} known vulnerabilities",
    ]
    if skipped:
        lines[-1] += f"; no data about {', '.join(skipped[:3])}{' …' if len(skipped) > 3 else ''}"
    return (1 if found else 0), lines


def audited(command: list[str]) -> tuple[int, list[str]]:
    """Run pip-audit; the exit status and the lines to show."""
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 0, [f"pip-audit: not audited, it did not start or end: {error}"]
    try:
        return verdict(json.loads(done.stdout)["dependencies"])
    except (ValueError, KeyError):
        said = done.stderr.strip().splitlines() or ["it does not say why"]
        return 0, [f"pip-audit: not audited, the data cannot be had: {said[-1]}"]


def main(command: list[str]) -> int:
    status, lines = audited(command)
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
