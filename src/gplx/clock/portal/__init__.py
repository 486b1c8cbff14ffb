"""What portals are told of dossiers, what they are asked, and what is mended where they differ."""
