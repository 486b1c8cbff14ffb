"""The health office, where things go wrong."""
