"""Figures that others publish by authority, beside an area's own: equal in definition, or said to be unlike and why."""
