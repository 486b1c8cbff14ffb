"""The treasury: orders to pay back, its answers, its statement of a day."""
