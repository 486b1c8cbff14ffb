"""The synthetic population: every person is a pure function of the seed and an index."""
