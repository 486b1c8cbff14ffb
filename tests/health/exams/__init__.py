"""Exams that clinics issue."""
