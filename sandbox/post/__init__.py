"""Post: orders, parcels that travel by themselves, tracking."""
