"""Writing a finished answer out as Word, PDF, HTML or Markdown."""
