"""The front page and what waits for you."""
