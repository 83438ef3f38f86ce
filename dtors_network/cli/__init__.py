"""The command line: parse, call, print, exit code. Heavy parts are imported inside the command that needs them."""

from dtors_network.cli.commands import whole_app
from dtors_network.cli.program import main

__all__ = ["main", "whole_app"]
