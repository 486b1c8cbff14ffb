"""The practice world's own authority, which certifies copies of certificates that nobody issued."""
