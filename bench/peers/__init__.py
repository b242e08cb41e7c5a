"""Compare builds with other generators, on the same pages: `python -m bench.peers --help`.

onrecord builds a made-up collection of each size. Its Markdown and the files beside it are arranged for each
peer in the peer's own layout. Then all of them build in turn, as whole processes.

* `tools` lists the generators, with how each is installed, arranged and started;
* `installing` installs them in a folder outside of the repository;
* `layouts` gives each its pages;
* `processes` runs a command and measures its time and memory;
* `outcomes` checks that it did what it was timed for;
* `rounds` is the order of the runs;
* `results` holds the measurements, `bars` the project's targets;
* `tables` and `documents` write it down.
"""
