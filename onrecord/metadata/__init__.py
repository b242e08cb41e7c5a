"""Stage 2: the YAML of `briefs/`, and when it last changed."""
