"""What `run.py` and the Makefile do; needs nothing but Python."""
