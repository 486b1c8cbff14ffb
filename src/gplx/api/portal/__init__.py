"""What the national portal calls."""
