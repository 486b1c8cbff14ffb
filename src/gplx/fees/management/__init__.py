"""Commands of the room offices."""
