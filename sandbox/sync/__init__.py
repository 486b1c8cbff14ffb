"""National portal: synchronisation of dossiers and their progress."""
