"""The theme as a package: an installed program offers it to MkDocs under the name `onrecord`."""
