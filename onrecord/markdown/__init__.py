"""A page as Markdown: Jinja templates, and phrases in the language of the site."""
