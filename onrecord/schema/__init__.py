"""The keys of the YAML files, and the kinds of their values."""
