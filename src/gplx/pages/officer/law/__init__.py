"""The law as an officer asks it: the pre-check, for any day."""
