"""Exams are issued and corrected."""
