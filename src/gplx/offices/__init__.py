"""Departments, clinics, their people and roles, and who may enter where."""
