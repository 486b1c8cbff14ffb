"""After submitting: pay, follow, correct, withdraw."""
