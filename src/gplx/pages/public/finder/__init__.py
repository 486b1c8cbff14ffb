"""Where to be examined: the connected facilities as a list and on a map."""
