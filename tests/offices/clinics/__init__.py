"""Clinics join."""
