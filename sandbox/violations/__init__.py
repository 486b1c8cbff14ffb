"""Violations: traffic police and transport inspectorate, two systems with one record."""
