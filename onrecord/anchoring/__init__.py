"""Stage 3: every passage becomes a span of its article."""
