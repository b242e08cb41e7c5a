"""Read `mkdocs.yml` once and safely, with the files that it inherits; and decide how to publish the site.

MkDocs reads the same file again when it publishes.  No code from the file runs here: a tag that names code
is noted, not followed.  `site` reads the settings of a site, `reading` reads one file, and `value` has the
type that both return; `types`, `items` and `paths` check the values.  `settings` has
those that the program itself uses.  `code` lists the code that a build of the site would run.  `fast_way`
says whether the site can be published the fast way, and if not, why.
"""
