"""Files of programs that draw networks: one module a format."""
