"""Consultations: what we are asked, by when, and the report's outline."""
