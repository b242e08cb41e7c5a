"""Builds of the same pages by us and by others: `python -m bench.peers --help`.

A collection of each size is made and built by us; the Markdown that came of it, with the files beside it, is
laid out for each peer as that peer wants it.  Then all of them build it in turn, as whole processes.

* `tools` says who takes part, and how each is installed, laid out and started;
* `installing` puts them into a folder outside of the repository;
* `layouts` gives each its pages;
* `processes` runs a command and says how long it took and how much memory it had;
* `outcomes` sees that it did what it was timed for;
* `rounds` is the order of the runs;
* `results` holds what was measured, `bars` what the project asks of itself;
* `tables` and `documents` write it down.
"""
