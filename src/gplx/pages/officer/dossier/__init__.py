"""One dossier: every fact beside its source."""
