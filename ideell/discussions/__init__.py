"""Discussions: threads of flat posts, what came out of them, and polls; knows no consultation."""
