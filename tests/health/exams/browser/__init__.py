"""Exams that are issued in the browser."""
