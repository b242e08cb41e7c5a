"""Render pages as Markdown: Jinja templates, and texts in the site's language."""
