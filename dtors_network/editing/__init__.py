"""Editing the tables of an area as text: drafts, what is wrong with them, versions, and saving that loses nothing."""
