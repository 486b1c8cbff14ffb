"""A province's health office and its clinics."""
