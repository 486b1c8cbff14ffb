"""Receipts for fees (*biên lai thu lệ phí*): numbers without gaps, paper as PDF, cancelled and replaced, never changed."""
