"""Documents shared between organisations: files in versions, and texts written here."""
