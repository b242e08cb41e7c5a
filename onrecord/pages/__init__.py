"""Stage 5: the pages that exist, each with the typed context that its template sees."""
