"""Prepare a dossier: one question a page."""
