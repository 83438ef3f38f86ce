"""Readers of files that were made for something else: studies, published figures, registers and directories."""
