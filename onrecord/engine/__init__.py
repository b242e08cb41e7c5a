"""How files are made and kept, whatever is in them; only what has changed is made again.

What to make comes in as outputs (`output`); what has changed is decided here and nowhere else.  The engine
knows nothing of briefings: a record is any struct of mappings and sequences, and whoever hands it in says how
a page becomes bytes.

What the last build knew is one SQLite file in the site's work folder (`onrecord.checking.database`).  It may
be deleted, or copied to another machine; where it is damaged, or another version of the program made it, it
is thrown away and made anew.  What is taken from it is what a build would find out again: each entry carries
the digest of all that it was made from, and one of itself.

Whether a file's content is the same is told by its digest; the digest of a file that nobody touched since the
last build (`onrecord.engine.file_states`) is not taken again.
"""
