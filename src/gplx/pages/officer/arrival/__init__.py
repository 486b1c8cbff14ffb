"""Sign in and leave."""
