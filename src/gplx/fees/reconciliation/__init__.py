"""Reconciliation: the books beside what platform and treasury say, day by day."""
