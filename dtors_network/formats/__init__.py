"""Reading and writing files: areas, codebooks and pathways."""
