"""Charts: pure functions from controlled values to plotly figures, one chart a file."""
