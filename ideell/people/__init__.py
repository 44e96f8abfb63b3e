"""People, organisations, who belongs where, and signing in."""
