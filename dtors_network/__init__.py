"""Find, bound, explain and help to close the gaps between drug-treatment services."""
