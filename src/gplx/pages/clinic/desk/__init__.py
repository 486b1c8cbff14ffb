"""The desk of a clinic's doctor."""
