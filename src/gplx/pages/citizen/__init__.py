"""The pages of a citizen who signed in."""
