"""Parts that pages share: one way to show certainty, evidence and questions everywhere."""
