"""SMS and e-mail providers, and the inbox in which people read what was sent."""
