"""Input and stances, which hang on the nodes of a report."""
