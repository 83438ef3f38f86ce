"""The command line: parse, call, print, exit code. Heavy parts are imported inside the command that needs them.

One module of commands: one import here, in the order of the help.
"""

# isort: off
from dtors_network.cli import areas, records, files, findings, people, changes, codes, synthetic, screen

# isort: on
from dtors_network.cli.app import app, main

__all__ = [
    "app", "areas", "changes", "codes", "files", "findings", "main", "people", "records", "screen", "synthetic",
]  # fmt: skip
