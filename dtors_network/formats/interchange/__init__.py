"""Files that other programs read and write: one module a format and one line in the registry."""
