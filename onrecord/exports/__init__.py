"""Stage 6': the record as data and as feeds, beside the pages.

Pure: a `Record` and the site's `Settings` go in, files come out, one at a time.

* `collection` yields all of them, and knows which files are its own;
* `rows`, `tables` and `datapackage` make `data/`;
* `annotations` and `briefing` make `briefs/<slug>.json`;
* `entries`, `feeds`, `atom` and `json_feed` make the feeds;
* `linked_data` and `statements` make the `.jsonld` files, what a page says as linked data;
* `bibliography` makes `briefs/<slug>.bib` and `.csl.json`, for reference managers;
* `files`, `addresses`, `passages` and `identifiers` are what they share.
"""
