"""Run the command line as ``python -m dtors_network``."""

from dtors_network.cli import main

main()
