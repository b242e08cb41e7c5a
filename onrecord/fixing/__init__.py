"""Corrections that `check --fix` makes in briefings and registers.

A file is corrected by edits of its text, not by reading it and writing it again. YAML libraries that keep
comments (ruamel.yaml) cannot read the files that need it most, and change others: they write their own
indentation, and one kind of line end. An edit replaces only the characters that are wrong.

* `edits` are the values: edits, and the fixes that are made of them; `values` finds each value's characters;
* one module for each kind of problem makes edits for it: `characters`, `signs`, `quoting`, `dates`,
  `listing`, `passages`, `places`; `rules` lists them by rule;
* `loop` corrects one file until nothing is left, and checks after each fix that all other values are as they
  were;
* `entries` adds what the registers lack; `sorting` sorts them;
* `site` corrects all files of a site in memory; `writing` writes them.

Nothing changes what a position says: a fix that has no single right answer is only offered.
"""
