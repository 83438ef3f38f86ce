"""From nothing to a first map: an authority, candidates that become services, and known partners (decision 0033)."""
