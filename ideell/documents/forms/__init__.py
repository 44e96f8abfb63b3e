"""Forms about shared documents."""
