"""A clinic applies, and its doctor's account is opened."""
