"""Charts: pure functions from views of protected areas to plotly figures, one chart a file."""
