"""The pages of the Directorate for Roads."""
