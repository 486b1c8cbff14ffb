"""Day and hour, money, names, ids, files: no opinions."""
