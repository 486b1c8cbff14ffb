"""A clerk at the counter: receive a person, enter their dossier, help with a draft."""
