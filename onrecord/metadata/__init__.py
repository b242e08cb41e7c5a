"""Stage 2: the YAML of `briefs/`."""
