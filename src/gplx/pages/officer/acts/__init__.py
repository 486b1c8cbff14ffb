"""What an officer does to a dossier."""
