"""A virus scanner."""
