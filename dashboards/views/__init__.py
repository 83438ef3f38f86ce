"""Pure functions from results to what a page shows: rows, sentences and frames, never components."""
