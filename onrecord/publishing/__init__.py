"""Markdown to the site: the only folder that knows MkDocs, and that writes `site_src/` and `site/`."""
