"""What areas are compared by: one file an indicator, one line each in the registry."""
