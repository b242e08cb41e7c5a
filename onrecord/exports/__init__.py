"""Stage 6': the files beside the pages: data, feeds, linked data and citations.

Pure: makes files from a `Record` and the site's `Settings`, one at a time.

* `collection` lists all of them, and recognises files that an earlier build made;
* `rows`, `tables` and `datapackage` make `data/`;
* `annotations` and `briefing` make `briefs/<slug>.json`;
* `entries`, `feeds`, `atom` and `json_feed` make the feeds;
* `linked_data` and `statements` make the `.jsonld` files, a page's content as linked data;
* `bibliography` makes `briefs/<slug>.bib` and `.csl.json`, for reference managers;
* `files`, `addresses`, `passages` and `identifiers` are shared by the others.
"""
