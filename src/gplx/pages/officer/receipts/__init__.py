"""Receipts and payments as the office sees them."""
