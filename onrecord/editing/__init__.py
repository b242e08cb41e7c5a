"""Help for editors while they write YAML in an editor program."""
