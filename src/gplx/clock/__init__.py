"""What time or the queue calls."""
