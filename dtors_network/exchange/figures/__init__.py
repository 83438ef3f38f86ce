"""Published figures: read with their period, numerator, denominator and source."""
