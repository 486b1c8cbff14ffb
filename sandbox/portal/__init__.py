"""National portal: sign-in."""
