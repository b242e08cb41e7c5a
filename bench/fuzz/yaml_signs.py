"""What has a meaning in YAML, or in the program's reading of it: put into examples to make other inputs."""

from __future__ import annotations

from bench.fuzz.inputs import LINE_BREAKS

_CHARACTERS = (
    "'\":#-[]{},&*!?|>%@`\\\t\n\r ~=<…“”：？–•\u00a0\u3000\u200b\u202e\ufeff\u2028\x85\x0b\x1c\0é"
    "\U0001f600\U0010ffff\ud800"
)
_SYNTAX = (
    *(": ", " #", "- ", "? ", "::", "---\n", "...\n", "<<: ", "%YAML 1.1\n", "&a ", "*a", "*x", "!t "),
    *("    ", "''", "\\u202e", "\\ud800", "\\\n", "|\n", ">-\n", "|2\n", "\n\n", "\n  ", "\n\t", "[["),
    *("{a: b}", "  - x\n", "- - -", "a: 'b'c\n", 'k: "', "k: '"),
)
# What a loader that gives values types converts, or refuses.
_VALUES = ("2031-02-30", "0o7", "0b", "1e3", "9" * 30, "javascript:x")
_KEYS = ("title: a\n", "id: a", "source:\n", "site_name", "extra:\n", "INHERIT: ", "base.yml")
_TAGS = tuple(f"!{tag} " for tag in "ENV !int !float !timestamp !bool !null !merge !omap !pairs".split())
YAML_SIGNS = (*_CHARACTERS, *_SYNTAX, *_VALUES, *_KEYS, *_TAGS, *LINE_BREAKS)
