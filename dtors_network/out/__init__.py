"""One renderer a file: each takes an account and gives what a terminal, a file or a frame holds of it."""
