"""Frozen values: the area and its tables, the codebook, the reference pathway, the vocabulary."""
