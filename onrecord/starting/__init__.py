"""A new collection: its folders, registers, settings, and files for git, editors and publishing."""
