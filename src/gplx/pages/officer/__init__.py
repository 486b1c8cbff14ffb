"""The pages of the officers of a department."""
