"""Sign in, see which licences are mine, prove a number."""
