"""How the new card reaches its owner: by post, or at the desk."""
