"""Commands of the room fees."""
