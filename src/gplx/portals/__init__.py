"""What comes from portals, and what was found when they were compared with us."""
