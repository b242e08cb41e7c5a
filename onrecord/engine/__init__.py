"""What the last build knew, so that the next does only what changed.

One SQLite file in the site's work folder.  It may be deleted, or copied to another machine; where it is
damaged, or another version of the program made it, it is thrown away and rebuilt.  What is taken from it
is what a build would find out again: each entry carries the digest of all that it was made from, and one
of itself.

Whether a file's content is the same is told by its digest; the digest of a file that nobody touched since the
last build (`onrecord.engine.file_states`) is not taken again.
"""
