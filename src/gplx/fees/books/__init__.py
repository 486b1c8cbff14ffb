"""The books: double entry, whole đồng, rows that are only ever added."""
