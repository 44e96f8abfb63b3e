"""Who did what: deeds, and how they are undone."""
