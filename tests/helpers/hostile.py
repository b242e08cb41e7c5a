"""A site with markup in every value and article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from helpers.building import Site

MARKUP = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) ](javascript:alert(4))"
    " ![b](c.png) <javascript:alert(5)> {{ 7*7 }} {% raw %}{# x #} `code` ``x` |a|b| **bold** _it_ ~~gone~~"
    " &amp; &lt;b&gt; &#60; # ## {: #own onclick=alert(6) } {.c} $m$ :smile: [^1] *[HTML]: y \\\\ \\* </p>"
    " </main> --> <!-- c ]]> http://bare.example <a@b.example> ==m== ^^i^^ C:\\x"
)
# In texts with links, a broken link would be a problem.
INLINE = MARKUP.replace("](", "] (").replace("<javascript", "< javascript")
# Signs that begin a block at the start of a line.
STARTS = [
    "",
    "# ",
    "--- ",
    "- ",
    "1. ",
    "1) ",
    "> ",
    "| ",
    ": ",
    "!!! note ",
    "``` ",
    "~~~ ",
    "{: #id } ",
    "*** ",
]
STARTS += ["=== ", "[^1]: ", "*[a]: ", "[r]: x ", "+ ", "<div> ", "&", "??? ", "^", "\\", "\u00a0", "…"]
ADDRESS = "https://example.org/a?b=1&amp;c=(d)[e]'*_~!;{{7*7}}".replace("{", "%7B").replace("}", "%7D")


def site_of(root: Path) -> Site:
    """One briefing per beginning; every text of an editor is markup."""
    site = Site(root)
    actors: dict[str, Any] = {}
    issues: dict[str, Any] = {}
    for number, start in enumerate(STARTS):
        text, inline = f"{start}{MARKUP} no. {number}", f"{start}{INLINE} no. {number}"
        file = f"it's [{number}](x) & <i> {{{{7*7}}}} `a`.txt"
        site.write(
            f"seeds/{file}",
            f"{text} headline\n\n{text} One.\n\n“{text} Two.”\n\n{text} Three.\n\n{text} Last.\n",
        )
        actors[f"a{number}"] = {
            "name": f"{text} name",
            "kind": ("person", "unnamed", "state")[number % 3],
            "also": [f"{text} also"],
            "of": f"a{(number + 1) % len(STARTS)}" if number + 1 < len(STARTS) else None,
            "note": f"{inline} note",
        }
        if actors[f"a{number}"]["of"] is None:
            del actors[f"a{number}"]["of"]
        issues[f"i{number}"] = {
            "title": f"{text} issue",
            "proposition": f"{text} proposition",
            "about": f"{inline} about",
        }
        briefing = {
            "title": f"{text} title",
            "date": "2031-01-01",
            "updated": "2031-01-02",
            "summary": f"{inline} summary\n\n{inline} more",
            "tags": [f"{text} tag"],
            "source": {
                "file": file,
                "publisher": f"{text} publisher",
                "author": f"{text} author",
                "url": ADDRESS,
                "archived": ADDRESS,
                "relays": f"{text} relays",
                "show": ("full", "excerpts")[number % 2],
                "language": ("en", "ar")[number // 2 % 2],
            },
            "actors": [{"id": f"a{number}", "role": f"{text} role"}],
            "positions": [
                {
                    "actor": f"a{number}",
                    "issue": f"i{number}",
                    "says": f"{text} says",
                    "passage": [f"{text} One.", f"{text} Three"],
                    "setting": f"{text} setting",
                    "translation": f"{text} translation",
                    "relayed_by": f"a{number}",
                    "toward": f"a{number}",
                    "stance": "for",
                    "id": "own",
                }
            ],
            "open_questions": [
                {
                    "ask": f"{text} ask?",
                    "issue": f"i{number}",
                    "passage": f"{text} Last.",
                    "watch": f"{text} watch",
                    "status": "answered",
                    "answer": f"{text} answer",
                    "answered_by": f"b{number}#own",
                    "id": "asked",
                },
                {"ask": f"{text} open?"},
            ],
            "corrections": [{"date": "2031-01-03", "note": f"{inline} correction"}],
        }
        site.write(f"briefs/b{number}.yml", dump(briefing))
    site.write("briefs/actors.yml", dump(actors))
    site.write("briefs/issues.yml", dump(issues))
    return site


def dump(data: Any) -> str:
    return yaml.safe_dump(data, default_style='"', allow_unicode=True, width=100_000)
