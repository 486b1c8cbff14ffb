"""Files that belong to a dossier: checked by what they are, not by their name."""
