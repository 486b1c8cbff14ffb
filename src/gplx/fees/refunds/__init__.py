"""Refunds: each begins by itself, and ends with the treasury's word."""
