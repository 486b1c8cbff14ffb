"""What the payment platform tells us by itself."""
