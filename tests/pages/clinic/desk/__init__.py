"""The desk of a doctor, where things go wrong."""
