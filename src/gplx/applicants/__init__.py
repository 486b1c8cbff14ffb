"""People and their numbers."""
