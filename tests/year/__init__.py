"""A whole year, from the round's making to its publication."""
