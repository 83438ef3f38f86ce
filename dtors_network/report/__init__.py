"""Results as text, CSV and JSON for others: everything here refuses an area that was not protected."""
