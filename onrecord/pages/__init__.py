"""Stage 5: the pages of a site, each with the typed context for its template."""
