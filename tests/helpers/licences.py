"""Licences of the runtime libraries: the permissive ones, and what the libraries' metadata leave out.

`python tests/helpers/licences.py BOM` completes a CycloneDX document (JSON) with them and lists each library
with its licence. It exits with 1 if one has none: `make sbom` then fails.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

PERMISSIVE = frozenset(
    ("MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Apache-2.0 OR BSD-2-Clause", "PSF-2.0")
)
# Where the metadata has no SPDX expression: from its older fields or the licence file. MPL-2.0 asks for the
# source of changed files only. colorama is installed on Windows alone.
LICENCES = {
    "babel": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "ghp-import": "Apache-2.0",
    "jinja2": "BSD-3-Clause",
    "mergedeep": "MIT",
    "nh3": "MIT",
    "pathspec": "MPL-2.0",
    "pyromark": "MIT",
    "pyyaml": "MIT",
    "shtab": "MPL-2.0",
    "tzdata": "Apache-2.0",
    "watchdog": "Apache-2.0",
}


def normal(name: str) -> str:
    """The normal form of a package's name (PyPA, Names and normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def completed(bom: dict[str, Any]) -> list[str]:
    """Give each component without an SPDX licence the one of the list; return the names that have none."""
    unknown = []
    for component in bom["components"]:
        if _spdx(component):
            continue
        licence = LICENCES.get(normal(component["name"]))
        if licence:
            component["licenses"] = [{"license": {"id": licence}}]
        else:
            unknown.append(component["name"])
    return unknown


def _spdx(component: dict[str, Any]) -> str:
    """The SPDX expression or ids of a component; empty if it has none."""
    told = component.get("licenses", [])
    found = [each.get("expression") or each.get("license", {}).get("id") for each in told]
    return " AND ".join(filter(None, found))


def main(path: Path) -> int:
    bom = json.loads(path.read_text("utf-8"))
    unknown = completed(bom)
    path.write_text(f"{json.dumps(bom, indent=2, sort_keys=True)}\n", encoding="utf-8")
    for component in bom["components"]:
        print(f"{component['name']} {component['version']}: {_spdx(component) or 'no licence known'}")
    for name in unknown:
        print(f"{name}: look its licence up, and add it to tests/helpers/licences.py", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
