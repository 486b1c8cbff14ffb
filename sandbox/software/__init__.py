"""Departments' own software: it is told of acts, reads dossiers, and acts on them."""
