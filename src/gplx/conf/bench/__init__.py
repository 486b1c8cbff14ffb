"""Benchmarks: bounded, on loopback, on a database of their own."""
