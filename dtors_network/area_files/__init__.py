"""Reading and writing an area, its codebook and its pathway: a folder of CSV files, or one workbook."""
