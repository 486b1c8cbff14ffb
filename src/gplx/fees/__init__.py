"""The fee of a dossier and the tries to pay it."""
