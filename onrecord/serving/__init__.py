"""`serve`: a preview that follows the files while people write them.

Two things keep the preview true.  A build of its own, the same as any other, makes all of it after every
change; and until that is done, the pages that somebody looks at are made at once, one by one, from a record
that stays in memory (`warm`).
"""
