"""Help for editors: a new collection, and schemas for the YAML that they write in an editor program."""
