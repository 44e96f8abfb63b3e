"""Answers: sections, pen holders, states, review."""
