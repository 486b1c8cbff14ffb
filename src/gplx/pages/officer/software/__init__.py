"""A department's own software: its key, where it is told of acts, how the department works, and whether it is connected well."""
