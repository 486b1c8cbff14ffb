"""The outside systems: one folder each, and the machine that records every call (*exchange*)."""
