"""The store of files, by content."""
