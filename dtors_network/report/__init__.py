"""Results as text, CSV and JSON for others: everything here takes controlled values."""
