"""Print cards, and hand them over."""
