"""Files of other programs and publishers: how they are recognised, read into an area, and written."""
