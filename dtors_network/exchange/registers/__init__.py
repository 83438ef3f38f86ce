"""Registers and directories of services: what they list becomes candidates."""
