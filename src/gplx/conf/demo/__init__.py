"""The demonstration: people who go through the same pages and forms as everybody, over HTTP."""
