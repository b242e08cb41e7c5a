"""Publish the site: the only package that imports MkDocs, and that writes `site_src/` and `site/`."""
