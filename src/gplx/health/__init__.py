"""Evidence of a driver's fitness, by three channels side by side."""
