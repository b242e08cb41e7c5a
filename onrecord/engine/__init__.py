"""Incremental builds: make the files whose inputs have changed, and keep the others.

The engine makes two stages: the files of `site_src/`, and the pages of `site/`.  The caller passes the files
of a stage as outputs (`onrecord.engine.output`); only the engine decides which of them are stale.  It knows
nothing of briefings: a record is any struct of mappings and sequences, and each output has a function that
makes its content.

The state of the last build is in the ledger (`onrecord.engine.ledger`), one SQLite file in the site's work
folder.  It may be deleted, or copied to another machine.  A ledger that is damaged, or that another version
of the program wrote, is thrown away, and everything is rebuilt.  It holds nothing that a build could not
find out again: each entry has a digest of its inputs, and one of itself.

Files are compared by the digests of their content.  The digest of a file that nobody has touched since the
last build (`onrecord.engine.file_states`) is not computed again.
"""
