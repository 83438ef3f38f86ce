"""The dashboard: pages over the results of dtors_network; nothing is computed here."""
