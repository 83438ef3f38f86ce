"""Rounds of questions: forms go out to services, replies come back as voices, and a tracker says how it stands."""
