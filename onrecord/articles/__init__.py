"""Stage 1: articles."""
