"""Acts for departments that work in software of their own: the same acts, rights and rules as in the built-in pages."""
