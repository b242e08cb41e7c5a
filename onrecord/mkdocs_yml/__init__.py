"""`mkdocs.yml` as a value: read once, safely, with what it inherits; and which way its site is published.

MkDocs reads the same file again when it publishes.  Nothing of it runs here: a tag that names code is told
and not followed.  `site` reads the settings of a site, `reading` one file, `value` is what both return;
`fast_way` answers whether the site can be published without MkDocs' slower way, and why not.
"""
