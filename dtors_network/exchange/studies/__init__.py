"""Studies of programs for qualitative analysis: passages that are coded become barrier reports."""
