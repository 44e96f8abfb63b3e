"""One file a step, named by when it was written and what it does."""
