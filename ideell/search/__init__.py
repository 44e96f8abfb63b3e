"""One search over everything: knows people, and of other rooms only what they register."""
